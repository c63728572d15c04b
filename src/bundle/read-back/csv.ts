/**
 * CSV read back as RFC 4180 has it, with either line ending.
 *
 * Owns: records and fields, and that a table is rectangular. Must not: know what a column means.
 */

/** Why a text is no table with a header, to follow "it cannot be read:", or undefined. */
export function csvFault(text: string): string | undefined {
  const read = readCsv(text);
  if (read.kind === 'fault') return read.reason;
  const [header, ...records] = read.records;
  if (header === undefined || header.fields.every((name) => name === '')) return 'it has no header';
  const twice = header.fields.find((name, at) => header.fields.indexOf(name) !== at);
  if (twice !== undefined) return `its header names "${twice}" twice`;
  const odd = records.find(({ fields }) => fields.length !== header.fields.length);
  if (odd === undefined) return undefined;
  return `the record on line ${odd.line} has ${odd.fields.length} fields, its header ${header.fields.length}`;
}

interface CsvRecord {
  readonly fields: readonly string[];
  /** On which it begins, from 1. */
  readonly line: number;
}

type ReadCsv =
  | { readonly kind: 'records'; readonly records: readonly CsvRecord[] }
  | { readonly kind: 'fault'; readonly reason: string };

/** A quoted field, or one without quotes; then what ends it. */
const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|$)/y;

function readCsv(text: string): ReadCsv {
  const records: CsvRecord[] = [];
  let fields: string[] = [];
  let line = 1;
  let begun = 1;
  for (let at = 0; at < text.length || fields.length > 0; ) {
    FIELD.lastIndex = at;
    const found = FIELD.exec(text);
    if (found === null)
      return { kind: 'fault', reason: `a quote or a carriage return on line ${line} is not as CSV has it` };
    const [whole, quoted, plain = '', end = ''] = found;
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += whole.split('\n').length - 1;
    at += whole.length;
    if (end === ',') continue;
    records.push({ fields, line: begun });
    fields = [];
    begun = line;
  }
  return { kind: 'records', records };
}
