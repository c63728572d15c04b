/**
 * The nearest miss: the smallest set of clauses that would have to change for a condition to be true of an event.
 *
 * Owns: that question. The smallest of the alternatives of an `any`, all failing parts of an `all`, what holds below a
 * `not`, the best element of a `some`; a `some` without elements is one clause, which asks for an element. It is about
 * verdicts alone: whether an event can have them together is another question (testing/nearest/prove.ts).
 * Must not: build events.
 */
import type { CloudTrailEvent } from '../cloudtrail/event.ts';
import type { Expression } from '../ir/expression.ts';
import { type Clause, ground, holdsWith } from './nearest-ground.ts';
import { searchSets } from './nearest-search.ts';
import { sumsOf } from './nearest-sum.ts';

export type { Clause };

export interface NearestMiss {
  /**
   * Sets of clauses, each to be turned round, the smallest first and those of equal size in source order: all the
   * smallest up to a handful, then some that are larger. Empty: no set of verdicts makes the condition true, or none
   * was found.
   */
  readonly sets: readonly (readonly Clause[])[];
  /** No smaller set than the first exists. False where the search was cut short. */
  readonly exact: boolean;
}

/** Undefined where the condition is true of the event. */
export function nearestMiss(condition: Expression, event: CloudTrailEvent): NearestMiss | undefined {
  const { formula, shared, cut } = ground(condition, event);
  if (formula.holds) return undefined;
  const sums = sumsOf(formula)
    .filter((set) => !shared || holdsWith(formula, set))
    .sort((one, other) => one.size - other.size);
  if (!shared) return { sets: inOrder(sums), exact: !cut };
  const most = sums[0]?.size ?? LONGEST_SEARCH;
  const { sets, complete } = searchSets(formula, most);
  if (sets.length > 0) return { sets: inOrder(sets), exact: !cut };
  return { sets: inOrder(sums), exact: complete && !cut };
}

/** Where even the sums make nothing true, larger sets are not looked for. */
const LONGEST_SEARCH = 12;

function inOrder(sets: readonly ReadonlySet<Clause>[]): readonly (readonly Clause[])[] {
  return sets.map((set) => [...set].sort((one, other) => one.of.span.start - other.of.span.start));
}
