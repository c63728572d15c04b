/**
 * A text in which a pattern is found.
 *
 * Owns: the drawing. What it draws may still fail (`^` behind a character); nobody relies on it. Must not: match.
 */
import type { CharacterSet, Pattern, PatternPart } from '../../src/language/pattern.ts';
import type { Random } from './random.ts';

const CANDIDATES = [...'axkKzZ09@._-/ :\n', 'é', '😀'];

export function sampleText({ alternatives }: Pick<Pattern, 'alternatives'>, random: Random): string {
  const sequence = random.pick(alternatives) ?? [];
  return sequence.map((part) => sampleOne(part, random)).join('');
}

function sampleOne(part: PatternPart, random: Random): string {
  switch (part.kind) {
    case 'start':
    case 'end':
      return '';
    case 'group':
      return part.optional && random.chance(2) ? '' : sampleText(part, random);
    case 'one': {
      const most = Math.min(part.max ?? part.min + 2, part.min + 2);
      const count = part.min + random.nat(most - part.min + 1);
      return Array.from({ length: count }, () => characterOf(part.set, random)).join('');
    }
  }
}

function characterOf({ negated, ranges }: CharacterSet, random: Random): string {
  const range = random.pick(ranges);
  if (!negated && range !== undefined) {
    return String.fromCodePoint(range[0] + random.nat(range[1] - range[0] + 1));
  }
  const outside = CANDIDATES.filter((one) => {
    const point = one.codePointAt(0) ?? 0;
    return !ranges.some(([first, last]) => first <= point && point <= last);
  });
  return random.pick(outside) ?? '\u3042';
}
