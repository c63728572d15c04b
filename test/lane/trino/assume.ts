/**
 * Whether an event breaks an assumption of an Athena answer, as its sentence in src/targets/shared/assumptions.ts puts it.
 *
 * Owns: one reading for each sentence, along the paths that the rule reads and no other. A pair that is counted as
 * outside proves nothing, so each reading is as narrow as its sentence. Must not: know the SQL, or what an engine said.
 */
import { type CloudTrailEvent, isJsonObject, type Json } from '../../../src/cloudtrail/event.ts';
import { type FieldPath, type Place, placesOf } from '../../../src/cloudtrail/value.ts';
import { type Expression, fieldsOfPredicate } from '../../../src/ir/expression.ts';
import type { ColumnType } from '../../../src/targets/athena/columns.ts';
import { EXTENDED } from '../../../src/targets/athena/profiles.ts';
import type { AssumptionName } from '../../../src/targets/shared/assumptions.ts';
import type { Breaks } from '../executor.ts';

/** A value of the record, and the type of the column that it is in. */
interface Held {
  readonly value: Json | undefined;
  readonly type: ColumnType;
}

type Note = (assumption: AssumptionName) => void;

/** The assumptions of Athena's answers, for the extended table. */
export const athenaBreaks: Breaks = (assumption, { condition }, event) => {
  let broken = false;
  const note: Note = (name) => {
    if (name === assumption) broken = true;
  };
  visit(condition, { record: recordOf(event), elements: [] }, note);
  return broken;
};

const recordOf = (event: CloudTrailEvent): Held => ({
  value: event,
  type: { kind: 'struct', members: EXTENDED.columns },
});

interface Scope {
  readonly record: Held;
  /** What the nearest `some` looks at, one after the other. */
  readonly elements: readonly Held[];
}

function visit(expression: Expression, scope: Scope, note: Note): void {
  switch (expression.kind) {
    case 'all':
    case 'any':
      for (const part of expression.of) visit(part, scope, note);
      return;
    case 'not':
      visit(expression.of, scope, note);
      return;
    case 'predicate':
      for (const { definition } of fieldsOfPredicate(expression)) {
        for (const { kind, path } of placesOf(definition.value)) {
          for (const held of startsOf(kind, scope)) readText(follow(held, path, note), note);
        }
      }
      return;
    case 'some': {
      const { kind, path } = expression.array.value;
      const arrays = startsOf(kind, scope).map((held) => follow(held, path, note));
      const elements = arrays.flatMap((held) => (held === undefined ? [] : elementsOf(held, note)));
      // Without an element nothing within is read, fields of the record neither.
      if (elements.length > 0) visit(expression.of, { ...scope, elements }, note);
    }
  }
}

const startsOf = (kind: Place['kind'], { record, elements }: Scope) =>
  kind === 'path' ? [record] : elements;

/** What stands at a path below, as far as there are columns for it and values in them. */
function follow(held: Held, path: FieldPath, note: Note): Held | undefined {
  const [key, ...below] = path;
  const { value, type } = held;
  if (type.kind === 'json') return followJson(held, path, note);
  if (key === undefined) return held;
  // OPENX_JSON fills the members from the elements of an array, by their order.
  if (type.kind === 'struct' && Array.isArray(value)) note('no-object-here');
  if (type.kind !== 'struct' || !isJsonObject(value)) return undefined;
  const member = type.members.get(key);
  if (member === undefined) return undefined;
  if (othersOf(value, key).length > 0) note('one-key-case');
  return follow({ value: ownValue(value, key), type: member }, below, note);
}

/** Below a column of JSON text. */
function followJson({ value, type }: Held, path: FieldPath, note: Note): Held | undefined {
  if (path.length === 0) return { value, type };
  let at = typeof value === 'string' ? jsonIn(value, note) : value;
  for (const key of path) {
    if (Array.isArray(at) && elementAt(at, key)) note('no-array-at-number');
    if (!isJsonObject(at)) return undefined;
    // No columns of their own, yet outside the contract all the same: of two such keys an engine keeps one.
    if (Object.hasOwn(at, key) && othersOf(at, key).length > 0) note('one-key-case');
    at = ownValue(at, key);
  }
  return { value: at, type };
}

/** The JSON value that a text holds. One that begins as an object or array does, and is none, breaks off or goes on. */
function jsonIn(text: string, note: Note): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    if (/^\s*[{[]/.test(text)) note('json-is-whole');
    return undefined;
  }
}

/** Keys that are this one but for their case; the SerDe writes them all in lower case. */
function othersOf(value: Readonly<Record<string, Json>>, key: string): readonly string[] {
  const folded = key.toLowerCase();
  return Object.keys(value).filter((other) => other !== key && other.toLowerCase() === folded);
}

const ownValue = (value: Readonly<Record<string, Json>>, key: string): Json | undefined =>
  Object.hasOwn(value, key) ? value[key] : undefined;

/** Whether Java reads the key as the number of an element that there is (Integer.parseInt takes digits of any script). */
function elementAt(array: readonly Json[], key: string): boolean {
  if (!/^[+-]?\p{Nd}+$/u.test(key)) return false;
  const number = /^\+?[0-9]+$/.test(key) ? Number(key) : 0;
  return !key.startsWith('-') && number < array.length;
}

/** A column of text takes the JSON text of what is no scalar. */
function readText(held: Held | undefined, note: Note): void {
  if (held?.type.kind === 'text' && isObjectOrArray(held.value)) note('no-object-here');
  if (held?.type.kind === 'array' && !holdsObjects(held.value)) note('objects-in-array');
}

/** Nothing, an array of objects, or an object that is not empty. */
function holdsObjects(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.every((element) => element === null || isJsonObject(element));
  return isJsonObject(value) && Object.keys(value).length > 0;
}

function elementsOf({ value, type }: Held, note: Note): readonly Held[] {
  if (value === undefined || value === null) return [];
  const values: readonly Json[] = Array.isArray(value) ? value : [value as Json];
  switch (type.kind) {
    case 'array':
      if (values.some((element) => element !== null && !isJsonObject(element))) note('objects-in-array');
      return values.map((element) => ({ value: element, type: { kind: 'struct', members: type.members } }));
    case 'text':
      if (isObjectOrArray(value)) note('no-object-here');
      return [{ value, type }];
    case 'json':
      return values.map((element) => ({ value: element, type }));
    case 'map':
    case 'struct':
      return [];
  }
}

const isObjectOrArray = (value: Json | undefined) => typeof value === 'object' && value !== null;
