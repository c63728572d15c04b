/**
 * What backtest statements need of DuckDB beside the functions of rules (duckdb/functions.ts).
 *
 * Owns: that function, and rows and errors as the engine contract has them. Must not: hold a database.
 */
import type { Row } from '../engine.ts';

/** Trino's array_join leaves out NULL elements; so does array_to_string, but for an array of nothing else. */
const ARRAY_JOIN = "CREATE MACRO array_join(l, s) AS coalesce(array_to_string(l, s), '')";

/** To whatever runs a statement. */
export async function addFunctions(database: { query(statement: string): Promise<unknown> }): Promise<void> {
  await database.query(ARRAY_JOIN);
}

/** Every column that is asked for is a VARCHAR. */
export function rowsOf(rows: readonly (readonly unknown[])[]): readonly Row[] {
  return rows.map((row) => row.map((value) => (typeof value === 'string' ? value : null)));
}

/** The first line; the rest shows the statement. */
export function wordsOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] ?? '';
}
