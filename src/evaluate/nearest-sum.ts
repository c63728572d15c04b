/**
 * The smallest sets of clauses, bottom up: least of `any`, sum of `all`.
 *
 * Owns: that sum, in time proportional to the formula: of each part only a handful of sets is kept. It counts a clause
 * that stands at several places several times, so it is exact where none does. Must not: search.
 */
import type { Clause, Formula } from './nearest-ground.ts';

/** So many sets are kept of every part. */
export const MOST_SETS = 12;

/** Joined without copying: a condition may have thousands of clauses that must all change. */
type Joined =
  | { readonly size: 0 }
  | { readonly size: 1; readonly clause: Clause }
  | { readonly size: number; readonly first: Joined; readonly second: Joined };

const NOTHING: readonly Joined[] = [{ size: 0 }];

/** Sets whose change should make a formula true that is false, smallest first, of equal size in source order. */
export function sumsOf(formula: Formula): readonly ReadonlySet<Clause>[] {
  return sets(formula).map(flat);
}

function sets(formula: Formula): readonly Joined[] {
  if (formula.holds) return NOTHING;
  if (formula.kind === 'clause') return [{ size: 1, clause: formula.clause }];
  if (formula.kind === 'any') return smallest(formula.of.flatMap(sets));
  let joined = NOTHING;
  for (const part of formula.of) {
    if (part.holds) continue;
    joined = sumOf(joined, sets(part));
    if (joined.length === 0) return [];
  }
  return joined;
}

/** Both stand smallest first, so a pair that has MOST_SETS pairs before it in both is never among the smallest. */
function sumOf(ones: readonly Joined[], others: readonly Joined[]): readonly Joined[] {
  return smallest(
    ones.flatMap((one, at) => {
      return others.slice(0, Math.floor(MOST_SETS / (at + 1))).map((other) => join(one, other));
    }),
  );
}

function join(first: Joined, second: Joined): Joined {
  if (first.size === 0) return second;
  return second.size === 0 ? first : { size: first.size + second.size, first, second };
}

/** The sort is stable, so what stands first in the source stays first. */
function smallest(all: readonly Joined[]): readonly Joined[] {
  return all.length < 2 ? all : [...all].sort((one, other) => one.size - other.size).slice(0, MOST_SETS);
}

function flat(joined: Joined): ReadonlySet<Clause> {
  const found = new Set<Clause>();
  const waiting: Joined[] = [joined];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if ('clause' in next) found.add(next.clause);
    else if ('first' in next) waiting.push(next.second, next.first);
  }
  return found;
}
