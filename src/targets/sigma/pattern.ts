/**
 * Portable patterns as regular expressions for `|re`.
 *
 * Owns: printing a pattern whole, and for a part of a field. The flavour is PCRE with `. ^ $ * + ? {} [] | ()` and
 * nothing else (specification 2.1.0, appendix "Modifiers"); case counts, `^` and `$` are the ends of the text.
 * Must not: parse a pattern.
 */
import type { CharacterSet, Pattern, PatternPart, PatternSequence } from '../../language/pattern.ts';
import type { SigmaField } from './fields.ts';
import { regex, regexGroup, regexJoined, regexSet, regexTimes, type SigmaRegex } from './literals.ts';

/** A regular expression; `lineEnd` where it rests on `$` not matching before a last line break, as PCRE lets it. */
export interface Printed {
  readonly regex: SigmaRegex;
  readonly lineEnd: boolean;
}

/** The whole pattern, searched for in a whole field. */
export function printPattern({ alternatives }: Pattern): Printed {
  return {
    regex: regexJoined(alternatives.map(printSequence), '|'),
    lineEnd: alternatives.some(restsOnLineEnd),
  };
}

/** Whether the pattern is found in every text, so that it says no more than that there is one. */
export function isFoundEverywhere({ alternatives }: Pattern): boolean {
  return alternatives.some((sequence) => !hasAnchor(sequence) && matchesNothing(sequence));
}

function printSequence(sequence: PatternSequence): SigmaRegex {
  return regexJoined(sequence.map(printPart));
}

function printPart(part: PatternPart): SigmaRegex {
  switch (part.kind) {
    case 'start':
      return regex`^`;
    case 'end':
      return regex`$`;
    case 'one':
      return regexJoined([regexSet(part.set), regexTimes(part.min, part.max)]);
    case 'group':
      return regexGroup(part.alternatives.map(printSequence), part.optional);
  }
}

/** After a set without end that holds the line break, `$` before the last one is no match that `$` after it is not. */
function restsOnLineEnd(sequence: PatternSequence): boolean {
  return sequence.some((part, at) => {
    if (part.kind === 'group') return part.alternatives.some(restsOnLineEnd);
    if (part.kind !== 'end') return false;
    const before = sequence[at - 1];
    return !(before?.kind === 'one' && before.max === undefined && holds(before.set, LINE_BREAK));
  });
}

const LINE_BREAK = 0x0a;

type Part = Extract<SigmaField, { kind: 'part' }>;

/** A pattern for a part of a field: `undefined` where no part can match; a reason where it cannot be said. */
export type PrintedPart = (Printed & { readonly mayBeEmpty: boolean }) | undefined | { readonly why: string };

/**
 * The pattern in place of the part, inside the pattern of the field's definition. What the part cannot hold is taken
 * out of every set; without an anchor, more characters of the part may stand on that side. `mayBeEmpty` where nothing
 * keeps the part from being empty, which no part is.
 */
export function printForPart(pattern: Pattern, { before, each, after, without }: Part): PrintedPart {
  const excluded = without.codePointAt(0) ?? 0;
  const said: SigmaRegex[] = [];
  let mayBeEmpty = false;
  let lineEnd = false;
  for (const whole of pattern.alternatives) {
    const startsHere = whole[0]?.kind === 'start';
    const endsHere = whole[whole.length - 1]?.kind === 'end';
    const inner = whole.slice(startsHere ? 1 : 0, endsHere ? -1 : undefined);
    if (hasAnchor(inner)) return { why: ANCHORED };
    const core = lessCharacter(inner, excluded);
    if (core === undefined) continue;
    const free = matchesNothing(core);
    if (free && !(startsHere && endsHere)) {
      said.push(regex`${each}+`);
      continue;
    }
    if (free) mayBeEmpty = true;
    const left = startsHere ? regex`` : regex`${each}*`;
    const right = endsHere ? regex`` : regex`${each}*`;
    said.push(regex`${left}${printSequence(core)}${right}`);
    if (endsHere && after === '' && restsOnLineEnd([...core, { kind: 'end' }])) lineEnd = true;
  }
  const [only] = said;
  if (only === undefined) return undefined;
  const part = said.length === 1 ? only : regexGroup(said);
  return { regex: regex`^${before}${part}${after}$`, lineEnd, mayBeEmpty };
}

const ANCHORED =
  'Sigma has no name for a part of a field, and ^ or $ inside the pattern cannot be moved to the whole field.';

function hasAnchor(sequence: PatternSequence): boolean {
  return sequence.some(
    (part) =>
      part.kind === 'start' ||
      part.kind === 'end' ||
      (part.kind === 'group' && part.alternatives.some(hasAnchor)),
  );
}

/** Whether a sequence without anchors matches the empty text. */
function matchesNothing(sequence: PatternSequence): boolean {
  return sequence.every((part) => {
    if (part.kind === 'one') return part.min === 0;
    return part.kind !== 'group' || part.optional || part.alternatives.some(matchesNothing);
  });
}

/** The sequence on texts without a character, or undefined where none of those matches. */
function lessCharacter(sequence: PatternSequence, point: number): PatternSequence | undefined {
  const kept: PatternPart[] = [];
  for (const part of sequence) {
    if (part.kind === 'one') {
      const set = lessPoint(part.set, point);
      const isEmpty = !set.negated && set.ranges.length === 0;
      if (isEmpty && part.min > 0) return undefined;
      if (!isEmpty) kept.push({ ...part, set });
    } else if (part.kind === 'group') {
      const alternatives = part.alternatives.flatMap((inner) => {
        const less = lessCharacter(inner, point);
        return less === undefined ? [] : [less];
      });
      if (alternatives.length === 0 && !part.optional) return undefined;
      if (alternatives.length > 0) kept.push({ ...part, alternatives });
    } else kept.push(part);
  }
  return kept;
}

function lessPoint(set: CharacterSet, point: number): CharacterSet {
  if (!holds(set, point)) return set;
  if (!set.negated) {
    const ranges = set.ranges.flatMap(([first, last]): readonly (readonly [number, number])[] => {
      if (point < first || point > last) return [[first, last]];
      const sides: readonly (readonly [number, number])[] = [
        [first, point - 1],
        [point + 1, last],
      ];
      return sides.filter(([from, to]) => from <= to);
    });
    return { negated: false, ranges };
  }
  const at = set.ranges.findIndex(([first]) => first > point);
  const ranges = [...set.ranges];
  ranges.splice(at < 0 ? ranges.length : at, 0, [point, point]);
  return { negated: true, ranges };
}

function holds({ negated, ranges }: CharacterSet, point: number): boolean {
  return ranges.some(([first, last]) => first <= point && point <= last) !== negated;
}
