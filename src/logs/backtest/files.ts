/**
 * A backtest over log files.
 *
 * Owns: the threads it runs on, the order of files, how far it has got, and stopping early. The report is the same whatever the
 * number of threads. Must not: evaluate, count or print.
 */
import { availableParallelism } from 'node:os';
import type { Readable } from 'node:stream';
import { listFiles, STDIN } from '../inputs.ts';
import { pruneByPath } from '../layout.ts';
import { unreadable } from '../read.ts';
import { until } from '../until.ts';
import { type BacktestOptions, openBooks, reportOf, untilDrained } from './backtest.ts';
import { openPool, type Pool } from './pool.ts';
import { closeLarge, openLarge } from './positioned.ts';
import type { AskedRule } from './question.ts';
import type { BacktestReport } from './report.ts';
import { readSlices } from './slices.ts';
import { openWork, type Part, type Work } from './work.ts';

export interface FilesOptions extends BacktestOptions {
  /** What `-` reads. */
  readonly stdin: Readable;
  /** Called now and then. */
  readonly onProgress?: (progress: FilesProgress) => void;
  /** Threads that were started before; as many as the machine runs at once are, when absent. Closed at the end. */
  readonly pool?: Pool;
}

export interface FilesProgress {
  readonly files: number;
  /** Of the files as they lie on the disk. */
  readonly bytes: number;
  readonly events: number;
  /** The file that is being read. */
  readonly path: string;
}

/** Never throws but for a fault of trailc; what cannot be read is in the report. */
export async function backtestFiles(
  rules: readonly AskedRule[],
  inputs: readonly string[],
  options: FilesOptions,
): Promise<BacktestReport> {
  const { range = {}, signal, onProgress, stdin } = options;
  const { intake, tally } = openBooks(rules, options);
  const pool = options.pool ?? openPoolFor(inputs);
  // On this thread only what no other one can read, or where there is no other.
  let own: Work | undefined;
  const work = () => {
    own ??= openWork(rules, range);
    return own;
  };
  pool?.ask(rules, range);
  const seen = { files: 0, bytes: 0, events: 0 };
  const sources = listSources();
  const steps = inOrder(sources, pool?.ahead ?? 1);
  try {
    for await (const { part, source } of signal === undefined ? steps : until(steps, signal)) {
      for (const item of part.others) intake.take(item);
      intake.events(part.read, part.outside);
      for (const matched of part.matched) tally.take(matched);
      await untilDrained(options);
      seen.events += part.read + part.outside;
      // It may grow meanwhile, but not beyond what is to be read.
      source.read = Math.min(source.read + (part.bytes ?? 0), source.bytes);
      if (part.others.at(-1)?.kind === 'file') {
        seen.files += 1;
        seen.bytes += source.bytes;
        source.read = 0;
      }
      onProgress?.({ ...seen, bytes: seen.bytes + source.read, path: source.path });
    }
  } finally {
    pool?.close();
  }
  return reportOf(intake, tally, options, signal?.aborted === true ? 'it was stopped' : null);

  /** Every input, and what is said of those that are not read, in order. */
  async function* listSources(): AsyncGenerator<Source> {
    let skipped: Part['others'][number][] = [];
    const notes = (path: string): readonly Source[] => {
      const others = skipped;
      skipped = [];
      return others.length === 0 ? [] : [{ path, bytes: 0, read: 0, parts: one(others) }];
    };
    const files = listFiles(inputs, {
      prune: pruneByPath(range),
      onPruned: (count) => intake.pruned(count),
      onSkipped: (path, reason) => skipped.push({ kind: 'skipped', reason, origin: { path, record: 0 } }),
    });
    for await (const input of files) {
      const { path } = input;
      yield* notes(path);
      if (input.kind === 'unreadable') {
        yield { path, bytes: 0, read: 0, parts: one([unreadable(path, input.reason)]) };
        continue;
      }
      const { bytes = 0 } = input;
      const parts = path === STDIN ? work().stream(path, stdin) : partsOf(path, bytes);
      yield { path, bytes, read: 0, parts };
    }
    yield* notes('');
  }

  function partsOf(path: string, bytes: number): AsyncGenerator<Part> {
    if (pool === undefined) return work().file(path);
    return bytes < LARGE_BYTES ? pool.file(path) : largeFile(path, pool);
  }
}

/** Threads for what they can read: standard input is read here. */
export function openPoolFor(inputs: readonly string[]): Pool | undefined {
  return inputs.some((input) => input !== STDIN) ? openPool(availableParallelism()) : undefined;
}

/** Files from this size on are read by all threads, where they can be. */
const LARGE_BYTES = 32 * 1024 * 1024;

/** Opened when it is its turn. */
async function* largeFile(path: string, pool: Pool): AsyncGenerator<Part> {
  const file = openLarge(path);
  if (file === undefined) {
    yield* pool.file(path);
    return;
  }
  try {
    yield* readSlices(file, pool);
  } finally {
    closeLarge(file);
  }
}

interface Source {
  readonly path: string;
  /** On the disk; 0 where there is no size. */
  readonly bytes: number;
  /** Of these, while it is read. */
  read: number;
  readonly parts: AsyncGenerator<Part>;
}

async function* one(others: Part['others']): AsyncGenerator<Part> {
  yield { matched: [], others, read: 0, outside: 0 };
}

/** The parts of one source after the other, while the next ones are begun already. */
async function* inOrder(
  sources: AsyncGenerator<Source>,
  ahead: number,
): AsyncGenerator<{ readonly part: Part; readonly source: Source }> {
  const begun: Source[] = [];
  for (let isAll = false; ; ) {
    while (!isAll && begun.length < ahead) {
      const next = await sources.next();
      if (next.done === true) isAll = true;
      else begun.push(next.value);
    }
    const source = begun.shift();
    if (source === undefined) return;
    for await (const part of source.parts) yield { part, source };
  }
}
