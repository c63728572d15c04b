/**
 * Log files in, events out: files and folders, gzip or not, every envelope, one event at a time.
 *
 * Owns: how each input is read: in one go, in chunks of whole lines, or by the plain path (plain.ts), with the same items. Each record
 * is exactly one item, as an event, skipped or malformed. Memory stays bounded whatever the size of a file. Must not: evaluate.
 */
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { type ListOptions, listFiles, reasonOf, STDIN } from './inputs.ts';
import type { LogItem } from './item.ts';
import { READ_BYTES } from './plain.ts';
import { CHUNK_SIZES, readLines } from './raw/lines.ts';
import { openScanner } from './raw/scanner.ts';
import type { Reader, Taken } from './raw/take.ts';
import { readWhole, type WholeLimits } from './raw/whole.ts';

export type { LogItem, Origin } from './item.ts';

export interface ReadOptions extends Pick<ListOptions, 'prune' | 'onPruned'> {
  /** What `-` reads; nothing when absent. */
  readonly stdin?: Readable;
  /** Opens what is asked about each record; events of which it says enough are not parsed. Without it all are. */
  readonly openReader?: () => Reader<EventItem>;
}

export type EventItem = Extract<LogItem, { kind: 'event' }>;

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
  let reader: Reader<EventItem> | undefined;
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
    reader ??= (options.openReader ?? openAll)();
    if (input.kind === 'unreadable') {
      yield [unreadable(path, input.reason)];
    } else if (path === STDIN) {
      if (options.stdin !== undefined) yield* readBytes(STDIN, options.stdin, reader);
    } else {
      yield* readFileBatches(path, reader);
    }
  }
  if (skipped.length > 0) yield takeSkipped();
}

/** Files up to this size are read in one go: each record of them is parsed, and the items of a file are held at once. */
const WHOLE: WholeLimits = { file: 2 * 1024 * 1024, plain: 24 * 1024 * 1024 };
/** So that the items of a chunk are gone before they are old. */
const SIZES = { ...CHUNK_SIZES, chunk: 512 * 1024 };

/** Parses every record. One file at a time: the scanner holds what it reads. */
const openAll = (): Reader<EventItem> => ({ scanner: openScanner([]), look: undefined });

/** The items of one file. */
async function* readFileBatches(path: string, reader: Reader<EventItem>): AsyncGenerator<readonly LogItem[]> {
  const whole = readWhole(path, reader, WHOLE);
  if (whole !== undefined) {
    yield plainItems(whole);
    return;
  }
  try {
    yield* readBytes(path, await openBytes(path), reader);
  } catch (error) {
    yield [unreadable(path, reasonOf(error))];
  }
}

async function* readBytes(
  path: string,
  source: AsyncIterable<Buffer>,
  reader: Reader<EventItem>,
): AsyncGenerator<readonly LogItem[]> {
  for await (const taken of readLines(path, source, reader, SIZES)) {
    if (taken.items.length > 0) yield plainItems(taken);
  }
}

const plainItems = ({ items }: Taken<EventItem>) =>
  items.map((item) => (item.kind === 'looked' ? item.value : item));

/** The bytes of a file as they are. Throws where it cannot be opened. */
export async function openBytes(path: string): Promise<AsyncIterable<Buffer>> {
  const file = await open(path);
  return file.createReadStream({ highWaterMark: READ_BYTES });
}

/** A file, or a folder, that cannot be read. */
export function unreadable(path: string, reason: string): Extract<LogItem, { kind: 'malformed' }> {
  return { kind: 'malformed', reason, origin: { path, record: 0 } };
}
