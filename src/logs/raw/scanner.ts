/**
 * The scanner (scan.as.ts, WebAssembly) as the rest of trailc sees it.
 *
 * Owns: its memory: the data, the wanted paths, and what was found of the record that was scanned last. Must not: scan, or
 * decide what values mean.
 */
import type { FieldPath } from '../../cloudtrail/value.ts';
import { SCANNER } from './scan.generated.js';

/** Lists of records in an envelope, which split.ts opens (cloudtrail/envelopes.ts knows their elements). */
export const LIST_KEYS = ['Records', 'Events', 'logEvents', 'events'] as const;

/** What can be wanted: so many values, below keys of so many bytes. */
export const MAX_VALUES = 60;
export const MAX_KEY_BYTES = 31;

/** Numbers of sorts, of which there are few; and of other values, of which new ones come with every day of a log. */
export const SORTS = 0;
export const VALUES = 1;
export type Table = typeof SORTS | typeof VALUES;

/** Some of the wanted values. */
export interface Mask {
  readonly low: number;
  readonly high: number;
}

export function maskOf(values: readonly number[]): Mask {
  const bits = (from: number) =>
    values.reduce(
      (all, value) => (value >= from && value < from + 32 ? all | (1 << (value - from)) : all),
      0,
    );
  return { low: bits(0), high: bits(32) };
}

export interface Scanner {
  /** Takes the bytes to be scanned, and forgets those before; `data` is valid until the next `load`. */
  load(bytes: Uint8Array): void;
  /** The bytes, and others around them: from `from` to `to`. */
  readonly data: Buffer;
  readonly from: number;
  readonly to: number;
  /**
   * The offset behind the object that begins at `at`, or 0: it is not whole, not JSON given that it is UTF-8, or not for
   * this path. `mayBeEnvelope`: an object with a list of records is not for this path.
   */
  scan(at: number, mayBeEnvelope: boolean): number;
  /** Of the record that was scanned last. Whether a wanted value may be other than `valueAt` says. */
  isUnsure(): boolean;
  /**
   * A number from 0 for the values at the paths of a mask (`maskOf`): the same for two records only where all these values are the
   * same. Negative where there is none: they are too long, or the table is full. Not for a record that is unsure.
   */
  numberOf(table: Table, mask: Mask): number;
  /** Whether a number was asked for in vain, since the table was full, since it was forgotten last. */
  isFull(table: Table): boolean;
  /** Gives the numbers of a table anew, from 0: whoever remembers something by them must forget it too. */
  forget(table: Table): void;
  /** Objects and arrays in each other. */
  nesting(): number;
  /** Line breaks in it. */
  lines(): number;
  /** Whether any of its bytes is above 0x7f. */
  isBeyondAscii(): boolean;
  /** The text, number, true or false that stands at a wanted path; undefined for nothing and null. Throws where it is not UTF-8. */
  valueAt(value: number): string | number | boolean | undefined;
}

/** What is used of it; Node's types of version 20 do not name it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  tree(): number;
  found(): number;
  results(): number;
  base(): number;
  scan(at: number, mayBeEnvelope: number, values: number, keys: number): number;
  numberOf(table: number, low: number, high: number): number;
  forget(table: number): void;
}

const PAGE = 65_536;
/** Zero bytes behind the data, on which every loop of the scanner stops. */
const STOP_BYTES = 64;
const TRUE = -1;
const FALSE = -2;
/** `numberOf` of numbers.as.ts. */
const FULL = -2;
/** Words of scan.as.ts's RESULTS. */
const UNSURE = 0;
const NESTING = 1;
const LINES = 2;
const BEYOND_ASCII = 3;

