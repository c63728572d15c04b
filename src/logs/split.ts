/**
 * From bytes to the JSON values in them, one at a time, without parsing them: newline-delimited, concatenated,
 * pretty-printed, one big array, or the list inside an envelope (`{"Records":[…]}`).
 *
 * Owns: where a value begins and ends, and where reading goes on after damage. The scan knows strings, escapes,
 * brackets and the order of keys, colons and commas, so that half a record is noticed at the next one; whether a value
 * is JSON in every other way, `JSON.parse` decides (parse.ts). Memory is bounded by `MAX_VALUE_BYTES`.
 * Must not: parse, know records, or read files.
 */
import {
  BACKSLASH,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON_SIGN,
  COMMA,
  LF,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
} from './json-bytes.ts';
import { AFTER, COLON, KEY, LITERAL, type Splitter, VALUE } from './split-state.ts';

/** A longer value is skipped as malformed; CloudTrail itself cuts records off far below. */
export const MAX_VALUE_BYTES = 16 * 1024 * 1024;

export type Piece =
  | {
      readonly kind: 'value';
      /** The bytes of one JSON value. Valid until the next call of `feed`. */
      readonly bytes: Buffer;
      /** 1-based line on which it begins. */
      readonly line: number;
      /** How many objects and arrays stand in each other in it. */
      readonly nesting: number;
    }
  | { readonly kind: 'broken'; readonly reason: string; readonly line: number };

/** Lists of records in an envelope (cloudtrail/envelopes.ts knows their elements); each with its two quotes. */
const LIST_KEYS = ['"Records"', '"Events"', '"logEvents"', '"events"'].map((key) => Buffer.from(key));

/** Of brackets; only a bound on memory, far above what parse.ts accepts. */
const MAX_DEPTH = 1024 * 1024;
/** Bytes that may be scanned twice whatever the size of the input. */
const FREE_RESCANS = 1024 * 1024;

/** The next value or damage; undefined when more bytes are needed, or all are used up. */
export function nextPiece(s: Splitter): Piece | undefined {
  for (;;) {
    const piece = s.skipLine ? skipLine(s) : s.inString ? scanString(s) : scanStructure(s);
    if (piece !== undefined) return piece;
    if (s.at < s.end && !(s.inString && isHalfEscape(s))) continue;
    const large = reportIfLarge(s);
    if (large !== undefined) return large;
    if (!s.ended || (s.depth === 0 && !s.inString)) return undefined;
    const damage = fail(s, s.end, s.start === -1 ? LIST_OPEN : VALUE_OPEN);
    if (damage !== undefined) return damage;
  }
}

const VALUE_OPEN = 'the file ends in the middle of a value';
const LIST_OPEN = 'the file ends before its list of records is closed';

function skipLine(s: Splitter): undefined {
  const newline = s.buffer.subarray(0, s.end).indexOf(LF, s.at);
  s.at = newline === -1 ? s.end : newline;
  if (newline !== -1) s.skipLine = false;
}

/** Scans on in a string, to behind its closing quote or to the end of what is held. */
function scanString(s: Splitter): Piece | undefined {
  const { buffer, end } = s;
  let { at } = s;
  while (at < end) {
    const byte = buffer[at];
    if (byte === QUOTE) {
      s.at = at + 1;
      s.inString = false;
      if (!s.isKey) {
        s.expect = AFTER;
        return s.depth === s.base ? endOfValue(s) : undefined;
      }
      s.expect = COLON;
      if (s.keyStart !== -1) noteList(s);
      return undefined;
    }
    if (byte === BACKSLASH) {
      if (at + 1 >= end) break;
      at += 1;
    }
    // JSON strings hold no raw line break: what was cut off here goes on as another record on the next line.
    if (buffer[at] === LF) return fail(s, at, 'the line ends in the middle of a value');
    at += 1;
  }
  s.at = at;
  return undefined;
}

/** A backslash is the last byte held: what it escapes is still to come. */
function isHalfEscape(s: Splitter): boolean {
  return s.at === s.end - 1 && s.buffer[s.at] === BACKSLASH;
}

