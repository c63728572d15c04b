/**
 * Files read in one go: what nearly all log files are, gzip or not, small enough to be held, and in one of the two common
 * forms.
 *
 * Owns: that a file read so gives the same items as `readLogs`, less the events that `look` passes. What is not of this kind is
 * `undefined`, and read by the streaming path (read.ts). Must not: evaluate.
 */
import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { createCollector } from '../collect.ts';
import type { LogItem, Origin } from '../item.ts';
import { readPiece } from '../parse.ts';
import { eachRecord } from './records.ts';
import type { Scanner } from './scanner.ts';

/** What becomes of a record: it is parsed, it is an event that needs no more, or it is an event that `T` says all of. */
export type Looked<T> = 'parse' | 'event' | 'outside' | { readonly at: (origin: Origin) => T };

export interface WholeFile<T> {
  /** As `readLogs` gives them, less those below, and what was said of others in their places. */
  readonly items: readonly (LogItem | { readonly kind: 'looked'; readonly value: T })[];
  /** Events that need no more. */
  readonly passed: number;
  /** Events whose time was not asked for. */
  readonly outside: number;
}

/** Larger ones are streamed; CloudTrail's own are far smaller. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;
const MAX_PLAIN_BYTES = 96 * 1024 * 1024;

/** Reads a file; undefined where the streaming path must, whatever the reason. `look` is asked about each record. */
export function readWhole<T>(
  path: string,
  scanner: Scanner,
  look: ((scanner: Scanner) => Looked<T>) | undefined,
): WholeFile<T> | undefined {
  const file = fileBytes(path);
  const plain = file && plainBytes(file);
  if (plain === undefined) return undefined;
  scanner.load(plain);
  const collector = createCollector(path);
  const items: WholeFile<T>['items'][number][] = [];
  let passed = 0;
  let outside = 0;
  const isWhole = eachRecord(scanner, (from, to, line) => {
    const looked = look?.(scanner) ?? 'parse';
    if (looked === 'parse' || !isText(scanner, from, to)) {
      const bytes = scanner.data.subarray(from, to);
      const { found, isJson } = readPiece({
        kind: 'value',
        bytes,
        line: line + 1,
        nesting: scanner.nesting(),
      });
      collector.add(found, isJson, line + 1);
    } else if (typeof looked === 'string') {
      collector.pass(line + 1);
      if (looked === 'outside') outside += 1;
      else passed += 1;
    } else {
      const value = looked.at(collector.pass(line + 1));
      items.push(...collector.take(), { kind: 'looked', value });
    }
  });
  if (!isWhole) return undefined;
  items.push(...collector.close());
  return { items, passed, outside };
}

const isText = (scanner: Scanner, from: number, to: number) =>
  !scanner.isBeyondAscii() || isUtf8(scanner.data.subarray(from, to));

/** The bytes of a file that is one, and not too large. */
function fileBytes(path: string): Buffer | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    const found = fstatSync(file);
    if (!found.isFile() || found.size > MAX_FILE_BYTES) return undefined;
    const bytes = Buffer.allocUnsafe(found.size + 1);
    let held = 0;
    for (;;) {
      const count = readSync(file, bytes, held, bytes.length - held, held);
      held += count;
      // One byte more than its size: it is growing.
      if (held === bytes.length) return undefined;
      if (count === 0) return bytes.subarray(0, held);
    }
  } catch {
    return undefined;
  } finally {
    closeSync(file);
  }
}

function plainBytes(file: Buffer): Buffer | undefined {
  if (!isGzip(file)) return file;
  // RFC 1952 §2.3.1: the last four bytes say how large the content is, if there is one member. Made at once, it need not be
  // put together from pieces; a wrong number only costs time.
  const said = file.length < 18 ? 0 : file.readUInt32LE(file.length - 4);
  try {
    const chunkSize = Math.max(64 * 1024, Math.min(said + 64, MAX_PLAIN_BYTES));
    const plain = gunzipSync(file, { chunkSize, maxOutputLength: MAX_PLAIN_BYTES });
    return isGzip(plain) ? undefined : plain;
  } catch {
    return undefined;
  }
}

const isGzip = (bytes: Buffer) => bytes[0] === 0x1f && bytes[1] === 0x8b;
