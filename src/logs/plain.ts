/**
 * The plain path: bytes → pieces → records, whatever stands there. What every other way of reading is held against.
 *
 * Owns: these steps, from the beginning of a file or from a place in it. Must not: open files.
 */
import { type Collector, type Counts, createCollector, NO_COUNTS } from './collect.ts';
import type { Chunk } from './gunzip.ts';
import type { LogItem } from './item.ts';
import { readPiece } from './parse.ts';
import { nextPiece } from './split.ts';
import { createSplitter, feed, finish, type Splitter } from './split-state.ts';

/** A file is read in steps of this size. */
export const READ_BYTES = 256 * 1024;

/** What stands before a place in the plain bytes of a file. Nothing was damaged there, and no value is open. */
export interface Place {
  readonly bytes: number;
  /** Line breaks. */
  readonly lines: number;
  readonly counts: Counts;
}

export const BEGINNING: Place = { bytes: 0, lines: 0, counts: NO_COUNTS };

/**
 * The items of what stands behind `place`, in batches, and those that close the file: those of the whole file, less those before. At a
 * place behind whole objects and a line break the splitter is as it was made (no value is open, nothing was damaged, and of what was
 * read it knows the line and the number of bytes), and the collector holds nothing back, since all before was JSON.
 */
export async function* readPlain(
  path: string,
  chunks: AsyncIterable<Chunk>,
  place: Place = BEGINNING,
): AsyncGenerator<readonly LogItem[]> {
  const splitter = createSplitter(place.lines + 1, place.bytes);
  const collector = createCollector(path, place.counts);
  for await (const chunk of chunks) {
    if (chunk.kind === 'damage') {
      // A record that was cut off by it is a part of this damage, and not counted beside it.
      collector.damage(chunk.reason);
      yield collector.close();
      return;
    }
    feed(splitter, chunk.bytes);
    collectPieces(splitter, collector);
    if (collector.isHopeless()) break;
    const items = collector.take();
    if (items.length > 0) yield items;
  }
  if (!collector.isHopeless()) {
    finish(splitter);
    collectPieces(splitter, collector);
  }
  yield collector.close();
}

function collectPieces(splitter: Splitter, collector: Collector): void {
  for (let piece = nextPiece(splitter); piece !== undefined; piece = nextPiece(splitter)) {
    const { found, isJson } = readPiece(piece);
    collector.add(found, isJson, piece.line);
  }
}
