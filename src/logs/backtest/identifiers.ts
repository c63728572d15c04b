/**
 * Numbers for texts, most of which are UUIDs: the same text has the same number, another text another.
 *
 * Owns: packing a UUID as AWS writes it (lower case, hyphens) into 128 bits; every other text is kept as it is, so that
 * no two are ever taken for one. Must not: forget, or know what the texts identify.
 */
import { openTable } from './table.ts';

export interface Identifiers {
  /** Even for UUIDs, odd for other texts. */
  of(text: string): number;
  /** A word (32 bits) kept with each number; 0 at first. */
  mark(number: number): number;
  setMark(number: number, mark: number): void;
}

const HYPHEN = 45;
const NO_DIGIT = 16;
/** Where the digits stand, four by four. */
const HALVES = [0, 4, 9, 14, 19, 24, 28, 32] as const;

/** What a hexadecimal digit is worth; a capital letter is none, since it makes another text. */
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(code));
  return digit === -1 ? NO_DIGIT : digit;
});

export function openIdentifiers(): Identifiers {
  const uuids = openTable(4, 1);
  const others = new Map<string, number>();
  const otherMarks: number[] = [];
  /** The UUID that `unpack` read last, so that none is allocated for each. */
  const words = new Int32Array(4);
  return {
    of(text) {
      if (unpack(text, words)) {
        return uuids.add(words[0] as number, words[1] as number, words[2] as number, words[3] as number) * 2;
      }
      const known = others.get(text);
      if (known !== undefined) return known;
      const number = others.size * 2 + 1;
      others.set(text, number);
      otherMarks.push(0);
      return number;
    },
    mark: (number) => (number % 2 === 0 ? uuids.word(number / 2, 4) : (otherMarks[number >>> 1] as number)),
    setMark(number, mark) {
      if (number % 2 === 0) uuids.put(number / 2, 4, mark);
      else otherMarks[number >>> 1] = mark;
    },
  };
}

/** Reads `7b89c2b1-ff59-44d1-86ac-bc4487cd7b0a` as four words; false where the text is written in any other way. */
function unpack(text: string, words: Int32Array): boolean {
  if (text.length !== 36 || text.charCodeAt(8) !== HYPHEN || text.charCodeAt(13) !== HYPHEN) return false;
  if (text.charCodeAt(18) !== HYPHEN || text.charCodeAt(23) !== HYPHEN) return false;
  for (let at = 0; at < 4; at += 1) {
    const high = half(text, HALVES[2 * at] as number);
    const low = half(text, HALVES[2 * at + 1] as number);
    if (high === -1 || low === -1) return false;
    words[at] = (high << 16) | low;
  }
  return true;
}

/** Four digits; -1 where one of them is none. */
function half(text: string, at: number): number {
  const one = DIGITS[text.charCodeAt(at)] ?? NO_DIGIT;
  const two = DIGITS[text.charCodeAt(at + 1)] ?? NO_DIGIT;
  const three = DIGITS[text.charCodeAt(at + 2)] ?? NO_DIGIT;
  const four = DIGITS[text.charCodeAt(at + 3)] ?? NO_DIGIT;
  if ((one | two | three | four) >= NO_DIGIT) return -1;
  return (one << 12) | (two << 8) | (three << 4) | four;
}
