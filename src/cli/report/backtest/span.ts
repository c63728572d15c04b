/**
 * The time that a backtest is about, and matches spread over it.
 *
 * Owns: days, how many of them a bar stands for, and sparklines. Must not: lay out a report.
 */
import type { BacktestReport, RuleReport } from '../../../logs/backtest/report.ts';

/** Whole days (UTC), counted from 1970-01-01; `last` is inclusive. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** Equal stretches of days over a span. */
export interface Buckets extends Span {
  /** Days in each. */
  readonly days: number;
  readonly count: number;
}

const DAY = 86_400_000;

/** From `--from` to `--to`; where one was not given, from the first or to the last match of any rule. */
export function spanOf({ range, rules }: Pick<BacktestReport, 'range' | 'rules'>): Span | undefined {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { byDay } of rules) {
    first = Math.min(first, dayNumber(byDay[0]?.day) ?? first);
    last = Math.max(last, dayNumber(byDay.at(-1)?.day) ?? last);
  }
  if (range.from !== null) first = Math.floor(Date.parse(range.from) / DAY);
  // `to` is exclusive: midnight belongs to the day before.
  if (range.to !== null) last = Math.ceil(Date.parse(range.to) / DAY) - 1;
  return Number.isFinite(first) && Number.isFinite(last) && first <= last ? { first, last } : undefined;
}

export const daysIn = ({ first, last }: Span) => last - first + 1;

/** As many buckets as there are days, and at most `most`. */
export function bucketsOf(span: Span, most: number): Buckets {
  const days = Math.max(1, Math.ceil(daysIn(span) / most));
  return { ...span, days, count: Math.ceil(daysIn(span) / days) };
}

/** Sums by bucket; days outside of the span are left out. */
export function spread(
  byDay: RuleReport['byDay'],
  buckets: Buckets,
  figure: 'matches' | 'alerts' = 'matches',
): readonly number[] {
  const sums = Array.from({ length: buckets.count }, () => 0);
  for (const one of byDay) {
    const day = dayNumber(one.day);
    if (day === undefined || day < buckets.first || day > buckets.last) continue;
    const at = Math.floor((day - buckets.first) / buckets.days);
    sums[at] = (sums[at] ?? 0) + one[figure];
  }
  return sums;
}

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** One bar a bucket, the highest full; a dot where there is nothing. */
export function sparkline(sums: readonly number[]): string {
  const most = sums.reduce((a, b) => Math.max(a, b), 0);
  return sums
    .map((sum) => (sum === 0 ? '·' : (BARS[Math.ceil((sum / most) * BARS.length) - 1] ?? '█')))
    .join('');
}

/** Days of a bucket in words: 2026-01-05, or 2026-01-05 to 2026-01-07. */
export function bucketName({ first, last, days }: Buckets, at: number): string {
  const begins = first + at * days;
  const ends = Math.min(last, begins + days - 1);
  return begins === ends ? dayText(begins) : `${dayText(begins)} to ${dayText(ends)}`;
}

export const dayText = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);

/**
 * Days and bounds are texts that the report wrote itself, with `toISOString`: `Date.parse` reads every one of them, also that of
 * 9999-12-31T23:00:00-12:00, a day of the year +010000. What records say was read by `timeOf` before.
 */
function dayNumber(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : Math.floor(time / DAY);
}
