/**
 * Values of compiled conditions on the rows of a table.
 *
 * Owns: that one condition which fails, or one row on which it does, takes nothing from the others. Must not: judge a
 * value.
 */
import type { AthenaTable } from './table.ts';

/** True, false or NULL; or DuckDB's words where it refuses the condition or fails on that row. */
export type SqlValue = boolean | null | { readonly fault: string };

/** Conditions in one statement. */
const BATCH = 100;

/** `values[condition][row]`; `rows` is the number of rows in the table. */
export async function conditionValues(
  table: AthenaTable,
  conditions: readonly string[],
  rows: number,
): Promise<readonly (readonly SqlValue[])[]> {
  const values: (readonly SqlValue[])[] = [];
  for (let at = 0; at < conditions.length; at += BATCH) {
    const batch = conditions.slice(at, at + BATCH);
    const together = await ask(table, batch, { from: 0, to: rows });
    if (typeof together !== 'string') {
      values.push(...together);
      continue;
    }
    for (const condition of batch) values.push(await valuesAlone(table, condition, rows));
  }
  return values;
}

async function valuesAlone(
  table: AthenaTable,
  condition: string,
  rows: number,
): Promise<readonly SqlValue[]> {
  const refused = await ask(table, [condition], { from: 0, to: 0 });
  if (typeof refused === 'string') return Array.from({ length: rows }, () => ({ fault: refused }));
  return halve(table, condition, { from: 0, to: rows });
}

interface Rows {
  readonly from: number;
  readonly to: number;
}

/** Rows that fail are found by halving; usually one does, or none. */
async function halve(
  table: AthenaTable,
  condition: string,
  { from, to }: Rows,
): Promise<readonly SqlValue[]> {
  if (from === to) return [];
  const answer = await ask(table, [condition], { from, to });
  if (typeof answer !== 'string') return answer[0] ?? [];
  if (to - from === 1) return [{ fault: answer }];
  const middle = (from + to) >> 1;
  const before = await halve(table, condition, { from, to: middle });
  return [...before, ...(await halve(table, condition, { from: middle, to }))];
}

/** Values by condition, or the first line of what DuckDB says against it. */
async function ask(
  table: AthenaTable,
  conditions: readonly string[],
  { from, to }: Rows,
): Promise<readonly (readonly SqlValue[])[] | string> {
  const columns = conditions.map((condition, index) => `(${condition}) AS c${index}`).join(',\n');
  const statement = `SELECT ${columns} FROM "security"."cloudtrail" WHERE _row >= ${from} AND _row < ${to} ORDER BY _row`;
  try {
    const rows = await table.query(statement);
    return conditions.map((_, index) => rows.map((row) => truthOf(row[index])));
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return text.split('\n', 1)[0] ?? '';
  }
}

function truthOf(value: unknown): SqlValue {
  if (typeof value === 'boolean' || value === null) return value;
  return { fault: `the condition has the value ${String(value)}, which is no truth value` };
}
