/** Portable patterns as trees: built by hand and at random, shown as text, and matched a second time, slowly. */
import fc from 'fast-check';
import type { CharacterSet, Pattern, PatternPart, PatternSequence } from '../../src/language/pattern.ts';

type One = Extract<PatternPart, { kind: 'one' }>;

export const START: PatternPart = { kind: 'start' };
export const END: PatternPart = { kind: 'end' };
/** `.` */
export const DOT: CharacterSet = { negated: true, ranges: [[10, 10]] };

/** A set of the characters written, two with a `-` between them for a range: `set('a-z_')`. */
export function set(characters: string, negated = false): CharacterSet {
  const points = [...characters.matchAll(/(.)-(.)|([\s\S])/gu)].flatMap(([, first, last, single]) => {
    const from = (first ?? single ?? '').codePointAt(0) ?? 0;
    const to = (last ?? single ?? '').codePointAt(0) ?? 0;
    return Array.from({ length: to - from + 1 }, (_, at) => from + at);
  });
  return { negated, ranges: rangesOf(points) };
}

/** Sorted and joined, as the contract has them. */
function rangesOf(points: readonly number[]): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  for (const point of [...new Set(points)].sort((one, other) => one - other)) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === point - 1) last[1] = point;
    else ranges.push([point, point]);
  }
  return ranges;
}

/** `min` to `max` of a set; exactly one where neither is given; without end for `Infinity`. */
export function one(from: CharacterSet | string, min = 1, max = min): One {
  const which = typeof from === 'string' ? set(from) : from;
  return { kind: 'one', set: which, min, max: max === Number.POSITIVE_INFINITY ? undefined : max };
}

/** The characters of a text, each once. */
export function chars(text: string): PatternSequence {
  return [...text].map((character) => one({ negated: false, ranges: rangesOf([pointOf(character)]) }));
}

const pointOf = (character: string) => character.codePointAt(0) ?? 0;

export function group(alternatives: readonly PatternSequence[], optional = false): PatternPart {
  return { kind: 'group', alternatives, optional };
}

export const patternOf = (...alternatives: readonly PatternSequence[]): Pattern => ({ alternatives });

/** Both cases of ASCII letters in every set. */
export function foldPattern({ alternatives }: Pattern): Pattern {
  const foldParts = (parts: PatternSequence): PatternSequence =>
    parts.map((part) => {
      if (part.kind === 'one') return { ...part, set: foldSet(part.set) };
      return part.kind === 'group' ? { ...part, alternatives: part.alternatives.map(foldParts) } : part;
    });
  return { alternatives: alternatives.map(foldParts) };
}

function foldSet({ negated, ranges }: CharacterSet): CharacterSet {
  const points = ranges.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, at) => first + at),
  );
  const both = points.flatMap((point) => {
    const letter = point < 128 ? String.fromCharCode(point) : '';
    return [point, ...(/[A-Za-z]/.test(letter) ? [point ^ 0x20] : [])];
  });
  return { negated, ranges: rangesOf(both) };
}

/** The pattern as an author writes it. */
export function showPattern({ alternatives }: Pattern): string {
  return alternatives.map((sequence) => sequence.map(showPart).join('')).join('|');
}

function showPart(part: PatternPart): string {
  if (part.kind === 'start') return '^';
  if (part.kind === 'end') return '$';
  if (part.kind === 'group') return `(${showPattern(part)})${part.optional ? '?' : ''}`;
  const { min, max } = part;
  const counts: Record<string, string> = { '1,1': '', '0,1': '?', '0,': '*', '1,': '+' };
  return `${showSet(part.set)}${counts[`${min},${max ?? ''}`] ?? (min === max ? `{${min}}` : `{${min},${max ?? ''}}`)}`;
}

function showSet({ negated, ranges }: CharacterSet): string {
  if (negated && ranges.length === 1 && ranges[0]?.[0] === 10 && ranges[0][1] === 10) return '.';
  const [[first, last] = [0, -1]] = ranges;
  if (!negated && ranges.length === 1 && first === last) {
    return first === 10 ? '\\n' : String.fromCodePoint(first).replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
  }
  const inClass = (point: number) =>
    point === 10 ? '\\n' : String.fromCodePoint(point).replace(/[\\^[\]-]/, '\\$&');
  const inside = ranges.map(([from, to]) =>
    from === to ? inClass(from) : `${inClass(from)}-${inClass(to)}`,
  );
  return `[${negated ? '^' : ''}${inside.join('')}]`;
}

