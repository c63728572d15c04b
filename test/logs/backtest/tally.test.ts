/** The figures as a whole, held against their definitions written plainly (support.ts). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AskedRule } from '../../../src/logs/backtest/question.ts';
import type { MatchedEvent } from '../../../src/logs/backtest/report.ts';
import { openTally } from '../../../src/logs/backtest/tally.ts';
import { asked, at, CONDITION, expectedReports, hit, matched, uuid } from './support.ts';

const HOSTILE = [
  '__proto__',
  'constructor',
  'toString',
  '',
  ' ',
  '0',
  '\u0000',
  '\ud800',
  'é',
  'e\u0301',
  '[null]',
  'null',
];
const BAD_TIMES = [
  null,
  '',
  'yesterday',
  '__proto__',
  '2026-13-01T00:00:00Z',
  '2026-01-01T00:00:60Z',
  'z'.repeat(20),
];
/** Few, so that groups, days and times meet; the last lies before 1970. */
const TIMES = [
  0,
  1,
  59,
  60,
  61,
  119,
  120,
  3599,
  86_399,
  86_400,
  86_460,
  -1,
  40 * 86_400,
  -90 * 365 * 86_400 + 5,
];

const text = fc.constantFrom('a', 'b', 'A', uuid(1), uuid(2), uuid(1).toUpperCase(), ...HOSTILE);
const value = fc.option(text);
const ids = fc.oneof(
  fc.nat(12).map(uuid),
  fc.nat(3).map((number) => uuid(number + 10).toUpperCase()),
  value,
  fc.uuid(),
);
const times = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...TIMES).map(at) },
  { weight: 1, arbitrary: fc.constantFrom(...TIMES).map((time) => at(time).replace('Z', '.000Z')) },
  { weight: 1, arbitrary: fc.constantFrom(...BAD_TIMES) },
);

const rules = fc.array(
  fc.record({
    groups: fc.nat(3),
    period: fc.option(fc.constantFrom(1, 60, 3600, 90_000)),
    former: fc.constantFrom('none', 'same', 'absent', 'now-absent'),
  }),
  { minLength: 1, maxLength: 4 },
);

const toRule = (
  { groups, period, former }: { groups: number; period: number | null; former: string },
  index: number,
): AskedRule => ({
  ...asked({ rule: `r${index}`, groups }),
  ...(period === null ? {} : { suppressFor: period }),
  ...(former === 'none' ? {} : { former: { condition: former === 'absent' ? undefined : CONDITION } }),
  ...(former === 'now-absent' ? { condition: undefined } : {}),
});

const cases = rules
  .map((drawn) => drawn.map(toRule))
  .chain((asks) => {
    const hits = asks.map((rule, index) =>
      fc
        .record({
          group: fc.array(value, { minLength: rule.groupBy.length, maxLength: rule.groupBy.length }),
          alertTitle: text,
          sides: fc.constantFrom([true, true], [true, false], [false, true]),
        })
        .map(({ group, alertTitle, sides: [is, was] }) =>
          rule.former === undefined
            ? hit(index, { group, alertTitle })
            : hit(index, { group, alertTitle, is: is as boolean, was: was as boolean }),
        ),
    );
    const event = fc
      .record({
        eventID: ids,
        eventTime: times,
        actor: value,
        action: value,
        session: value,
        all: fc.tuple(...hits),
        taken: fc.subarray(
          asks.map((_, index) => index),
          { minLength: 1 },
        ),
      })
      .map(({ all, taken, ...columns }) =>
        matched({ ...columns, hits: all.filter(({ rule }) => taken.includes(rule)) }),
      );
    return fc.record({
      asks: fc.constant(asks),
      events: fc.array(event, { maxLength: 40 }),
      shown: fc.nat(6),
    });
  });

const parsed = (time: string | null) => Date.parse(time ?? '');
function figures(asks: readonly AskedRule[], events: readonly MatchedEvent[], shown = 20) {
  const tally = openTally(asks, { shown });
  for (const event of events) tally.take(event);
  return tally.report();
}

