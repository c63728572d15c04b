import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import { compileCondition } from '../../src/evaluate/condition.ts';
import { backtest } from '../../src/logs/backtest.ts';
import type { LogItem } from '../../src/logs/read.ts';
import { all, any, exists, field, not, rule, test } from '../evaluate/build.ts';

const origin = (record: number): LogItem['origin'] => ({ path: 'log.json', record });
const event = (record: number, value: CloudTrailEvent): LogItem => ({
  kind: 'event',
  event: { eventID: `e-${record}`, ...value },
  origin: origin(record),
});
async function* stream(items: Iterable<LogItem>): AsyncGenerator<LogItem> {
  yield* items;
}

const assumeRole = rule(test('equals', 'eventName', 'AssumeRole'), {
  stem: 'assume-role',
  title: [field('a'), { kind: 'text', text: ' acted' }],
});
const never = rule(any(), { stem: 'never' });
const always = rule(all(), { stem: 'always' });

describe('a backtest', () => {
  it('lists every rule in order, and its matches in reading order', async () => {
    const items = [
      event(1, { eventName: 'AssumeRole', eventSource: 'sts.amazonaws.com', awsRegion: 'eu-west-1', a: 'x' }),
      event(2, { eventName: 'CreateUser' }),
      event(3, { eventName: 'AssumeRole', eventTime: '2026-01-01T00:00:00Z' }),
    ];
    const report = await backtest([never, assumeRole, always], stream(items));
    expect(report.events).toEqual({ read: 3, skipped: 0, malformed: 0 });
    expect(report.rules.map(({ rule, id }) => [rule, id])).toEqual([
      ['never', 'id-of-never'],
      ['assume-role', 'id-of-assume-role'],
      ['always', 'id-of-always'],
    ]);
    expect(report.rules[0]?.matches).toEqual([]);
    expect(report.rules[1]?.matches).toEqual([
      {
        eventID: 'e-1',
        eventTime: null,
        actor: null,
        action: 'sts:AssumeRole',
        account: null,
        region: 'eu-west-1',
        alertTitle: 'x acted',
        origin: origin(1),
      },
      expect.objectContaining({ eventID: 'e-3', alertTitle: '(absent) acted', origin: origin(3) }),
    ]);
    expect(report.rules[2]?.matches.map(({ eventID }) => eventID)).toEqual(['e-1', 'e-2', 'e-3']);
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
    expect(report.files).toBe(1);
    expect(report.events).toEqual({ read: 1, skipped: 3, malformed: 1 });
    expect(report.skippedByReason).toEqual([
      { reason: 'digest file', count: 2, files: 1, first: origin(1) },
      { reason: '__proto__', count: 1, files: 1, first: origin(3) },
    ]);
    expect(report.malformedItems).toEqual([{ reason: 'half a line', origin: origin(2) }]);
    expect(report.rules[0]?.matches).toHaveLength(1);
  });

  it('keeps a bounded number of malformed items, and counts all', async () => {
    const items = Array.from(
      { length: 250 },
      (_, at): LogItem => ({ kind: 'malformed', reason: 'bad', origin: origin(at) }),
    );
    const report = await backtest([], stream(items));
    expect(report.events.malformed).toBe(250);
    expect(report.malformedItems).toHaveLength(100);
    expect(report.rules).toEqual([]);
  });

  it('reads nothing at all', async () => {
    const report = await backtest([assumeRole], stream([]));
    expect(report.events).toEqual({ read: 0, skipped: 0, malformed: 0 });
    expect(report.rules).toEqual([{ rule: 'assume-role', id: 'id-of-assume-role', matches: [] }]);
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
    expect(report.events.read).toBe(50);
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
    expect(await backtest([assumeRole, always], batched())).toEqual(
      await backtest([assumeRole, always], stream(items)),
    );
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
    const report = await backtest(rules, stream(events.map((one, at) => event(at, one))));
    rules.forEach((one, at) => {
      const expected = events.flatMap((candidate, record) =>
        compileCondition(one.condition)(candidate) ? [`e-${record}`] : [],
      );
      expect(report.rules[at]?.matches.map(({ eventID }) => eventID)).toEqual(expected);
    });
    expect(report.rules.filter(({ matches }) => matches.length === 0)).toEqual([]);
  });
});
