/**
 * The report of a backtest that an engine ran.
 *
 * Owns: whether it is whole, and the sentence that says what is missing. Must not: count matches (logs/ does).
 */
import type { BacktestReport, FilesRead, QueryRun } from '../logs/backtest/report.ts';
import type { Tally } from '../logs/backtest/tally.ts';
import type { Book } from './book.ts';
import { costOf } from './cost.ts';
import type { RunOptions } from './run.ts';

/** Why everything was given up; undefined where it was not. */
export interface Ended {
  reason: string | undefined;
}

export function engineReport(
  tally: Tally,
  book: Book,
  { engine, shownTable, source, signal, against, usdPerTb }: RunOptions,
  { reason }: Ended,
  files: FilesRead | null = null,
): BacktestReport {
  const queries = book.queries();
  const charged = book.charged();
  const stopped = reason ?? stoppedBy(queries, signal.aborted);
  const iso = (time: number | undefined) => (time === undefined ? null : new Date(time).toISOString());
  return {
    complete: stopped === null,
    stopped,
    range: { from: iso(source.range.from), to: iso(source.range.to) },
    against: against ?? null,
    source: {
      kind: 'queries',
      engine,
      table: shownTable,
      queries,
      cost: usdPerTb === undefined || charged.length === 0 ? null : costOf(charged, usdPerTb),
      files,
    },
    rules: tally.report(),
  };
}

function stoppedBy(queries: readonly QueryRun[], aborted: boolean): string | null {
  const missing = queries.filter(({ state }) => state !== 'done');
  const [first] = missing;
  if (aborted) return 'You stopped it.';
  if (first === undefined) return null;
  const of = `${missing.length} of ${queries.length} rules`;
  return `${of} ${missing.length === 1 ? 'has' : 'have'} no whole answer; first ${first.rule}: ${first.reason ?? ''}`;
}
