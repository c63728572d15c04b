/**
 * Records as rows of an Athena table: what the OPENX_JSON SerDe puts into its columns.
 *
 * Owns: the filling of columns, and the types of DuckDB that hold them. The table follows the profile alone, never what
 * a query reads. Must not: know DuckDB's library.
 */
import { type CloudTrailEvent, isJsonObject, type Json } from '../cloudtrail/event.ts';
import type { Columns, ColumnType } from '../targets/athena/columns.ts';
import { PARTITION_COLUMNS, type PartitionLayout } from '../targets/athena/partitions.ts';
import type { Profile } from '../targets/athena/profiles.ts';

/** A row as the JSON text that `json_transform` reads with `structureOf`. No partition without a day of delivery. */
export function rowOf(event: CloudTrailEvent, profile: Profile, delivery?: Date): string {
  const partitions = delivery === undefined ? {} : partitionOf(delivery, profile.layout);
  return wellFormed(JSON.stringify({ ...fillColumns(event, profile.columns), ...partitions }));
}

/** The columns of a profile, its partitions among them, as the structure that `json_transform` takes. */
export function structureOf({ columns, layout }: Profile): string {
  const partitions = PARTITION_COLUMNS[layout].map((name) => [name, 'VARCHAR']);
  return JSON.stringify({ ...membersOf(columns), ...Object.fromEntries(partitions) });
}

function membersOf(columns: Columns): Record<string, unknown> {
  return Object.fromEntries([...columns].map(([name, type]) => [name.toLowerCase(), typeOf(type)]));
}

function typeOf(type: ColumnType): unknown {
  switch (type.kind) {
    case 'text':
    case 'json':
    case 'map':
      return 'VARCHAR';
    case 'struct':
      return membersOf(type.members);
    case 'array':
      return [membersOf(type.members)];
  }
}

/** Keys ignore case and the last of two wins. */
function fillColumns(value: Json | undefined, columns: Columns): Record<string, unknown> | null {
  if (!isJsonObject(value)) return null;
  const byName = new Map(Object.entries(value).map(([key, member]) => [key.toLowerCase(), member]));
  return Object.fromEntries(
    [...columns].map(([name, type]) => {
      const key = name.toLowerCase();
      return [key, fillColumn(byName.get(key), type)];
    }),
  );
}

function fillColumn(value: Json | undefined, type: ColumnType): unknown {
  if (value === undefined || value === null) return null;
  switch (type.kind) {
    case 'text':
    case 'json':
    case 'map':
      if (typeof value === 'string') return value;
      return typeof value === 'object' ? wellFormed(JSON.stringify(value)) : String(value);
    case 'struct':
      return fillColumns(value, type.members);
    case 'array': {
      const elements: readonly Json[] = Array.isArray(value) ? value : [value as Json];
      return elements.map((element) => fillColumns(element, type.members));
    }
  }
}

/** An escape of JSON; half a surrogate pair is written as one, since it is no character. */
const ESCAPE = /\\(?:u([dD][89a-fA-F][0-9a-fA-F]{2})|.)/gs;

/**
 * JSON text without halves of surrogate pairs, which DuckDB does not read; a SerDe writes the replacement character or
 * a question mark. `\\ud800` is an escaped backslash and letters: it stays.
 */
function wellFormed(json: string): string {
  return json.replace(ESCAPE, (written, half: string | undefined) =>
    half === undefined ? written : '\\ufffd',
  );
}

/** The partition of a day in UTC, in one region of one account. */
function partitionOf(delivery: Date, layout: PartitionLayout): Record<string, string | undefined> {
  const [year = '', month = '', day = ''] = delivery.toISOString().slice(0, 10).split('-');
  const all: Record<string, string> = {
    account: '111122223333',
    region: 'us-east-1',
    year,
    month,
    day,
    timestamp: `${year}/${month}/${day}`,
  };
  return Object.fromEntries(PARTITION_COLUMNS[layout].map((name) => [name, all[name]]));
}
