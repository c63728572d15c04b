/**
 * What stands in an event at the paths that a condition reads.
 *
 * Owns: every test of a condition with the record or array element that it is asked of. Must not: know assumptions or
 * engines.
 */
import { type CloudTrailEvent, isJsonObject, type Json } from '../../../src/cloudtrail/event.ts';
import { type FieldPath, placesOf } from '../../../src/cloudtrail/value.ts';
import { compileValue } from '../../../src/evaluate/value.ts';
import { type Expression, fieldsOfPredicate, type Predicate } from '../../../src/ir/expression.ts';
import type { FieldRef } from '../../../src/language/operands.ts';

/** One test, and the element that it is asked of where it stands inside a `some`. */
export interface Asked {
  readonly predicate: Predicate;
  readonly event: CloudTrailEvent;
  readonly element?: Json;
}

/** Every test of the condition, once for each element of the arrays around it. */
export function testsAsked(expression: Expression, event: CloudTrailEvent, element?: Json): readonly Asked[] {
  switch (expression.kind) {
    case 'predicate':
      return [{ predicate: expression, event, ...(element === undefined ? {} : { element }) }];
    case 'not':
      return testsAsked(expression.of, event, element);
    case 'all':
    case 'any':
      return expression.of.flatMap((part) => testsAsked(part, event, element));
    case 'some': {
      const { kind, path } = expression.array.value;
      const { value } = standsAt(path, kind === 'path' ? event : (element ?? null));
      const elements = Array.isArray(value) ? (value as readonly Json[]) : value === undefined ? [] : [value];
      return elements.flatMap((one) => testsAsked(expression.of, event, one));
    }
  }
}

/** A path that a field reads, and what stands there. */
export interface Standing {
  readonly path: FieldPath;
  readonly value: Json | undefined;
  /** An array stands on the way, below which the path leads no further. */
  readonly behindArray: boolean;
}

/** What stands at each path of a field; a guard's path is one of them. */
export function standing({ definition }: FieldRef, asked: Asked): readonly Standing[] {
  return placesOf(definition.value).map(({ kind, path }) => ({
    path,
    ...standsAt(path, kind === 'path' ? asked.event : (asked.element ?? null)),
  }));
}

/** The same for all fields of the test. */
export const standingOf = (asked: Asked): readonly Standing[] =>
  fieldsOfPredicate(asked.predicate).flatMap((field) => standing(field, asked));

/** The text that the field has there, if any. */
export const textAt = ({ definition }: FieldRef, { event, element }: Asked): string | undefined =>
  compileValue(definition.value)(event, element);

/** What stands at a path below a record or an element. */
export function standsAt(path: FieldPath, from: Json): Omit<Standing, 'path'> {
  let at: Json | undefined = from;
  for (const key of path) {
    if (Array.isArray(at)) return { value: undefined, behindArray: true };
    if (!isJsonObject(at) || !Object.hasOwn(at, key)) return { value: undefined, behindArray: false };
    at = at[key];
  }
  return { value: at, behindArray: false };
}
