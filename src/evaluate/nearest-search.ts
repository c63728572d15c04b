/**
 * The smallest sets of clauses where some clause stands at several places: a search by size.
 *
 * Owns: the search, which is complete as far as it comes: where a formula is false, one of the clauses that `options`
 * names is in every set that makes it true. It stops after a fixed number of steps. Must not: know events.
 */
import { type Clause, type Formula, holdsWith } from './nearest-ground.ts';
import { MOST_SETS } from './nearest-sum.ts';

/** Parts of the formula visited, over the whole search. */
const MOST_STEPS = 400_000;

export interface Searched {
  /** Smallest first; all have the same size, or one more. */
  readonly sets: readonly ReadonlySet<Clause>[];
  /** Every smaller set was tried. False: the search gave up before it found one. */
  readonly complete: boolean;
}

/** Sets of at most `most` clauses whose change makes the formula true; none is a part of another. */
export function searchSets(formula: Formula, most: number): Searched {
  let steps = 0;
  const found: ReadonlySet<Clause>[] = [];
  const seen = new Set<string>();
  const names = new Map<Clause, number>();
  const nameOf = (clause: Clause) => {
    const known = names.get(clause) ?? names.size;
    names.set(clause, known);
    return known;
  };

  const options = (part: Formula, flipped: ReadonlySet<Clause>): readonly Clause[] => {
    steps += 1;
    if (part.kind === 'clause') return flipped.has(part.clause) ? [] : [part.clause];
    if (part.kind === 'any') return part.of.flatMap((one) => options(one, flipped));
    const failing = part.of.find((one) => !counted(one, flipped));
    return failing === undefined ? [] : options(failing, flipped);
  };
  const counted = (part: Formula, flipped: ReadonlySet<Clause>): boolean => {
    steps += sizeOf(part);
    return holdsWith(part, flipped);
  };

  const search = (flipped: ReadonlySet<Clause>, left: number): void => {
    if (steps > MOST_STEPS || found.length >= MOST_SETS) return;
    const key = [...flipped]
      .map(nameOf)
      .sort((a, b) => a - b)
      .join();
    if (seen.has(`${left}:${key}`)) return;
    seen.add(`${left}:${key}`);
    if (counted(formula, flipped)) {
      if (!found.some((one) => isPart(one, flipped))) found.push(flipped);
      return;
    }
    if (left === 0) return;
    for (const clause of new Set(options(formula, flipped))) search(new Set([...flipped, clause]), left - 1);
  };

  for (let size = 1; size <= most; size += 1) {
    search(new Set(), size);
    if (found.length > 0) {
      // One size more: where the smallest cannot be made true together, the next may.
      search(new Set(), size + 1);
      return { sets: found, complete: true };
    }
    if (steps > MOST_STEPS) return { sets: [], complete: false };
  }
  return { sets: [], complete: true };
}

const sizes = new WeakMap<Formula, number>();

function sizeOf(formula: Formula): number {
  const known = sizes.get(formula);
  if (known !== undefined) return known;
  const size = formula.kind === 'clause' ? 1 : formula.of.reduce((total, part) => total + sizeOf(part), 1);
  sizes.set(formula, size);
  return size;
}

const isPart = (part: ReadonlySet<Clause>, whole: ReadonlySet<Clause>) =>
  [...part].every((one) => whole.has(one));
