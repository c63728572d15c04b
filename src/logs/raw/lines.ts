/**
 * Streams of any size whose lines are whole objects: read in chunks of some MiB that end at a line break.
 *
 * Owns: the chunks, and handing over to the plain path (../plain.ts), which reads on from the first chunk that is not of this form.
 * The items are the same in the same order. Memory is bounded by the chunk, or by the longest line there may be. Must not: open
 * files or judge records.
 */
import type { Counts } from '../collect.ts';
import { type Chunk, plainBytes } from '../gunzip.ts';
import { LF } from '../json-bytes.ts';
import { BEGINNING, type Place, READ_BYTES, readPlain } from '../plain.ts';
import { MAX_VALUE_BYTES } from '../split.ts';
import { eachObject, eachRecord } from './records.ts';
import { type Reader, type Taken, type TakenPart, take } from './take.ts';

export interface ChunkSizes {
  /** A chunk ends at the last line break before so many bytes; it grows where there is none. */
  readonly chunk: number;
  /** A longer line is left to the plain path. */
  readonly longest: number;
}

const MiB = 1024 * 1024;
export const CHUNK_SIZES: ChunkSizes = { chunk: 2 * MiB, longest: MAX_VALUE_BYTES };

/** The items of a stream that is called `path`, gzip or not, in batches. Never throws. */
export async function* readLines<T>(
  path: string,
  source: AsyncIterable<Buffer>,
  reader: Reader<T>,
  { chunk, longest }: ChunkSizes = CHUNK_SIZES,
): AsyncGenerator<Taken<T>> {
  const chunks = plainBytes(source);
  let buffer: Buffer = Buffer.allocUnsafe(Math.min(chunk, 2 * READ_BYTES));
  let held = 0;
  /** Where what is held was cut when it was read. */
  let cuts: number[] = [];
  /** Behind the last line break of what is held. */
  let whole = 0;
  let place = BEGINNING;
  try {
    for (;;) {
      const { value, done } = await chunks.next();
      if (done !== true && value.kind === 'bytes') {
        buffer = withRoom(buffer, held, value.bytes.length);
        buffer.set(value.bytes, held);
        const newline = value.bytes.lastIndexOf(LF);
        if (newline !== -1) whole = held + newline + 1;
        held += value.bytes.length;
        cuts.push(held);
        if (held < chunk) continue;
      }
      const isEnd = done === true;
      const isDamage = !isEnd && value.kind === 'damage';
      const end = isEnd ? held : whole;
      if (end === 0 && !isEnd && !isDamage && held <= longest) continue;
      // All that is left of a file is in one envelope perhaps, if nothing stood before it.
      const each = isEnd && place === BEGINNING ? eachRecord : eachObject;
      const mayTake = end > 0 && !isDamage;
      const taken = mayTake ? take(path, buffer.subarray(0, end), each, reader, place) : undefined;
      if (taken !== undefined) {
        yield taken;
        place = behind(place, end, taken);
        buffer.copyWithin(0, end, held);
        held -= end;
        cuts = cuts.flatMap((cut) => (cut > end ? [cut - end] : []));
        whole = 0;
      }
      if (taken === undefined || isEnd) {
        const last = isDamage ? [value] : [];
        const rest = rejoined(buffer, cuts, last, chunks);
        yield* readRest(path, rest, place);
        return;
      }
    }
  } finally {
    await chunks.return(undefined);
  }
}

/** The place behind the bytes that were taken. */
export function behind<T>(place: Place, bytes: number, taken: Pick<TakenPart<T>, 'lines' | 'counts'>): Place {
  return { bytes: place.bytes + bytes, lines: place.lines + taken.lines, counts: taken.counts };
}

/** What stands behind a place, read by the plain path. */
export async function* readRest<T>(
  path: string,
  chunks: AsyncIterable<Chunk>,
  place: Place,
): AsyncGenerator<Taken<T>> {
  for await (const items of readPlain(path, chunks, place)) yield { items, passed: 0, outside: 0 };
}

