/** Reads CSV as RFC 4180 has it: every cell here stands in quotes. */
export function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /"((?:[^"]|"")*)"(,|\n)/y;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const match = cell.exec(text);
    if (match === null) throw new Error(`no cell at: ${text.slice(at, at + 40)}`);
    row.push((match[1] ?? '').replaceAll('""', '"'));
    if (match[2] === '\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}
