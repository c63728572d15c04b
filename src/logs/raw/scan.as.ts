/**
 * One JSON object in bytes: where it ends, and where in it the values stand that a backtest wants to know.
 *
 * AssemblyScript, compiled to WebAssembly by scripts/build.js (docs/decisions/0017): sixteen bytes of a text at a time,
 * four times as fast as the same loop in JavaScript. This file is what is compiled; scanner.ts is its only caller.
 *
 * Owns: a strict reading of RFC 8259 without building anything: what it accepts, `JSON.parse` accepts, given that the
 * bytes are UTF-8. What it does not accept is left to the slow path (../split.ts), which says what is wrong. One pass, no
 * recursion, no allocation. Must not: decide what the values mean.
 *
 * Zero bytes stand behind the data (scanner.ts sees to it). Zero belongs into no JSON, so that no loop needs to ask whether
 * the data is at its end.
 */

import { FOUND, WORD_FALSE, WORD_TRUE } from './found.as.ts';

export { forget, numberOf } from './numbers.as.ts';

/** Deeper values are left to the slow path. */
const MAX_DEPTH: usize = 64;

const QUOTE: u8 = 0x22;
const COMMA: u8 = 0x2c;
const COLON: u8 = 0x3a;
const OPEN_ARRAY: u8 = 0x5b;
const BACKSLASH: u8 = 0x5c;
const CLOSE_ARRAY: u8 = 0x5d;
const OPEN_OBJECT: u8 = 0x7b;
const CLOSE_OBJECT: u8 = 0x7d;

/** For each depth: 1 an object, 0 an array; and the keys that are wanted there, 0 for none. */
const KINDS: usize = memory.data(72);
const LEVELS: usize = memory.data(72 << 2, 4);

/** What is wanted (scanner.ts writes it): keys by length, names, and the numbers of each key. */
const TREE: usize = memory.data(49152, 4);
/** For each wanted key a byte, 1 when it was met. */
const MET: usize = memory.data(256);

/** Of the object that was scanned last: the four below, as words. */
const RESULTS: usize = memory.data(16, 4);
/** Whether a wanted value may be other than it seems: an object, a text for an object, a key twice, a key with escapes. */
let unsure: bool = false;
/** Objects and arrays in each other. */
let deepest: usize = 0;
/** Line breaks between its parts. */
let lines: i32 = 0;
/** Whether any byte is above 0x7f: only then must it be proved to be UTF-8. */
let beyondAscii: bool = false;

export function tree(): usize {
  return TREE;
}
export function found(): usize {
  return FOUND;
}
export function results(): usize {
  return RESULTS;
}
/** Where data may begin. */
export function base(): usize {
  return (__heap_base + 15) & ~15;
}

let escaped: bool = false;

/** The place of the closing quote; 0 where the text is not whole or not valid. Sets `escaped`. */
function endOfText(from: usize): usize {
  escaped = false;
  let at = from;
  const quotes = i8x16.splat(<i8>QUOTE);
  const backslashes = i8x16.splat(<i8>BACKSLASH);
  const spaces = i8x16.splat(0x20);
  while (true) {
    const sixteen = v128.load(at);
    const stops = i8x16.bitmask(
      v128.or(
        v128.or(i8x16.eq(sixteen, quotes), i8x16.eq(sixteen, backslashes)),
        i8x16.lt_u(sixteen, spaces),
      ),
    );
    const high = i8x16.bitmask(sixteen);
    if (stops === 0) {
      if (high !== 0) beyondAscii = true;
      at += 16;
      continue;
    }
    const until = ctz(stops);
    if ((high & ((1 << until) - 1)) !== 0) beyondAscii = true;
    at += <usize>until;
    const byte = load<u8>(at);
    if (byte === QUOTE) return at;
    if (byte !== BACKSLASH) return 0;
    escaped = true;
    const next = load<u8>(at + 1);
    if (next === 0x75) {
      for (let digit = at + 2; digit < at + 6; digit += 1) if (!isHex(load<u8>(digit))) return 0;
      at += 6;
    } else {
      if (!isEscape(next)) return 0;
      at += 2;
    }
  }
}