/** Scans brackets, commas, colons, white space and the bytes of numbers and words, up to the next string or piece. */
function scanStructure(s: Splitter): Piece | undefined {
  const { buffer, end } = s;
  while (s.at < end) {
    const byte = buffer[s.at] as number;
    if (s.expect === LITERAL) {
      if (!endsLiteral(byte)) {
        s.at += 1;
        continue;
      }
      s.expect = AFTER;
      if (s.depth === s.base) return endOfValue(s);
    }
    switch (byte) {
      case LF:
        s.line += 1;
        s.lineStart = s.at + 1;
        s.at += 1;
        continue;
      case 0x20:
      case 0x09:
      case 0x0d:
        s.at += 1;
        continue;
      case QUOTE:
        if (s.expect === KEY) {
          s.isKey = true;
          if (s.depth === 1) s.atList = false;
          s.keyStart = s.depth === 1 && s.base === 0 ? s.at : -1;
        } else if (s.expect === VALUE && s.depth > 0) {
          if (s.depth === s.base) beginValue(s);
          s.isKey = false;
        } else break;
        s.inString = true;
        s.at += 1;
        return undefined;
      case COLON_SIGN:
        if (s.expect !== COLON) break;
        s.expect = VALUE;
        s.at += 1;
        continue;
      case COMMA:
        if (s.depth === 0) s.expect = VALUE;
        else if (s.expect === AFTER) s.expect = s.stack[s.depth - 1] === 1 ? KEY : VALUE;
        else break;
        s.at += 1;
        continue;
      case OPEN_OBJECT:
      case OPEN_ARRAY: {
        if (s.expect === AFTER && s.depth === s.base && s.depth > 0) {
          s.expect = VALUE;
          return { kind: 'broken', reason: 'no comma stands between this value and the next', line: s.line };
        }
        if (s.depth > 0 ? s.expect !== VALUE : !mayBeginHere(s)) break;
        if (!open(s, byte)) return fail(s, s.at, `values stand in each other more than ${MAX_DEPTH} deep`);
        continue;
      }
      case CLOSE_OBJECT:
      case CLOSE_ARRAY: {
        const isObject = byte === CLOSE_OBJECT;
        const expected = s.expect === AFTER || s.expect === (isObject ? KEY : VALUE);
        if (s.depth === 0 || !expected || s.stack[s.depth - 1] !== (isObject ? 1 : 0)) break;
        s.at += 1;
        const piece = close(s);
        if (piece !== undefined) return piece;
        continue;
      }
      default:
        if (s.expect !== VALUE || s.depth === 0) break;
        if (s.depth === s.base) beginValue(s);
        s.expect = LITERAL;
        s.at += 1;
        continue;
    }
    const damage = s.depth === 0 ? junk(s, byte) : fail(s, s.at, 'this is not JSON');
    if (damage !== undefined || s.skipLine) return damage;
  }
  return undefined;
}

function endsLiteral(byte: number): boolean {
  switch (byte) {
    case LF:
    case 0x20:
    case 0x09:
    case 0x0d:
    case COMMA:
    case CLOSE_ARRAY:
    case CLOSE_OBJECT:
    case OPEN_ARRAY:
    case OPEN_OBJECT:
    case QUOTE:
    case COLON_SIGN:
      return true;
    default:
      return false;
  }
}

/** After damage, a line that is indented deeper than the damaged value began is still a part of that value. */
function mayBeginHere(s: Splitter): boolean {
  return !s.recovering || s.at - s.lineStart <= s.maxColumn;
}

function beginValue(s: Splitter): void {
  s.start = s.at;
  s.startLine = s.line;
  s.startColumn = s.at - s.lineStart;
  s.deepest = s.depth;
}

