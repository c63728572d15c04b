/** Days spread over bars, and the sentences about time: by hand. */
import { describe, expect, it } from 'vitest';
import {
  bucketName,
  bucketsOf,
  daysIn,
  spanOf,
  sparkline,
  spread,
} from '../../../src/cli/report/backtest/span.ts';
import { aDay, alertsInWords } from '../../../src/cli/report/backtest/words.ts';
import { reportOf, ruleOf } from './backtest-report.ts';

const THREE = reportOf([ruleOf('a', { '2026-01-03': 4 }), ruleOf('b', { '2026-01-01': 1, '2026-01-02': 2 })]);

describe('the span of a report', () => {
  it('goes from the first match of any rule to the last', () => {
    const span = spanOf(THREE);
    expect(span && daysIn(span)).toBe(3);
    expect(spanOf(reportOf([ruleOf('a')]))).toBeUndefined();
  });

  it.each([
    // The end is exclusive: midnight asks for nothing of that day.
    ['2026-01-01T00:00:00.000Z', '2026-01-31T00:00:00.000Z', 30],
    ['2026-01-01T00:00:00.000Z', '2026-01-31T00:00:00.001Z', 31],
    ['2026-01-01T12:00:00.000Z', '2026-01-01T13:00:00.000Z', 1],
    [null, '2026-01-11T00:00:00.000Z', 10],
  ])('is what was asked for: %s to %s', (from, to, days) => {
    const span = spanOf({ ...THREE, range: { from, to } });
    expect(span && daysIn(span)).toBe(days);
  });

  it('holds with the day after 9999-12-31, which is what 9999-12-31T23:00:00-12:00 is', () => {
    const span = spanOf(reportOf([ruleOf('a', { '9999-12-31': 1, '+010000-01-01': 1 })]));
    expect(span && daysIn(span)).toBe(2);
  });

  it('holds with times of ten thousand years', () => {
    const far = ruleOf('a', { '0001-01-01': 1, '9999-12-31': 1 });
    const span = spanOf(reportOf([far]));
    if (span === undefined) throw new Error('no span');
    const buckets = bucketsOf(span, 30);
    expect(buckets.count).toBeLessThanOrEqual(30);
    expect(spread(far.byDay, buckets).reduce((a, b) => a + b, 0)).toBe(2);
  });
});

describe('buckets', () => {
  const year = ruleOf('a', { '2026-01-01': 1, '2026-01-02': 2, '2026-12-31': 5 });
  const span = spanOf(reportOf([year]));
  if (span === undefined) throw new Error('no span');

  it('are days where these fit, and equal stretches of days where they do not', () => {
    expect(bucketsOf(span, 365)).toMatchObject({ days: 1, count: 365 });
    expect(bucketsOf(span, 364)).toMatchObject({ days: 2, count: 183 });
    const buckets = bucketsOf(span, 40);
    expect(buckets).toMatchObject({ days: 10, count: 37 });
    const sums = spread(year.byDay, buckets);
    expect([sums[0], sums[36], sums.length]).toEqual([3, 5, 37]);
    expect(bucketName(buckets, 0)).toBe('2026-01-01 to 2026-01-10');
    // The last is cut where the span ends.
    expect(bucketName(buckets, 36)).toBe('2026-12-27 to 2026-12-31');
  });

  it('leave out days that were not asked for', () => {
    expect(spread(year.byDay, { first: 20454, last: 20454, days: 1, count: 1 })).toEqual([1]);
  });
});

describe('sparkline', () => {
  it('is full at its highest and a dot at nothing; one match of many still shows', () => {
    expect(sparkline([8, 4, 1, 0, 8])).toBe('█▄▁·█');
    expect(sparkline([1_000_000, 1])).toBe('█▁');
    expect(sparkline([0, 0])).toBe('··');
  });
});

describe('alerts in words', () => {
  it('says how many a day', () => {
    const report = { ...THREE, range: { from: '2026-01-01T00:00:00Z', to: '2026-01-31T00:00:00Z' } };
    expect(alertsInWords(12, report)).toBe('12 alerts in 30 days, 0.4 a day');
    expect(alertsInWords(1, report)).toBe('1 alert in 30 days, fewer than 0.1 a day');
    expect(alertsInWords(0, report)).toBe('0 alerts in 30 days');
    expect(alertsInWords(3, reportOf([ruleOf('a', { '2026-01-03': 4 })]))).toBe('3 alerts in 1 day');
    expect(alertsInWords(3, reportOf([]))).toBe('3 alerts');
  });

  it.each([
    [10, 10, '1'],
    [95, 10, '9.5'],
    [1234, 1, '1,234'],
    [996, 100, '10'],
    [5, 100, '0.1'],
    [4, 100, 'fewer than 0.1'],
  ])('%i in %i days is %s', (alerts, days, said) => expect(aDay(alerts, days)).toBe(said));
});
