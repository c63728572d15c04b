/**
 * A client whose answers a test computes from the statement.
 *
 * Owns: nothing else. Must not: be used beside tests.
 */
import type { Client, Outcome } from './client.ts';

export const BAD_LINE: Outcome = {
  kind: 'failed',
  name: 'HIVE_CURSOR_ERROR',
  message: 'Failed to read file',
};

export const rowsOutcome = (rows: readonly (readonly unknown[])[]): Outcome => ({
  kind: 'rows',
  columns: [],
  rows,
  read: 0,
});

export function fakeClient(
  answer: (statement: string) => Outcome,
): Client & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  const ask = async (statement: string) => {
    asked.push(statement);
    return answer(statement);
  };
  const rows = async (statement: string) => {
    const outcome = await ask(statement);
    if (outcome.kind === 'failed') throw new Error(outcome.message);
    return outcome.rows;
  };
  return { ask, rows, asked };
}
