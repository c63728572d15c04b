/**
 * Tables of text with aligned columns.
 *
 * Owns: widths, and cutting the widest columns until a table fits. Must not: know what is in it. Cells are untrusted
 * and come out harmless; a style goes on after that.
 */
import { escapeForTerminal, paintFor, useUnicode } from './terminal.ts';
import { cutToWidth, widthOf } from './width.ts';

/** A style, such as one of `Paint`, is put on after the text has been escaped, cut and measured. */
export type Cell = string | { readonly text: string; readonly paint: (text: string) => string };

export interface Table {
  readonly head: readonly string[];
  /** Each as long as `head`. */
  readonly rows: readonly (readonly Cell[])[];
}

export interface TableOptions {
  readonly color: boolean;
  /** Columns of the terminal; undefined: nothing is cut. */
  readonly width?: number | undefined;
  readonly unicode?: boolean;
}

const GAP = '  ';
/** No column is cut below this. */
const NARROWEST = 8;

/** One line a row, a bold line for the head; no blanks at the ends of lines. Ends with a line feed. */
export function renderTable(table: Table, options: TableOptions): string {
  const mark = (options.unicode ?? useUnicode()) ? '…' : '...';
  const paint = paintFor(options.color);
  const rows = [table.head.map((text) => ({ text, paint: paint.bold })), ...table.rows].map((row) =>
    row.map((cell) => ({ text: escapeForTerminal(textOf(cell)), paint: styleOf(cell) })),
  );
  const natural = table.head.map((_, column) =>
    rows.reduce((most, row) => Math.max(most, widthOf(row[column]?.text ?? '')), 0),
  );
  const widths = options.width === undefined ? natural : fitTo(natural, options.width);
  const lines = rows.map((row) => {
    const last = row.findLastIndex(({ text }) => text !== '');
    return row
      .slice(0, last + 1)
      .map(({ text, paint: style }, column) => {
        const width = widths[column] ?? 0;
        const cut = cutToWidth(text, width, mark);
        return style(cut) + (column === last ? '' : ' '.repeat(width - widthOf(cut)));
      })
      .join(GAP);
  });
  return lines.map((line) => `${line}\n`).join('');
}

/** Takes from the widest columns until all fit, or until none can give any more. */
function fitTo(natural: readonly number[], width: number): readonly number[] {
  const room = width - GAP.length * Math.max(0, natural.length - 1);
  const widths = [...natural];
  let over = widths.reduce((sum, one) => sum + one, 0) - room;
  while (over > 0) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) break;
    const next = Math.max(NARROWEST, ...widths.filter((one) => one < widest));
    const sharing = widths.filter((one) => one === widest).length;
    // Down to the next widest column at most, so that they then give together.
    const each = Math.min(widest - next, Math.max(1, Math.floor(over / sharing)));
    for (let column = 0; column < widths.length && over > 0; column += 1) {
      if (widths[column] !== widest) continue;
      const taken = Math.min(each, over);
      widths[column] = widest - taken;
      over -= taken;
    }
  }
  return widths;
}

const textOf = (cell: Cell) => (typeof cell === 'string' ? cell : cell.text);
const styleOf = (cell: Cell) => (typeof cell === 'string' ? (text: string) => text : cell.paint);
