import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openEarliest } from '../../../src/logs/backtest/earliest.ts';

describe('the earliest', () => {
  it('are the first of all in a stable order by time, those without one last', () => {
    const offers = fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(Number.NaN)), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(offers, fc.nat(70), (times, most) => {
        const kept = openEarliest<number>(most);
        let built = 0;
        for (const [order, time] of times.entries()) {
          kept.offer(time, () => {
            built += 1;
            return order;
          });
        }
        const timed = [...times.keys()].filter((order) => !Number.isNaN(times[order]));
        const rest = [...times.keys()].filter((order) => Number.isNaN(times[order]));
        const expected = [
          ...timed.sort((a, b) => (times[a] as number) - (times[b] as number)),
          ...rest,
        ].slice(0, most);
        expect(kept.list()).toEqual(expected);
        expect(built).toBeGreaterThanOrEqual(expected.length);
        if (most === 0) expect(built).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('build nothing that comes after those kept', () => {
    const kept = openEarliest<number>(2);
    const built: number[] = [];
    for (const time of [1, 2, 2, 3, Number.NaN, 1]) kept.offer(time, () => built.push(time));
    expect(built).toEqual([1, 2, 1]);
  });
});