/** Goes into an object or array. False when it is nested beyond all measure. */
function open(s: Splitter, byte: number): boolean {
  const isObject = byte === OPEN_OBJECT;
  if (s.depth === s.base && (isObject || s.depth > 0)) beginValue(s);
  if (s.depth >= MAX_DEPTH) return false;
  if (s.depth === s.stack.length) {
    const grown = new Uint8Array(s.stack.length * 2);
    grown.set(s.stack);
    s.stack = grown;
  }
  s.stack[s.depth] = isObject ? 1 : 0;
  if (!isObject && (s.depth === 0 || (s.atList && s.depth === 1))) {
    // The elements of this array are the values; the envelope around them is none.
    s.base = s.depth + 1;
    s.start = -1;
    s.reported = false;
  }
  s.atList = false;
  s.depth += 1;
  if (s.depth > s.deepest) s.deepest = s.depth;
  s.expect = isObject ? KEY : VALUE;
  s.at += 1;
  return true;
}

/** Comes out of an object or array; a piece when that was a whole value. */
function close(s: Splitter): Piece | undefined {
  s.depth -= 1;
  s.expect = s.depth === 0 ? VALUE : AFTER;
  if (s.depth < s.base) {
    // The list is closed. What follows in its envelope belongs to no value.
    s.base = 0;
    return undefined;
  }
  return s.depth === s.base ? endOfValue(s) : undefined;
}

/** The bytes up to `at` complete a value, unless its bytes are not kept. */
function endOfValue(s: Splitter): Piece | undefined {
  const { start } = s;
  s.start = -1;
  if (start === -1) {
    s.reported = false;
    return undefined;
  }
  if (s.at - start > MAX_VALUE_BYTES) return { kind: 'broken', reason: TOO_LARGE, line: s.startLine };
  s.recovering = false;
  s.inJunk = false;
  const bytes = s.buffer.subarray(start, s.at);
  return { kind: 'value', bytes, line: s.startLine, nesting: s.deepest - s.base };
}

const TOO_LARGE = `it is larger than ${MAX_VALUE_BYTES / (1024 * 1024)} MiB`;

/** Reports a value that is too large before it is complete, and lets its bytes go. */
function reportIfLarge(s: Splitter): Piece | undefined {
  if (s.start === -1 || s.end - s.start <= MAX_VALUE_BYTES) return undefined;
  s.start = -1;
  s.reported = true;
  return { kind: 'broken', reason: TOO_LARGE, line: s.startLine };
}

/** The key of a top-level object has been read: remembers whether it names a list of records. */
function noteList(s: Splitter): void {
  const key = s.buffer.subarray(s.keyStart, s.at);
  s.atList = LIST_KEYS.some((known) => known.equals(key));
  s.keyStart = -1;
}

/** A byte at the top that begins no object or array. Lines of such text in a row are reported once. */
function junk(s: Splitter, byte: number): Piece | undefined {
  const closes = byte === CLOSE_ARRAY || byte === CLOSE_OBJECT;
  // A byte order mark, and what is left of an envelope after damage in it.
  if ((closes && s.damaged) || byte === 0xef || byte === 0xbb || byte === 0xbf) {
    s.at += 1;
    return undefined;
  }
  s.skipLine = true;
  s.expect = VALUE;
  if (s.inJunk || s.recovering) return undefined;
  s.inJunk = true;
  return { kind: 'broken', reason: 'no JSON object or list begins here', line: s.line };
}

/**
 * Gives up on the value that is being read and everything around it. Scanning goes on with the line after the one
 * where that value begins: where a record was cut off, the next one stands there.
 */
function fail(s: Splitter, at: number, reason: string): Piece | undefined {
  const { start, reported } = s;
  const line = start === -1 ? s.line : s.startLine;
  s.maxColumn = start === -1 ? Number.MAX_SAFE_INTEGER : s.startColumn;
  s.depth = 0;
  s.base = 0;
  s.expect = VALUE;
  s.inString = false;
  s.start = -1;
  s.keyStart = -1;
  s.atList = false;
  s.reported = false;
  s.recovering = true;
  s.damaged = true;
  const newline = start === -1 ? -1 : s.buffer.subarray(0, s.end).indexOf(LF, start);
  if (newline !== -1 && newline < at && s.rescanned <= s.fed + FREE_RESCANS) {
    s.rescanned += at - newline;
    s.at = newline;
    s.line = s.startLine;
  } else {
    s.at = at;
    s.skipLine = true;
  }
  return reported ? undefined : { kind: 'broken', reason, line };
}
