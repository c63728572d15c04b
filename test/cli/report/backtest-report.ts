/** Reports of a backtest by hand, for the tests of their printers: plain values, and names that are attacks. */
import type {
  BacktestReport,
  EventShown,
  FilesRead,
  RuleReport,
  Top,
} from '../../../src/logs/backtest/report.ts';

export const HOSTILE = `<img src=x onerror="alert(1)">'&"</details></script><script>alert(2)</script>|\`\u202eevil\u0007`;

export const eventOf = (change: Partial<EventShown> = {}): EventShown => ({
  eventID: 'e-1',
  eventTime: '2026-01-01T00:00:00Z',
  actor: 'ann',
  action: 'sts:AssumeRole',
  account: '111122223333',
  region: 'us-east-1',
  alertTitle: 'ann became om',
  session: 'arn:aws:sts::111122223333:assumed-role/Dev/ann',
  origin: { path: 'logs/a.json.gz', record: 2, line: 3 },
  ...change,
});

export const topOf = (...values: readonly (readonly [string, number])[]): Top => ({
  values: values.map(([value, count]) => ({ value, count })),
  distinct: values.length,
  exact: true,
});

/** A rule with matches on the days given, each raising an alert unless it is said otherwise. */
export function ruleOf(
  rule: string,
  days: Readonly<Record<string, number>> = {},
  change: Partial<RuleReport> = {},
): RuleReport {
  const byDay = Object.entries(days).map(([day, matches]) => ({ day, matches, alerts: matches }));
  const matches = byDay.reduce((sum, day) => sum + day.matches, 0);
  const [first, last] = [byDay[0]?.day, byDay.at(-1)?.day];
  return {
    rule,
    id: `00000000-0000-4000-8000-${rule.length.toString().padStart(12, '0')}`,
    title: `Title of ${rule}`,
    level: 'high',
    matches,
    duplicates: 0,
    untimed: 0,
    first: first === undefined ? null : `${first}T00:00:00Z`,
    last: last === undefined ? null : `${last}T23:00:00Z`,
    byDay,
    alerts: { count: matches, groups: matches },
    actors: matches === 0 ? topOf() : topOf(['ann', matches]),
    actions: matches === 0 ? topOf() : topOf(['sts:AssumeRole', matches]),
    sessions: topOf(),
    events: matches === 0 ? [] : [eventOf()],
    change: null,
    ...change,
  };
}

export const FILES: FilesRead = {
  kind: 'files',
  files: 2,
  emptyFiles: { count: 0, first: null },
  prunedFiles: 0,
  events: { read: 100, outside: 0, skipped: 0, malformed: 0 },
  skippedByReason: [],
  malformedItems: [],
};

export const reportOf = (
  rules: readonly RuleReport[],
  change: Partial<BacktestReport> = {},
): BacktestReport => ({
  complete: true,
  stopped: null,
  range: { from: null, to: null },
  against: null,
  source: FILES,
  rules,
  ...change,
});

/** A comparison in which one rule gained two and lost one, one is new, one is gone and one is as it was. */
export function comparedReport(): BacktestReport {
  const counts = { before: 0, newly: 0, noLonger: 0, newlyEvents: [], noLongerEvents: [] };
  return reportOf(
    [
      ruleOf('as-it-was', { '2026-01-01': 90 }, { change: { ...counts, state: 'same', before: 90 } }),
      ruleOf(
        'tuned',
        { '2026-01-01': 1, '2026-01-10': 3 },
        {
          change: {
            state: 'changed',
            before: 3,
            newly: 2,
            noLonger: 1,
            newlyEvents: [eventOf({ eventID: 'new-1' }), eventOf({ eventID: 'new-2' })],
            noLongerEvents: [eventOf({ eventID: 'gone-1', actor: 'bob' })],
          },
        },
      ),
      ruleOf('fresh', { '2026-01-02': 1 }, { change: { ...counts, state: 'added', newly: 1 } }),
      ruleOf('dropped', {}, { change: { ...counts, state: 'removed', before: 4, noLonger: 4 } }),
      ruleOf('silent', {}, { change: { ...counts, state: 'same' } }),
    ],
    { against: 'origin/main' },
  );
}
