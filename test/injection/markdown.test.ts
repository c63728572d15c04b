/**
 * The generated pages of docs/reference: code spans and cells keep what they hold, and the titles of the shipped rules
 * make nothing but text.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { code, plain, table } from '../../src/base/markdown.ts';
import { HOSTILE } from './hostile.ts';
import { readMarkdown } from './read-markdown.ts';

const lines = HOSTILE.filter((text) => !/[\n\r\u0085\u2028\u2029]/.test(text) && text.trim() !== '');
describe('code in a cell', () => {
  it.each(lines)('%j', (text) => {
    const [, , row = ''] = table(['a', 'b'], [[code(text), 'x']]).split('\n');
    const read = readMarkdown(row);
    expect(read).toEqual({ cells: 2, heading: false, links: 0, html: 0, code: [expect.anything()] });
    // Controls and marks of direction go; what can be seen stays.
    const seen = text.replace(/[\p{Cc}\p{Bidi_Control}\p{Cs}]/gu, '');
    expect(read.code[0]?.replace(/ |\ufffd/g, '')).toBe(seen.replaceAll(' ', ''));
  });
});

describe('plain text in a cell', () => {
  it.each(lines)('%j', (text) => {
    const [, , row = ''] = table(['a', 'b'], [[plain(text), 'x']]).split('\n');
    expect(readMarkdown(row)).toMatchObject({ cells: 2, heading: false, links: 0, html: 0, code: [] });
  });
});

describe('docs/reference/detections.md', () => {
  it('has no HTML, and no link that leaves the repository', () => {
    for (const line of readFileSync('docs/reference/detections.md', 'utf8').split('\n')) {
      expect([line, readMarkdown(line).html]).toEqual([line, 0]);
      for (const [, target = ''] of line.matchAll(/\]\(([^)]*)\)/g))
        expect(target).toMatch(/^(?:#|\.\.\/|[a-z-]+\.md)/);
    }
  });
});
