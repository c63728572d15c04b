/**
 * The nearest form of a `some` in one direction, in our own terms.
 *
 * Owns: what is left of a `some` where arrays are flattened, so that each test of an element stands in a `some` of its
 * own. Of an element that meets A and B and fails C:
 * - over-matching   some element meets A, and some element meets B. That one fails C is left out: no test of a
 *                   flattened array follows from it.
 * - under-matching  some element meets A, and none meets C: then the first one fails it. With B beside A there is
 *                   none, and without A, that some element has a text stands for it.
 * Must not: print, or know stand-ins of single predicates.
 */
import type { Direction } from '../../content/document.ts';
import type { Expression, Predicate, Some } from '../../ir/expression.ts';
import { type Alternative, alternativesOf, type ElementTest, hasText } from './elements.ts';
import { isSayable } from './translate.ts';

/** What nearest forms are made of (approximate.ts). */
export interface Approximation {
  /** The nearest form of a condition on the record. */
  readonly nearest: (condition: Expression, direction: Direction) => Expression | undefined;
  /** What may stand in for a single predicate, the nearest first. */
  readonly standIns: (predicate: Predicate, direction: Direction) => readonly Expression[];
}

/** Puts a `some` over an array of an element back into the `some` around it. */
type Around = (inner: Expression) => Expression;

export function nearestSome(
  some: Some,
  direction: Direction,
  how: Approximation,
  around: Around = (inner) => inner,
): Expression | undefined {
  const alternatives = alternativesOf(some.of);
  if (alternatives === undefined) return undefined;
  const forms = alternatives.map((alternative) =>
    direction === 'over-matches'
      ? wider(some, alternative, how, around)
      : narrower(some, alternative, how, around),
  );
  const found = forms.filter((form) => form !== undefined);
  // Without one of its alternatives a condition holds less often.
  if (found.length === 0 || (direction === 'over-matches' && found.length < forms.length)) return undefined;
  return group('any', found, some);
}

/** Any part of it that can be said holds wherever all of it does. */
function wider(
  some: Some,
  { holds, around: record }: Alternative,
  how: Approximation,
  around: Around,
): Expression | undefined {
  const parts = [
    ...holds.map((test) => someElement(some, test, 'over-matches', how, around)),
    ...record.map((condition) => how.nearest(condition, 'over-matches')),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : group('all', parts, some);
}

function narrower(
  some: Some,
  { holds, fails, around: record }: Alternative,
  how: Approximation,
  around: Around,
): Expression | undefined {
  const [test = aTextFor(fails), second] = holds;
  if (test === undefined || second !== undefined) return undefined;
  const parts = [
    someElement(some, test, 'under-matches', how, around),
    ...fails.map((failed): Expression | undefined => {
      const of = someElement(some, failed, 'over-matches', how, around);
      return of && { kind: 'not', of, span: some.span };
    }),
    ...record.map((condition) => how.nearest(condition, 'under-matches')),
  ];
  const found = parts.filter((part) => part !== undefined);
  return found.length < parts.length ? undefined : group('all', found, some);
}

/** That an element has the text on which a test fails, so that there is an element at all. */
function aTextFor(fails: readonly ElementTest[]): Predicate | undefined {
  const failed = fails.find((test) => test.kind === 'predicate' && !asksForText(test));
  if (failed?.kind !== 'predicate') return undefined;
  const field = 'columns' in failed ? failed.columns[0]?.field : failed.field;
  return field?.definition.value.kind === 'element' ? hasText(field, failed.span) : undefined;
}

/** Whether the test fails for want of a text, so that having one would contradict it. */
function asksForText(predicate: Predicate): boolean {
  if (predicate.operator === 'exists') return true;
  return (
    'operands' in predicate && predicate.operands.some((one) => one.kind === 'literal' && one.text === '')
  );
}

/** Some element meets the test, as nearly as a flattened array says it. */
function someElement(
  some: Some,
  test: ElementTest,
  direction: Direction,
  how: Approximation,
  around: Around,
): Expression | undefined {
  const candidate: Some = { ...some, of: test };
  if (isSayable(around(candidate))) return candidate;
  if (test.kind === 'some') {
    const inner = nearestSome(test, direction, how, (of) => around({ ...some, of }));
    return inner && nearestSome({ ...some, of: inner }, direction, how, around);
  }
  for (const standIn of how.standIns(test, direction)) {
    const form = nearestSome({ ...some, of: standIn }, direction, how, around);
    if (form !== undefined) return form;
  }
  return undefined;
}

function group(kind: 'all' | 'any', of: readonly Expression[], { span }: Some): Expression {
  const [only] = of;
  return of.length === 1 && only !== undefined ? only : { kind, of, span };
}
