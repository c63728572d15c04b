/**
 * Files read in one go: what nearly all log files are, gzip or not, small enough to be held, and in one of the two common
 * forms.
 *
 * Owns: that a file read so gives the same items as `readLogs`, less the events that `look` passes. What is not of this kind is
 * `undefined`, and read by the streaming path (read.ts). Must not: evaluate.
 */
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { createCollector, NO_COUNTS } from '../collect.ts';
import { isGzip } from '../gunzip.ts';
import { release } from '../release.ts';
import { eachRecord } from './records.ts';
import { type Reader, type Taken, take } from './take.ts';

export interface WholeLimits {
  /** On the disk, and unpacked. Larger ones are streamed; CloudTrail's own are far smaller. */
  readonly file: number;
  readonly plain: number;
}

const MiB = 1024 * 1024;
const LIMITS: WholeLimits = { file: 16 * MiB, plain: 96 * MiB };

/** Reads a file; undefined where the streaming path must, whatever the reason. */
export function readWhole<T>(path: string, reader: Reader<T>, limits = LIMITS): Taken<T> | undefined {
  const file = fileBytes(path, limits.file);
  const plain = file && plainBytes(file, limits.plain);
  const taken = plain && take(path, plain, eachRecord, reader, BEFORE);
  // What was loaded is a copy.
  for (const bytes of [file, plain]) if (bytes !== undefined) release(bytes);
  if (taken === undefined) return undefined;
  const closing = createCollector(path, taken.counts).close();
  return { ...taken, items: [...taken.items, ...closing] };
}

const BEFORE = { lines: 0, counts: NO_COUNTS };

/** The bytes of a file that is one, and not too large. */
function fileBytes(path: string, limit: number): Buffer | undefined {
  let file: number;
  try {
    // A named pipe must not be opened twice: who writes to it would be told that nobody reads any more.
    if (!statSync(path).isFile()) return undefined;
    file = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    const found = fstatSync(file);
    if (!found.isFile() || found.size > limit) return undefined;
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

function plainBytes(file: Buffer, limit: number): Buffer | undefined {
  if (!isGzip(file)) return file;
  // RFC 1952 §2.3.1: the last four bytes say how large the content is, if there is one member. Made at once, it need not be
  // put together from pieces; a wrong number only costs time.
  const said = file.length < 18 ? 0 : file.readUInt32LE(file.length - 4);
  if (said > limit) return undefined;
  try {
    const chunkSize = Math.max(64 * 1024, said + 64);
    const plain = gunzipSync(file, { chunkSize, maxOutputLength: limit });
    return isGzip(plain) ? undefined : plain;
  } catch {
    return undefined;
  }
}
