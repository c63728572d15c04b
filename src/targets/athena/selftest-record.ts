/**
 * A test's event as the row that a table would hold of it.
 *
 * Owns: what the SerDe puts into each column, and the type of the whole row in SQL. Must not: know tests or rules.
 *
 * Every value is text or NULL: a scalar's text, the JSON text of an object or array that stands in a string column
 * (key order kept, no white space), NULL for null and absent. An object in an array column is an array of one. Keys
 * ignore case, and the last of two wins. (Seen on Trino 411 with OPENX_JSON.)
 */
import { type CloudTrailEvent, isJsonObject, type Json, type JsonObject } from '../../cloudtrail/event.ts';
import type { Columns, ColumnType } from './columns.ts';
import { joinSql, type Sql, sql } from './sql.ts';

/** The columns that hold something, by their names in lower case. */
export function recordOf(event: CloudTrailEvent, columns: Columns): JsonObject {
  const byName = new Map(Object.entries(event).map(([key, value]) => [key.toLowerCase(), value]));
  const filled = [...columns].flatMap(([name, type]): [string, Json][] => {
    const key = name.toLowerCase();
    const value = columnOf(byName.get(key), type);
    return value === null ? [] : [[key, value]];
  });
  return Object.fromEntries(filled);
}

function columnOf(value: Json | undefined, type: ColumnType): Json {
  if (value === undefined || value === null) return null;
  switch (type.kind) {
    case 'text':
    case 'json':
      return textOf(value);
    // No condition reads a map (columns.ts), and the type of the row leaves it out.
    case 'map':
      return null;
    case 'struct':
      return isJsonObject(value) ? recordOf(value, type.members) : null;
    case 'array': {
      const elements: readonly Json[] = Array.isArray(value) ? value : [value];
      // A text or a number in such an array is an error of the whole query on a real table; here it is an empty row.
      return elements.map((element) => (isJsonObject(element) ? recordOf(element, type.members) : null));
    }
  }
}

function textOf(value: Json): string {
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value !== 'object') return String(value);
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'string' ? wellFormed(inner) : inner));
}

/** No file of UTF-8 holds half a surrogate pair; what reads its escape makes this of it. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}

/** The type that a JSON text of such a record is cast to; members are found by name (Trino, "JSON functions: CAST"). */
export function recordType(columns: Columns): Sql {
  const members = [...columns].flatMap(([name, type]) => {
    const printed = typeOf(type);
    // Names of columns stand in columns.ts and are plain words.
    return printed === undefined ? [] : [sql`${name.toLowerCase() as Sql} ${printed}`];
  });
  return sql`ROW(${joinSql(members, ', ')})`;
}

function typeOf(type: ColumnType): Sql | undefined {
  switch (type.kind) {
    case 'text':
    case 'json':
      return sql`VARCHAR`;
    case 'map':
      return undefined;
    case 'struct':
      return recordType(type.members);
    case 'array':
      return sql`ARRAY(${recordType(type.members)})`;
  }
}
