import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTop, TOP_LIMITS, type TopLimits } from '../../../src/logs/backtest/top.ts';

function topOf(values: readonly (string | null)[], limits: Partial<TopLimits> = {}) {
  const top = openTop(1, { ...TOP_LIMITS, ...limits });
  for (const value of values) top.take(0, value, top.find(value));
  return top.report()(0);
}

describe('top values', () => {
  it('are the most frequent, equal ones by value, in whatever order they come', () => {
    const values = ['b', 'c', 'a', 'c', 'b', 'B', '', '__proto__', null];
    fc.assert(
      fc.property(fc.shuffledSubarray(values, { minLength: values.length }), (shuffled) => {
        expect(topOf(shuffled, { listed: 4 })).toEqual({
          values: [
            { value: 'b', count: 2 },
            { value: 'c', count: 2 },
            { value: '', count: 1 },
            { value: 'B', count: 1 },
          ],
          distinct: 6,
          exact: true,
        });
      }),
    );
  });

  it('are ten', () => {
    const values = Array.from({ length: 26 }, (_, at) => String.fromCharCode(97 + at));
    expect(
      topOf(values)
        .values.map(({ value }) => value)
        .join(''),
    ).toBe('abcdefghij');
  });

  it('say that they are not all once there are more than are counted, and still count those that are', () => {
    const three = topOf(['a', 'b', 'c', 'a'], { values: 3 });
    expect([three.distinct, three.exact]).toEqual([3, true]);
    expect(topOf(['a', 'b', 'c', 'd', 'd', 'e', 'a'], { values: 3 })).toEqual({
      values: [
        { value: 'a', count: 2 },
        { value: 'b', count: 1 },
        { value: 'c', count: 1 },
      ],
      distinct: 4,
      exact: false,
    });
  });

  it('share what memory there is, of which a list that is short has some always', () => {
    const top = openTop(3, { ...TOP_LIMITS, bytes: 1_000, always: 2 });
    const take = (list: number, value: string) => top.take(list, value, top.find(value));
    for (let at = 0; at < 1_000; at += 1) take(0, `value ${at}`);
    const report = () => [0, 1, 2].map((list) => [top.report()(list).distinct, top.report()(list).exact]);
    const [[spent]] = report() as [[number]];
    expect(report()).toEqual([
      [expect.any(Number), false],
      [0, true],
      [0, true],
    ]);
    expect(spent).toBeLessThan(20);
    for (const value of ['one', 'two', 'one']) take(1, value);
    expect(report()[1]).toEqual([2, true]);
    take(1, 'three');
    expect(report()[1]).toEqual([3, false]);
    // A text longer than any name has no claim.
    take(2, 'x'.repeat(10_000));
    expect(report()[2]).toEqual([1, false]);
  });

  it('bound what long texts take', () => {
    const top = openTop(1, { ...TOP_LIMITS, bytes: 1_000_000 });
    const long = 'x'.repeat(100_000);
    for (let at = 0; at < 50; at += 1) top.take(0, `${long}${at}`, top.find(`${long}${at}`));
    expect(top.report()(0)).toMatchObject({ exact: false });
    expect(top.report()(0).distinct).toBeLessThan(10);
  });

  it('count a value once that two hits of an event bring when it is new', () => {
    const top = openTop(2);
    const found = top.find('new');
    for (const list of [0, 1, 1]) top.take(list, 'new', found);
    top.take(1, 'new', top.find('new'));
    expect([0, 1].map((list) => top.report()(list).distinct)).toEqual([1, 1]);
    expect([0, 1].map((list) => top.report()(list).values)).toEqual([
      [{ value: 'new', count: 1 }],
      [{ value: 'new', count: 3 }],
    ]);
  });
});
