/**
 * Whether fields are a row of a list, as SQL.
 *
 * Owns: the two ways to write rows of several columns. Must not: read fields.
 */
import { stringLiteral } from './literals.ts';
import { joinSql, type Sql, sql, tuple } from './sql.ts';
import { equalsAny } from './values.ts';

type Row = readonly string[];

/** A parser nests a chain of OR as deep as it is long. */
const MOST_GROUPS = 200;

/** Tests columns against rows, each as long as there are columns: true, or false or NULL. Undefined for no rows. */
export function isRowOf(columns: readonly Sql[], rows: readonly Row[]): Sql | undefined {
  const [only] = columns;
  if (only === undefined || rows.length === 0) return undefined;
  if (columns.length === 1) return equalsAny(only, distinct(rows.map(([value]) => value ?? '')));
  const whole = asRows(columns, rows);
  const grouped = asGroups(columns, rows);
  return grouped !== undefined && grouped.length < whole.length ? grouped : whole;
}

/**
 * Rows of texts that are never NULL: on a row with a NULL in it, Trino's look-up in a long IN list fails the query
 * (io.trino.util.FastutilSetHelper, "not intended be used for indeterminate values lookup"). A list stays an IN list
 * whatever its length; VALUES would make it a join, whose answer on NULL is another.
 */
function asRows(columns: readonly Sql[], rows: readonly Row[]): Sql {
  const present = columns.map((column) => sql`${column} IS NOT NULL`);
  const row = columns.map((column) => sql`coalesce(${column}, '')`);
  const wanted = distinct(rows.map((values) => sql`(${joinSql(values.map(stringLiteral), ', ')})`));
  const member = sql`(${joinSql(row, ', ')}) IN ${tuple(wanted)}`;
  return joinSql([...present, member], ' AND ');
}

/**
 * For each value of the column that has the fewest, the rows of the other columns. Trino takes a millisecond or more to
 * plan each row of a row IN list, and a tenth of it for a text in one.
 */
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
