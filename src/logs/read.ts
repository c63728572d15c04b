/**
 * Log files in, events out: files and folders, gzip or not, every envelope, one event at a time.
 *
 * Owns: the order of the steps (inputs → gunzip → split → parse), and the count: each record is exactly one item, as
 * an event, skipped or malformed. Memory stays bounded whatever the size of a file. Must not: evaluate.
 */
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { type Collector, createCollector } from './collect.ts';
import { plainBytes } from './gunzip.ts';
import { type ListOptions, listFiles, reasonOf, STDIN } from './inputs.ts';
import type { LogItem } from './item.ts';
import { readPiece } from './parse.ts';
import { nextPiece } from './split.ts';
import { createSplitter, feed, finish, type Splitter } from './split-state.ts';

export type { LogItem, Origin } from './item.ts';

export interface ReadOptions extends Pick<ListOptions, 'prune' | 'onPruned'> {
  /** What `-` reads; nothing when absent. */
  readonly stdin?: Readable;
}

/** Every item of every input, in order: files as given, folders by name, `-` for standard input. Never throws. */
export async function* readLogs(
  inputs: readonly string[],
  options: ReadOptions = {},
): AsyncGenerator<LogItem> {
  for await (const batch of readLogBatches(inputs, options)) yield* batch;
}

/** The same items in batches of what one chunk of a file completes; quicker by far where there are many. */
export async function* readLogBatches(
  inputs: readonly string[],
  options: ReadOptions = {},
): AsyncGenerator<readonly LogItem[]> {
  let skipped: LogItem[] = [];
  const onSkipped = (path: string, reason: string) =>
    void skipped.push({ kind: 'skipped', reason, origin: { path, record: 0 } });
  const takeSkipped = () => {
    const taken = skipped;
    skipped = [];
    return taken;
  };
  for await (const input of listFiles(inputs, { ...options, onSkipped })) {
    const { path } = input;
    if (skipped.length > 0) yield takeSkipped();
    if (input.kind === 'unreadable') {
      yield [unreadable(path, input.reason)];
    } else if (path === STDIN) {
      if (options.stdin !== undefined) yield* readBytes(STDIN, options.stdin);
    } else {
      yield* readFileBatches(path);
    }
  }
  if (skipped.length > 0) yield takeSkipped();
}

const READ_BYTES = 256 * 1024;

/** The items of one file. */
export async function* readFileBatches(path: string): AsyncGenerator<readonly LogItem[]> {
  try {
    const file = await open(path);
    yield* readBytes(path, file.createReadStream({ highWaterMark: READ_BYTES }));
  } catch (error) {
    yield [unreadable(path, reasonOf(error))];
  }
}

/** The items of a stream that is called `path`. */
export async function* readBytes(
  path: string,
  source: AsyncIterable<Buffer>,
): AsyncGenerator<readonly LogItem[]> {
  const splitter = createSplitter();
  const collector = createCollector(path);
  for await (const chunk of plainBytes(source)) {
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

/** A file, or a folder, that cannot be read. */
export function unreadable(path: string, reason: string): Extract<LogItem, { kind: 'malformed' }> {
  return { kind: 'malformed', reason, origin: { path, record: 0 } };
}
