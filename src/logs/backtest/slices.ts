/**
 * One large plain file on several threads: slices of it are read at once and handed back in order.
 *
 * Owns: the cuts, and the lines and records of a slice as those of the file. A slice that is not whole objects, line by line, ends it:
 * what stands behind the slices before is read by one thread on the plain path, and later slices are thrown away. Must not: know
 * threads, or what is in a part.
 */
import type { Counts } from '../collect.ts';
import type { Origin } from '../item.ts';
import { BEGINNING, type Place } from '../plain.ts';
import type { Slice } from '../raw/lines.ts';
import type { LargeFile } from './positioned.ts';
import type { OpenFile, Part, SlicePart } from './work.ts';

/** Reads slices, in the order in which they are asked for, as far as it can at once. */
export interface SliceReader {
  slice(file: OpenFile, slice: Slice): BegunSlice;
  rest(file: OpenFile, place: Place): AsyncGenerator<Part>;
  /** How many slices are to be begun ahead. */
  readonly slicesAhead: number;
}

export interface BegunSlice {
  /** To be waited for once. Undefined where the slice is not of the form. */
  part(): Promise<SlicePart | undefined>;
  /** Nobody waits for it any more. */
  drop(): void;
}

export const SLICE_BYTES = 8 * 1024 * 1024;

/** The parts of a file, as `Work.file` gives them. */
export async function* readSlices(
  file: LargeFile,
  reader: SliceReader,
  sliceBytes = SLICE_BYTES,
): AsyncGenerator<Part> {
  const begun: BegunSlice[] = [];
  let next = 0;
  const begin = (): void => {
    while (begun.length < reader.slicesAhead && next < file.size) {
      const from = next;
      next = Math.min(from + sliceBytes, file.size);
      begun.push(reader.slice(file, { from, to: next }));
    }
  };
  let place = BEGINNING;
  begin();
  try {
    for (let slice = begun.shift(); slice !== undefined; slice = begun.shift()) {
      const part = await slice.part();
      // Where a slice does not begin at the end of the one before, the file was changed between the two.
      if (part?.lineBytes !== undefined && part.lineBytes.from !== place.bytes) break;
      if (part === undefined) break;
      begin();
      yield inFile(part, place);
      place = behind(place, part);
    }
  } finally {
    for (const slice of begun) slice.drop();
  }
  // Nothing, in most cases, or what was written meanwhile; and what closes the file.
  yield* reader.rest(file, place);
}

function behind(place: Place, { lineBytes, own }: SlicePart): Place {
  return {
    bytes: lineBytes?.to ?? place.bytes,
    lines: place.lines + own.lines,
    counts: {
      event: place.counts.event + own.counts.event,
      skipped: place.counts.skipped + own.counts.skipped,
      malformed: place.counts.malformed + own.counts.malformed,
      sawJson: place.counts.sawJson || own.counts.sawJson,
    },
  };
}

/** The part with lines and records counted from the beginning of the file. */
function inFile({ matched, others, read, outside, bytes = 0 }: SlicePart, { lines, counts }: Place): Part {
  const records = recordsOf(counts);
  const shift = (origin: Origin): Origin => {
    const { path, record, line } = origin;
    return line === undefined
      ? { path, record: record + records }
      : { path, record: record + records, line: line + lines };
  };
  return {
    matched: matched.map((one) => ({ ...one, origin: one.origin && shift(one.origin) })),
    others: others.map((one) => ({ ...one, origin: shift(one.origin) })),
    read,
    outside,
    bytes,
  };
}

const recordsOf = ({ event, skipped, malformed }: Counts) => event + skipped + malformed;
