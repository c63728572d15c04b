/**
 * Many rules over many events, in one pass. The phases, in order:
 *
 *   inputs ──1──▶ files ──2──▶ bytes ──3──▶ records ──4──▶ matches     ../raw/ on worker threads, or ../plain.ts
 *   matches ──5──▶ figures                                             tally.ts, intake.ts
 *
 * Owns: the report as a whole. Memory grows with the matches, by some tens of bytes each, and never with the events. Must not: print.
 */
import { once } from 'node:events';
import type { RuleIr } from '../../ir/rule.ts';
import type { LogItem } from '../item.ts';
import { until } from '../until.ts';
import { type Intake, openIntake } from './intake.ts';
import { compileAsk } from './lane.ts';
import { type AskedRule, askedRule } from './question.ts';
import { isWithin, type Range } from './range.ts';
import type { BacktestReport } from './report.ts';
import { type OnMatch, openTally, type Tally } from './tally.ts';

export interface BacktestOptions {
  /** Events shown for each rule; 20 when absent. */
  readonly shown?: number;
  readonly range?: Range;
  /** Stops reading; the report is of what was read until then, and says so. */
  readonly signal?: AbortSignal;
  /** Name of the state that the rules' `former` conditions are of. */
  readonly against?: string;
  /** Called for each match that counts, in reading order. */
  readonly onMatch?: OnMatch;
  /** Asked now and then whether what `onMatch` wrote must be taken before more is written; resolves when it is. */
  readonly drained?: () => Promise<unknown> | undefined;
}

/** Evaluates every rule on every event of a stream, whose items may come one by one or in batches. */
export async function backtest(
  rules: readonly RuleIr[],
  items: AsyncIterable<LogItem | readonly LogItem[]>,
  options: BacktestOptions = {},
): Promise<BacktestReport> {
  return backtestItems(rules.map(askedRule), items, options);
}

/** The same for questions: the plain path, which the raw one is held against. */
export async function backtestItems(
  rules: readonly AskedRule[],
  items: AsyncIterable<LogItem | readonly LogItem[]>,
  options: BacktestOptions = {},
): Promise<BacktestReport> {
  const ask = compileAsk(rules);
  const { intake, tally } = openBooks(rules, options);
  const range = options.range ?? {};
  const take = (item: LogItem): void => {
    if (item.kind !== 'event') {
      intake.take(item);
      return;
    }
    const { eventTime } = item.event;
    if (!isWithin(range, typeof eventTime === 'string' ? eventTime : undefined)) {
      intake.events(0, 1);
      return;
    }
    intake.events(1, 0);
    const matched = ask(item.event, item.origin);
    if (matched !== undefined) tally.take(matched);
  };
  const { signal } = options;
  for await (const next of signal === undefined ? items : until(items, signal)) {
    if ('kind' in next) take(next);
    else for (const item of next) take(item);
    if (options.drained !== undefined) await untilDrained(options);
  }
  return reportOf(intake, tally, options, signal?.aborted === true ? 'it was stopped' : null);
}

/** Waits for whoever takes what `onMatch` writes, unless it is stopped: he may have stopped to. */
export async function untilDrained({
  drained,
  signal,
}: Pick<BacktestOptions, 'drained' | 'signal'>): Promise<void> {
  const draining = drained?.();
  if (draining === undefined || signal?.aborted === true) return;
  const done = new AbortController();
  const stopped = signal && once(signal, 'abort', { signal: done.signal }).catch(() => undefined);
  await Promise.race(stopped === undefined ? [draining] : [draining, stopped]);
  done.abort();
}

/** Where the figures of a backtest are kept while it reads. */
export function openBooks(rules: readonly AskedRule[], { shown = 20, onMatch }: BacktestOptions) {
  return { intake: openIntake(), tally: openTally(rules, { shown, ...(onMatch && { onMatch }) }) };
}

/** The report; `stopped` says what kept the rest from being read, null when nothing did. */
export function reportOf(
  intake: Pick<Intake, 'report'>,
  tally: Tally,
  { range = {}, against }: BacktestOptions,
  stopped: string | null,
): BacktestReport {
  const iso = (time: number | undefined) => (time === undefined ? null : new Date(time).toISOString());
  return {
    complete: stopped === null,
    stopped,
    range: { from: iso(range.from), to: iso(range.to) },
    against: against ?? null,
    source: intake.report(),
    rules: tally.report(),
  };
}
