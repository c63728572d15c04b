/**
 * One file at a time: from a path to its matches and counts. What a worker thread does; it may be done on any thread.
 *
 * Owns: which way of reading an input is tried first; what of it is handed over. Must not: count over files, or know threads.
 */

import type { CloudTrailEvent } from '../../cloudtrail/event.ts';
import { asChunks, plainBytes } from '../gunzip.ts';
import { reasonOf } from '../inputs.ts';
import type { LogItem } from '../item.ts';
import type { Place } from '../plain.ts';
import { readLines, readRest, readSlice, type Slice } from '../raw/lines.ts';
import type { Taken } from '../raw/take.ts';
import { readWhole } from '../raw/whole.ts';
import { openBytes, unreadable } from '../read.ts';
import { compileAsk } from './lane.ts';
import { openLook } from './look.ts';
import { bytesFrom, readAt } from './positioned.ts';
import type { AskedRule } from './question.ts';
import { isWithin, type Range } from './range.ts';
import type { MatchedEvent } from './report.ts';

/** What a file, or a further part of it, holds; plain data. */
export interface Part {
  readonly matched: readonly MatchedEvent[];
  /** What is no event. */
  readonly others: readonly Exclude<LogItem, { kind: 'event' }>[];
  /** Events that were evaluated, and those of another time. */
  readonly read: number;
  readonly outside: number;
  /** Bytes of the file, as it lies on the disk, that were read since the part before. */
  readonly bytes?: number;
}

/** A slice of a file, with lines and records counted from its own first. */
export interface SlicePart extends Part {
  /** Where its first line begins and its last one ends; undefined where no line begins in it. */
  readonly lineBytes: Slice | undefined;
  /** All of its own: lines, counts. */
  readonly own: Omit<Place, 'bytes'>;
}

/** A file that is open for as long as any part of it is read. */
export interface OpenFile {
  readonly path: string;
  readonly handle: number;
}

export interface Work {
  file(path: string): AsyncGenerator<Part>;
  /** The same for a stream that is called `path`. */
  stream(path: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<Part>;
  /** The lines that begin in a slice of a plain file; undefined where they are not whole objects. */
  slice(file: OpenFile, slice: Slice): SlicePart | undefined;
  /** A plain file from a place in it to its end, and what closes it. */
  rest(file: OpenFile, place: Place): AsyncGenerator<Part>;
}

/** Compiles the rules once; each call reads one input. Nothing throws but a fault of trailc. */
export function openWork(rules: readonly AskedRule[], range: Range): Work {
  const isBounded = range.from !== undefined || range.to !== undefined;
  const ask = compileAsk(rules);
  const reader = openLook(rules, isBounded ? (time) => isWithin(range, time) : undefined);
  const partOf = ({ items, passed, outside }: Taken<MatchedEvent>): Part => {
    const matched: MatchedEvent[] = [];
    const others: Exclude<LogItem, { kind: 'event' }>[] = [];
    const count = { read: passed, outside };
    for (const item of items) {
      if (item.kind === 'looked') {
        count.read += 1;
        matched.push(item.value);
      } else if (item.kind !== 'event') {
        others.push(item);
      } else if (isBounded && !isWithin(range, timeOf(item.event))) {
        count.outside += 1;
      } else {
        count.read += 1;
        const found = ask(item.event, item.origin);
        if (found !== undefined) matched.push(found);
      }
    }
    return { matched, others, ...count };
  };
  async function* parts(all: AsyncGenerator<Taken<MatchedEvent>>, seen: Seen): AsyncGenerator<Part> {
    for await (const taken of all) {
      const { bytes } = seen;
      seen.bytes = 0;
      yield { ...partOf(taken), bytes };
    }
  }
  return {
    async *file(path) {
      const whole = readWhole(path, reader);
      if (whole !== undefined) {
        yield partOf(whole);
        return;
      }
      try {
        const seen = { bytes: 0 };
        yield* parts(readLines(path, counted(await openBytes(path), seen), reader), seen);
      } catch (error) {
        yield { matched: [], others: [unreadable(path, reasonOf(error))], read: 0, outside: 0 };
      }
    },
    stream(path, bytes) {
      const seen = { bytes: 0 };
      return parts(readLines(path, counted(bytes, seen), reader), seen);
    },
    slice({ path, handle }, slice) {
      const taken = readSlice(path, slice, readAt(handle), reader);
      if (taken === undefined) return undefined;
      const { lines, counts, lineBytes } = taken;
      const bytes = lineBytes === undefined ? 0 : lineBytes.to - lineBytes.from;
      return { ...partOf(taken), bytes, lineBytes, own: { lines, counts } };
    },
    rest({ path, handle }, place) {
      const seen = { bytes: 0 };
      const bytes = counted(bytesFrom(handle, place.bytes), seen);
      // What a file is, its first bytes say, and no others.
      const chunks = place.bytes === 0 ? plainBytes(bytes) : asChunks(bytes);
      return parts(readRest(path, chunks, place), seen);
    },
  };
}

interface Seen {
  bytes: number;
}

async function* counted(source: AsyncIterable<Buffer>, seen: Seen): AsyncGenerator<Buffer> {
  for await (const bytes of source) {
    seen.bytes += bytes.length;
    yield bytes;
  }
}

const timeOf = ({ eventTime }: CloudTrailEvent) => (typeof eventTime === 'string' ? eventTime : undefined);