/** `"\/bfnrt` */
function isEscape(byte: u8): bool {
  return (
    byte === QUOTE ||
    byte === BACKSLASH ||
    byte === 0x2f ||
    byte === 0x62 ||
    byte === 0x66 ||
    byte === 0x6e ||
    byte === 0x72 ||
    byte === 0x74
  );
}

function isDigit(byte: u8): bool {
  return byte >= 0x30 && byte <= 0x39;
}

function isHex(byte: u8): bool {
  return isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
}

/** The first byte that is no white space; counts lines. */
function skipSpace(from: usize): usize {
  let at = from;
  while (true) {
    const byte = load<u8>(at);
    if (byte > 0x20) return at;
    if (byte === 0x0a) lines += 1;
    else if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09) return at;
    at += 1;
  }
}

/** Behind the digits at `from`; 0 without one. */
function endOfDigits(from: usize): usize {
  let at = from;
  while (isDigit(load<u8>(at))) at += 1;
  return at > from ? at : 0;
}

/** Behind a number (RFC 8259 §6); 0 where there is none. */
function endOfNumber(from: usize): usize {
  let at = from;
  if (load<u8>(at) === 0x2d) at += 1;
  if (load<u8>(at) === 0x30) at += 1;
  else at = endOfDigits(at);
  if (at === 0) return 0;
  if (load<u8>(at) === 0x2e) {
    at = endOfDigits(at + 1);
    if (at === 0) return 0;
  }
  if ((load<u8>(at) | 0x20) === 0x65) {
    at += 1;
    const sign = load<u8>(at);
    if (sign === 0x2b || sign === 0x2d) at += 1;
    at = endOfDigits(at);
  }
  return at;
}

/**
 * The wanted key whose name is the bytes from `from` to `to`; 0: none. A level is 32 offsets, one for each length of a name, to a key:
 * next key of that length, name, number, leaf, inside, isEnvelope; all offsets from TREE, 0 for none.
 */
function findKey(level: usize, from: usize, to: usize): usize {
  const length = to - from;
  if (length > 31) return 0;
  let key: usize = load<u32>(level + (length << 2));
  while (key !== 0) {
    const entry = TREE + key;
    const name: usize = TREE + load<u32>(entry, 4);
    let at: usize = 0;
    while (at < length && load<u8>(name + at) === load<u8>(from + at)) at += 1;
    if (at === length) return entry;
    key = load<u32>(entry);
  }
  return 0;
}

/**
 * Reads the object that begins at `from`, a `{`. Returns the place behind its end, or 0 where it is not whole, is not JSON, or is
 * not for this path. With `mayBeEnvelope` an object that has a list of records is not.
 */
