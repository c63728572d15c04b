/**
 * Search with a portable pattern, in time linear in the text whatever the pattern and whatever the text.
 *
 * Owns: running an automaton over code points, and when the engine's own RegExp may stand in for it. Must not: parse.
 *
 * A backtracking engine is fast on short texts and can take for ever on long ones. How many steps it may take is bounded
 * by the pattern and the length of the text (regex-native.ts); it is asked only where that bound is small.
 */
import type { Pattern } from '../language/pattern.ts';
import { backtrackingBound, printRegExp } from './regex-native.ts';
import { compileProgram, type Program } from './regex-program.ts';

/** Steps that a backtracking engine may take for each character of the text. */
const STEPS_PER_CHARACTER = 2_048;

/** Compiles a pattern: true of a text in which it is found. Pure, and linear in the length of the text. */
export function compilePattern(pattern: Pattern): (text: string) => boolean {
  const bound = backtrackingBound(pattern);
  const native = printRegExp(pattern);
  const program = compileProgram(pattern);
  return (text) => {
    const isShort = bound(text.length) <= STEPS_PER_CHARACTER * (text.length + 1);
    return isShort ? native.test(text) : runProgram(program, text).found;
  };
}

export interface Run {
  readonly found: boolean;
  /** Words and moves looked at: for each position of the text at most `words + moves` of the program. */
  readonly steps: number;
}

/** Runs a program over a text, from every position at once; stops at the first end of a match. */
export function runProgram(program: Program, text: string): Run {
  const { words, classOf, takes, stays } = program;
  const states = new Uint32Array(words);
  let steps = settle(program, states, true, text.length === 0);
  let at = 0;
  while (at < text.length && !has(states, program.found)) {
    const point = text.codePointAt(at) ?? 0;
    at += point > 0xffff ? 2 : 1;
    const taken = classOf(point) * words;
    let carried = 0;
    for (let word = 0; word < words; word += 1) {
      const took = (states[word] ?? 0) & (takes[taken + word] ?? 0);
      const stay = took & (stays[word] ?? 0);
      const move = took ^ stay;
      states[word] = (move << 1) | carried | stay;
      carried = move >>> 31;
    }
    steps += words + settle(program, states, false, at === text.length);
  }
  return { found: has(states, program.found), steps };
}

/** Begins a match here too, and follows every move that needs no character; returns how many were looked at. */
function settle({ moves }: Program, states: Uint32Array, atStart: boolean, atEnd: boolean): number {
  states[0] = (states[0] ?? 0) | 1;
  for (const move of moves) {
    const { kind, from, to } = move;
    if (kind === 'skip') spread(states, from, to);
    else if (has(states, from) && (kind === 'jump' || (kind === 'start' ? atStart : atEnd))) set(states, to);
  }
  return moves.length;
}

/** Sets every state after the first set one of `from` to `to - 1`, up to `to`. */
function spread(states: Uint32Array, from: number, to: number): void {
  let state = from;
  while (state < to) {
    const rest = (states[state >>> 5] ?? 0) >>> (state & 31);
    if (rest === 0) {
      state = (state | 31) + 1;
      continue;
    }
    // The lowest set bit, counted from this state.
    state += 31 - Math.clz32(rest & -rest);
    break;
  }
  for (state += 1; state <= to; state = (state | 31) + 1) {
    const above = -1 << (state & 31);
    const upTo = to >>> 5 === state >>> 5 ? -1 >>> (31 - (to & 31)) : -1;
    states[state >>> 5] = (states[state >>> 5] ?? 0) | (above & upTo);
  }
}

const has = (states: Uint32Array, state: number): boolean =>
  (((states[state >>> 5] ?? 0) >>> (state & 31)) & 1) === 1;

function set(states: Uint32Array, state: number): void {
  states[state >>> 5] = (states[state >>> 5] ?? 0) | (1 << (state & 31));
}
