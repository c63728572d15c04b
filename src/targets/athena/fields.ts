/**
 * Where a value of the record stands in a table, and how it is read.
 *
 * Owns: from path to column, struct member or JSON path; text, presence and elements at a path. Must not: compare, or
 * decide what a missing column means for a rule (answer.ts does).
 */
import type { FieldPath, Place } from '../../cloudtrail/value.ts';
import type { Columns, ColumnType } from './columns.ts';
import { jsonPathLiteral } from './literals.ts';
import type { Profile } from './profiles.ts';
import { joinSql, type Sql, sql } from './sql.ts';

/** What names mean at one point of a query. */
export interface Scope {
  readonly profile: Profile;
  /** Within a `some`: what its lambda calls the element. */
  readonly element?: ElementScope;
}

export interface ElementScope {
  readonly name: Sql;
  readonly type: ColumnType;
  /** 1 in the outermost `some`. */
  readonly depth: number;
}

/**
 * - text     a string column or struct member
 * - json     a JSON value, or a value below a column of JSON text; `keys` are empty only for an element itself
 * - array    a column of several
 * - object   a struct, or a whole column of JSON text: no text of its own
 * - missing  the profile has no such column
 */
export type Location =
  | { readonly kind: 'text' | 'object'; readonly column: Sql }
  | { readonly kind: 'array'; readonly column: Sql; readonly members: Columns }
  | { readonly kind: 'json'; readonly column: Sql; readonly keys: readonly string[] }
  | { readonly kind: 'missing' };

const MISSING: Location = { kind: 'missing' };
const NULL_TEXT = sql`CAST(NULL AS varchar)`;

/** Finds a place in a scope. */
export function locate({ kind, path }: Place, { profile, element }: Scope): Location {
  if (kind === 'path') return locateColumn(path, profile.columns, []);
  if (element === undefined) return MISSING;
  const { name, type } = element;
  if (type.kind === 'json') return { kind: 'json', column: name, keys: path };
  return descend(path, type, [name]);
}

function locateColumn(path: FieldPath, columns: Columns, above: readonly Sql[]): Location {
  const [key, ...below] = path;
  const type = key === undefined ? undefined : columns.get(key);
  return key === undefined || type === undefined
    ? MISSING
    : descend(below, type, [...above, columnName(key)]);
}

function descend(below: FieldPath, type: ColumnType, names: readonly Sql[]): Location {
  const column = joinSql(names, '.');
  const here = below.length === 0;
  switch (type.kind) {
    case 'text':
      return here ? { kind: 'text', column } : MISSING;
    case 'map':
      return here ? { kind: 'object', column } : MISSING;
    case 'json':
      return here ? { kind: 'object', column } : { kind: 'json', column, keys: below };
    case 'array':
      return here ? { kind: 'array', column, members: type.members } : MISSING;
    case 'struct':
      return here ? { kind: 'object', column } : locateColumn(below, type.members, names);
  }
}

/** Names of columns stand in columns.ts, are plain words, and need no quotes; the SerDe has them in lower case. */
function columnName(key: string): Sql {
  return key.toLowerCase() as Sql;
}

/** The text at a place: NULL where it is absent, has no text, or cannot be read in this profile. */
export function textAt(place: Place, scope: Scope): Sql {
  const location = locate(place, scope);
  switch (location.kind) {
    case 'text':
      return location.column;
    case 'json':
      return sql`json_extract_scalar(${location.column}, ${jsonPathLiteral(location.keys)})`;
    case 'array':
    case 'object':
    case 'missing':
      return NULL_TEXT;
  }
}

/**
 * Whether the place reaches a value other than null, `{}` and `[]`: true, false, or NULL for false.
 * `json_extract` of JSON null is not NULL but the JSON text `null`, where the text "null" has its quotes.
 */
export function presenceAt(place: Place, scope: Scope): Sql {
  const location = locate(place, scope);
  switch (location.kind) {
    case 'text':
      return sql`${location.column} IS NOT NULL`;
    case 'array':
      return sql`cardinality(${location.column}) > 0`;
    case 'json':
      return sql`json_format(${jsonAt(location.column, location.keys)}) NOT IN ('null', '{}', '[]')`;
    case 'object':
    case 'missing':
      return sql`false`;
  }
}

/** An array as SQL, NULL for no element; and what its elements are. */
export interface Elements {
  readonly list: Sql;
  readonly type: ColumnType;
}

/**
 * The elements at a place, or undefined where the profile cannot read it. In JSON a scalar or an object stands for a
 * list of one, and null for none. `json_format` prints a JSON value without white space before it (Trino, "JSON
 * functions"), so only an array begins with a bracket: a text begins with its quote.
 */
export function elementsAt(place: Place, scope: Scope): Elements | undefined {
  const location = locate(place, scope);
  switch (location.kind) {
    case 'array':
      return { list: location.column, type: { kind: 'struct', members: location.members } };
    case 'text':
      return {
        list: sql`CASE WHEN ${location.column} IS NOT NULL THEN ARRAY[${location.column}] END`,
        type: { kind: 'text' },
      };
    case 'json': {
      const value = jsonAt(location.column, location.keys);
      const several = sql`WHEN starts_with(json_format(${value}), '[') THEN try_cast(${value} AS array(json))`;
      const one = sql`WHEN json_format(${value}) <> 'null' THEN ARRAY[${value}]`;
      return { list: sql`CASE ${several} ${one} END`, type: { kind: 'json' } };
    }
    case 'object':
    case 'missing':
      return undefined;
  }
}

function jsonAt(column: Sql, keys: readonly string[]): Sql {
  return sql`json_extract(${column}, ${jsonPathLiteral(keys)})`;
}
