/**
 * Where a path of the record stands in a table, and how it is read.
 *
 * Owns: from path to column, struct member or JSON path; text and presence at a path. Must not: compare, or decide
 * what a missing column means for a rule (answer.ts does).
 */
import type { FieldPath } from '../../cloudtrail/value.ts';
import { jsonPathLiteral } from './literals.ts';
import type { Columns, Profile } from './profiles.ts';
import { joinSql, type Sql, sql } from './sql.ts';

/**
 * - text     a string column or struct member
 * - json     below a column of JSON text; `keys` are never empty
 * - array    a column of several
 * - object   a struct, or a whole column of JSON text: no text of its own
 * - missing  the profile has no such column
 */
export type Location =
  | { readonly kind: 'text' | 'array' | 'object'; readonly column: Sql }
  | { readonly kind: 'json'; readonly column: Sql; readonly keys: readonly string[] }
  | { readonly kind: 'missing' };

const MISSING: Location = { kind: 'missing' };

/** Finds a path in a profile. */
export function locate(path: FieldPath, profile: Profile): Location {
  return descend(path, profile.columns, []);
}

function descend(path: FieldPath, columns: Columns, above: readonly Sql[]): Location {
  const [key, ...below] = path;
  const type = key === undefined ? undefined : columns.get(key);
  if (key === undefined || type === undefined) return MISSING;
  const names = [...above, columnName(key)];
  const column = joinSql(names, '.');
  switch (type.kind) {
    case 'text':
      return below.length === 0 ? { kind: 'text', column } : MISSING;
    case 'json':
      return below.length === 0 ? { kind: 'object', column } : { kind: 'json', column, keys: below };
    case 'array':
      return below.length === 0 ? { kind: 'array', column } : MISSING;
    case 'struct':
      return below.length === 0 ? { kind: 'object', column } : descend(below, type.members, names);
  }
}

/** Names of columns stand in profiles.ts, are plain words, and need no quotes; the SerDe has them in lower case. */
function columnName(key: string): Sql {
  return key.toLowerCase() as Sql;
}

/** The text at a path: NULL where it is absent, has no text, or cannot be read in this profile. */
export function textAt(path: FieldPath, profile: Profile): Sql {
  const location = locate(path, profile);
  switch (location.kind) {
    case 'text':
      return location.column;
    case 'json':
      return sql`json_extract_scalar(${location.column}, ${jsonPathLiteral(location.keys)})`;
    case 'array':
    case 'object':
    case 'missing':
      return sql`CAST(NULL AS varchar)`;
  }
}

/**
 * Whether the path reaches a value other than null, `{}` and `[]`: true, false, or NULL for false.
 * `json_extract` of JSON null is not NULL but the JSON text `null`, where the text "null" has its quotes.
 */
export function presenceAt(path: FieldPath, profile: Profile): Sql {
  const location = locate(path, profile);
  switch (location.kind) {
    case 'text':
      return sql`${location.column} IS NOT NULL`;
    case 'array':
      return sql`cardinality(${location.column}) > 0`;
    case 'json': {
      const value = sql`json_extract(${location.column}, ${jsonPathLiteral(location.keys)})`;
      return sql`json_format(${value}) NOT IN ('null', '{}', '[]')`;
    }
    case 'object':
    case 'missing':
      return sql`false`;
  }
}

/** Whether a profile can read the path at all. */
export function hasColumn(path: FieldPath, profile: Profile): boolean {
  return locate(path, profile).kind !== 'missing';
}