export function scan(from: usize, mayBeEnvelope: bool, wantedValues: i32, wantedKeys: i32): usize {
  memory.fill(FOUND, 0, (<usize>wantedValues) << 3);
  memory.fill(MET, 0, <usize>wantedKeys);
  unsure = false;
  beyondAscii = false;
  lines = 0;
  deepest = 1;
  let depth: usize = 1;
  let at = from + 1;
  /** The keys wanted in the object that is being read; of the value that comes next: its number, what is wanted inside. */
  let level: usize = TREE;
  let leaf: i32 = -1;
  let inside: usize = 0;
  /** Nothing stands in the container yet, so that it may close. */
  let isFirst = true;
  let expectsKey = true;
  store<u8>(KINDS, 1, 1);
  store<u32>(LEVELS + 4, <u32>level);
  while (true) {
    at = skipSpace(at);
    let byte = load<u8>(at);
    if (isFirst && byte === (expectsKey ? CLOSE_OBJECT : CLOSE_ARRAY)) {
      // An empty container: closed below.
    } else if (expectsKey) {
      if (byte !== QUOTE) return 0;
      const name = at + 1;
      at = endOfText(name);
      if (at === 0) return 0;
      leaf = -1;
      inside = 0;
      if (level !== 0) {
        if (escaped) {
          // It may name anything, an envelope too.
          if (mayBeEnvelope && depth === 1) return 0;
          unsure = true;
        } else {
          const key = findKey(level, name, at);
          if (key !== 0) {
            if (mayBeEnvelope && load<u32>(key, 20) !== 0) return 0;
            const met = MET + load<u32>(key, 8);
            // JSON.parse keeps the last of two.
            if (load<u8>(met) !== 0) unsure = true;
            store<u8>(met, 1);
            leaf = load<i32>(key, 12);
            const below = load<u32>(key, 16);
            inside = below === 0 ? 0 : TREE + below;
          }
        }
      }
      at = skipSpace(at + 1);
      if (load<u8>(at) !== COLON) return 0;
      at += 1;
      expectsKey = false;
      isFirst = false;
      continue;
    } else if (byte === QUOTE) {
      const text = at + 1;
      at = endOfText(text);
      if (at === 0) return 0;
      // Text in the place of an object that is looked into: it may hold JSON.
      if (inside !== 0) unsure = true;
      if (leaf >= 0) {
        store<u32>(FOUND + ((<usize>leaf) << 3), <u32>text);
        // A text with escapes is read by JSON.parse.
        store<i32>(FOUND + ((<usize>leaf) << 3), escaped ? -(<i32>at) : <i32>at, 4);
      }
      at += 1;
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      if (leaf >= 0) unsure = true;
      if (depth === MAX_DEPTH) return 0;
      depth += 1;
      if (depth > deepest) deepest = depth;
      expectsKey = byte === OPEN_OBJECT;
      level = expectsKey ? inside : 0;
      store<u8>(KINDS + depth, expectsKey ? 1 : 0);
      store<u32>(LEVELS + (depth << 2), <u32>level);
      leaf = -1;
      inside = 0;
      isFirst = true;
      at += 1;
      continue;
    } else if (byte === 0x74) {
      // true
      if (load<u32>(at) !== 0x65757274) return 0;
      if (leaf >= 0) store<i32>(FOUND + ((<usize>leaf) << 3), WORD_TRUE);
      at += 4;
    } else if (byte === 0x66) {
      // false
      if (load<u32>(at + 1) !== 0x65736c61) return 0;
      if (leaf >= 0) store<i32>(FOUND + ((<usize>leaf) << 3), WORD_FALSE);
      at += 5;
    } else if (byte === 0x6e) {
      // null: as if nothing stood there
      if (load<u32>(at) !== 0x6c6c756e) return 0;
      at += 4;
    } else {
      const number = at;
      at = endOfNumber(at);
      if (at === 0) return 0;
      if (leaf >= 0) {
        store<i32>(FOUND + ((<usize>leaf) << 3), -(<i32>number));
        store<i32>(FOUND + ((<usize>leaf) << 3), <i32>at, 4);
      }
    }
    while (true) {
      at = skipSpace(at);
      byte = load<u8>(at);
      at += 1;
      const isObject = load<u8>(KINDS + depth) === 1;
      if (byte === COMMA) {
        // In an array the next value has no key, so nothing is wanted of it.
        expectsKey = isObject;
        leaf = -1;
        inside = 0;
        isFirst = false;
        break;
      }
      if (byte !== (isObject ? CLOSE_OBJECT : CLOSE_ARRAY)) return 0;
      depth -= 1;
      if (depth === 0) {
        store<i32>(RESULTS, unsure ? 1 : 0);
        store<i32>(RESULTS, <i32>deepest, 4);
        store<i32>(RESULTS, lines, 8);
        store<i32>(RESULTS, beyondAscii ? 1 : 0, 12);
        return at;
      }
      level = load<u32>(LEVELS + (depth << 2));
    }
  }
}
