/**
 * `some`, taken apart.
 *
 * Owns: which parts of a `some` speak of its element and which of the record around it, and its form as alternatives.
 * A flattened array answers one question: does any element meet this one test? So a `some` is exact where each of its
 * alternatives is one test of the element, beside any of the record. Must not: know Sigma's words.
 */
import type { FieldPath, ValueExpr } from '../../cloudtrail/value.ts';
import { type Expression, fieldsOfPredicate, type Predicate, type Some } from '../../ir/expression.ts';
import type { FieldRef } from '../../language/operands.ts';

/** What speaks of an element on its own: a predicate, or a `some` over an array of the element. */
export type ElementTest = Predicate | Some;

/** One alternative: an element that meets all of `holds` and none of `fails`, in a record that meets all of `around`. */
export interface Alternative {
  readonly holds: readonly ElementTest[];
  readonly fails: readonly ElementTest[];
  readonly around: readonly Expression[];
}

/** The path of the array and the one predicate, where a `some` holds a single test. */
export interface SingleTest {
  readonly array: FieldPath;
  readonly predicate: Predicate;
}

/** Beyond these a condition is refused: alternatives multiply. */
const MOST_ALTERNATIVES = 64;

/** A `some` over one predicate of its element, nested ones included; undefined for any other. */
export function singleTestOf(some: Some, outer: FieldPath = []): SingleTest | undefined {
  const array = [...(some.array.value.kind === 'element' ? outer : []), ...some.array.value.path];
  if (some.of.kind === 'predicate') {
    return ofElement(some.of) ? { array, predicate: some.of } : undefined;
  }
  if (some.of.kind !== 'some' || some.of.array.value.kind !== 'element') return undefined;
  return singleTestOf(some.of, array);
}

/** The alternatives of a condition inside a `some`, or undefined where they are too many. */
export function alternativesOf(condition: Expression): readonly Alternative[] | undefined {
  return expand(condition, false);
}

function expand(condition: Expression, negated: boolean): readonly Alternative[] | undefined {
  switch (condition.kind) {
    case 'predicate': {
      const known = spelledOut(condition);
      if (known.kind !== 'predicate') return expand(known, negated);
      return [ofElement(known) ? leaf(known, negated) : around(known, negated)];
    }
    case 'some':
      return [
        condition.array.value.kind === 'element' ? leaf(condition, negated) : around(condition, negated),
      ];
    case 'not':
      return expand(condition.of, !negated);
    case 'all':
    case 'any': {
      const parts = condition.of.map((part) => expand(part, negated));
      const known = parts.filter((part) => part !== undefined);
      if (known.length < parts.length) return undefined;
      const isAny = (condition.kind === 'any') !== negated;
      const result = isAny ? known.flat() : product(known);
      return result !== undefined && result.length <= MOST_ALTERNATIVES ? result : undefined;
    }
  }
}

function product(parts: readonly (readonly Alternative[])[]): readonly Alternative[] | undefined {
  let result: readonly Alternative[] = [{ holds: [], fails: [], around: [] }];
  for (const part of parts) {
    if (result.length * part.length > MOST_ALTERNATIVES) return undefined;
    result = result.flatMap((one) => part.map((other) => both(one, other)));
  }
  return result;
}

const both = (one: Alternative, other: Alternative): Alternative => ({
  holds: [...one.holds, ...other.holds],
  fails: [...one.fails, ...other.fails],
  around: [...one.around, ...other.around],
});

function leaf(test: ElementTest, negated: boolean): Alternative {
  return { holds: negated ? [] : [test], fails: negated ? [test] : [], around: [] };
}

function around(condition: Expression, negated: boolean): Alternative {
  const said: Expression = negated ? { kind: 'not', of: condition, span: condition.span } : condition;
  return { holds: [], fails: [], around: [said] };
}

/** `differsFrom` a text, of an element: it has a text, and is not equal. */
function spelledOut(predicate: Predicate): Expression {
  if (predicate.operator !== 'differsFrom' || !ofElement(predicate)) return predicate;
  if (predicate.operands.some(({ kind }) => kind === 'field')) return predicate;
  const { span, field } = predicate;
  const of = predicate.operands.map((operand): Expression => {
    const equals: Predicate = { ...predicate, operator: 'equals', operands: [operand] };
    return { kind: 'all', of: [hasText(field, span), { kind: 'not', of: equals, span }], span };
  });
  return { kind: 'any', of, span };
}

function ofElement(predicate: Predicate): boolean {
  return fieldsOfPredicate(predicate).some(({ definition }) => readsElement(definition.value));
}

function readsElement(value: ValueExpr): boolean {
  switch (value.kind) {
    case 'element':
      return true;
    case 'path':
    case 'text':
      return false;
    case 'when':
      return readsElement(value.then);
    case 'capture':
    case 'withoutSuffix':
      return readsElement(value.of);
    case 'concat':
      return value.parts.some(readsElement);
    case 'firstOf':
      return value.of.some(readsElement);
  }
}

/** The field has a text. `exists` would also hold where an object stands; every text contains the empty one. */
export function hasText(field: FieldRef, span: Predicate['span']): Predicate {
  const nothing = { kind: 'literal', text: '', span } as const;
  return { kind: 'predicate', operator: 'contains', field, operands: [nothing], ignoreCase: false, span };
}
