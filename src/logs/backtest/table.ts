/**
 * Tables of numbers: keys of two or four 32-bit words, each with a few words beside it.
 *
 * Owns: open addressing over typed arrays, outside of the heap that the garbage collector walks; 12 bytes a pair and 20
 * an eventID with a word beside it, and 5 to 11 of slots, where a `Map` of strings takes over 100. Keys are compared
 * whole, so the hash decides nothing but speed. Must not: know what the words mean.
 */

/** Entries in a chunk: what is added is never copied, and a small table is a small one. */
const BITS = 14;
const MASK = 2 ** BITS - 1;

/** Words are whole numbers from -2^31 to 2^31 - 1, as V8 handles them without allocating. */
export interface Table {
  readonly size: number;
  /** The key's index, which is `size` of before where the key is new; keys are numbered in order of first sight. */
  add(a: number, b: number, c?: number, d?: number): number;
  /** Word of an entry: its key first, then what lies beside it, which is 0 at first. */
  word(index: number, at: number): number;
  put(index: number, at: number, word: number): void;
}

export function openTable(keyWords: 2 | 4, beside: number): Table {
  const width = keyWords + beside;
  const chunks: Int32Array[] = [];
  /** Index + 1 of an entry; 0 is empty. */
  let slots = new Int32Array(256);
  let size = 0;
  const grow = () => {
    slots = new Int32Array(slots.length * 2);
    const last = slots.length - 1;
    for (let index = 0; index < size; index += 1) {
      const chunk = chunks[index >>> BITS] as Int32Array;
      const at = (index & MASK) * width;
      const [a, b] = [chunk[at] as number, chunk[at + 1] as number];
      const wide = keyWords === 4;
      let slot =
        hash(a, b, wide ? (chunk[at + 2] as number) : 0, wide ? (chunk[at + 3] as number) : 0) & last;
      while (slots[slot] !== 0) slot = (slot + 1) & last;
      slots[slot] = index + 1;
    }
  };
  const append = (a: number, b: number, c: number, d: number) => {
    const at = (size & MASK) * width;
    if (at === 0) chunks.push(new Int32Array(width << BITS));
    const chunk = chunks[size >>> BITS] as Int32Array;
    chunk[at] = a;
    chunk[at + 1] = b;
    if (keyWords === 4) {
      chunk[at + 2] = c;
      chunk[at + 3] = d;
    }
    size += 1;
  };
  /** The slot that holds the key, or the empty one that it belongs into. */
  const slotOf = (a: number, b: number, c: number, d: number) => {
    const last = slots.length - 1;
    let slot = hash(a, b, c, d) & last;
    for (let held = slots[slot] as number; held !== 0; held = slots[slot] as number) {
      const chunk = chunks[(held - 1) >>> BITS] as Int32Array;
      const at = ((held - 1) & MASK) * width;
      const same =
        chunk[at] === a &&
        chunk[at + 1] === b &&
        (keyWords === 2 || (chunk[at + 2] === c && chunk[at + 3] === d));
      if (same) break;
      slot = (slot + 1) & last;
    }
    return slot;
  };
  return {
    get size() {
      return size;
    },
    add(a, b, c = 0, d = 0) {
      const slot = slotOf(a, b, c, d);
      const held = slots[slot] as number;
      if (held !== 0) return held - 1;
      append(a, b, c, d);
      slots[slot] = size;
      if (size > slots.length * 0.75) grow();
      return size - 1;
    },
    word: (index, at) => (chunks[index >>> BITS] as Int32Array)[(index & MASK) * width + at] as number,
    put(index, at, word) {
      (chunks[index >>> BITS] as Int32Array)[(index & MASK) * width + at] = word;
    },
  };
}

/** Every bit of the key has a say in the lowest bits, for keys that count upwards as for random ones. */
export function hash(a: number, b: number, c: number, d: number): number {
  let mixed = Math.imul(a, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15) ^ b, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13) ^ c, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16) ^ d, 0x7feb352d);
  return mixed ^ (mixed >>> 15);
}
