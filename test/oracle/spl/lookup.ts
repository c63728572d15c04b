/**
 * CSV lookups: the file (RFC 4180), its stanza in transforms.conf, and what a key finds.
 *
 * Owns: reading and matching (KM, Add field matching rules to your lookup configuration). Must not: know commands.
 */
import type { Stanza } from './conf.ts';
import type { Reader } from './switches.ts';
import { unsupported } from './unsupported.ts';

export interface Lookup {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly caseSensitive: boolean;
  /** How many rows one key may find. */
  readonly most: number;
}

const SETTINGS = new Set(['filename', 'case_sensitive_match', 'max_matches']);

/** The lookup that a stanza of transforms.conf defines over a file in some folder `lookups`. */
export function readLookup(name: string, stanza: Stanza, files: ReadonlyMap<string, string>): Lookup {
  const other = [...stanza.keys()].find((key) => !SETTINGS.has(key));
  if (other !== undefined) unsupported(`setting ${other} of lookup [${name}]`, other);
  const filename = stanza.get('filename') ?? unsupported(`lookup [${name}] has no filename`, name);
  const path = [...files.keys()].find((one) => `/${one}`.endsWith(`/lookups/${filename}`));
  const text = files.get(path ?? '') ?? unsupported(`no file lookups/${filename}`, name);
  const [columns = [], ...rows] = readCsv(text);
  if (rows.some((row) => row.length !== columns.length)) unsupported('a row of another length', text);
  const most = Number(stanza.get('max_matches') ?? 100);
  if (!(Number.isInteger(most) && most >= 1 && most <= 1000)) unsupported('max_matches', String(most));
  const sensitive = stanza.get('case_sensitive_match') ?? 'true';
  if (!/^(?:true|false|1|0)$/.test(sensitive)) unsupported('case_sensitive_match', sensitive);
  return { columns, rows, caseSensitive: sensitive === 'true' || sensitive === '1', most };
}

/** RFC 4180: records end in a line break, quotes in a quoted cell are doubled. */
export function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
  for (let at = 0; at < text.length; ) {
    cell.lastIndex = at;
    const found = cell.exec(text) ?? unsupported('no cell', text, at);
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    at = cell.lastIndex;
    if (text[at] === ',') at += 1;
    else {
      const end = /\r?\n|$/y;
      end.lastIndex = at;
      const line = end.exec(text) ?? unsupported('text behind a quoted cell', text, at);
      at += line[0].length;
      rows.push(row);
      row = [];
      continue;
    }
    // A comma at the very end begins one more, empty cell.
    if (at === text.length) rows.push([...row, '']);
  }
  return rows;
}

/** The rows that a key finds, at most as many as the lookup gives. NULL is no key: see `lookup-null`. */
export function findRows(
  lookup: Lookup,
  column: number,
  key: string | null,
  reader: Reader,
): readonly (readonly string[])[] {
  if (key === null) return reader.read('lookup-null') === 'first' ? lookup.rows.slice(0, 1) : [];
  const exact = (index(lookup, column).get(lookup.caseSensitive ? key : fold(key)) ?? []).slice(
    0,
    lookup.most,
  );
  const how = reader.read('lookup-match');
  if (how === 'exact') return exact;
  const test = OTHERWISE[how];
  return lookup.rows.filter((row) => test(row[column] ?? '', key)).slice(0, lookup.most);
}

const OTHERWISE = {
  folded: (cell: string, key: string) => fold(cell) === fold(key),
  trimmed: (cell: string, key: string) => cell.trim() === key.trim(),
  wildcard: (cell: string, key: string) =>
    new RegExp(`^${cell.split('*').map(escaped).join('[^]*')}$`, 'u').test(key),
};

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
const fold = (text: string): string => text.toLowerCase();

const indices = new WeakMap<Lookup, Map<number, Map<string, (readonly string[])[]>>>();

function index(lookup: Lookup, column: number): ReadonlyMap<string, readonly (readonly string[])[]> {
  let columns = indices.get(lookup);
  if (columns === undefined) {
    columns = new Map();
    indices.set(lookup, columns);
  }
  let found = columns.get(column);
  if (found === undefined) {
    found = new Map();
    for (const row of lookup.rows) {
      const cell = row[column] ?? '';
      const key = lookup.caseSensitive ? cell : fold(cell);
      const rows = found.get(key);
      if (rows === undefined) found.set(key, [row]);
      else rows.push(row);
    }
    columns.set(column, found);
  }
  return found;
}
