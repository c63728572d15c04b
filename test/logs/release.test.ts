import { expect, it } from 'vitest';
import { release } from '../../src/logs/release.ts';

it('takes the memory away at once, as often as it is asked', () => {
  for (let round = 0; round < 3; round += 1) {
    const bytes = Buffer.alloc(100_000, 'x');
    release(bytes);
    expect(bytes.length).toBe(0);
    release(bytes);
  }
});

it('leaves what shares its memory with others', () => {
  const bytes = Buffer.from('a small text');
  release(bytes);
  expect(bytes.toString()).toBe('a small text');
});

it('gives memory back', () => {
  const before = process.memoryUsage().arrayBuffers;
  for (let file = 0; file < 100; file += 1) release(Buffer.alloc(1_000_000));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
});
