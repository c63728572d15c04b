/**
 * Numbers for values: the same values of some wanted ones have the same number in whatever record they stand, so that what was
 * found out once holds for all.
 *
 * Owns: two tables of them, each forgotten as a whole when it is full. Exact: a number stands for the very bytes. Bounded, in
 * memory and in the steps of a look-up, whatever the values. Must not: know what is found out.
 */
import { FOUND, WORD_FALSE } from './found.as.ts';

/** What is looked up: which values, and for each its length or word, and its bytes. */
const MAX_KEY_BYTES: usize = 2048;
const KEY: usize = memory.data(2048 + 8, 8);

const MAX_NUMBERS: u32 = 60000;
/** Places in the entries of a table, by hash; 0: free. Twice as many as there can be, and more. */
const SLOT_COUNT: usize = 131072;
const SLOTS_BYTES: usize = 131072 << 2;
const SLOTS: usize = memory.data(131072 << 3, 4);
/** One entry after the other: hash, number, length, bytes. */
const ENTRIES_BYTES: usize = 8388608;
const ENTRIES: usize = memory.data(16777216, 8);
/** Of each table: the end of its entries, and how many numbers it has given. */
const STATES: usize = memory.data(16, 4);
/** The first place of the entries is not used, since 0 is a free slot. */
const FIRST: usize = 8;
/** Values that somebody made to meet in one slot must not make a look-up long: those beyond have no number. */
const MAX_PROBES: u32 = 64;

/** 0xff51afd7ed558ccd, the first multiplier of MurmurHash3's finaliser. */
const MIX: u64 = ((<u64>0xff51afd7) << 32) | 0xed558ccd;

/** In the place of a number: for these values there is none; the table is full. */
const NONE: i32 = -1;
const FULL: i32 = -2;

/**
 * The number of the values whose bits are set, of the record that was scanned last: bit 0 of `low` is the first value, of `high` the
 * 33rd. `table`: 0 or 1.
 */
export function numberOf(table: usize, low: u32, high: u32): i32 {
  const end = writeKey(low, high);
  if (end === 0) return NONE;
  const length = end - KEY;
  let hash: u64 = 0;
  for (let at = KEY; at < end; at += 8) {
    hash = (hash ^ load<u64>(at)) * 0x100000001b3;
    hash ^= hash >> 29;
  }
  // Mixed once more: without it values that differ in their last letters meet in few slots.
  hash = (hash ^ (hash >> 33)) * MIX;
  hash ^= hash >> 33;
  const slots = SLOTS + table * SLOTS_BYTES;
  const entries = ENTRIES + table * ENTRIES_BYTES;
  let slot: usize = <usize>hash & (SLOT_COUNT - 1);
  for (let probes: u32 = 0; probes < MAX_PROBES; probes += 1) {
    const place: usize = load<u32>(slots + (slot << 2));
    if (place === 0) return add(table, slots + (slot << 2), hash, length);
    const entry = entries + place;
    const isSame =
      load<u64>(entry) === hash &&
      load<u32>(entry, 12) === <u32>length &&
      memory.compare(entry + 16, KEY, length) === 0;
    if (isSame) return load<i32>(entry, 8);
    slot = (slot + 1) & (SLOT_COUNT - 1);
  }
  return NONE;
}

/** Gives the numbers of a table anew, from 0. */
export function forget(table: usize): void {
  memory.fill(SLOTS + table * SLOTS_BYTES, 0, SLOTS_BYTES);
  memory.fill(STATES + (table << 3), 0, 8);
}

function add(table: usize, slot: usize, hash: u64, length: usize): i32 {
  const state = STATES + (table << 3);
  const place: usize = FIRST + load<u32>(state);
  const number = load<u32>(state, 4);
  const size: usize = (16 + length + 7) & ~7;
  if (number === MAX_NUMBERS || place + size > ENTRIES_BYTES) return FULL;
  const entry = ENTRIES + table * ENTRIES_BYTES + place;
  store<u64>(entry, hash);
  store<u32>(entry, number, 8);
  store<u32>(entry, <u32>length, 12);
  memory.copy(entry + 16, KEY, length);
  store<u32>(slot, <u32>place);
  store<u32>(state, <u32>(place + size - FIRST));
  store<u32>(state, number + 1, 4);
  return <i32>number;
}

/** Writes the key, and eight zero bytes behind it; returns its end, 0 where it is too long. */
function writeKey(low: u32, high: u32): usize {
  store<u32>(KEY, low);
  store<u32>(KEY, high, 4);
  let end = KEY + 8;
  let bits: u64 = ((<u64>high) << 32) | low;
  while (bits !== 0) {
    const value = FOUND + ((<usize>ctz(bits)) << 3);
    bits &= bits - 1;
    const from = load<i32>(value);
    const until = load<i32>(value, 4);
    const place = from < WORD_FALSE ? -from : from;
    const length: usize = place <= 0 ? 0 : <usize>((until < 0 ? -until : until) - place);
    if (end + length + 4 > KEY + MAX_KEY_BYTES) return 0;
    // A word is negative, nothing is 0; numbers, texts with escapes and texts without are told apart. A text with escapes goes by its
    // spelling: two spellings of a text have two numbers.
    const kind = from < 0 ? 3 : until < 0 ? 2 : 1;
    store<i32>(end, place <= 0 ? from : ((<i32>length) << 2) + kind);
    end += 4;
    if (length > 0) memory.copy(end, <usize>place, length);
    end += length;
  }
  // The hash takes eight bytes at a time.
  store<u64>(end, 0);
  return end;
}
