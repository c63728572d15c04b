// A generator of random numbers that gives the same ones everywhere: sfc32, seeded from any integers. Owns: numbers, and
// what is made of numbers alone (ids, picks). Must not: know what an event is.

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Of the same integers, always the same numbers. */
export function random(...seeds) {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let d = 1;
  /** An unsigned integer of 32 bits. */
  const next = () => {
    const t = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (const seed of seeds) {
    a = Math.imul(a ^ seed, 0x85ebca6b);
    c = (c + Math.imul(seed, 0x27d4eb2f)) | 0;
    for (let round = 0; round < 6; round += 1) next();
  }
  const below = (count) => Math.floor((next() / 0x1_0000_0000) * count);
  const hex = (digits) => {
    let text = '';
    while (text.length < digits) {
      const n = next();
      text += HEX[n & 255] + HEX[(n >>> 8) & 255] + HEX[(n >>> 16) & 255] + HEX[n >>> 24];
    }
    return text.slice(0, digits);
  };
  const letters = (alphabet, count) => {
    let text = '';
    while (text.length < count) text += alphabet[below(alphabet.length)];
    return text;
  };
  return {
    /** From 0 to less than 1. */
    unit: () => next() / 0x1_0000_0000,
    /** From 0 to less than `count`. */
    below,
    chance: (share) => next() / 0x1_0000_0000 < share,
    pick: (values) => values[below(values.length)],
    hex,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    /** As access keys and principals are spelled. */
    id: (prefix, count = 16) => prefix + letters(BASE32, count),
    base64: (count) => letters(BASE64, count),
  };
}

/** Picks by weight: `[value, weight]` of each. */
export function weighted(entries) {
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  const bounds = [];
  let sum = 0;
  for (const [, weight] of entries) {
    sum += weight / total;
    bounds.push(sum);
  }
  return (rng) => {
    const at = rng.unit();
    let [low, high] = [0, bounds.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (bounds[middle] > at) high = middle;
      else low = middle + 1;
    }
    return entries[low][0];
  };
}
