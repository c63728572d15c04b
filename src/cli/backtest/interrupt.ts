/**
 * Ctrl-C and SIGTERM while a backtest reads: the first stops reading, and what is known so far is printed; after it
 * signals do what they always do, so that a second one ends the process at once.
 *
 * Owns: the two signals, what a report says that was cut short, and the exit codes for it (128 and the signal's number,
 * as shells give them). Must not: read or print.
 */
import type { EngineProgress } from '../../engines/engine.ts';
import type { FilesProgress } from '../../logs/backtest/files.ts';
import type { BacktestReport } from '../../logs/backtest/report.ts';
import { STDIN } from '../../logs/inputs.ts';
import type { Io } from '../io.ts';
import { openStatusLine } from '../report/progress.ts';
import { engineLine } from './engine-progress.ts';
import { progressLines, shareRead, type Total } from './progress.ts';

/** Documented in docs/cli.md. */
const ENDED_BY = {
  SIGINT: { code: 130, says: 'Ctrl-C' },
  SIGTERM: { code: 143, says: 'SIGTERM' },
} as const;

type Ending = keyof typeof ENDED_BY;

/** What a reader is given: when to stop, and whom to tell how far it is. */
export interface Watched {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: FilesProgress) => void;
  /** The same of an engine. */
  readonly onAsked: (progress: EngineProgress) => void;
}

export interface Outcome {
  readonly report: BacktestReport;
  /** The exit code of a report that was cut short; undefined for a whole one. */
  readonly code?: number;
}

/** How much there is to read in all; undefined where nobody can know. */
export type Measure = (signal: AbortSignal) => Promise<Total | undefined>;

/**
 * Runs `read` with progress on a terminal, and until a signal stops it. `measure` runs beside it, for a terminal alone:
 * what is listed while reading is only a little ahead of it. Elsewhere it is asked when a signal has come, briefly.
 */
export async function runWatched(
  io: Pick<Io, 'err' | 'interactive' | 'stdin'>,
  read: (watched: Watched) => Promise<BacktestReport>,
  measure?: Measure,
  leave: (ending: Ending) => void = leaveSoon,
): Promise<Outcome> {
  const abort = new AbortController();
  const measured = new AbortController();
  let total: Total | undefined;
  let ending: Ending | undefined;
  let last: FilesProgress | undefined;
  const line = io.interactive ? openStatusLine(io.err) : undefined;
  const lineOf = progressLines();
  const release = () => {
    for (const name of Object.keys(ENDED_BY)) process.removeListener(name, stop);
  };
  const stop = (name: NodeJS.Signals) => {
    release();
    ending = name === 'SIGTERM' ? 'SIGTERM' : 'SIGINT';
    line?.end();
    if (io.interactive) io.err(`stopping (${ENDED_BY[ending].says} again ends at once)\n`);
    abort.abort();
    // A pipe that never ends would keep the process, whoever has stopped waiting for it.
    io.stdin.destroy();
  };
  for (const name of Object.keys(ENDED_BY)) process.on(name, stop);
  const startMeasuring = async () => {
    total = await measure?.(measured.signal);
  };
  if (io.interactive) void startMeasuring();
  const begun = performance.now();
  try {
    const report = await read({
      signal: abort.signal,
      onProgress: (progress) => {
        last = progress;
        line?.draw(() => lineOf(progress, total, performance.now()));
      },
      onAsked: (progress) =>
        line?.draw(() => ({ text: engineLine(progress, performance.now() - begun), path: '' })),
    });
    // Ctrl-C ends `zcat … | trailc backtest -` as a whole: the end of the pipe must not be seen before the signal is.
    await new Promise(setImmediate);
    if (ending === undefined) return { report };
    const { code, says } = ENDED_BY[ending];
    leave(ending);
    if (last !== undefined && !io.interactive) await Promise.race([startMeasuring(), sleep(MEASURES_MS)]);
    const stopped = stoppedAt(says, report, last, total);
    return { report: { ...report, complete: false, stopped }, code };
  } finally {
    release();
    measured.abort();
    line?.end();
  }
}

/** How far it got, in words. The progress is of a moment before, and undefined where nothing was told of any. */
export function stoppedAt(
  by: string,
  { source }: BacktestReport,
  progress: FilesProgress | undefined,
  total: Total | undefined,
): string {
  if (source.kind !== 'files') return by;
  const { files, events } = source;
  const of = total === undefined ? '' : ` of ${total.files}`;
  const share = progress && shareRead(progress.bytes, total);
  const percent = share === undefined ? '' : ` (${Math.floor(share * 100)} % of the bytes)`;
  const where =
    progress === undefined ? '' : `, in ${progress.path === STDIN ? 'standard input' : progress.path}`;
  const read = events.read + events.outside;
  return `${by} after ${counted(files, of, 'file')} and ${counted(read, '', 'event')}${percent}${where}`;
}

const counted = (count: number, of: string, one: string) =>
  `${count}${of} ${count === 1 && of === '' ? one : `${one}s`}`;

/**
 * A read of a named pipe that has no end cannot be called off, and even process.exit would wait for it; when all is
 * printed, the signal itself ends the process, which shells show as the same code.
 */
function leaveSoon(ending: Ending): void {
  const timer = setInterval(() => {
    if (process.stdout.writableLength > 0 || process.stderr.writableLength > 0) return;
    process.kill(process.pid, ending);
  }, LEAVES_MS);
  timer.unref();
}

/** How long a report that was cut short waits to know of how much it is. */
const MEASURES_MS = 1_000;
/** Longer than that, and than what can be called off takes to end. */
const LEAVES_MS = 2_000;

const sleep = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref();
  });
