/**
 * How often each pair of numbers occurred.
 *
 * Owns: open addressing in one typed array, pair and count side by side, so that a count costs one look into memory.
 * Must not: know what the numbers mean.
 */
import { hash } from './table.ts';

export interface Counts {
  /** Both numbers are whole, from 0 to 2^31 - 1. */
  add(a: number, b: number): void;
  /** Adds to a pair that occurred before; false, and nothing is done, for another. */
  increase(a: number, b: number): boolean;
  /** In no order. */
  each(visit: (a: number, b: number, count: number) => void): void;
}

const WIDTH = 3;
const COUNT = 2;

export function openCounts(): Counts {
  /** `a`, `b` and their count in turn; a count of 0 is an empty slot. */
  let words = new Int32Array(WIDTH * 256);
  let last = 255;
  let size = 0;

  /** Where the pair is, or the empty slot that it belongs into. */
  const placeOf = (a: number, b: number) => {
    let slot = hash(a, b, 0, 0) & last;
    while (true) {
      const at = slot * WIDTH;
      if ((words[at] === a && words[at + 1] === b) || words[at + COUNT] === 0) return at;
      slot = (slot + 1) & last;
    }
  };
  const grow = () => {
    const smaller = words;
    last = last * 2 + 1;
    words = new Int32Array(WIDTH * (last + 1));
    for (let from = 0; from < smaller.length; from += WIDTH) {
      if (smaller[from + COUNT] === 0) continue;
      const at = placeOf(smaller[from] as number, smaller[from + 1] as number);
      for (let word = 0; word < WIDTH; word += 1) words[at + word] = smaller[from + word] as number;
    }
  };

  return {
    add(a, b) {
      const at = placeOf(a, b);
      const count = words[at + COUNT] as number;
      words[at + COUNT] = count + 1;
      if (count > 0) return;
      words[at] = a;
      words[at + 1] = b;
      size += 1;
      if (size > last * 0.75) grow();
    },
    increase(a, b) {
      const at = placeOf(a, b) + COUNT;
      const count = words[at] as number;
      if (count === 0) return false;
      words[at] = count + 1;
      return true;
    },
    each(visit) {
      for (let at = 0; at < words.length; at += WIDTH) {
        const count = words[at + COUNT] as number;
        if (count > 0) visit(words[at] as number, words[at + 1] as number, count);
      }
    },
  };
}
