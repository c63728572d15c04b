/**
 * Sets of characters, and what is done to them and to whole patterns.
 *
 * Owns: the normal form of a set, folding of case, and spelling a pattern as an author would. Must not: parse or match.
 */
import type { CharacterSet, Pattern, PatternPart, PatternSequence } from './pattern.ts';

type Range = readonly [number, number];

/** `.`: all but the line feed. */
export const anyCharacter: CharacterSet = { negated: true, ranges: [[10, 10]] };

/** The set of these ranges: sorted, with those that touch joined. */
export function setOf(ranges: readonly Range[], negated = false): CharacterSet {
  const joined: [number, number][] = [];
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return { negated, ranges: joined };
}

/**
 * The pattern with both cases of each ASCII letter in every set, and nothing else folded (docs/semantics.md §4); a
 * negated set then leaves both out.
 */
export function foldPattern(pattern: Pattern): Pattern {
  return { alternatives: pattern.alternatives.map(foldSequence) };
}

function foldSequence(sequence: PatternSequence): PatternSequence {
  return sequence.map((part): PatternPart => {
    if (part.kind === 'one') return { ...part, set: foldSet(part.set) };
    return part.kind === 'group' ? { ...part, alternatives: part.alternatives.map(foldSequence) } : part;
  });
}

function foldSet({ negated, ranges }: CharacterSet): CharacterSet {
  const others = ranges.flatMap((range) => [...shifted(range, 65, 90, 32), ...shifted(range, 97, 122, -32)]);
  return setOf([...ranges, ...others], negated);
}

/** The part of the range between two characters, moved. */
function shifted([from, to]: Range, least: number, most: number, by: number): readonly Range[] {
  const [start, end] = [Math.max(from, least), Math.min(to, most)];
  return start > end ? [] : [[start + by, end + by]];
}

/** The pattern as text: `parsePattern` reads the same pattern back. */
export function spellPattern({ alternatives }: Pattern): string {
  return alternatives.map(spellSequence).join('|');
}

function spellSequence(sequence: PatternSequence): string {
  return sequence.map(spellPart).join('');
}

function spellPart(part: PatternPart): string {
  switch (part.kind) {
    case 'start':
      return '^';
    case 'end':
      return '$';
    case 'group':
      return `(${part.alternatives.map(spellSequence).join('|')})${part.optional ? '?' : ''}`;
    case 'one':
      return spellSet(part.set) + spellTimes(part.min, part.max);
  }
}

function spellTimes(min: number, max: number | undefined): string {
  if (max === undefined) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  if (min === max) return min === 1 ? '' : `{${min}}`;
  return min === 0 && max === 1 ? '?' : `{${min},${max}}`;
}

function spellSet({ negated, ranges }: CharacterSet): string {
  const [first] = ranges;
  const single = ranges.length === 1 && first !== undefined && first[0] === first[1] ? first[0] : undefined;
  if (negated && single === 10) return '.';
  if (!negated && single !== undefined) return spellCharacter(single, /[\^$\\.*+?()[\]{}|/]/);
  const inside = ranges.map(([from, to]) => {
    const [start, end] = [from, to].map((point) => spellCharacter(point, /[\\\]^[-]/));
    return from === to ? start : `${start}-${end}`;
  });
  return `[${negated ? '^' : ''}${inside.join('')}]`;
}

const CONTROLS: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function spellCharacter(point: number, escaped: RegExp): string {
  const character = String.fromCodePoint(point);
  return CONTROLS[character] ?? (escaped.test(character) ? `\\${character}` : character);
}
