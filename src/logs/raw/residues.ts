/**
 * What is left to be asked of a record when its sort is known.
 *
 * Owns: for each condition its parts that the sort decides, and what is left of it in each case, worked out once. Must not: read
 * records.
 */

import type { FieldPath } from '../../cloudtrail/value.ts';
import { compileCondition } from '../../evaluate/condition.ts';
import type { Verdict } from '../../evaluate/field.ts';
import type { Expression } from '../../ir/expression.ts';
import { conditionHash } from '../../ir/hash.ts';
import { knownParts, residueOf, weaken } from '../../ir/weaken.ts';
import type { Reads, Sparse } from './sparse.ts';

/** True or false where the sort decides; else a condition on the rest. */
export type Residue = boolean | Further;

export interface Further {
  /** The same for two that mean the same. */
  readonly number: number;
  readonly holds: Verdict;
  readonly reads: Reads;
}

/**
 * Compiles what is left of a condition that may read these paths only, the first of them known by the sort. The result is asked about
 * an event that has the values of a sort.
 */
export function compileResidue(original: Expression, paths: KnownPaths, sparse: Sparse): () => Residue {
  // When it is asked first: most rules of a large set are of calls that the logs do not have.
  let compiled: ReturnType<typeof compile> | undefined;
  const cases = new Map<string, Residue>();
  return () => {
    compiled ??= compile(original, paths);
    const { condition, parts } = compiled;
    let which = '';
    for (const { holds } of parts) which += holds(sparse.event) ? '1' : '0';
    const known = cases.get(which);
    if (known !== undefined) return known;
    const truths = new Map(parts.map(({ part }, at) => [part, which[at] === '1']));
    const residue = furtherOf(residueOf(condition, truths), sparse);
    cases.set(which, residue);
    return residue;
  };
}

export interface KnownPaths {
  isWanted(path: FieldPath): boolean;
  isOfSort(path: FieldPath): boolean;
}

function compile(original: Expression, { isWanted, isOfSort }: KnownPaths) {
  const condition = weaken(original, isWanted);
  const parts = knownParts(condition, isOfSort).map((part) => ({ part, holds: compileCondition(part) }));
  return { condition, parts };
}

function furtherOf(condition: Expression, sparse: Sparse): Residue {
  if ((condition.kind === 'all' || condition.kind === 'any') && condition.of.length === 0) {
    return condition.kind === 'all';
  }
  const adapted = sparse.adapt(condition);
  return {
    number: sparse.numberOf(conditionHash(condition)),
    holds: compileCondition(adapted.condition),
    reads: adapted.reads,
  };
}