describe('the figures', () => {
  it('are what their definitions say', () => {
    fc.assert(
      fc.property(cases, ({ asks, events, shown }) => {
        expect(figures(asks, events, shown)).toEqual(expectedReports(asks, events, shown, parsed));
      }),
      { numRuns: 400 },
    );
  });

  it('may be asked for at any time, and again', () => {
    fc.assert(
      fc.property(cases, ({ asks, events, shown }) => {
        const tally = openTally(asks, { shown });
        events.forEach((event, taken) => {
          tally.take(event);
          if (taken % 7 === 0) tally.report();
        });
        expect(tally.report()).toEqual(figures(asks, events, shown));
        expect(tally.report()).toEqual(tally.report());
      }),
      { numRuns: 60 },
    );
  });

  it('are the same in any order of reading, where records of one eventID are the same', () => {
    const shuffled = cases.chain((drawn) =>
      fc.record({
        asks: fc.constant(drawn.asks),
        events: fc.constant(drawn.events),
        again: fc.shuffledSubarray(drawn.events, {
          minLength: drawn.events.length,
          maxLength: drawn.events.length,
        }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ asks, events, again }) => {
        const first = new Map<string, MatchedEvent>();
        const same = (event: MatchedEvent) => {
          if (event.eventID === null) return event;
          const known = first.get(event.eventID);
          if (known === undefined) first.set(event.eventID, event);
          return known ?? event;
        };
        const one = events.map(same);
        expect(unordered(figures(asks, again.map(same)))).toEqual(unordered(figures(asks, one)));
      }),
      { numRuns: 200 },
    );
  });

  it('tell of each match that counts, with its side, whether or not it is shown', () => {
    fc.assert(
      fc.property(cases, ({ asks, events, shown }) => {
        const told: [string, string | null, string][] = [];
        const tally = openTally(asks, {
          shown,
          onMatch: ({ rule }, row, side) => told.push([rule, row.eventID, side]),
        });
        for (const event of events) tally.take(event);
        const reports = tally.report();
        expect(reports).toEqual(figures(asks, events, shown));
        for (const { rule, matches, change } of reports) {
          const sides = told.filter(([of]) => of === rule).map(([, , side]) => side);
          expect(sides.filter((side) => side !== 'noLonger')).toHaveLength(matches);
          expect(sides.filter((side) => side === 'newly')).toHaveLength(change?.newly ?? 0);
          expect(sides.filter((side) => side === 'noLonger')).toHaveLength(change?.noLonger ?? 0);
          expect(sides.filter((side) => side === 'match')).toHaveLength(change === null ? matches : 0);
        }
        const order = told.map(([, eventID]) => eventID);
        const read = events.flatMap(({ eventID, hits }) => hits.map(() => eventID));
        expect(isSubsequence(order, read)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('counts a duplicate on no side, though the later record matches on the other', () => {
    const asks = [asked({ former: { condition: CONDITION } })];
    const [before, after] = [hit(0, { is: false, was: true }), hit(0, { is: true, was: false })];
    const [report] = figures(asks, [
      matched({ eventID: 'e', hits: [before] }),
      matched({ eventID: 'e', hits: [after] }),
    ]);
    expect(report).toMatchObject({
      matches: 0,
      duplicates: 1,
      change: { state: 'changed', before: 1, newly: 0, noLonger: 1, newlyEvents: [] },
    });
  });

  it('holds texts of a million characters apart that differ in one', () => {
    const long = 'x'.repeat(1_000_000);
    const texts = [`${long}a`, `${long}b`];
    const events = [...texts, ...texts].map((one) =>
      matched({ eventID: one, actor: one, action: one, session: one, hits: [hit(0, { group: [one] })] }),
    );
    const [report] = figures([asked({ groups: 1, suppressFor: 60 })], events);
    expect(report).toMatchObject({ matches: 2, duplicates: 2, alerts: { count: 2, groups: 2 } });
    expect(report?.actors).toEqual({
      values: texts.map((one) => ({ value: one, count: 1 })),
      distinct: 2,
      exact: true,
    });
  });

  it('shows a time as the record wrote it, and counts its day in UTC', () => {
    const [report] = figures(
      [asked()],
      ['2026-01-02T00:30:00+01:00', '2026-01-01T12:00:00.5Z', '2026-01-02T00:00:00Z'].map((eventTime) =>
        matched({ eventTime }),
      ),
    );
    expect(report).toMatchObject({ first: '2026-01-01T12:00:00.5Z', last: '2026-01-02T00:00:00Z' });
    expect(report?.byDay).toEqual([
      { day: '2026-01-01', matches: 2, alerts: 2 },
      { day: '2026-01-02', matches: 1, alerts: 1 },
    ]);
  });

  it('ignores a hit of a rule that was not asked', () => {
    expect(figures([asked()], [matched({ hits: [hit(1)] })])[0]?.matches).toBe(0);
  });
});

/** Without what may differ where times are equal. */
function unordered(reports: ReturnType<typeof figures>) {
  return reports.map(({ events, change, ...rest }) => ({
    ...rest,
    times: events.map(({ eventTime }) => String(parsed(eventTime))),
    change: change && {
      ...change,
      newlyEvents: change.newlyEvents.length,
      noLongerEvents: change.noLongerEvents.length,
    },
  }));
}

function isSubsequence<T>(part: readonly T[], whole: readonly T[]): boolean {
  let at = 0;
  for (const one of whole) if (at < part.length && part[at] === one) at += 1;
  return at === part.length;
}
