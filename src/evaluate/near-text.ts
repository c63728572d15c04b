/**
 * In what way a text nearly is what is asked for.
 *
 * Owns: the ways, and which of several values is the nearest. Linear in the number and length of the values.
 * Must not: decide, or know fields.
 */
import type { Reason } from './reason.ts';
import { foldAscii } from './text.ts';

/** Nearest first: white space is told before a prefix, a prefix before a text that is merely close. */
const WAYS = [
  'white-space',
  'other-case',
  'near-text',
  'prefix-only',
  'suffix-only',
  'inside-only',
  'part-only',
] as const satisfies readonly Reason[];

export type Way = (typeof WAYS)[number];
export type Asked = 'equals' | 'startsWith' | 'endsWith' | 'contains';

export interface Near {
  readonly way: Way;
  /** Place of the value among those handed in. */
  readonly at: number;
}

/** A shorter text is a part of most others, and close to many. */
const SHORTEST = 3;

/** The value that the text comes nearest to, and how; undefined where it comes near none. The first of several. */
export function nearest(asked: Asked, text: string, values: Iterable<string>): Near | undefined {
  let best: Near | undefined;
  let rank: number = WAYS.length;
  let at = 0;
  for (const value of values) {
    const way = wayOf(asked, text, value);
    if (way !== undefined && WAYS.indexOf(way) < rank) {
      rank = WAYS.indexOf(way);
      best = { way, at };
    }
    if (rank === 0) break;
    at += 1;
  }
  return best;
}

function wayOf(asked: Asked, text: string, value: string): Way | undefined {
  if (asked === 'equals') {
    if (text.trim() === value.trim()) return 'white-space';
    // `toLowerCase` is right here: the remark is about the letters that the evaluator does not fold.
    if (text.length === value.length && text.toLowerCase() === value.toLowerCase()) return 'other-case';
    if (isOneEditAway(text, value)) return 'near-text';
  }
  if (asked === 'startsWith' && isOneChangeAway(text.slice(0, value.length), value)) return 'near-text';
  if (asked === 'endsWith' && isOneChangeAway(text.slice(-value.length), value)) return 'near-text';
  if (value.length >= SHORTEST && text.length > value.length) {
    if (asked !== 'startsWith' && text.startsWith(value)) return 'prefix-only';
    if (asked !== 'endsWith' && text.endsWith(value)) return 'suffix-only';
    if (text.includes(value)) return 'inside-only';
  }
  return text.length >= SHORTEST && value.includes(text) ? 'part-only' : undefined;
}

/** One character more, fewer or another, or two neighbours swapped; of texts long enough for that to say something. */
function isOneEditAway(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1 || short.length < SHORTEST || short === long) return false;
  let from = 0;
  while (from < short.length && short[from] === long[from]) from += 1;
  if (short.length < long.length) return short.slice(from) === long.slice(from + 1);
  if (short.slice(from + 1) === long.slice(from + 1)) return true;
  const swapped = short[from] === long[from + 1] && short[from + 1] === long[from];
  return swapped && short.slice(from + 2) === long.slice(from + 2);
}

const isOneChangeAway = (one: string, other: string) =>
  one.length === other.length && isOneEditAway(one, other);

/** The texts are equal once A-Z are folded. */
export const sameWhenFolded = (one: string, other: string): boolean =>
  one.length === other.length && foldAscii(one) === foldAscii(other);
