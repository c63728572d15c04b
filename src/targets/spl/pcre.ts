/**
 * Patterns of `matches` as PCRE, from their tree.
 *
 * Owns: the spelling of sets and repeats, `\z` for the very end (`$` would also match before a last line break), and
 * what a pattern takes for granted of the engine. No flag is used: a set already holds both cases where case is
 * ignored. Must not: parse (language/pattern-parse.ts lets nothing but portable patterns through).
 */
import type { CharacterSet, Pattern, PatternPart, PatternSequence } from '../../language/pattern.ts';
import { regexCharacter, regexOf, type SplRegex } from './literals.ts';

/** PCRE for a pattern, with search semantics. */
export function printPattern({ alternatives }: Pattern): SplRegex {
  return alternativesOf(alternatives) as SplRegex;
}

function alternativesOf(alternatives: readonly PatternSequence[]): string {
  return alternatives.map((parts) => parts.map(printPart).join('')).join('|');
}

function printPart(part: PatternPart): string {
  switch (part.kind) {
    case 'start':
      return '^';
    case 'end':
      return '\\z';
    case 'one': {
      const repeat = repeatOf(part.min, part.max);
      const set = printSet(part.set);
      // Were the engine to read bytes, a repeat would reach the last byte of the character only.
      return repeat !== '' && isOther(part.set) ? `(?:${set})${repeat}` : `${set}${repeat}`;
    }
    case 'group':
      return `(?:${alternativesOf(part.alternatives)})${part.optional ? '?' : ''}`;
  }
}

function repeatOf(min: number, max: number | undefined): string {
  if (max === undefined) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  if (min === max) return min === 1 ? '' : `{${min}}`;
  return min === 0 && max === 1 ? '?' : `{${min},${max}}`;
}

function printSet(set: CharacterSet): string {
  const only = onlyOf(set);
  if (only !== undefined) return regexOf(String.fromCodePoint(only), false);
  if (set.negated && set.ranges.length === 1 && set.ranges.every(([from, to]) => from === 10 && to === 10)) {
    return '[^\\n]';
  }
  const ranges = set.ranges.map(([from, to]) => {
    if (from === to) return regexCharacter(from);
    return `${regexCharacter(from)}${to === from + 1 ? '' : '-'}${regexCharacter(to)}`;
  });
  // PCRE has no empty set: a class that needs a character both in and out of the same range never matches.
  if (ranges.length === 0) return set.negated ? '[\\s\\S]' : '[^\\s\\S]';
  return `[${set.negated ? '^' : ''}${ranges.join('')}]`;
}

/** The only character of a set. */
function onlyOf({ negated, ranges }: CharacterSet): number | undefined {
  const [first, second] = ranges;
  return !negated && first !== undefined && second === undefined && first[0] === first[1]
    ? first[0]
    : undefined;
}

/** Whether the set is one character outside ASCII. */
const isOther = (set: CharacterSet) => (onlyOf(set) ?? 0) > 0x7f;

/** Every part of a pattern, those in groups too. */
function partsOf(alternatives: readonly PatternSequence[]): readonly PatternPart[] {
  return alternatives
    .flat()
    .flatMap((part) => (part.kind === 'group' ? [part, ...partsOf(part.alternatives)] : [part]));
}

/** The ends of the ranges that the pattern names. */
export function pointsOf({ alternatives }: Pattern): readonly number[] {
  return partsOf(alternatives).flatMap((part) => (part.kind === 'one' ? part.set.ranges.flat() : []));
}

/** Whether the verdict could be another if the engine read bytes: a set then takes one byte of a character outside ASCII. */
export function needsCharacters({ alternatives }: Pattern): boolean {
  return partsOf(alternatives).some(
    (part) =>
      part.kind === 'one' &&
      (part.set.negated
        ? part.min > 0 || part.max !== undefined || part.set.ranges.some(([, to]) => to > 0x7f)
        : onlyOf(part.set) === undefined && part.set.ranges.some(([, to]) => to > 0x7f)),
  );
}

/** Whether the engine may have to try more ways than PCRE's limits allow on a long text. */
export function mayTryLong({ alternatives }: Pattern): boolean {
  return partsOf(alternatives).some(
    (part) => part.kind === 'one' && (part.max === undefined || part.max > 1),
  );
}
