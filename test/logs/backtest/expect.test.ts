/** When an expectation is fulfilled; the cases are those that docs/backtest.md tells. */
import { describe, expect, it } from 'vitest';
import {
  type Bounds,
  type ExpectedOfRule,
  judge,
  NOTHING,
  unreadOf,
} from '../../../src/logs/backtest/expect.ts';
import type { BacktestReport, RuleReport } from '../../../src/logs/backtest/report.ts';

const top = { values: [], distinct: 0, exact: true };
const rule = (
  name: string,
  matches: number,
  alerts = matches,
  more: Partial<RuleReport> = {},
): RuleReport => ({
  rule: name,
  id: name,
  title: name,
  level: 'low',
  matches,
  duplicates: 0,
  untimed: 0,
  first: null,
  last: null,
  byDay: [],
  alerts: { count: alerts, groups: alerts },
  actors: top,
  actions: top,
  sessions: top,
  events: [],
  change: null,
  ...more,
});
const report = (
  rules: readonly RuleReport[],
  { stopped = null, malformed = 0 }: { stopped?: string | null; malformed?: number } = {},
): BacktestReport => ({
  complete: stopped === null,
  stopped,
  range: { from: null, to: null },
  against: null,
  source: {
    kind: 'files',
    files: 1,
    emptyFiles: { count: 0, first: null },
    prunedFiles: 0,
    events: { read: 9, outside: 0, skipped: 0, malformed },
    skippedByReason: [],
    malformedItems: [],
  },
  rules,
});

const expectations = (rules: Readonly<Record<string, ExpectedOfRule>>, others: ExpectedOfRule = NOTHING) => ({
  rules: new Map(Object.entries(rules)),
  others,
});
const reasons = (bounds: Bounds, matches: number, how: { stopped?: string; malformed?: number } = {}) =>
  judge(expectations({ a: { matches: bounds } }), report([rule('a', matches)], how)).results.map(
    ({ reason }) => reason,
  );

describe('an expectation', () => {
  it.each<[Bounds, readonly number[], readonly number[]]>([
    [{ exactly: 2 }, [2], [0, 1, 3]],
    [{ atMost: 2 }, [0, 2], [3]],
    [{ atLeast: 2 }, [2, 3], [0, 1]],
    [{ atLeast: 1, atMost: 2 }, [1, 2], [0, 3]],
    [{ exactly: 0 }, [0], [1]],
  ])('%j includes its bounds', (bounds, within, outside) => {
    expect(within.flatMap((matches) => reasons(bounds, matches))).toEqual(within.map(() => null));
    for (const matches of outside) expect(reasons(bounds, matches)[0]).toContain(`${matches} match`);
  });

  it('says what was found and what was expected', () => {
    expect(reasons({ atLeast: 2, atMost: 4 }, 1)).toEqual(['1 match, expected at least 2 and at most 4.']);
  });

  it('holds alerts apart from matches', () => {
    const { results } = judge(
      expectations({ a: { matches: { atMost: 5 }, alerts: { atMost: 1 } }, b: { alerts: { exactly: 2 } } }),
      report([rule('a', 5, 2), rule('b', 9, 2)]),
    );
    expect(results.map(({ rule: name, of, found, passed }) => [name, of, found, passed])).toEqual([
      ['a', 'matches', 5, true],
      ['a', 'alerts', 2, false],
      ['b', 'alerts', 2, true],
    ]);
  });

  it('is nothing at all for a rule that nobody names, unless something else is said of those', () => {
    const found = report([rule('a', 1), rule('b', 1), rule('c', 0)]);
    const unnamed = judge(expectations({ a: { matches: { exactly: 1 } } }), found);
    expect(unnamed.results.map(({ rule: name, named, passed }) => [name, named, passed])).toEqual([
      ['a', true, true],
      ['b', false, false],
      ['c', false, true],
    ]);
    expect(unnamed).toMatchObject({ passed: 2, failed: 1 });
    expect(judge(expectations({}, { matches: { atMost: 1 } }), found).failed).toBe(0);
  });

  it('is not looked at for a rule that was not asked, and there is none of a rule that is gone', () => {
    const change = { before: 3, newly: 0, noLonger: 3, newlyEvents: [], noLongerEvents: [] };
    const judged = judge(
      expectations({ a: { matches: { exactly: 1 } } }, { matches: { atLeast: 1 } }),
      report([rule('b', 1), rule('gone', 0, 0, { change: { state: 'removed', ...change } })]),
    );
    expect(judged.notAsked).toEqual(['a']);
    expect(judged.results.map(({ rule: name }) => name)).toEqual(['b']);
  });
});

describe('of a part', () => {
  const cut = { stopped: 'Ctrl-C after 1 file' };
  it.each<[Bounds]>([[{ exactly: 2 }], [{ atMost: 2 }], [{ atLeast: 1, atMost: 2 }], [{ exactly: 0 }]])(
    '%j cannot be fulfilled, and why is said',
    (bounds) => {
      const within = bounds.exactly ?? 2;
      expect(reasons(bounds, within, cut)[0]).toContain(
        'since the backtest is of a part (Ctrl-C after 1 file).',
      );
      expect(reasons(bounds, within, { malformed: 1 })[0]).toContain(
        'since one item of the logs could not be read.',
      );
      expect(reasons(bounds, within, { malformed: 2 })[0]).toContain(
        '2 items of the logs could not be read.',
      );
    },
  );

  it('at least so many can be, since more input takes nothing away', () => {
    expect(reasons({ atLeast: 2 }, 2, cut)).toEqual([null]);
    expect(reasons({ atLeast: 2 }, 1, cut)[0]).toContain('of a part');
  });

  it('too many stays too many, for that reason alone', () => {
    expect(reasons({ atMost: 2 }, 3, cut)).toEqual(['3 matches, expected at most 2.']);
  });

  it('is neither a whole backtest nor one in which nothing was malformed', () => {
    expect(unreadOf(report([]))).toBeUndefined();
    const queries = { kind: 'queries', engine: 'duckdb', table: 't', queries: [] } as const;
    expect(unreadOf({ ...report([]), source: queries })).toBeUndefined();
    // What an engine was given to read.
    const { source: files } = report([], { malformed: 1 });
    if (files.kind !== 'files') throw new Error();
    expect(unreadOf({ ...report([]), source: { ...queries, files } })).toContain('one item');
  });
});
