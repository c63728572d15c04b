/** `trailc doctor` and `trailc docs` as real processes. Needs `npm run build`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, trailc } from './support.ts';

describe('doctor', () => {
  it('finds every shipped rule sound in the environment it ships with', () => {
    const ran = trailc(['doctor']);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/\n13 see, 0 on some targets, 0 blind \(environment example\)\n$/);
    const json = JSON.parse(trailc(['doctor', 'manual-action', '--format', 'json']).out);
    expect(json).toMatchObject({
      schemaVersion: 1,
      sample: null,
      rules: [{ rule: 'manual-action', state: 'sees' }],
    });
  });

  it('ends with 2 where the sample is not there', () => {
    expect(trailc(['doctor', '--events', 'no-such-folder'])).toMatchObject({ code: 2, out: '' });
  });
});

describe('docs', () => {
  it('writes a page for each rule, an index and a layer, and the same again', () => {
    const out = join(folder(), 'docs');
    expect(trailc(['docs', '--out', out])).toMatchObject({ code: 0, err: '' });
    const read = (path: string) => readFileSync(join(out, path), 'utf8');
    const before = read('manifest.json');
    expect(read('README.md')).toContain('(rules/manual-action.md)');
    expect(read('rules/manual-action.md')).toContain(
      '- `session.name` ends with `@example.com`, in any case',
    );
    const layer = JSON.parse(read('navigator-layer.json'));
    expect(layer.versions.attack).toBe('19');
    expect(layer.techniques.map(({ techniqueID }: { techniqueID: string }) => techniqueID)).toContain(
      'T1550.001',
    );
    expect(trailc(['docs', '--out', out, '--format', 'json']).code).toBe(0);
    expect(read('manifest.json')).toBe(before);
  });

  it('replaces no folder of someone else', () => {
    const ran = trailc(['docs', '--out', 'docs']);
    expect(ran.code).toBe(1);
    expect(ran.err + ran.out).toContain('bundle/out-not-ours');
  });
});
