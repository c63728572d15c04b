import { describe, expect, it } from 'vitest';
import { renderTable } from '../../../src/cli/report/table.ts';
import { paintFor } from '../../../src/cli/report/terminal.ts';
import { widthOf } from '../../../src/cli/report/width.ts';

const TABLE = {
  head: ['rule', 'spl', 'meaning'],
  rows: [
    ['session-name-bypass', 'exact given', 'An employee session changed its name through AssumeRole'],
    ['名前', '', 'wide characters take two columns'],
    ['short', 'exact', ''],
  ],
} as const;

describe('renderTable', () => {
  it('aligns columns and leaves no blanks at the ends of lines', async () => {
    const text = renderTable(TABLE, { color: false, unicode: true });
    await expect(text).toMatchFileSnapshot('golden/table.txt');
    expect(text).not.toMatch(/ \n/);
  });

  it('cuts the widest column to the terminal', async () => {
    const text = renderTable(TABLE, { color: false, unicode: true, width: 60 });
    await expect(text).toMatchFileSnapshot('golden/table-60.txt');
    for (const line of text.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(60);
    expect(renderTable(TABLE, { color: false, unicode: false, width: 60 })).toContain('...');
  });

  it('cuts several columns together, and none to nothing', () => {
    const wide = { head: ['a', 'b'], rows: [['x'.repeat(50), 'y'.repeat(40)]] };
    const lengths = (width: number) =>
      (renderTable(wide, { color: false, unicode: true, width }).split('\n')[1] ?? '')
        .split('  ')
        .map((cell) => cell.length);
    expect(lengths(62)).toEqual([30, 30]);
    expect(lengths(82)).toEqual([40, 40]);
    expect(lengths(85)).toEqual([43, 40]);
    expect(lengths(3)).toEqual([8, 8]);
  });

  it('escapes cells, and keeps styles out of the widths', () => {
    const { red } = paintFor(true);
    const text = renderTable(
      { head: ['a', 'b'], rows: [[{ text: 'x\u001b', paint: red }, 'after']] },
      { color: false },
    );
    expect(text).toBe('a        b\n\u001b[31mx\\u001b\u001b[39m  after\n');
  });

  it('holds with no rows and no columns', () => {
    expect(renderTable({ head: ['a'], rows: [] }, { color: false, width: 5 })).toBe('a\n');
    expect(renderTable({ head: [], rows: [] }, { color: false, width: 5 })).toBe('\n');
  });
});
