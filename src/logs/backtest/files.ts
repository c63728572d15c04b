/**
 * A backtest over log files.
 *
 * Owns: which path reads them, how far it has got, and stopping early. Must not: evaluate, count or print.
 */
import type { Readable } from 'node:stream';
import type { LogItem } from '../item.ts';
import { readLogBatches } from '../read.ts';
import { type BacktestOptions, backtestItems } from './backtest.ts';
import type { AskedRule } from './question.ts';
import type { BacktestReport } from './report.ts';

export interface FilesOptions extends BacktestOptions {
  /** What `-` reads. */
  readonly stdin: Readable;
  /** Called now and then. */
  readonly onProgress?: (progress: FilesProgress) => void;
  /** Stops reading; the report is of what was read until then, and says so. */
  readonly signal?: AbortSignal;
}

export interface FilesProgress {
  readonly files: number;
  readonly filesTotal: number | undefined;
  /** Of the files as they lie on the disk. */
  readonly bytes: number;
  readonly bytesTotal: number | undefined;
  readonly events: number;
  /** The file that is being read. */
  readonly path: string;
}

/** Never throws; what cannot be read is in the report. */
export async function backtestFiles(
  rules: readonly AskedRule[],
  inputs: readonly string[],
  options: FilesOptions,
): Promise<BacktestReport> {
  return backtestItems(
    rules,
    readLogBatches(inputs, { stdin: options.stdin }) as AsyncIterable<readonly LogItem[]>,
    options,
  );
}
