/** Chunks of lines against the plain path: the same items whatever stands at the border of a chunk, and however large chunks are. */

import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readLines } from '../../../src/logs/raw/lines.ts';
import { openScanner } from '../../../src/logs/raw/scanner.ts';
import { readLogs } from '../../../src/logs/read.ts';
import { seeded } from '../../generate/random.ts';
import { collect, line } from '../read-support.ts';
import { HOSTILE_FILES, mixed, openFolder, plainItems, streamOf, TOO_LARGE } from './plain-support.ts';

const reader = { scanner: openScanner([]), look: undefined };
const put = openFolder();

async function raw(bytes: Buffer, step: number, chunk: number, longest = 4_000) {
  const batches = [];
  for await (const { items } of readLines('a', streamOf(bytes, step), reader, { chunk, longest }))
    batches.push(items);
  return batches;
}

/** Sizes of what is read at once, and of chunks of lines. */
const SIZES = [
  [7, 1],
  [64, 100],
  [64, 700],
  [1_000, 301],
  [100_000, 2_000],
] as const;

describe('chunks of lines give the items of the plain path', () => {
  it.each(HOSTILE_FILES)('%s', async (_, content) => {
    const bytes = Buffer.from(content);
    for (const [step, chunk] of SIZES) {
      const reference = await plainItems('a', streamOf(bytes, step));
      expect((await raw(bytes, step, chunk)).flat()).toEqual(reference);
    }
  });

  it('and for many mixed ones, gzip or not, whole or cut off', async () => {
    const random = seeded(20_261_122);
    for (let round = 0; round < 150; round += 1) {
      const text = mixed(random);
      const packed = random.pick([text, gzipSync(text), gzipSync(gzipSync(text))]) ?? text;
      const bytes = random.chance(3) ? packed.subarray(0, random.nat(packed.length)) : packed;
      const step = 1 + random.nat(900);
      const reference = await plainItems('a', streamOf(bytes, step));
      expect((await raw(bytes, step, 1 + random.nat(2_500))).flat()).toEqual(reference);
    }
  });

  it('parses lines without the plain path as long as they are lines', async () => {
    const bytes = Buffer.from(Array.from({ length: 200 }, (_, n) => `${line(`e${n}`)}\n`).join(''));
    const batches = await raw(bytes, 100, 1_000);
    // A batch is the lines of a chunk; the plain path gives one for each step of reading.
    expect(batches.length).toBeGreaterThan(10);
    expect(batches.length).toBeLessThan(bytes.length / 900);
    expect(batches.at(-1)).toMatchObject([{ kind: 'file', events: 200, skipped: 0, malformed: 0 }]);
  });

  it('leaves a line to the plain path that is longer than any may be', async () => {
    const bytes = Buffer.from(TOO_LARGE);
    const reference = await plainItems('a', streamOf(bytes, 256 * 1024));
    expect(reference.map(({ kind }) => kind)).toContain('malformed');
    for (const chunk of [1_000, 4_000_000, 40_000_000]) {
      const longest = 16 * 1024 * 1024;
      expect((await raw(bytes, 256 * 1024, chunk, longest)).flat()).toEqual(reference);
    }
    const path = put('huge', bytes);
    expect(await collect(readLogs([path]))).toEqual(await plainItems(path, streamOf(bytes, 256 * 1024)));
    const packed = put('huge.gz', gzipSync(bytes));
    expect(await collect(readLogs([packed]))).toEqual(await plainItems(packed, streamOf(bytes, 256 * 1024)));
  });
});
