/**
 * Events as rows of a table, for the witness that is a relational database.
 *
 * Owns: which columns a rule reads and what stands in each. A row cannot tell null from nothing and holds no arrays or
 * objects: an event that has one of these where the rule reads has no row, and the witness is not asked about it.
 * Must not: know trailc's condition; only what the exported file says.
 */
import type { CloudTrailEvent, Json } from '../../../src/cloudtrail/event.ts';

export interface Column {
  readonly name: string;
  /** Put in order as a number somewhere in the rule. */
  readonly isNumber: boolean;
}

/** A value for each column; null where the event has none. */
export type Row = readonly (string | number | null)[];

const ORDERS: ReadonlySet<string> = new Set(['gt', 'gte', 'lt', 'lte']);

/** The columns of a `detection`, each field once, the right sides of `fieldref` included. */
export function columnsOf(detection: Readonly<Record<string, unknown>>): readonly Column[] {
  const columns = new Map<string, boolean>();
  const add = (name: string, isNumber: boolean) =>
    columns.set(name, isNumber || (columns.get(name) ?? false));
  for (const [name, selection] of Object.entries(detection)) {
    if (name === 'condition') continue;
    for (const [key, wanted] of Object.entries(selection as object)) {
      const [field = '', ...modifiers] = key.split('|');
      add(
        field,
        modifiers.some((modifier) => ORDERS.has(modifier)),
      );
      if (modifiers.includes('fieldref')) for (const other of [wanted].flat()) add(String(other), false);
    }
  }
  return [...columns].map(([name, isNumber]) => ({ name, isNumber }));
}

/** The event's row, or undefined where it has none. Booleans are stored as the words true and false. */
export function rowOf(event: CloudTrailEvent, columns: readonly Column[]): Row | undefined {
  const row: (string | number | null)[] = [];
  for (const { name } of columns) {
    const value = valueAt(name, event);
    if (typeof value === 'object') return undefined;
    row.push(value === undefined ? null : typeof value === 'boolean' ? String(value) : value);
  }
  return row;
}

/** What stands at a dotted name; the array itself where one is in the way. */
export function valueAt(name: string, event: CloudTrailEvent): Json | undefined {
  let at: Json | undefined = event;
  for (const key of name.split('.')) {
    if (Array.isArray(at)) return at;
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Readonly<Record<string, Json>>)[key];
  }
  return at;
}
