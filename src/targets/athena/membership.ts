/**
 * Whether fields are a row of a list, as SQL.
 *
 * Owns: the two ways to write rows of several columns. Must not: read fields.
 */
import { stringLiteral } from './literals.ts';
import { joinSql, type Sql, sql } from './sql.ts';
import { equalsAny } from './values.ts';

type Row = readonly string[];

/** A parser nests a chain of OR as deep as it is long. */
const MOST_GROUPS = 200;

/** Tests columns against rows, each as long as there are columns: true, or false or NULL. Undefined for no rows. */
export function isRowOf(columns: readonly Sql[], rows: readonly Row[]): Sql | undefined {
  const [only] = columns;
  if (only === undefined || rows.length === 0) return undefined;
  if (columns.length === 1) return equalsAny(only, distinct(rows.map(([value]) => value ?? '')));
  const whole = asJoined(columns, rows);
  const grouped = asGroups(columns, rows);
  return grouped !== undefined && grouped.length < whole.length ? grouped : whole;
}

/**
 * The columns as one text, between them a character that no row holds: a text that is a row's then has it just there, so
 * each column is that row's. NULL where a column is. Trino looks a text up in a list of ten thousand, but compares rows
 * one by one: a row IN list of a thousand takes it seconds to plan, and within an array it does not compile.
 */
function asJoined(columns: readonly Sql[], rows: readonly Row[]): Sql {
  const separator = separatorFor(rows);
  const between = stringLiteral(separator);
  const key = columns.flatMap((column, at) => (at === 0 ? [column] : [between, column]));
  return equalsAny(sql`(${joinSql(key, ' || ')})`, distinct(rows.map((row) => row.join(separator))));
}

/** A character that no value holds, one that can be read if possible. */
function separatorFor(rows: readonly Row[]): string {
  const taken = new Set(rows.flatMap((row) => row.flatMap((value) => [...value])));
  const readable = ['|', ';', '~', '^', '#'].find((character) => !taken.has(character));
  let point = 1;
  while (taken.has(String.fromCodePoint(point))) point += 1;
  return readable ?? String.fromCodePoint(point);
}

/** For each value of the column that has the fewest, the rows of the other columns: shorter, and easier to read. */
function asGroups(columns: readonly Sql[], rows: readonly Row[]): Sql | undefined {
  const counts = columns.map((_, at) => new Set(rows.map((row) => row[at])).size);
  const fewest = Math.min(...counts);
  const by = counts.indexOf(fewest);
  const column = columns[by];
  if (column === undefined || fewest > MOST_GROUPS) return undefined;
  const others = columns.filter((_, at) => at !== by);
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const value = row[by] ?? '';
    const group = groups.get(value) ?? [];
    group.push(row.filter((_, at) => at !== by));
    groups.set(value, group);
  }
  const parts = [...groups].map(([value, group]) => {
    const rest = isRowOf(others, group) ?? sql`false`;
    const whole = others.length > 1 ? sql`(${rest})` : rest;
    return sql`(${column} = ${stringLiteral(value)} AND ${whole})`;
  });
  return joinSql(parts, '\n      OR ');
}

const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];
