import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { unifiedDiff } from '../../src/base/text-diff.ts';

const lines = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, at) => `${prefix}${at}\n`).join('');

describe('unifiedDiff', () => {
  it('is empty for equal texts', () => {
    expect(unifiedDiff('a', 'x\n', 'b', 'x\n')).toBe('');
  });

  it('writes what diff -u writes', () => {
    const a = `${lines(10, 'x')}last\n`;
    const b = `${lines(10, 'x')}end\n`;
    const expected = '--- old\n+++ new\n@@ -8,4 +8,4 @@\n x7\n x8\n x9\n-last\n+end\n';
    expect(unifiedDiff('old', a, 'new', b)).toBe(expected);
  });

  it.each([
    ['a change', `${lines(40, 'x')}a\n${lines(40, 'y')}`, `${lines(40, 'x')}b\n${lines(41, 'y')}`],
    ['no line feed at the end of one', 'x\ny', 'x\ny\n'],
    ['no line feed at the end of both', 'x\ny', 'x\nz'],
    ['an empty side', '', 'x\n'],
    ['5,000 lines of which none is the same', lines(5000, 'x'), lines(5000, 'y')],
    ['the same without line feeds at the end', `${lines(5000, 'x')}x`, `${lines(5000, 'y')}y`],
    ['the same, one way', `${lines(5000, 'x')}x`, `${lines(5000, 'y')}y\n`],
  ])('makes a patch that turns one text into the other: %s', (_, a, b) => {
    const folder = mkdtempSync(join(tmpdir(), 'trailc-diff-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'text');
    writeFileSync(file, a);
    const input = unifiedDiff('text', a, 'text', b);
    // git reads unified diffs strictly: no fuzz, no offset.
    const ran = spawnSync('git', ['apply', '-p0', '--unidiff-zero', '-'], {
      cwd: folder,
      input,
      encoding: 'utf8',
    });
    expect({ status: ran.status, err: ran.stderr }).toEqual({ status: 0, err: '' });
    expect(readFileSync(file, 'utf8')).toBe(b);
  });
});
