/**
 * A portable pattern as a JavaScript RegExp, and how much a backtracking engine can make of it.
 *
 * Owns: the printing, code point by code point, and the bound. Must not: decide which engine runs (regex.ts does).
 */
import type { CharacterSet, Pattern, PatternPart, PatternSequence } from '../language/pattern.ts';

/** Flag `u`: characters are code points. No `m`: `^` and `$` are the very start and end. */
export function printRegExp(pattern: Pattern): RegExp {
  return new RegExp(printAlternatives(pattern.alternatives), 'u');
}

const printAlternatives = (alternatives: readonly PatternSequence[]): string =>
  alternatives.map((sequence) => sequence.map(printPart).join('')).join('|');

function printPart(part: PatternPart): string {
  switch (part.kind) {
    case 'start':
      return '^';
    case 'end':
      return '$';
    case 'group':
      return `(?:${printAlternatives(part.alternatives)})${part.optional ? '?' : ''}`;
    case 'one':
      return `${printSet(part.set)}${printCount(part.min, part.max)}`;
  }
}

/** Every end of a range is escaped, so that no character of a pattern can mean anything here. */
function printSet({ negated, ranges }: CharacterSet): string {
  const escaped = (point: number) => `\\u{${point.toString(16)}}`;
  const inside = ranges.map(([first, last]) => `${escaped(first)}-${escaped(last)}`).join('');
  return `[${negated ? '^' : ''}${inside}]`;
}

function printCount(min: number, max: number | undefined): string {
  if (max === undefined) return min === 0 ? '*' : `{${min},}`;
  return min === 1 && max === 1 ? '' : `{${min},${max}}`;
}

/** Coefficients of a polynomial in the length of the text, the constant first. */
type Polynomial = readonly number[];

/**
 * How many steps a backtracking engine takes at most on a text of a given length (in UTF-16 units), from every start.
 * Its choices form a tree: each part of a sequence is tried once for every way in which the parts before it can match.
 */
export function backtrackingBound(pattern: Pattern): (length: number) => number {
  const { steps } = effortOfAlternatives(pattern.alternatives);
  const isAnchored = pattern.alternatives.every(([first]) => first?.kind === 'start');
  return (length) => valueAt(steps, length + 1) * (isAnchored ? 1 : length + 1);
}

interface Effort {
  /** In how many ways it can match from one place. */
  readonly ways: Polynomial;
  /** Steps to try all of them. */
  readonly steps: Polynomial;
}

function effortOfAlternatives(alternatives: readonly PatternSequence[]): Effort {
  return alternatives
    .map(effortOfSequence)
    .reduce((all, one) => ({ ways: plus(all.ways, one.ways), steps: plus(all.steps, one.steps) }), {
      ways: [0],
      steps: [1],
    });
}

function effortOfSequence(sequence: PatternSequence): Effort {
  return sequence.map(effortOf).reduce(
    (before, part) => ({
      ways: times(before.ways, part.ways),
      steps: plus(before.steps, times(before.ways, part.steps)),
    }),
    { ways: [1], steps: [1] },
  );
}

function effortOf(part: PatternPart): Effort {
  switch (part.kind) {
    case 'start':
    case 'end':
      return { ways: [1], steps: [1] };
    case 'one': {
      const { min, max } = part;
      return max === undefined
        ? { ways: [0, 1], steps: [min + 1, 1] }
        : { ways: [max - min + 1], steps: [max + 1] };
    }
    case 'group': {
      const { ways, steps } = effortOfAlternatives(part.alternatives);
      return { ways: part.optional ? plus(ways, [1]) : ways, steps };
    }
  }
}

function plus(one: Polynomial, other: Polynomial): Polynomial {
  const degrees = Math.max(one.length, other.length);
  return Array.from({ length: degrees }, (_, at) => (one[at] ?? 0) + (other[at] ?? 0));
}

function times(one: Polynomial, other: Polynomial): Polynomial {
  const product = new Array<number>(one.length + other.length - 1).fill(0);
  for (const [i, left] of one.entries()) {
    for (const [j, right] of other.entries()) product[i + j] = (product[i + j] ?? 0) + left * right;
  }
  return product;
}

const valueAt = (polynomial: Polynomial, at: number): number =>
  polynomial.reduceRight((sum, coefficient) => sum * at + coefficient, 0);
