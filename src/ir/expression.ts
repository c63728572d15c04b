/**
 * The condition of a rule as every executor reads it.
 *
 * Invariants: plain frozen data; names, params and lists are resolved; every node carries the span of the clause it
 * came from, so that a verdict can be explained and a refusal placed; original case and spelling are kept; a predicate
 * is true or false, never unknown (docs/semantics.md §1). Must not: import an executor.
 */
import type { Span } from '../base/source.ts';
import { type FieldPath, pathsOf } from '../cloudtrail/value.ts';
import type { FieldRef } from '../language/operands.ts';
import type { Operator, OperatorShapes } from '../language/operators.ts';

export interface All {
  readonly kind: 'all';
  readonly of: readonly Expression[];
  readonly span: Span;
}
export interface AnyOf {
  readonly kind: 'any';
  readonly of: readonly Expression[];
  readonly span: Span;
}
export interface Not {
  readonly kind: 'not';
  readonly of: Expression;
  readonly span: Span;
}

/** A test of one event; `operator` says which shape it has. */
export type Predicate = {
  readonly [K in Operator]: {
    readonly kind: 'predicate';
    readonly operator: K;
    readonly span: Span;
  } & OperatorShapes[K];
}[Operator];

export type PredicateOf<K extends Operator> = Extract<Predicate, { operator: K }>;

/**
 * At least one element of an array meets `of`, whose `element` values speak of that same element. What stands at the
 * path: an array's elements; a scalar or an object as the one element of a list of one; nothing, null: no element.
 * Null elements are elements without values. A nested `some` may look into an array of the outer one's element.
 */
export interface Some {
  readonly kind: 'some';
  readonly array: ArrayRef;
  readonly of: Expression;
  readonly span: Span;
}

export interface ArrayRef {
  /** Where the array stands: from the top of the record, or below the outer element. */
  readonly value: { readonly kind: 'path' | 'element'; readonly path: FieldPath };
  /** With its `[]`: `resources[]`. */
  readonly spelled: string;
  readonly span: Span;
}

/** An empty `all` is true, an empty `any` is false. */
export type Expression = All | AnyOf | Not | Some | Predicate;

/** One handler for every operator, none optional: adding an operator makes each such map a type error. */
export type PredicateHandlers<R> = { readonly [K in Operator]: (predicate: PredicateOf<K>) => R };

export function dispatchPredicate<R>(predicate: Predicate, handlers: PredicateHandlers<R>): R {
  return (handlers[predicate.operator] as (predicate: Predicate) => R)(predicate);
}

/** The fields a predicate reads, left sides first. */
export function fieldsOfPredicate(predicate: Predicate): readonly FieldRef[] {
  const left = 'columns' in predicate ? predicate.columns.map(({ field }) => field) : [predicate.field];
  const right =
    'operands' in predicate ? predicate.operands.filter((operand) => operand.kind === 'field') : [];
  return [...left, ...right];
}

/** Every path that a condition's values read, each as often as it is read. What `some` looks into is not among them. */
export function pathsOfCondition(expression: Expression): readonly FieldPath[] {
  return predicatesOf(expression)
    .flatMap(fieldsOfPredicate)
    .flatMap(({ definition }) => pathsOf(definition.value));
}

/** Every predicate of a condition, in source order. */
export function predicatesOf(expression: Expression): readonly Predicate[] {
  switch (expression.kind) {
    case 'predicate':
      return [expression];
    case 'not':
    case 'some':
      return predicatesOf(expression.of);
    case 'all':
    case 'any':
      return expression.of.flatMap(predicatesOf);
  }
}
