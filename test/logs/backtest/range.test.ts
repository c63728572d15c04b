import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithin } from '../../../src/logs/backtest/range.ts';
import { openTally } from '../../../src/logs/backtest/tally.ts';
import { timeOf } from '../../../src/logs/trace/time.ts';
import { asked, matched } from './support.ts';

const two = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((number) => String(number).padStart(2, '0'));
/** As CloudTrail writes a time, and near it: months to 13, days to 32, hours to 25, and a character changed. */
const clock = fc
  .tuple(fc.integer({ min: 0, max: 9999 }), two(0, 13), two(0, 32), two(0, 25), two(0, 61), two(0, 61))
  .map(
    ([year, month, day, hour, minute, second]) =>
      `${String(year).padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}Z`,
  );
const spoilt = fc
  .tuple(clock, fc.nat(19), fc.constantFrom('-', ':', '/', ' ', 'x', '+', '0', '\u0660'))
  .map(([text, at, put]) => text.slice(0, at) + put + text.slice(at + 1));

const isTime = (text: string) => {
  const tally = openTally([asked()], { shown: 0 });
  tally.take(matched({ eventTime: text }));
  return tally.report()[0]?.untimed === 0;
};

describe('the time of an event', () => {
  it('is what Date.parse reads, in the form of CloudTrail', () => {
    fc.assert(
      fc.property(clock, (text) => {
        expect(timeOf(text) ?? Number.NaN).toBe(Date.parse(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is within a range without end exactly where the figures count it as a time', () => {
    fc.assert(
      fc.property(fc.oneof(clock, spoilt, fc.string()), (text) => {
        expect(isWithin({ from: Number.NEGATIVE_INFINITY }, text)).toBe(isTime(text));
      }),
      { numRuns: 500 },
    );
  });

  it('does not hang on the zone of the machine, and is no loose wording', () => {
    expect(isTime('2026-01-01T00:00:00')).toBe(true);
    const range = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 1, 0, 0, 1) };
    expect(isWithin(range, '2026-01-01T00:00:00')).toBe(true);
    expect(isWithin(range, '2026-01-01 00:00:00')).toBe(true);
    expect(isWithin(range, '2026-01-01T01:00:00+01:00')).toBe(true);
    for (const text of ['release 7', 'Jan 1 2026', '1', '']) expect(isTime(text)).toBe(false);
  });
});

describe('a range', () => {
  it('holds its first moment and not its end', () => {
    const [first, second] = ['2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'];
    const range = { from: Date.parse(first), to: Date.parse(second) };
    expect([isWithin(range, first), isWithin(range, second)]).toEqual([true, false]);
    expect(isWithin(range, '2025-12-31T23:59:59Z')).toBe(false);
    expect([isWithin({ from: range.to }, first), isWithin({ from: range.to }, second)]).toEqual([
      false,
      true,
    ]);
    expect([isWithin({ to: range.to }, first), isWithin({ to: range.to }, second)]).toEqual([true, false]);
  });

  it('holds an event without a time only where nothing was asked for', () => {
    for (const text of [undefined, '', 'yesterday']) {
      expect([isWithin({}, text), isWithin({ from: 0 }, text), isWithin({ to: 0 }, text)]).toEqual([
        true,
        false,
        false,
      ]);
    }
  });
});
