/**
 * Patterns with one small thing changed.
 *
 * Owns: which: an anchor left out, one of several alternatives left out, the last literal character another.
 * Must not: know predicates, or case (the caller folds).
 */
import type { Pattern, PatternPart, PatternSequence } from '../../language/pattern.ts';
import { neighbour } from './literal.ts';

export interface PatternVariant {
  readonly kind: 'value' | 'operator' | 'literal';
  readonly pattern: Pattern;
}

export function variantsOf({ alternatives }: Pattern): readonly PatternVariant[] {
  const found: PatternVariant[] = [];
  fromAlternatives(alternatives, (changed) => ({ alternatives: changed }), found);
  // Each literal character would say the same as the last one does.
  const firstLiteral = found.findLastIndex(({ kind }) => kind === 'literal');
  return found.filter(({ kind }, at) => kind !== 'literal' || at === firstLiteral);
}

function fromAlternatives(
  alternatives: readonly PatternSequence[],
  put: (changed: readonly PatternSequence[]) => Pattern,
  found: PatternVariant[],
): void {
  for (const [at, sequence] of alternatives.entries()) {
    if (alternatives.length > 1) found.push({ kind: 'value', pattern: put(alternatives.toSpliced(at, 1)) });
    for (const [place, part] of sequence.entries()) {
      const putParts = (parts: readonly PatternPart[]) =>
        put(alternatives.with(at, sequence.toSpliced(place, 1, ...parts)));
      if (part.kind === 'start' || part.kind === 'end') {
        found.push({ kind: 'operator', pattern: putParts([]) });
      } else if (part.kind === 'group') {
        fromAlternatives(
          part.alternatives,
          (changed) => putParts([{ ...part, alternatives: changed }]),
          found,
        );
      } else {
        const other = otherCharacter(part);
        if (other !== undefined) found.push({ kind: 'literal', pattern: putParts([other]) });
      }
    }
  }
}

function otherCharacter(part: Extract<PatternPart, { kind: 'one' }>): PatternPart | undefined {
  const [range] = part.set.ranges;
  if (part.set.negated || part.set.ranges.length !== 1 || range === undefined || range[0] !== range[1]) {
    return undefined;
  }
  const point = neighbour(String.fromCodePoint(range[0]))?.codePointAt(0);
  return point === undefined ? undefined : { ...part, set: { negated: false, ranges: [[point, point]] } };
}

/** So many ways through the groups of an alternative are taken. */
const MOST_WAYS = 4;

/** Short texts that the pattern is found in: for each alternative, and for each of the first inside its groups. */
export function textsOf({ alternatives }: Pattern): readonly string[] {
  const ways = Array.from({ length: MOST_WAYS }, (_, way) => way);
  return [...new Set(alternatives.flatMap((sequence) => ways.map((way) => textOf(sequence, way))))];
}

function textOf(sequence: PatternSequence, way: number): string {
  return sequence
    .map((part) => {
      if (part.kind === 'start' || part.kind === 'end') return '';
      if (part.kind === 'group') {
        const choices = [...part.alternatives, ...(part.optional ? [[]] : [])];
        return textOf(choices[way % choices.length] ?? [], way);
      }
      const [range] = part.set.ranges;
      const inside = part.set.negated ? outside(part.set.ranges) : (range?.[0] ?? 0);
      return String.fromCodePoint(inside).repeat(part.min);
    })
    .join('');
}

/** A plain character that is in none of the ranges. */
function outside(ranges: readonly (readonly [number, number])[]): number {
  const free = [...'xa0-_ .:/'].find((character) => {
    const point = character.codePointAt(0) ?? 0;
    return !ranges.some(([from, to]) => from <= point && point <= to);
  });
  return free?.codePointAt(0) ?? 0x2603;
}
