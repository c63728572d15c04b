/**
 * The events of a suite as parts of one table: a part for each set of events that rules are asked about.
 *
 * Owns: who is asked about which part, and keeping unreadable events apart, each in a part of its own. Must not: ask
 * about conditions.
 */
import { join } from 'node:path';
import { isJsonObject, type Json } from '../../../src/cloudtrail/event.ts';
import type { Columns } from '../../../src/targets/athena/columns.ts';
import type { Suite } from '../executor.ts';
import type { Client } from './client.ts';
import { problem, readsEverything, unreadableRows } from './readable.ts';
import { createParts, eventLine, PART, writePart } from './table.ts';

/** What rules with the same events are asked about. */
export interface Group {
  /** Indices into `suite.rules`. */
  readonly rules: readonly number[];
  /** Events that can be read, and the part that holds them. */
  readonly part: number;
  readonly rows: readonly number[];
  /** Events that some query cannot read; one that reads other columns may. */
  readonly apart: readonly { readonly part: number; readonly row: number }[];
}

export interface Loaded {
  readonly table: string;
  readonly groups: readonly Group[];
}

export interface Store {
  readonly client: Client;
  readonly columns: Columns;
  /** An absolute path; a folder for each table is made below it. */
  readonly folder: string;
}

/** Writes the suite's events to a table of this name. */
export async function loadSuite(store: Store, table: string, suite: Suite): Promise<Loaded> {
  const { client, columns } = store;
  const lineOf = (row: number) => eventLine(row, suite.events[row] ?? {});
  const sets = [...setsOf(suite.asked).values()];
  const all = [...new Set(suite.asked.flat())].sort((a, b) => a - b);
  // Only to save the search: each of these is asked alone, whether or not it can be read.
  const bad = new Set(all.filter((row) => isSuspect(suite.events[row], columns)));
  const loaded = await apart(store, `${table}_all`, sets, bad, lineOf);
  const parts = `${PART} BETWEEN 0 AND ${sets.length - 1}`;
  const outcome = await client.ask(readsEverything(loaded.table, columns, parts));
  if (outcome.kind === 'rows') return loaded;
  problem(outcome);
  const rest = all.filter((row) => !bad.has(row));
  for (const { row } of await unreadableRows({ ...store, table: `${table}_search`, lineOf }, rest))
    bad.add(row);
  return apart(store, `${table}_apart`, sets, bad, lineOf);
}

/** Whether a scalar or an array stands where a column, or a member of one, holds an object. */
function isSuspect(value: Json | undefined, columns: Columns): boolean {
  if (value === undefined || value === null) return false;
  if (!isJsonObject(value)) return true;
  return [...columns].some(([name, type]) => {
    const key = name.toLowerCase();
    const found = Object.keys(value).filter((other) => other.toLowerCase() === key);
    return found.some((other) => {
      const member = value[other];
      if (type.kind === 'struct') return isSuspect(member, type.members);
      if (type.kind !== 'array' || member === undefined) return false;
      const elements = Array.isArray(member) ? member : [member as Json];
      return elements.some((element) => isSuspect(element, type.members));
    });
  });
}

interface AskedSet {
  readonly rules: number[];
  readonly rows: readonly number[];
}

function setsOf(asked: Suite['asked']): ReadonlyMap<string, AskedSet> {
  const sets = new Map<string, AskedSet>();
  for (const [rule, rows] of asked.entries()) {
    const key = rows.join(' ');
    const set = sets.get(key) ?? { rules: [], rows };
    set.rules.push(rule);
    sets.set(key, set);
  }
  return sets;
}

/** The same sets, and after their parts one for each unreadable event of each. */
async function apart(
  { client, columns, folder }: Store,
  table: string,
  sets: readonly AskedSet[],
  bad: ReadonlySet<number>,
  lineOf: (row: number) => string,
): Promise<Loaded> {
  const parts = sets.reduce((sum, { rows }) => sum + rows.filter((row) => bad.has(row)).length, sets.length);
  await client.rows(createParts(table, columns, join(folder, table), parts));
  let next = sets.length;
  const write = (part: number, rows: readonly number[]) =>
    writePart(join(folder, table), part, rows.map(lineOf));
  const groups = sets.map(({ rules, rows }, part) => {
    const readable = rows.filter((row) => !bad.has(row));
    write(part, readable);
    const singles = rows.filter((row) => bad.has(row)).map((row, at) => ({ row, part: next + at }));
    for (const single of singles) write(single.part, [single.row]);
    next += singles.length;
    return { rules, rows: readable, part, apart: singles };
  });
  return { table, groups };
}
