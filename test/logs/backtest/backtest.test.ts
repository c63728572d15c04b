import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import { compileCondition } from '../../../src/evaluate/condition.ts';
import { backtest, backtestItems } from '../../../src/logs/backtest/backtest.ts';
import { askedRule } from '../../../src/logs/backtest/question.ts';
import type { BacktestReport, FilesRead } from '../../../src/logs/backtest/report.ts';
import type { LogItem } from '../../../src/logs/item.ts';
import { all, any, exists, field, not, rule, test } from '../../evaluate/build.ts';

const origin = (record: number): LogItem['origin'] => ({ path: 'log.json', record });
const event = (record: number, value: CloudTrailEvent): LogItem => ({
  kind: 'event',
  event: { eventID: `e-${record}`, ...value },
  origin: origin(record),
});
async function* stream(items: Iterable<LogItem>): AsyncGenerator<LogItem> {
  yield* items;
}
const sourceOf = ({ source }: BacktestReport) => source as FilesRead;
const idsOf = (report: BacktestReport, at: number) => report.rules[at]?.events.map(({ eventID }) => eventID);

const assumeRole = rule(test('equals', 'eventName', 'AssumeRole'), {
  stem: 'assume-role',
  title: [field('a'), { kind: 'text', text: ' acted' }],
});
const never = rule(any(), { stem: 'never' });
const always = rule(all(), { stem: 'always' });
const NO_VALUES = { values: [], distinct: 0, exact: true };
const NOTHING = {
  matches: 0,
  duplicates: 0,
  untimed: 0,
  first: null,
  last: null,
  byDay: [],
  alerts: { count: 0, groups: 0 },
  actors: NO_VALUES,
  actions: NO_VALUES,
  sessions: NO_VALUES,
  events: [],
  change: null,
};