/** Opens a scanner that wants the values at these paths, numbered in this order. */
export function openScanner(paths: readonly FieldPath[]): Scanner {
  const module = new WebAssembly.Module(Buffer.from(SCANNER, 'base64'));
  const { memory, tree, found, results, base, scan, numberOf, forget } = new WebAssembly.Instance(module, {})
    .exports as Exports;
  const from = base();
  const keys = writeTree(new DataView(memory.buffer, tree()), paths);
  let data = Buffer.from(memory.buffer);
  let places = new Int32Array(memory.buffer, found(), paths.length * 2);
  let said = new Int32Array(memory.buffer, results(), 4);
  let to = from;
  const full: [boolean, boolean] = [false, false];
  return {
    load(bytes) {
      to = from + bytes.length;
      const missing = to + STOP_BYTES - memory.buffer.byteLength;
      if (missing > 0) {
        memory.grow(Math.ceil(missing / PAGE));
        data = Buffer.from(memory.buffer);
        places = new Int32Array(memory.buffer, found(), paths.length * 2);
        said = new Int32Array(memory.buffer, results(), 4);
      }
      data.set(bytes, from);
      data.fill(0, to, to + STOP_BYTES);
    },
    get data() {
      return data;
    },
    from,
    get to() {
      return to;
    },
    scan: (at, mayBeEnvelope) => scan(at, mayBeEnvelope ? 1 : 0, paths.length, keys),
    isUnsure: () => said[UNSURE] === 1,
    numberOf(table, { low, high }) {
      const number = numberOf(table, low, high);
      if (number === FULL) full[table] = true;
      return number;
    },
    isFull: (table) => full[table],
    forget(table) {
      forget(table);
      full[table] = false;
    },
    nesting: () => said[NESTING] as number,
    lines: () => said[LINES] as number,
    isBeyondAscii: () => said[BEYOND_ASCII] === 1,
    valueAt(value) {
      const at = places[value * 2] as number;
      if (at === 0) return undefined;
      if (at === TRUE || at === FALSE) return at === TRUE;
      if (at < 0) return JSON.parse(data.toString('latin1', -at, places[value * 2 + 1])) as number;
      const end = places[value * 2 + 1] as number;
      if (end < 0) return JSON.parse(data.toString('utf8', at - 1, 1 - end)) as string;
      return data.toString(said[BEYOND_ASCII] === 1 ? 'utf8' : 'latin1', at, end);
    },
  };
}

/** A key that is wanted in an object. */
interface Key {
  readonly name: Buffer;
  readonly number: number;
  readonly isEnvelope: boolean;
  value: number;
  readonly inside: Key[];
}

/**
 * Writes the wanted paths as `findKey` of scan.as.ts reads them: for each object 32 offsets, one for each length of a name, to
 * the first of its keys; for each key the next, its name, number, value, inside, isEnvelope. Returns the number of keys.
 */
function writeTree(view: DataView, paths: readonly FieldPath[]): number {
  let keys = 0;
  const add = (level: Key[], text: string, isEnvelope: boolean): Key => {
    const name = Buffer.from(text);
    const known = level.find((key) => key.name.equals(name));
    if (known !== undefined) return known;
    const key: Key = { name, number: keys, isEnvelope, value: -1, inside: [] };
    keys += 1;
    level.push(key);
    return key;
  };
  const top: Key[] = [];
  for (const name of LIST_KEYS) add(top, name, true);
  for (const [value, path] of paths.entries()) {
    let level = top;
    for (const [depth, name] of path.entries()) {
      const key = add(level, name, false);
      if (depth === path.length - 1) key.value = value;
      level = key.inside;
    }
  }
  let free = 0;
  const take = (bytes: number): number => {
    const at = free;
    free += (bytes + 3) & ~3;
    return at;
  };
  const writeLevel = (level: readonly Key[]): number => {
    const at = take(LENGTHS * 4);
    for (const key of level) {
      const entry = take(KEY_BYTES);
      const name = take(key.name.length);
      for (const [index, byte] of key.name.entries()) view.setUint8(name + index, byte);
      const slot = at + key.name.length * 4;
      const inside = key.inside.length === 0 ? 0 : writeLevel(key.inside);
      const words = [view.getUint32(slot, true), name, key.number, key.value, inside, key.isEnvelope ? 1 : 0];
      for (const [index, word] of words.entries()) view.setInt32(entry + index * 4, word, true);
      view.setUint32(slot, entry, true);
    }
    return at;
  };
  writeLevel(top);
  return keys;
}

const LENGTHS = MAX_KEY_BYTES + 1;
const KEY_BYTES = 6 * 4;
