/**
 * Verdicts of conditions, read off the rows that statements return.
 *
 * Owns: the two ways in which a verdict is read. The condition stands in WHERE, as it does in a deployed query: the rows
 * that come back are its matches. Its negation gives the others. A row in neither is one on which the condition is NULL.
 * Short conditions are asked several in a statement. Must not: know what a verdict should be.
 */
import type { Client } from './client.ts';
import { inParallel } from './in-parallel.ts';
import { isUnreadable } from './readable.ts';
import { PART, ROW } from './table.ts';

/** A condition, and the parts of a table that it is asked about. */
export interface Question {
  readonly table: string;
  readonly parts: readonly number[];
  readonly condition: string;
}

/** Numbers of events; or the engine's words, where it gave none. `unreadable`: it could not read a line. */
export type Rows =
  | { readonly kind: 'rows'; readonly rows: ReadonlySet<number> }
  | { readonly kind: 'failed'; readonly unreadable: boolean; readonly why: string };

/** The statement whose rows are the matches. */
export function matchStatement({ table, parts, condition }: Question): string {
  return `SELECT ${ROW} FROM ${table} WHERE ${isIn(parts)} AND (${condition})`;
}

const isIn = (parts: readonly number[]) => `${PART} IN (${parts.join(', ')})`;

export async function matchesOf(client: Client, question: Question): Promise<Rows> {
  return readRows(client, matchStatement(question));
}

/** The question whose matches are the misses of this one. */
export const negated = (question: Question): Question => ({
  ...question,
  condition: `NOT (${question.condition})`,
});

async function readRows(client: Client, statement: string): Promise<Rows> {
  const outcome = await client.ask(statement);
  if (outcome.kind === 'rows')
    return { kind: 'rows', rows: new Set(outcome.rows.map(([row]) => Number(row))) };
  const why = `${outcome.name}: ${outcome.message}`;
  return { kind: 'failed', unreadable: isUnreadable(outcome.name), why };
}

/** So much of one statement is planned in about a second; Trino takes a million characters. */
const BATCH = 40;
const BATCH_TEXT = 6_000;
/** What is longer is asked alone: with several such in one CASE, Trino 411 plans for minutes. */
const LONGEST_BATCHED = 400;

/** The matches of several questions about one table, in their order, in few statements. */
export async function matchesOfAll(client: Client, questions: readonly Question[]): Promise<readonly Rows[]> {
  const found = await inParallel(batchesOf(questions), (batch) => matchesOfBatch(client, batch));
  return found.flat();
}

/** Questions in their order, in runs short enough for one statement. */
export function batchesOf(questions: readonly Question[]): readonly (readonly Question[])[] {
  const batches: Question[][] = [];
  let size = 0;
  for (const question of questions) {
    size += question.condition.length;
    const last = batches.at(-1);
    const long = question.condition.length > LONGEST_BATCHED;
    if (last === undefined || last.length === BATCH || size > BATCH_TEXT || long) {
      batches.push([question]);
      size = long ? BATCH_TEXT : question.condition.length;
    } else last.push(question);
  }
  return batches;
}

async function matchesOfBatch(client: Client, questions: readonly Question[]): Promise<readonly Rows[]> {
  const [only] = questions;
  if (only === undefined) return [];
  if (questions.length === 1) return [await matchesOf(client, only)];
  const outcome = await client.ask(batchStatement(only.table, questions));
  if (outcome.kind === 'failed') {
    // One of them fails, or all of them together are too much for the compiler: each half is asked alone.
    const middle = questions.length >> 1;
    const first = await matchesOfBatch(client, questions.slice(0, middle));
    return [...first, ...(await matchesOfBatch(client, questions.slice(middle)))];
  }
  const rows = questions.map(() => new Set<number>());
  for (const [which, row] of outcome.rows) rows[Number(which)]?.add(Number(row));
  return rows.map((set) => ({ kind: 'rows', rows: set }));
}

/** Each row of the parts meets each question; the question of another part says no. */
export function batchStatement(table: string, questions: readonly Question[]): string {
  const all = [...new Set(questions.flatMap(({ parts }) => parts))];
  const cases = questions.map(
    ({ parts, condition }, which) => `WHEN ${which} THEN ${isIn(parts)} AND (${condition})`,
  );
  return `SELECT which, ${ROW} FROM ${table} CROSS JOIN UNNEST(sequence(0, ${questions.length - 1})) AS questions(which)
WHERE ${isIn(all)} AND CASE which
${cases.join('\n')}
END`;
}
