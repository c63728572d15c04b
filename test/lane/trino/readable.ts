/**
 * Events that the engine cannot read at all, found out by asking it.
 *
 * Owns: the search, by halves, for the single events whose line fails a query that reads every column. It knows no rule
 * of what is unreadable: the engine says so. Must not: judge a condition.
 */
import { join } from 'node:path';
import type { Columns } from '../../../src/targets/athena/columns.ts';
import type { Client } from './client.ts';
import { createParts, PART, writePart } from './table.ts';

export interface Search {
  readonly client: Client;
  readonly columns: Columns;
  /** An absolute path of a folder of its own, to write to. */
  readonly folder: string;
  /** Of a table of its own, which stays until the caller drops it. */
  readonly table: string;
  readonly lineOf: (row: number) => string;
}

/** A line that fails the query, and Trino's words for it. */
export interface Unreadable {
  readonly row: number;
  readonly why: string;
}

/** Room for the halves of halves; a search past it fails. */
const PARTS = 5_000;

/** The rows among `rows` that cannot be read. */
export async function unreadableRows(
  search: Search,
  rows: readonly number[],
): Promise<readonly Unreadable[]> {
  const { client, columns, folder, table, lineOf } = search;
  await client.rows(createParts(table, columns, join(folder, table), PARTS));
  let parts = 0;

  const problemOf = async (some: readonly number[]): Promise<string | undefined> => {
    const part = parts;
    parts += 1;
    if (part >= PARTS) throw new Error('too many events cannot be read to find them one by one');
    writePart(join(folder, table), part, some.map(lineOf));
    const outcome = await client.ask(readsEverything(table, columns, `${PART} = ${part}`));
    return outcome.kind === 'failed' ? problem(outcome) : undefined;
  };

  const find = async (some: readonly number[]): Promise<readonly Unreadable[]> => {
    const why = some.length === 0 ? undefined : await problemOf(some);
    if (why === undefined) return [];
    const [only] = some;
    if (some.length === 1 && only !== undefined) return [{ row: only, why }];
    const middle = some.length >> 1;
    return [...(await find(some.slice(0, middle))), ...(await find(some.slice(middle)))];
  };
  return find(rows);
}

/** A statement that decodes each column of each line of the parts. */
export function readsEverything(table: string, columns: Columns, parts: string): string {
  const counts = [...columns.keys()].map((name) => `count("${name.toLowerCase()}")`);
  return `SELECT ${counts.join(', ')} FROM ${table} WHERE ${parts}`;
}

/** What Trino says of a line it cannot read; any other failure is one of the lane. */
export function problem({ name, message }: { readonly name: string; readonly message: string }): string {
  if (isUnreadable(name)) return `${name}: ${message}`;
  throw new Error(`${name}: ${message}`);
}

/** The names of errors about the contents of files (io.trino.plugin.hive.HiveErrorCode). */
export function isUnreadable(name: string): boolean {
  return name === 'HIVE_BAD_DATA' || name === 'HIVE_CURSOR_ERROR';
}
