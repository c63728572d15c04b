/**
 * A portable pattern as a non-deterministic automaton whose states are bits.
 *
 * Owns: the layout of the states, and what moves between them. Must not: run it (regex.ts does).
 *
 * The states stand in one row, in the order of the pattern. Taking a character moves from a state to the next one, or
 * stays; all moves without a character go forward. So one pass over the row follows them all, and a counted part, however
 * high its bounds, is a stretch of bits and not a thousand branches.
 */
import type { CharacterSet, Pattern, PatternPart, PatternSequence } from '../language/pattern.ts';

export interface Program {
  /** Words of 32 states; state `s` is bit `s & 31` of word `s >> 5`. */
  readonly words: number;
  /** The last state: a match has ended. */
  readonly found: number;
  /** Code points that no set of the pattern tells apart are one class. */
  readonly classOf: (point: number) => number;
  /** For each class, the states that take it: `words` words a class. */
  readonly takes: Uint32Array;
  /** States that taking a character leaves as they are; from all others it moves to the next. */
  readonly stays: Uint32Array;
  /** Moves without a character, by `from`, ascending; `to` is always greater. */
  readonly moves: readonly Move[];
}

export type Move =
  | { readonly kind: 'jump'; readonly from: number; readonly to: number }
  /** From each state of the stretch to all later ones, `to` included. */
  | { readonly kind: 'skip'; readonly from: number; readonly to: number }
  /** Only at the start, or at the very end, of the text. */
  | { readonly kind: 'start' | 'end'; readonly from: number; readonly to: number };

/** What is known while the states are laid out. */
interface Draft {
  size: number;
  readonly takers: { readonly state: number; readonly set: CharacterSet; readonly stays: boolean }[];
  readonly moves: Move[];
}

/** Compiles a pattern. The states are as many as the pattern is long with its counted parts written out. */
export function compileProgram(pattern: Pattern): Program {
  const draft: Draft = { size: 0, takers: [], moves: [] };
  layAlternatives(draft, pattern.alternatives, false);
  const found = draft.size;
  const words = (found >>> 5) + 1;
  const { classOf, samples } = classesOf(draft.takers.map(({ set }) => set));
  const takes = new Uint32Array(samples.length * words);
  const stays = new Uint32Array(words);
  for (const taker of draft.takers) {
    if (taker.stays) setBit(stays, 0, taker.state);
    for (const [at, sample] of samples.entries()) {
      if (holds(taker.set, sample)) setBit(takes, at * words, taker.state);
    }
  }
  const moves = [...draft.moves].sort((one, other) => one.from - other.from);
  return { words, found, classOf, takes, stays, moves };
}

/** Afterwards `draft.size` is the state in which the alternatives are behind. */
function layAlternatives(draft: Draft, alternatives: readonly PatternSequence[], optional: boolean): void {
  const from = draft.size;
  const starts: number[] = [];
  const ends: number[] = [];
  for (const sequence of alternatives) {
    draft.size += 1;
    starts.push(draft.size);
    for (const part of sequence) layPart(draft, part);
    ends.push(draft.size);
  }
  draft.size += 1;
  const to = draft.size;
  for (const start of starts) draft.moves.push({ kind: 'jump', from, to: start });
  if (optional) draft.moves.push({ kind: 'jump', from, to });
  for (const end of ends) draft.moves.push({ kind: 'jump', from: end, to });
}

function layPart(draft: Draft, part: PatternPart): void {
  switch (part.kind) {
    case 'start':
    case 'end':
      draft.moves.push({ kind: part.kind, from: draft.size, to: draft.size + 1 });
      draft.size += 1;
      return;
    case 'group':
      layAlternatives(draft, part.alternatives, part.optional);
      return;
    case 'one':
      layOne(draft, part);
  }
}

function layOne(draft: Draft, { set, min, max }: Extract<PatternPart, { kind: 'one' }>): void {
  const take = (stays: boolean) => {
    draft.takers.push({ state: draft.size, set, stays });
    draft.size += 1;
  };
  for (let count = 0; count < min; count += 1) take(false);
  const from = draft.size;
  if (max === undefined) take(true);
  for (let count = min; count < (max ?? 0); count += 1) take(false);
  if (draft.size > from) draft.moves.push({ kind: 'skip', from, to: draft.size });
}

function setBit(bits: Uint32Array, offset: number, state: number): void {
  const word = offset + (state >>> 5);
  bits[word] = (bits[word] ?? 0) | (1 << (state & 31));
}

/** A code point of each class, and the class of any. */
function classesOf(sets: readonly CharacterSet[]) {
  const cuts = sets.flatMap(({ ranges }) => ranges.flatMap(([first, last]) => [first, last + 1]));
  const samples = [...new Set([0, ...cuts])].sort((one, other) => one - other);
  const search = (point: number): number => {
    let low = 0;
    let high = samples.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((samples[middle] ?? 0) <= point) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const ascii = Uint16Array.from({ length: 128 }, (_, point) => search(point));
  return { samples, classOf: (point: number) => ascii[point] ?? search(point) };
}

/** Whether a code point is in a set. */
function holds({ negated, ranges }: CharacterSet, point: number): boolean {
  return ranges.some(([first, last]) => first <= point && point <= last) !== negated;
}
