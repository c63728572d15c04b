/**
 * The working state of the splitter (split.ts): the bytes held, and where in which value the scan stands.
 *
 * Owns: the buffer, which holds no more than one value and one chunk. Must not: scan.
 */

/** Working state of one stream; made here, and changed only here and in split.ts. */
export interface Splitter {
  /** Bytes [0, end) are held; [0, at) have been scanned. */
  buffer: Buffer;
  end: number;
  at: number;
  ended: boolean;

  /** What may come next. */
  expect: Expect;
  inString: boolean;
  /** The string that is being read is a key. */
  isKey: boolean;
  /** Open objects and arrays: 1 for an object, 0 for an array, outermost first. */
  stack: Uint8Array;
  depth: number;
  /** Depth at which values begin: 0 at the top, 1 in a top-level array, 2 in the list of an envelope. */
  base: number;
  deepest: number;

  /** Where the value that is being read begins; -1 between values, and in one whose bytes are not kept. */
  start: number;
  startLine: number;
  startColumn: number;
  /** The value that is being read was reported as too large: its end, and damage in it, are not reported again. */
  reported: boolean;
  keyStart: number;
  /** The key before this value is one of `LIST_KEYS`, in a top-level object. */
  atList: boolean;

  line: number;
  /** Where the current line begins; negative once those bytes are gone. */
  lineStart: number;

  /** Skip to the end of the line. */
  skipLine: boolean;
  /** Text that is no JSON was reported, and no value has followed yet. */
  inJunk: boolean;
  /** Damage was reported, and no value has followed yet: only lines that begin like that value did are tried. */
  recovering: boolean;
  damaged: boolean;
  maxColumn: number;
  /** Bytes fed, and bytes scanned twice; the second stays in proportion to the first. */
  fed: number;
  rescanned: number;
}

/** In an object or array: a value, a key or `}`, a colon, a comma or the end; or the scan is in a number or word. */
export type Expect = typeof VALUE | typeof KEY | typeof COLON | typeof AFTER | typeof LITERAL;
export const VALUE = 0;
export const KEY = 1;
export const COLON = 2;
export const AFTER = 3;
export const LITERAL = 4;

const INITIAL_BYTES = 512 * 1024;

/** `line` and `fed`: of a stream whose beginning was read otherwise, the line it goes on with, and the bytes before that. */
export function createSplitter(line = 1, fed = 0): Splitter {
  return {
    buffer: Buffer.allocUnsafe(INITIAL_BYTES),
    end: 0,
    at: 0,
    ended: false,
    expect: VALUE,
    inString: false,
    isKey: false,
    stack: new Uint8Array(64),
    depth: 0,
    base: 0,
    deepest: 0,
    start: -1,
    startLine: 1,
    startColumn: 0,
    reported: false,
    keyStart: -1,
    atList: false,
    line,
    lineStart: 0,
    skipLine: false,
    inJunk: false,
    recovering: false,
    damaged: false,
    maxColumn: 0,
    fed,
    rescanned: 0,
  };
}

/** Adds bytes. The bytes of every value handed out before are void from here on. */
export function feed(s: Splitter, chunk: Uint8Array): void {
  if (s.end + chunk.length > s.buffer.length) makeRoom(s, chunk.length);
  s.buffer.set(chunk, s.end);
  s.end += chunk.length;
  s.fed += chunk.length;
}

/** Says that no more bytes come, so that a value that is still open is reported. */
export function finish(s: Splitter): void {
  s.ended = true;
}

/** Drops the bytes that nobody needs any more, and grows the buffer where that is not enough. */
function makeRoom(s: Splitter, bytes: number): void {
  // The key is needed whole to be known; a long one is not one of the known ones.
  if (s.keyStart !== -1 && s.at - s.keyStart > 64) s.keyStart = -1;
  const keep = Math.min(s.at, s.start === -1 ? s.at : s.start, s.keyStart === -1 ? s.at : s.keyStart);
  const held = s.end - keep;
  let capacity = s.buffer.length;
  while (held + bytes > capacity) capacity *= 2;
  const target = capacity === s.buffer.length ? s.buffer : Buffer.allocUnsafe(capacity);
  s.buffer.copy(target, 0, keep, s.end);
  s.buffer = target;
  s.end = held;
  s.at -= keep;
  s.lineStart -= keep;
  if (s.start !== -1) s.start -= keep;
  if (s.keyStart !== -1) s.keyStart -= keep;
}