describe('a backtest', () => {
  it('lists every rule in order, and its matches by time', async () => {
    const items = [
      event(1, { eventName: 'AssumeRole', eventSource: 'sts.amazonaws.com', awsRegion: 'eu-west-1', a: 'x' }),
      event(2, { eventName: 'CreateUser' }),
      event(3, { eventName: 'AssumeRole', eventTime: '2026-01-01T00:00:00Z' }),
    ];
    const report = await backtest([never, assumeRole, always], stream(items));
    expect(sourceOf(report).events).toEqual({ read: 3, outside: 0, skipped: 0, malformed: 0 });
    expect(report.rules.map((one) => [one.rule, one.id, one.matches])).toEqual([
      ['never', 'id-of-never', 0],
      ['assume-role', 'id-of-assume-role', 2],
      ['always', 'id-of-always', 3],
    ]);
    expect(report.rules[0]?.events).toEqual([]);
    expect(report.rules[1]?.events).toEqual([
      expect.objectContaining({ eventID: 'e-3', alertTitle: '(absent) acted', origin: origin(3) }),
      {
        eventID: 'e-1',
        eventTime: null,
        actor: null,
        action: 'sts:AssumeRole',
        account: null,
        region: 'eu-west-1',
        session: null,
        alertTitle: 'x acted',
        origin: origin(1),
      },
    ]);
    expect(idsOf(report, 2)).toEqual(['e-3', 'e-1', 'e-2']);
  });

  it('names the session of a role, and of no other caller', async () => {
    const arn = 'arn:aws:sts::111122223333:assumed-role/build/ann';
    const report = await backtest(
      [always],
      stream([
        event(1, { userIdentity: { type: 'AssumedRole', arn } }),
        event(2, { userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/ann' } }),
      ]),
    );
    expect(report.rules[0]?.sessions).toEqual({
      values: [{ value: arn, count: 1 }],
      distinct: 1,
      exact: true,
    });
    expect(report.rules[0]?.events.map(({ session }) => session)).toEqual([arn, null]);
  });

  it('counts what is no event, and goes on', async () => {
    const report = await backtest(
      [assumeRole],
      stream([
        { kind: 'skipped', reason: 'digest file', origin: origin(1) },
        { kind: 'malformed', reason: 'half a line', origin: origin(2) },
        { kind: 'skipped', reason: '__proto__', origin: origin(3) },
        { kind: 'skipped', reason: 'digest file', origin: origin(4) },
        event(5, { eventName: 'AssumeRole' }),
        { kind: 'file', events: 1, skipped: 3, malformed: 1, origin: origin(5) },
      ]),
    );
    expect(report.source).toEqual({
      kind: 'files',
      files: 1,
      emptyFiles: { count: 0, first: null },
      prunedFiles: 0,
      events: { read: 1, outside: 0, skipped: 3, malformed: 1 },
      skippedByReason: [
        { reason: 'digest file', count: 2, files: 1, first: origin(1) },
        { reason: '__proto__', count: 1, files: 1, first: origin(3) },
      ],
      malformedItems: [{ reason: 'half a line', origin: origin(2) }],
    });
    expect(report.rules[0]?.matches).toBe(1);
  });

  it('keeps a bounded number of malformed items, and counts all', async () => {
    const items = Array.from(
      { length: 250 },
      (_, at): LogItem => ({ kind: 'malformed', reason: 'bad', origin: origin(at) }),
    );
    const report = await backtest([], stream(items));
    expect(sourceOf(report).events.malformed).toBe(250);
    expect(sourceOf(report).malformedItems).toHaveLength(100);
    expect(report.rules).toEqual([]);
  });

  it('reads nothing at all', async () => {
    const report = await backtest([assumeRole], stream([]));
    expect(sourceOf(report).events).toEqual({ read: 0, outside: 0, skipped: 0, malformed: 0 });
    expect(report).toMatchObject({
      complete: true,
      stopped: null,
      range: { from: null, to: null },
      against: null,
    });
    expect(report.rules).toEqual([
      { rule: 'assume-role', id: 'id-of-assume-role', title: 'assume-role', level: 'low', ...NOTHING },
    ]);
  });

  it('takes one event at a time', async () => {
    let ahead = 0;
    let most = 0;
    const counting = rule(all(), { stem: 'counting', title: [] });
    async function* lazily() {
      for (let at = 0; at < 50; at += 1) {
        ahead += 1;
        most = Math.max(most, ahead);
        yield event(at, {});
        ahead -= 1;
      }
    }
    const report = await backtest([counting], lazily());
    expect(most).toBe(1);
    expect(sourceOf(report).events.read).toBe(50);
  });

  it('takes batches as it takes single items', async () => {
    const items = [
      event(1, { eventName: 'AssumeRole' }),
      event(2, {}),
      event(3, { eventName: 'AssumeRole' }),
    ];
    async function* batched() {
      yield items.slice(0, 2);
      yield [];
      yield items.slice(2);
    }
    const report = await backtest([assumeRole, always], batched());
    expect(report).toEqual(await backtest([assumeRole, always], stream(items)));
    expect(idsOf(report, 0)).toEqual(['e-1', 'e-3']);
  });

  it('asks only about events of the range, counts the others, and says what was asked', async () => {
    const items = ['2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', null].map(
      (eventTime, at) => event(at, { eventTime }),
    );
    const range = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 2) };
    const report = await backtest([always], stream(items), { range });
    expect(sourceOf(report).events).toEqual({ read: 1, outside: 3, skipped: 0, malformed: 0 });
    expect(report.range).toEqual({ from: '2026-01-01T00:00:00.000Z', to: '2026-01-02T00:00:00.000Z' });
    expect(idsOf(report, 0)).toEqual(['e-1']);
  });

  it('shows as many events as are asked for, 20 by itself', async () => {
    const items = Array.from({ length: 30 }, (_, at) => event(at, {}));
    expect(idsOf(await backtest([always], stream(items)), 0)).toHaveLength(20);
    expect(idsOf(await backtest([always], stream(items), { shown: 3 }), 0)).toEqual(['e-0', 'e-1', 'e-2']);
    expect(idsOf(await backtest([always], stream(items), { shown: 0 }), 0)).toEqual([]);
  });

  it('tells of each match that counts, in reading order', async () => {
    const told: string[] = [];
    const asked = { ...askedRule(assumeRole), former: { condition: test('equals', 'a', 'y') } };
    const items = [
      event(1, { eventName: 'AssumeRole', eventTime: '2026-01-02T00:00:00Z' }),
      event(2, { eventName: 'AssumeRole', eventTime: '2026-01-01T00:00:00Z', a: 'y' }),
      event(2, { eventName: 'AssumeRole', eventTime: '2026-01-01T00:00:00Z', a: 'y' }),
      event(3, { eventName: 'CreateUser', a: 'y' }),
    ];
    await backtestItems([asked, askedRule(always)], stream(items), {
      shown: 1,
      against: 'main',
      onMatch: (one, row, side) => told.push(`${one.rule} ${row.eventID} ${row.alertTitle} ${side}`),
    });
    expect(told).toEqual([
      'assume-role e-1 (absent) acted newly',
      'always e-1  match',
      'assume-role e-2 y acted both',
      'always e-2  match',
      'assume-role e-3 y acted noLonger',
      'always e-3  match',
    ]);
  });

  it('finds what evaluating every rule on every event finds', async () => {
    const rules = [
      assumeRole,
      rule(test('equals', 'eventName', 'assumerole', true), { stem: 'folded' }),
      rule(all(test('oneOf', 'eventSource', ['sts.amazonaws.com', 'iam.amazonaws.com']), exists('a')), {
        stem: 'source',
      }),
      rule(not(test('equals', 'eventName', 'AssumeRole')), { stem: 'negated' }),
      rule(any(test('equals', 'eventName', 'AssumeRole'), exists('a')), { stem: 'half' }),
      rule(any(test('equals', 'eventName', 'CreateUser'), test('equals', 'eventName', 'AssumeRole')), {
        stem: 'either',
      }),
      rule(test('equals', 'eventName', 'true'), { stem: 'boolean' }),
      rule(test('equals', 'eventName', ['x', field('a')]), { stem: 'field' }),
    ];
    const events: CloudTrailEvent[] = [];
    for (const eventName of ['AssumeRole', 'assumerole', 'CreateUser', true, null, 'x', ['AssumeRole']]) {
      for (const eventSource of ['sts.amazonaws.com', 'STS.amazonaws.com', null]) {
        for (const a of ['x', 'AssumeRole', null]) events.push({ eventName, eventSource, a });
      }
      events.push({ eventName });
    }
    events.push({});
    const items = events.map((one, at) => event(at, one));
    const report = await backtest(rules, stream(items), { shown: events.length });
    rules.forEach((one, at) => {
      const expected = events.flatMap((candidate, record) =>
        compileCondition(one.condition)(candidate) ? [`e-${record}`] : [],
      );
      expect(idsOf(report, at)).toEqual(expected);
      expect(report.rules[at]?.matches).toBe(expected.length);
    });
    expect(report.rules.filter(({ matches }) => matches === 0)).toEqual([]);
  });
});
