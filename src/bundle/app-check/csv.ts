/**
 * Whether a CSV file is a table that Splunk reads as a lookup.
 *
 * Owns: its form. Must not: know the columns. Source: "Define a CSV lookup in Splunk Web": at least two columns, UTF-8, no
 * line that ends in a carriage return alone, a header of at most 4,096 characters; quotes as in RFC 4180.
 */

const LONGEST_HEADER = 4096;

export interface TableFault {
  /** To follow "the lookup". */
  readonly problem: string;
  /** Offset in the text. */
  readonly at: number;
}

/** The first fault of a table, if it has one. */
export function tableFault(text: string): TableFault | undefined {
  if (text.trim() === '') return { problem: 'is empty', at: 0 };
  const alone = text.search(/\r(?!\n)/);
  if (alone !== -1) return { problem: 'ends a line with a carriage return alone', at: alone };
  const feed = text.indexOf('\n');
  if ((feed === -1 ? text.length : feed) > LONGEST_HEADER)
    return { problem: `has a header of more than ${LONGEST_HEADER} characters`, at: 0 };
  let columns: number | undefined;
  let line = 1;
  for (let at = 0; at < text.length; ) {
    const row = readRow(text, at);
    if (row === undefined) return { problem: `opens a quote in line ${line} that nothing closes`, at };
    // Splunk passes over a line with nothing on it.
    if (row.cells !== 1 || text.slice(at, row.next).trim() !== '') {
      if (columns === undefined && row.cells < 2) return { problem: 'has one column, and needs two', at };
      if (columns !== undefined && row.cells !== columns) {
        return { problem: `has ${columns} columns in its first row and ${row.cells} in line ${line}`, at };
      }
      columns = row.cells;
    }
    line += row.lines;
    at = row.next;
  }
  return undefined;
}

function readRow(text: string, start: number) {
  let cells = 1;
  let lines = 0;
  let at = start;
  let isStart = true;
  while (at < text.length) {
    const character = text[at];
    if (character === '"' && isStart) {
      const close = closingQuote(text, at + 1);
      if (close === -1) return undefined;
      for (
        let index = text.indexOf('\n', at);
        index !== -1 && index < close;
        index = text.indexOf('\n', index + 1)
      )
        lines += 1;
      at = close + 1;
      isStart = false;
      continue;
    }
    at += 1;
    isStart = character === ',';
    if (isStart) cells += 1;
    if (character === '\n') return { cells, lines: lines + 1, next: at };
  }
  return { cells, lines: lines + 1, next: at };
}

/** A quote within is doubled. */
function closingQuote(text: string, start: number): number {
  for (let at = text.indexOf('"', start); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return -1;
}
