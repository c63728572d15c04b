/**
 * The records of a whole file, or of whole lines of one, as they nearly always come: one list in one envelope, or one
 * object after the other.
 *
 * Owns: these two forms, exactly. Whatever else stands there, however little, is left to split.ts, which knows damage and every
 * other envelope. Must not: parse or judge records.
 */
import type { Scanner } from './scanner.ts';

/** Sees a record: its offsets in `scanner.data`, and the line, counted from 0, on which it begins. */
export type SeeRecord = (from: number, to: number, line: number) => void;

/**
 * Shows every record of what the scanner holds to `see`, in order. False where the bytes are not of these forms: what was
 * seen until then must be forgotten.
 */
export function eachRecord(scanner: Scanner, see: SeeRecord): boolean {
  const start = skip(scanner, scanner.from, 0);
  const list = startOfList(scanner, start.at, start.line);
  return list === undefined ? oneByOne(scanner, start, see) : inList(scanner, list, see);
}

interface Place {
  readonly at: number;
  readonly line: number;
}

const LF = 0x0a;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
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
  if (data[colon.at] !== 0x3a) return undefined;
  const list = skip(scanner, colon.at + 1, colon.line);
  return data[list.at] === OPEN_ARRAY ? skip(scanner, list.at + 1, list.line) : undefined;
}

function inList(scanner: Scanner, first: Place, see: SeeRecord): boolean {
  const { data, to } = scanner;
  let { at, line } = first;
  for (let isFirst = true; data[at] !== CLOSE_ARRAY || !isFirst; isFirst = false) {
    if (data[at] !== OPEN_OBJECT) return false;
    const end = scanner.scan(at, false);
    if (end === 0) return false;
    see(at, end, line);
    line += scanner.lines();
    at = end;
    // Nearly always a comma and the next record, at once.
    if (data[at] !== COMMA) {
      ({ at, line } = skip(scanner, at, line));
      if (data[at] === CLOSE_ARRAY) break;
      if (data[at] !== COMMA) return false;
    }
    at += 1;
    if (data[at] !== OPEN_OBJECT) ({ at, line } = skip(scanner, at, line));
  }
  const closing = skip(scanner, at + 1, line);
  return data[closing.at] === CLOSE_OBJECT && skip(scanner, closing.at + 1, 0).at === to;
}

function oneByOne(scanner: Scanner, first: Place, see: SeeRecord): boolean {
  const { data, to } = scanner;
  let { at, line } = first;
  while (at < to) {
    if (data[at] !== OPEN_OBJECT) return false;
    const end = scanner.scan(at, true);
    if (end === 0) return false;
    see(at, end, line);
    line += scanner.lines();
    at = end;
    // Nearly always a line break and the next record, at once.
    if (data[at] === LF) {
      at += 1;
      line += 1;
    }
    if (data[at] !== OPEN_OBJECT) ({ at, line } = skip(scanner, at, line));
  }
  return true;
}
