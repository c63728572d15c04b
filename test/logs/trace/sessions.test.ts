/** The list of sessions: what is in a row, the order, and what is forgotten on the way. */
import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent, JsonObject } from '../../../src/cloudtrail/event.ts';
import { DEFAULT_WINDOW_MS } from '../../../src/logs/trace/link.ts';
import { listSessions, type SessionsOptions } from '../../../src/logs/trace/sessions.ts';
import { assume, role, use, user } from './records.ts';
import { itemsOf } from './world.ts';

const window = DEFAULT_WINDOW_MS;
const list = async (events: readonly CloudTrailEvent[], options: Partial<SessionsOptions> = {}) => {
  const report = await listSessions(itemsOf(events), { window, ...options });
  return { ...report, rows: Array.from(report.sessions, ({ row }) => row) };
};

const ann = user('ann');
const writes = { readOnly: false };

describe('a list of sessions', () => {
  const dev = role('Dev', 'ann', 'K1', '10:00:00');
  const ops = role('Ops', 'bob', 'K2', '10:10:00');
  const events = [
    assume('c-1', '10:00:00', ann, dev),
    use('u-1', '10:05:00', dev, writes),
    use('u-2', '10:06:00', dev, writes),
    assume('c-2', '10:10:00', dev, ops),
    use('u-3', '10:20:00', ops, writes),
    use('u-3', '10:20:00', ops, writes),
    use('u-4', '10:30:00', ops, { readOnly: 'false' }),
    use('u-5', '10:25:00', ops),
    use('u-6', '10:26:00', ann),
  ];

  it('has the person, the chain, the rename and the counts; renamed sessions come first', async () => {
    const { rows, total, renamed, withoutSession, intake } = await list(events);
    expect([total, renamed, withoutSession, intake.events, intake.repeated]).toEqual([2, 1, 2, 8, 1]);
    expect(
      rows.map(({ name, root, certain, events: count, mutating, first, last }) => [
        name,
        root.name,
        certain,
        count,
        mutating,
        first?.slice(11),
        last?.slice(11),
      ]),
    ).toEqual([
      ['bob', 'ann', true, 3, 2, '10:20:00Z', '10:30:00Z'],
      ['ann', 'ann', true, 3, 2, '10:05:00Z', '10:10:00Z'],
    ]);
    expect(rows[0]?.renames).toEqual([
      { from: 'ann', to: 'bob', eventID: 'c-2', time: '2026-01-01T10:10:00Z' },
    ]);
    expect(rows[0]?.chain.map(({ eventID, evidence }) => [eventID, evidence])).toEqual([
      ['c-2', 'key'],
      ['c-1', 'key'],
    ]);
    expect(rows[1]?.renames).toEqual([]);
  });

  it('shows a session that was issued and did nothing, with its rename', async () => {
    const { rows } = await list(events.slice(0, 4));
    expect(rows.map(({ name, events: count, renames }) => [name, count, renames.length])).toEqual([
      ['bob', 0, 1],
      ['ann', 3, 0],
    ]);
  });

  it('says whether the source identity was set, kept, changed, present or missing', async () => {
    const id = (value: string): JsonObject => ({ sourceIdentity: value });
    const a = role('A', 'x', 'KA', '10:00:00', undefined, id('ann'));
    const b = role('B', 'x', 'KB', '10:01:00', undefined, id('ann'));
    const c = role('C', 'x', 'KC', '10:02:00', undefined, id('bob'));
    const d = role('D', 'x', 'KD', '10:03:00');
    const e = role('E', 'x', 'KE', '10:04:00', undefined, id('eve'));
    const { rows } = await list([
      assume('c-a', '10:00:00', ann, a),
      assume('c-b', '10:01:00', a, b),
      assume('c-c', '10:02:00', b, c),
      assume('c-d', '10:03:00', ann, d),
      ...[a, b, c, d, e].map((session, at) => use(`u-${at}`, '10:10:00', session)),
    ]);
    expect(
      Object.fromEntries(rows.map(({ session, sourceIdentity }) => [session?.split('/')[1], sourceIdentity])),
    ).toEqual({
      A: { state: 'set', value: 'ann' },
      B: { state: 'kept', value: 'ann' },
      C: { state: 'changed', value: 'bob' },
      D: { state: 'missing', value: null },
      E: { state: 'present', value: 'eve' },
    });
  });

  it('does not call it a rename where the next session has the same name', async () => {
    const same = role('Ops', 'ann', 'K2', '10:10:00');
    const { rows, renamed } = await list([
      assume('c-1', '10:00:00', ann, dev),
      assume('c-2', '10:10:00', dev, same),
      use('u-1', '10:20:00', same),
    ]);
    expect([renamed, rows.flatMap(({ renames }) => renames)]).toEqual([0, []]);
  });

  it('keeps the first of them with --top, and counts all', async () => {
    const { rows, total } = await list(events, { top: 1 });
    expect([rows.length, rows[0]?.name, total]).toEqual([1, 'bob', 2]);
  });
});

