/**
 * What a mutation is.
 *
 * Owns: the shapes. Must not: make any.
 */
import type { Span } from '../../base/source.ts';
import type { ArrayRef, Expression, Predicate } from '../../ir/expression.ts';

/**
 * - drop      a clause is left out
 * - negate    a clause says the opposite
 * - operator  a wider, narrower or neighbouring operator
 * - case      `ignoreCase` added or left out
 * - swap      `all` for `any`, or an element for every element
 * - value     one of several values, patterns, networks or columns is left out
 * - entry     a list's entry is left out
 * - literal   one character of a value, or one bit of a network, is another
 */
export type MutationKind = 'drop' | 'negate' | 'operator' | 'case' | 'swap' | 'value' | 'entry' | 'literal';

/** A predicate with something else in its place. */
export interface PredicateMutation {
  readonly kind: MutationKind;
  readonly to: Predicate;
  /** Follows "no test fails when": "`eventName equals 'A'` ignores case". */
  readonly change: string;
  /** What was changed, in the rule or in a list. */
  readonly span: Span;
}

export interface Mutant {
  readonly kind: MutationKind;
  readonly change: string;
  readonly span: Span;
  /** The part that was changed, and what stands in its place. */
  readonly from: Expression;
  readonly to: Expression;
  /** Of each `some` around it, the outermost first. */
  readonly arrays: readonly ArrayRef[];
  /** The whole condition. */
  readonly condition: Expression;
}
