/**
 * Times in chains, each a number and where the one before it in its chain lies: 12 bytes a time.
 *
 * Owns: chunks, so that what is added is never copied. Must not: know what a chain is of.
 */
export interface Times {
  /** Adds to the chain that ends in `before`, 0 for a new one; the number that the chain now ends in. */
  add(time: number, before: number): number;
  at(number: number): number;
  /** The number before it in the chain; 0 for the first. */
  before(number: number): number;
}

const BITS = 14;
const MASK = 2 ** BITS - 1;

export function openTimes(): Times {
  const times: Float64Array[] = [];
  const befores: Uint32Array[] = [];
  let size = 0;
  return {
    add(time, before) {
      const at = size & MASK;
      if (at === 0) {
        times.push(new Float64Array(MASK + 1));
        befores.push(new Uint32Array(MASK + 1));
      }
      (times[size >>> BITS] as Float64Array)[at] = time;
      (befores[size >>> BITS] as Uint32Array)[at] = before;
      size += 1;
      return size;
    },
    at: (number) => (times[(number - 1) >>> BITS] as Float64Array)[(number - 1) & MASK] as number,
    before: (number) => (befores[(number - 1) >>> BITS] as Uint32Array)[(number - 1) & MASK] as number,
  };
}
