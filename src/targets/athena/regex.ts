/**
 * Portable patterns as Trino's regexp_like reads them.
 *
 * Owns: the syntax. Trino takes "Java pattern syntax" with the engine Joni (Trino, "Regular expression functions"); what
 * is printed here is also RE2's. `^` and `$` are written `\A` and `\z`, because `$` also stands before a final newline in
 * Java's syntax; sets are written out, and no flag is used. Must not: parse, or fold case (the pattern has it in its sets).
 */
import type { CharacterSet, Pattern, PatternPart, PatternSequence } from '../../language/pattern.ts';
import { canBePrinted, stringLiteral } from './literals.ts';
import type { Sql } from './sql.ts';

/** The pattern argument of `regexp_like`: search semantics, as the pattern itself. */
export function regexLiteral({ alternatives }: Pattern): Sql {
  return stringLiteral(printAlternatives(alternatives));
}

/** False where a set names half of a surrogate pair, which no query text can hold. */
export function isPrintable({ alternatives }: Pattern): boolean {
  return canBePrinted(printAlternatives(alternatives));
}

function printAlternatives(alternatives: readonly PatternSequence[]): string {
  return alternatives.map((sequence) => sequence.map(printPart).join('')).join('|');
}

function printPart(part: PatternPart): string {
  switch (part.kind) {
    case 'start':
      return '\\A';
    case 'end':
      return '\\z';
    case 'one':
      return `${printSet(part.set)}${printRepeat(part.min, part.max)}`;
    case 'group':
      return `(?:${printAlternatives(part.alternatives)})${part.optional ? '?' : ''}`;
  }
}

function printRepeat(min: number, max: number | undefined): string {
  if (max === undefined) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  if (min === 1 && max === 1) return '';
  if (min === 0 && max === 1) return '?';
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

function printSet({ negated, ranges }: CharacterSet): string {
  const [only] = ranges;
  if (!negated && ranges.length === 1 && only !== undefined && only[0] === only[1]) {
    return printCharacter(only[0], /[\\^$.|?*+()[\]{}]/);
  }
  const inside = ranges.map(([first, last]) => {
    const ends = first === last ? [first] : [first, last];
    return ends.map((point) => printCharacter(point, /[\\\]^[&-]/)).join('-');
  });
  return `[${negated ? '^' : ''}${inside.join('')}]`;
}

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** `special` are the characters that mean something else unless a backslash stands before them. */
function printCharacter(point: number, special: RegExp): string {
  const character = String.fromCodePoint(point);
  return NAMED[character] ?? (special.test(character) ? `\\${character}` : character);
}
