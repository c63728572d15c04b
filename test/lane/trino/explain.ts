/**
 * What a query names, and what Trino says that it reads.
 *
 * Owns: reading the text of EXPLAIN, and the names of columns in a statement. The two are read apart: a name in the
 * statement is a word outside texts and comments. Must not: know how a query is printed.
 */

export interface Reads {
  /** Columns, and members of structs as `useridentity.arn`. */
  readonly columns: ReadonlySet<string>;
  /** Of each partition column, the values that are left. */
  readonly partitions: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Reads the columns and partitions in the text of EXPLAIN (Trino, "SQL statements: EXPLAIN"; hive's column handles). */
export function readExplain(text: string): Reads {
  const columns = new Set<string>();
  const partitions = new Map<string, ReadonlySet<string>>();
  const lines = text.split('\n');
  for (const [at, line] of lines.entries()) {
    const handle = /(?:^|\s)(\S+?):.*:(REGULAR|PARTITION_KEY|SYNTHESIZED)$/.exec(line);
    const [, name = '', kind] = handle ?? [];
    if (kind === 'REGULAR' || kind === 'SYNTHESIZED') columns.add(name.replaceAll('#', '.'));
    if (kind === 'PARTITION_KEY') partitions.set(name, valuesIn(lines[at + 1] ?? ''));
  }
  return { columns, partitions };
}

/** `:: [[2026], [2027]]`: each value in brackets of its own. A range is `[from, to]`, and stays one text. */
function valuesIn(line: string): ReadonlySet<string> {
  const inside = /^\s*(?:│\s*)*:: \[(.*)\]$/.exec(line)?.[1];
  return new Set([...(inside ?? '').matchAll(/[[(]([^\])]*)[\])]/g)].map(([, value = '']) => value));
}

/** Strings, comments, quoted names, chains of words, and single characters: all that a statement is made of. */
const TOKENS = /'(?:[^']|'')*'|--[^\n]*|"(?:[^"]|"")*"|[A-Za-z_][\w]*(?:\s*\.\s*[A-Za-z_]\w*)*|\S/g;

/** The names in a statement that begin with one of `columns`, members after dots; a name in quotes only without dots. */
export function namedColumns(statement: string, columns: ReadonlySet<string>): ReadonlySet<string> {
  const named = new Set<string>();
  const tokens = [...statement.matchAll(TOKENS)].map(([token]) => token);
  for (const [at, token] of tokens.entries()) {
    // A name given to a result, or that of a table.
    if (tokens[at - 1] === 'AS' || tokens[at - 1] === '.') continue;
    const name = token.startsWith('"') ? token.slice(1, -1) : token;
    if (columns.has(name.split('.')[0] ?? '')) named.add(name);
  }
  return named;
}
