/**
 * Test events as the rows that a table would hold of them.
 *
 * Owns: what the SerDe puts into each column, the type of the whole row in SQL, and which columns a condition reads.
 * Must not: print a statement.
 *
 * Every value is text or NULL: a scalar's text, the JSON text of an object or array that stands in a string column
 * (key order kept, no white space), NULL for null and absent. An object in an array column is an array of one. Keys
 * ignore case, and the last of two wins. (Seen on Trino 411 with OPENX_JSON.)
 */
import { type CloudTrailEvent, isJsonObject, type Json, type JsonObject } from '../../cloudtrail/event.ts';
import { type FieldPath, placesOf } from '../../cloudtrail/value.ts';
import { type Expression, fieldsOfPredicate } from '../../ir/expression.ts';
import type { RuleIr } from '../../ir/rule.ts';
import type { Columns, ColumnType } from './columns.ts';

import { hasNumbered, isNumbered, stringLiteral } from './literals.ts';
import type { TestLine } from './selftest-query.ts';
import { joinSql, type Sql, sql } from './sql.ts';

/** The columns that hold something, by their names in lower case. */
function recordOf(event: CloudTrailEvent, columns: Columns): JsonObject {
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
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'string' ? wellFormed(inner) : inner,
  );
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

/** The paths from the top of the record that a condition reads, arrays among them. */
export function pathsRead(condition: Expression): readonly FieldPath[] {
  switch (condition.kind) {
    case 'predicate':
      return fieldsOfPredicate(condition)
        .flatMap(({ definition }) => placesOf(definition.value))
        .flatMap(({ kind, path }) => (kind === 'path' ? [path] : []));
    case 'some': {
      const { kind, path } = condition.array.value;
      return [...(kind === 'path' ? [path] : []), ...pathsRead(condition.of)];
    }
    case 'not':
      return pathsRead(condition.of);
    case 'all':
    case 'any':
      return condition.of.flatMap(pathsRead);
  }
}

/**
 * The columns and members of structs that paths go through. What a condition does not read, its tests need not carry;
 * were one left out that it reads, the statement would fail and not answer.
 */
export function columnsOn(paths: readonly FieldPath[], columns: Columns): Columns {
  const kept = [...columns].flatMap(([name, type]): [string, ColumnType][] => {
    const through = paths.filter(([first]) => first === name).map((path) => path.slice(1));
    if (through.length === 0) return [];
    if (type.kind !== 'struct' || through.some(({ length }) => length === 0)) return [[name, type]];
    return [[name, { kind: 'struct', members: columnsOn(through, type.members) }]];
  });
  return new Map(kept);
}

/** Each test of a rule with the columns that its condition reads. */
export function testLines({ document: { stem, tests } }: RuleIr, columns: Columns): readonly TestLine[] {
  return tests.map(({ name, expect, event }) => {
    const test = wellFormed(name.value);
    const line = { rule: stem, test, expected: expect, record: recordOf(event, columns) };
    return stringLiteral(inPlainLetters(JSON.stringify(line))) as TestLine;
  });
}

/** JSON says by its code what a literal would have to be joined from, so that a line of the query stays one literal. */
function inPlainLetters(json: string): string {
  if (!hasNumbered(json)) return json;
  return Array.from(json, (character) => (isNumbered(character) ? escaped(character) : character)).join('');
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, at) => {
    return `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }).join('');
}