/**
 * What was held, cut as it was read, so that the splitter gives up, and goes back after damage, where it would if it had read from the
 * beginning.
 */
async function* rejoined(
  held: Buffer,
  cuts: readonly number[],
  last: readonly Chunk[],
  chunks: AsyncGenerator<Chunk>,
): AsyncGenerator<Chunk> {
  let from = 0;
  for (const cut of cuts) {
    yield { kind: 'bytes', bytes: held.subarray(from, cut) };
    from = cut;
  }
  yield* last;
  yield* chunks;
}

function withRoom(buffer: Buffer, held: number, more: number): Buffer {
  if (held + more <= buffer.length) return buffer;
  const grown = Buffer.allocUnsafe(Math.max(buffer.length * 2, held + more));
  buffer.copy(grown, 0, 0, held);
  return grown;
}

export interface Slice {
  readonly from: number;
  readonly to: number;
}

export interface TakenSlice<T> extends TakenPart<T> {
  /** Where its first line begins and its last one ends; undefined where no line begins in it. */
  readonly lineBytes: Slice | undefined;
}

/** Reads some bytes of a plain file into a buffer, from an offset: how many, 0 at its end, -1 where it cannot be read. */
export type ReadAt = (into: Buffer, at: number) => number;

/** A slice does not know what stands before it, but that something there is JSON: only then is it used. */
const UNKNOWN = { lines: 0, counts: { ...BEGINNING.counts, sawJson: true } satisfies Counts };

/**
 * Reads the lines that begin in a slice of a plain file, with lines and records counted from the slice's first. Undefined where they are
 * not of this form, or cannot be read.
 */
export function readSlice<T>(
  path: string,
  { from, to }: Slice,
  readAt: ReadAt,
  reader: Reader<T>,
  { longest }: Pick<ChunkSizes, 'longest'> = CHUNK_SIZES,
): TakenSlice<T> | undefined {
  // The byte before it says whether a line begins with it.
  const base = from === 0 ? 0 : from - 1;
  let buffer = sliceBuffer(to - base + Math.min(longest, READ_BYTES));
  let held = fill(buffer, 0, to - base, base, readAt);
  if (held < 0) return undefined;
  const first = from === 0 ? 0 : buffer.subarray(0, held).indexOf(LF) + 1;
  const begins = from === 0 ? held > 0 : first > 0 && first < held;
  if (!begins) return { items: [], passed: 0, outside: 0, ...UNKNOWN, lineBytes: undefined };
  // Its last line ends in another slice, or with the file.
  let end = held;
  while (end === held && buffer[end - 1] !== LF) {
    if (held > to - base + longest) return undefined;
    buffer = withRoom(buffer, held, Math.min(longest, READ_BYTES));
    const until = Math.min(buffer.length, held + READ_BYTES);
    const more = fill(buffer, held, until, base, readAt);
    if (more < 0) return undefined;
    if (more === held) break;
    const newline = buffer.subarray(0, more).indexOf(LF, held);
    end = newline === -1 ? more : newline + 1;
    held = more;
  }
  const taken = take(path, buffer.subarray(first, end), eachObject, reader, UNKNOWN);
  return taken && { ...taken, lineBytes: { from: base + first, to: base + end } };
}

/** Kept from slice to slice: a new one of this size costs more to be given its pages than to be filled. */
let kept: Buffer = Buffer.alloc(0);

function sliceBuffer(bytes: number): Buffer {
  if (kept.length < bytes) kept = Buffer.allocUnsafe(bytes);
  return kept;
}

/** Reads until `end` of the buffer is reached, or the end of the file; -1 where it cannot be read. */
function fill(buffer: Buffer, from: number, end: number, base: number, readAt: ReadAt): number {
  let at = from;
  while (at < end) {
    const count = readAt(buffer.subarray(at, end), base + at);
    if (count < 0) return -1;
    if (count === 0) break;
    at += count;
  }
  return at;
}