describe('sessions of the console', () => {
  const { accessKeyId: _key, sessionContext: _context, ...identity } = role('Ops', 'ann', '', null);
  const switched: CloudTrailEvent = {
    ...use('s-1', '10:00:00', identity),
    eventSource: 'signin.amazonaws.com',
    eventName: 'SwitchRole',
    responseElements: { SwitchRole: 'Success' },
    additionalEventData: { SwitchFrom: ann.arn as string },
  };
  it('are one row each: the record of SwitchRole is their beginning, and no use of them', async () => {
    const used = role('Ops', 'ann', 'K9', '10:00:00');
    const rowsOf = async (events: readonly CloudTrailEvent[]) =>
      (await list(events)).rows.map(({ session, events: count, root }) => [session, count, root.name]);
    expect(await rowsOf([switched, use('u-1', '10:05:00', used)])).toEqual([[used.arn, 1, 'ann']]);
    expect(await rowsOf([switched])).toEqual([[used.arn, 0, 'ann']]);
  });
});

describe('root sessions', () => {
  it('of AssumeRoot are sessions also where the record names neither a key nor their beginning', async () => {
    const root: JsonObject = {
      type: 'Root',
      arn: 'arn:aws:iam::444455556666:root',
      accountId: '444455556666',
      sessionContext: { assumedRoot: 'true' },
    };
    const { rows, withoutSession } = await list([use('u-1', '10:00:00', root)]);
    expect([rows.length, rows[0]?.root.kind, withoutSession]).toEqual([1, 'unknown', 0]);
    const own = await list([use('u-2', '10:00:00', { ...root, sessionContext: {} })]);
    expect([own.rows.length, own.withoutSession]).toEqual([0, 1]);
  });
});

/** A session an hour, each of which opens another under another name half an hour later, for `days`. */
function years(days: number): readonly CloudTrailEvent[] {
  const events: CloudTrailEvent[] = [];
  for (let hour = 0; hour < days * 24; hour += 1) {
    const time = (minute: number) =>
      new Date(Date.UTC(2026, 0, 1, hour, minute)).toISOString().replace('.000Z', 'Z');
    const begun = (minute: number): JsonObject => ({ attributes: { creationDate: time(minute) } });
    const a = role('Dev', 'ann', `A${hour}`, null, undefined, begun(0));
    const b = role('Ops', 'bob', `B${hour}`, null, undefined, begun(30));
    events.push(
      assume(`c-a${hour}`, '00:00:00', ann, a, { eventTime: time(0) }),
      use(`u-a${hour}`, '00:00:00', a, { eventTime: time(10) }),
      assume(`c-b${hour}`, '00:00:00', a, b, { eventTime: time(30) }),
      use(`u-b${hour}`, '00:00:00', b, { eventTime: time(40) }),
    );
  }
  return events;
}

describe('what is forgotten', () => {
  it('changes no row of logs in order of time', async () => {
    const events = years(30);
    const whole = await list(events);
    const bounded = await list(events, { maxLive: 100 });
    expect(whole.total).toBe(1440);
    expect(bounded.rows).toEqual(whole.rows);
    expect(bounded.late).toBe(0);
    expect(whole.rows.every(({ certain }) => certain)).toBe(true);
  });

  it('changes no row where events are up to half the window out of order', async () => {
    const events = years(30);
    const order = events.map((event, at) => ({ event, rank: at + ((at * 7919) % 60) }));
    const mixed = order.sort((a, b) => a.rank - b.rank).map(({ event }) => event);
    const { rows, late } = await list(mixed, { maxLive: 100 });
    expect(late).toBe(0);
    expect(rows).toEqual((await list(events)).rows);
  });

  it('leaves the person behind a session that is still used when the first call of its chain goes', async () => {
    const time = (hours: number) =>
      new Date(Date.UTC(2026, 0, 1, hours, 1)).toISOString().replace('.000Z', 'Z');
    const begun = (hours: number): JsonObject => ({ attributes: { creationDate: time(hours) } });
    const a = role('First', 'x', 'LA', null, undefined, begun(0));
    const b = role('Second', 'x', 'LB', null, undefined, begun(30));
    const long = [
      assume('l-a', '00:00:00', ann, a, { eventTime: time(0) }),
      assume('l-b', '00:00:00', a, b, { eventTime: time(30) }),
      // Longer than credentials live: the call l-a is over three windows old when this session ends.
      ...[31, 50, 70, 90].map((hours) => use(`l-${hours}`, '00:00:00', b, { eventTime: time(hours) })),
    ];
    const timeOf = ({ eventTime }: CloudTrailEvent) => String(eventTime);
    const events = [...years(10), ...long].sort((x, y) => (timeOf(x) < timeOf(y) ? -1 : 1));
    const { rows } = await list(events, { maxLive: 40 });
    expect(rows.find(({ accessKeys }) => accessKeys[0] === 'LB')?.root.name).toBe('ann');
  });

  it('is said of events that come too late', async () => {
    const events = years(30);
    const { late } = await list(
      [...events, ...years(1).map((event) => ({ ...event, eventID: `late-${event.eventID}` }))],
      { maxLive: 100 },
    );
    expect(late).toBe(96);
  });

  it('is not moved by one event with a wrong clock', async () => {
    const events = years(30);
    const wrong = use('u-wrong', '00:00:00', role('X', 'x', 'KX', null), {
      eventTime: '2099-01-01T00:00:00Z',
    });
    const { rows, late } = await list([wrong, ...events], { maxLive: 400 });
    expect(late).toBe(0);
    expect(rows.filter(({ name }) => name !== 'x')).toEqual((await list(events)).rows);
  });
});
