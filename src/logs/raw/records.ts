/**
 * The records of a whole file, or of whole lines of one, as they nearly always come: one list in one envelope, or one
 * object after the other.
 *
 * Owns: these two forms, exactly. Whatever else stands there, however little, is left to split.ts, which knows damage and every
 * other envelope. Must not: parse or judge records.
 */
import { CLOSE_ARRAY, CLOSE_OBJECT, COLON_SIGN, COMMA, LF, OPEN_ARRAY, OPEN_OBJECT } from '../json-bytes.ts';
import { LIST_KEYS, type Scanner } from './scanner.ts';

/**
 * Sees a record: its offsets in `scanner.data`, and the line, counted from 0, on which it begins. False where it is none of this path
 * after all.
 */
export type SeeRecord = (from: number, to: number, line: number) => boolean;

/** Shows the records of what the scanner holds, as the two functions below do. */
export type EachRecord = (scanner: Scanner, see: SeeRecord) => number;

/**
 * Shows every record of what the scanner holds to `see`, in order, and returns how many line breaks there are. -1 where the bytes are
 * not of these forms: what was seen until then must be forgotten.
 */
export const eachRecord: EachRecord = (scanner, see) => {
  const start = skip(scanner, scanner.from, 0);
  const list = startOfList(scanner, start.at, start.line);
  return list === undefined ? oneByOne(scanner, start, see) : inList(scanner, list, see);
};

/** The same of a part of a file that begins and ends at a line break, where a list in an envelope would not be whole. */
export const eachObject: EachRecord = (scanner, see) =>
  oneByOne(scanner, skip(scanner, scanner.from, 0), see);

interface Place {
  readonly at: number;
  readonly line: number;
}

const RECORDS = Buffer.from('"Records"');

function skip({ data, to }: Scanner, from: number, lines: number): Place {
  let at = from;
  let line = lines;
  for (; at < to; at += 1) {
    const byte = data[at];
    if (byte === LF) line += 1;
    else if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) break;
  }
  return { at, line };
}

/** `{"Records":[`: the place behind it. */
function startOfList(scanner: Scanner, from: number, lines: number): Place | undefined {
  const { data } = scanner;
  if (data[from] !== OPEN_OBJECT) return undefined;
  const key = skip(scanner, from + 1, lines);
  const behind = key.at + RECORDS.length;
  if (behind > scanner.to || data.compare(RECORDS, 0, RECORDS.length, key.at, behind) !== 0) return undefined;
  const colon = skip(scanner, behind, key.line);
  if (data[colon.at] !== COLON_SIGN) return undefined;
  const list = skip(scanner, colon.at + 1, colon.line);
  return data[list.at] === OPEN_ARRAY ? skip(scanner, list.at + 1, list.line) : undefined;
}

function inList(scanner: Scanner, first: Place, see: SeeRecord): number {
  const { data, to } = scanner;
  let { at, line } = first;
  for (let isFirst = true; data[at] !== CLOSE_ARRAY || !isFirst; isFirst = false) {
    if (data[at] !== OPEN_OBJECT) return -1;
    const end = scanner.scan(at, false);
    if (end === 0 || !see(at, end, line)) return -1;
    line += scanner.lines();
    at = end;
    // Nearly always a comma and the next record, at once.
    if (data[at] !== COMMA) {
      ({ at, line } = skip(scanner, at, line));
      if (data[at] === CLOSE_ARRAY) break;
      if (data[at] !== COMMA) return -1;
    }
    at += 1;
    if (data[at] !== OPEN_OBJECT) ({ at, line } = skip(scanner, at, line));
  }
  const closing = skip(scanner, at + 1, line);
  if (data[closing.at] !== CLOSE_OBJECT) return -1;
  const end = skip(scanner, closing.at + 1, closing.line);
  return end.at === to ? end.line : -1;
}

function oneByOne(scanner: Scanner, first: Place, see: SeeRecord): number {
  const { data, to } = scanner;
  let { at, line } = first;
  while (at < to) {
    if (data[at] !== OPEN_OBJECT) return -1;
    const end = scanner.scan(at, true) || scanOdd(scanner, at);
    if (end === 0 || !see(at, end, line)) return -1;
    line += scanner.lines();
    at = end;
    // Nearly always a line break and the next record, at once.
    if (data[at] === LF) {
      at += 1;
      line += 1;
    }
    if (data[at] !== OPEN_OBJECT) ({ at, line } = skip(scanner, at, line));
  }
  return line;
}

/**
 * An object of which the scanner cannot say whether split.ts opens it, since a key has escapes: not where it has no key of a list
 * once they are read, since split.ts reads none.
 */
function scanOdd(scanner: Scanner, at: number): number {
  const end = scanner.scan(at, false);
  if (end === 0) return 0;
  const object = JSON.parse(scanner.data.toString('utf8', at, end)) as object;
  return LIST_KEYS.some((key) => Object.hasOwn(object, key)) ? 0 : end;
}
