import { describe, expect, it } from 'vitest';
import type { AskedRule } from '../../../src/logs/backtest/question.ts';
import { openTally } from '../../../src/logs/backtest/tally.ts';
import { asked, at, hit, matched } from './support.ts';

type Match = readonly [seconds: number | null, ...group: (string | null)[]];

function alerts(rule: AskedRule, matches: readonly Match[]) {
  const tally = openTally([rule], { shown: 0 });
  for (const [seconds, ...group] of matches) {
    tally.take(matched({ eventTime: seconds === null ? null : at(seconds), hits: [hit(0, { group })] }));
  }
  const [report] = tally.report();
  return [report?.alerts.count, report?.alerts.groups, report?.byDay.map((day) => day.alerts)];
}

describe('alerts', () => {
  it('are all matches where a rule suppresses nothing, though it groups', () => {
    expect(
      alerts(asked({ groups: 1 }), [
        [0, 'a'],
        [0, 'a'],
        [1, 'b'],
      ]),
    ).toEqual([3, 2, [3]]);
  });

  it('are all matches where a rule suppresses without grouping: each event is a group', () => {
    expect(alerts(asked({ suppressFor: 60 }), [[0], [0], [1]])).toEqual([3, 3, [3]]);
    const tally = openTally([asked({ suppressFor: 60 })], { shown: 0 });
    for (let count = 0; count < 3; count += 1) tally.take(matched({ eventID: null }));
    expect(tally.report()[0]?.alerts).toEqual({ count: 3, groups: 3 });
  });

  const rule = asked({ groups: 1, suppressFor: 60 });
  it('come again at the end of the quiet time, and not a moment before', () => {
    expect(
      alerts(rule, [
        [0, 'a'],
        [59, 'a'],
      ]),
    ).toEqual([1, 1, [1]]);
    expect(
      alerts(rule, [
        [0, 'a'],
        [60, 'a'],
      ]),
    ).toEqual([2, 1, [2]]);
  });

  it('are quiet from the last alert on, not from the last match', () => {
    expect(
      alerts(rule, [
        [0, 'a'],
        [40, 'a'],
        [80, 'a'],
        [120, 'a'],
        [140, 'a'],
      ]),
    ).toEqual([3, 1, [3]]);
  });

  it('go by time, in whatever order the matches are read', () => {
    expect(
      alerts(rule, [
        [130, 'a'],
        [70, 'a'],
        [0, 'a'],
        [40, 'a'],
      ]),
    ).toEqual([3, 1, [3]]);
  });

  it('hold groups apart: each value, its absence, and the place it stands in', () => {
    expect(
      alerts(rule, [
        [0, 'a'],
        [0, null],
        [0, ''],
        [0, 'null'],
        [1, null],
      ]),
    ).toEqual([4, 4, [4]]);
    const two = asked({ groups: 2, suppressFor: 60 });
    expect(
      alerts(two, [
        [0, 'a', 'b'],
        [0, 'b', 'a'],
        [0, 'ab', ''],
        [0, null, 'a'],
        [1, 'a', 'b'],
      ]),
    ).toEqual([4, 4, [4]]);
  });

  it('hold the groups of one rule apart from those of another', () => {
    const tally = openTally([rule, rule], { shown: 0 });
    tally.take(matched({ eventTime: at(0), hits: [hit(0, { group: ['a'] }), hit(1, { group: ['a'] })] }));
    tally.take(matched({ eventTime: at(1), hits: [hit(1, { group: ['a'] })] }));
    expect(tally.report().map((report) => report.alerts)).toEqual([
      { count: 1, groups: 1 },
      { count: 1, groups: 1 },
    ]);
  });

  it('stand in the day of the alert; quiet goes on over midnight', () => {
    expect(
      alerts(rule, [
        [86_390, 'a'],
        [86_410, 'a'],
        [86_450, 'a'],
      ]),
    ).toEqual([2, 1, [1, 1]]);
    expect(
      alerts(rule, [
        [86_390, 'a'],
        [86_410, 'a'],
      ]),
    ).toEqual([1, 1, [1, 0]]);
  });

  it('are each match without a time, which silences nothing and stands in no day', () => {
    expect(
      alerts(rule, [
        [null, 'a'],
        [0, 'a'],
        [null, 'a'],
        [1, 'a'],
        [null, 'b'],
      ]),
    ).toEqual([4, 2, [1]]);
  });

  it('are right for more times in a group than are sorted at first', () => {
    const matches = Array.from({ length: 50_000 }, (_, index): Match => [(index * 7_919) % 50_000, 'a']);
    expect(alerts(rule, matches).slice(0, 2)).toEqual([Math.ceil(50_000 / 60), 1]);
  });
});
