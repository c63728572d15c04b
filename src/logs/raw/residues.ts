/**
 * What is left to be asked of a record when its sort is known.
 *
 * Owns: for each condition its parts that the sort decides, and what is left of it in each case, worked out once. Must not: read
 * records, or ask what is left.
 */

import type { FieldDefinition } from '../../cloudtrail/field.ts';
import type { FieldPath } from '../../cloudtrail/value.ts';
import { compileCondition } from '../../evaluate/condition.ts';
import type { Verdict } from '../../evaluate/field.ts';
import type { Expression } from '../../ir/expression.ts';
import { WITHOUT_MEANING } from '../../ir/meaning.ts';
import { normalForm } from '../../ir/normal.ts';
import { knownParts, residueOf, weaken } from '../../ir/weaken.ts';
import type { Reads, Sparse } from './sparse.ts';

/** True or false where the sort decides; else a condition on the rest. */
export type Residue = boolean | Further;

/** A condition that holds when all its parts do, each of which reads other values. */
export interface Further {
  /** The same for two with the same parts. */
  readonly number: number;
  readonly parts: readonly Part[];
}

export interface Part {
  /** The same for two that mean the same. */
  readonly number: number;
  /** It holds when all of these do. */
  readonly of: readonly Question[];
  readonly reads: Reads;
}

export interface Question {
  /** The same for two that mean the same. */
  readonly number: number;
  readonly holds: Verdict;
}

export interface KnownPaths {
  isWanted(path: FieldPath): boolean;
  isOfSort(path: FieldPath): boolean;
}

export interface Residues {
  /**
   * Compiles what is left of a condition that may read wanted paths only, those of the sort being known. The result is asked
   * about the sort that `sparse` holds.
   */
  compile(original: Expression): () => Residue;
  /** Says that `sparse` holds another sort. */
  next(): void;
}

export function openResidues(paths: KnownPaths, sparse: Sparse): Residues {
  const numbers = openNumbers();
  const truths = openTruths(numbers, sparse);
  const questions = new Map<number, Question>();
  const question = (condition: Expression): Question => {
    const number = numbers(meaningOf(condition));
    const known = questions.get(number);
    if (known !== undefined) return known;
    const made = { number, holds: compileCondition(sparse.adapt(condition).condition) };
    questions.set(number, made);
    return made;
  };
  return {
    next: truths.next,
    compile(original) {
      // When it is asked first: most rules of a large set are of calls that the logs do not have.
      let compiled: ReturnType<typeof partsOf> | undefined;
      const cases = new Map<string, Residue>();
      return () => {
        compiled ??= partsOf(original, paths, truths);
        const { condition, known } = compiled;
        let which = '';
        for (const { number } of known) which += truths.of(number) ? '1' : '0';
        const found = cases.get(which);
        if (found !== undefined) return found;
        const decided = new Map(known.map(({ part }, at) => [part, which[at] === '1']));
        const residue = furtherOf(residueOf(condition, decided), sparse, numbers, question);
        cases.set(which, residue);
        return residue;
      };
    },
  };
}

function partsOf(original: Expression, { isWanted, isOfSort }: KnownPaths, truths: Truths) {
  const condition = weaken(original, isWanted);
  const known = knownParts(condition, isOfSort).map((part) => ({ part, number: truths.add(part) }));
  return { condition, known };
}

type Numbers = (text: string) => number;

/** Numbers from 0 for texts, the same for the same. */
function openNumbers(): Numbers {
  const numbers = new Map<string, number>();
  return (text) => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
}

/** Parts that the sort decides, each asked once of a sort however many conditions have it. */
interface Truths {
  add(part: Expression): number;
  of(number: number): boolean;
  next(): void;
}

function openTruths(numbers: Numbers, sparse: Sparse): Truths {
  const verdicts: Verdict[] = [];
  const truth: boolean[] = [];
  const askedAt: number[] = [];
  let sort = 0;
  return {
    add(part) {
      const number = numbers(meaningOf(part));
      verdicts[number] ??= compileCondition(part);
      return number;
    },
    of(number) {
      if (askedAt[number] !== sort) {
        askedAt[number] = sort;
        truth[number] = verdicts[number]?.(sparse.event) === true;
      }
      return truth[number] === true;
    },
    next() {
      sort += 1;
    },
  };
}

function furtherOf(
  condition: Expression,
  sparse: Sparse,
  numbers: Numbers,
  question: (condition: Expression) => Question,
): Residue {
  if ((condition.kind === 'all' || condition.kind === 'any') && condition.of.length === 0) {
    return condition.kind === 'all';
  }
  const byReads = new Map<string, Expression[]>();
  for (const part of condition.kind === 'all' ? condition.of : [condition]) {
    const key = sparse.adapt(part).reads.values.join();
    byReads.set(key, [...(byReads.get(key) ?? []), part]);
  }
  const parts = [...byReads.values()].map((all): Part => {
    const part = normalForm({ kind: 'all', of: all, span: condition.span });
    const of = (part.kind === 'all' ? part.of : [part]).map(question);
    return { number: numbers(of.map(({ number }) => number).join()), of, reads: sparse.adapt(part).reads };
  });
  return { number: numbers(parts.map(({ number }) => number).join()), parts };
}

/** The same text for two conditions only where they mean the same; two that are written otherwise may differ, and are asked twice. */
function meaningOf(condition: Expression): string {
  return JSON.stringify(condition, (key, held: unknown) => {
    if (WITHOUT_MEANING.has(key)) return undefined;
    if (key !== 'definition') return held;
    const { value, derived } = held as FieldDefinition;
    return { value, derived };
  });
}