/** Whether the pattern is found: every place that each part can end at, from every place that it can begin at. */
export function isFound({ alternatives }: Pattern, text: string): boolean {
  const points = [...text].map(pointOf);
  const anywhere = new Set([...points.keys(), points.length]);
  return alternatives.some((sequence) => endsOf(sequence, anywhere, points).size > 0);
}

function endsOf(
  sequence: PatternSequence,
  from: ReadonlySet<number>,
  text: readonly number[],
): ReadonlySet<number> {
  return sequence.reduce((places, part) => endsOfPart(part, places, text), from);
}

function endsOfPart(
  part: PatternPart,
  from: ReadonlySet<number>,
  text: readonly number[],
): ReadonlySet<number> {
  if (part.kind === 'start') return new Set([...from].filter((at) => at === 0));
  if (part.kind === 'end') return new Set([...from].filter((at) => at === text.length));
  if (part.kind === 'group') {
    const ends = part.alternatives.flatMap((sequence) => [...endsOf(sequence, from, text)]);
    return new Set(part.optional ? [...ends, ...from] : ends);
  }
  const ends = new Set<number>();
  for (const start of from) {
    for (let at = start, count = 0; ; at += 1, count += 1) {
      if (count >= part.min) ends.add(at);
      const point = text[at];
      if (count === (part.max ?? Number.POSITIVE_INFINITY) || point === undefined) break;
      if (part.set.ranges.some(([first, last]) => first <= point && point <= last) === part.set.negated)
        break;
    }
  }
  return ends;
}

const LETTERS = ['a', 'b', 'x', 'X', 'k', '1', '0', '@', '.', '-', ' ', '\n', 'é', '😀', '\u212a'] as const;

const characterSet: fc.Arbitrary<CharacterSet> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...LETTERS).map((letter) => set(letter)) },
  { weight: 2, arbitrary: fc.constant(DOT) },
  fc.constantFrom('a-c', 'a-z0-9', 'A-Z', '0-9', '@.', 'ax').map((text) => set(text)),
  fc.constantFrom('a', '@', 'a-z', '0-9', 'x\n').map((text) => set(text, true)),
);

const count = fc.constantFrom<readonly [number, number]>(
  [1, 1],
  [1, 1],
  [1, 1],
  [0, 1],
  [0, Number.POSITIVE_INFINITY],
  [1, Number.POSITIVE_INFINITY],
  [2, 2],
  [0, 3],
  [2, 5],
);

/** With at most so many parts without end: beyond three nothing parses. */
function within(limit: number, alternatives: readonly PatternSequence[]): readonly PatternSequence[] {
  let left = limit;
  const bound = (parts: PatternSequence): PatternSequence =>
    parts.map((part) => {
      if (part.kind === 'group') return { ...part, alternatives: part.alternatives.map(bound) };
      if (part.kind !== 'one' || part.max !== undefined) return part;
      left -= 1;
      return left < 0 ? { ...part, max: part.min + 1 } : part;
    });
  return alternatives.map(bound);
}

const character = fc.tuple(characterSet, count).map(([from, [min, max]]): PatternPart => one(from, min, max));

const alternativesOf = (part: fc.Arbitrary<PatternPart>) =>
  fc.array(fc.array(part, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });

const part: fc.Arbitrary<PatternPart> = fc.letrec<{ part: PatternPart }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 6, arbitrary: character },
    { weight: 1, arbitrary: fc.constantFrom(START, END) },
    {
      weight: 1,
      arbitrary: fc.tuple(alternativesOf(tie('part')), fc.boolean()).map(([of, opt]) => group(of, opt)),
    },
  ),
})).part;

/** Patterns within the portable subset. */
export const pattern: fc.Arbitrary<Pattern> = alternativesOf(part).map((alternatives) => ({
  alternatives: within(3, alternatives),
}));

/** Texts over the characters that the patterns speak of. */
export const patternText: fc.Arbitrary<string> = fc.string({
  unit: fc.constantFrom(...LETTERS, 'z', 'Z'),
  maxLength: 12,
});
