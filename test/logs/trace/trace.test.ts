/** Cases by hand, each a sentence of docs/trace.md or a trap of the records. */
import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent, JsonObject } from '../../../src/cloudtrail/event.ts';
import { DEFAULT_WINDOW_MS } from '../../../src/logs/trace/link.ts';
import { traceLogs } from '../../../src/logs/trace/trace.ts';
import { assume, role, sts, use, user } from './records.ts';
import { itemsOf } from './world.ts';

const ask = (what: string, events: readonly CloudTrailEvent[], options = {}) =>
  traceLogs(what, itemsOf(events), { window: DEFAULT_WINDOW_MS, forward: false, ...options });

const trace = async (what: string, events: readonly CloudTrailEvent[], options = {}) => {
  const answer = await ask(what, events, options);
  if (answer.kind !== 'found') throw new Error(answer.kind);
  return answer.trace;
};

const ann = user('ann');
const bob = user('bob');

describe('a trace', () => {
  it('takes the call whose session fits when one key was issued twice', async () => {
    const events = [
      assume('c-1', '10:00:00', ann, role('Dev', 'x', 'K1', '10:00:00')),
      assume('c-2', '11:00:00', bob, role('Dev', 'x', 'K1', '11:00:00')),
      use('u-1', '11:30:00', role('Dev', 'x', 'K1', '10:00:00')),
      use('u-2', '11:31:00', role('Dev', 'x', 'K1', '11:00:00')),
    ];
    expect(await trace('u-1', events)).toMatchObject({ end: { name: 'ann' }, certain: true });
    expect(await trace('u-2', events)).toMatchObject({ end: { name: 'bob' }, certain: true });
  });

  it('takes the nearest before, as weaker, where nothing tells two calls of one key apart', async () => {
    const events = [
      assume('c-1', '10:00:00', ann, role('Dev', 'x', 'K1', '10:00:00')),
      assume('c-2', '11:00:00', bob, role('Dev', 'x', 'K1', '11:00:00')),
      use('u-1', '11:30:00', role('Dev', 'x', 'K1', null)),
    ];
    const found = await trace('u-1', events);
    expect(found).toMatchObject({ end: { name: 'bob' }, certain: false });
    expect(found.hops[0]).toMatchObject({ evidence: 'reused-key', strength: 'weaker', rivals: ['c-1'] });
  });

  it('does not trust a key that was issued to another session', async () => {
    const events = [
      assume('c-1', '10:00:00', ann, role('Dev', 'x', 'K1', '10:00:00')),
      use('u-1', '10:30:00', role('Admin', 'y', 'K1', '10:10:00')),
    ];
    const found = await trace('u-1', events);
    expect(found.hops).toEqual([]);
    expect(found.missing?.reason).toBe('other-session');
  });

  it('does not reach over the window, and says so', async () => {
    const session = role('Dev', 'x', 'K1', null);
    const events = [
      assume('c-1', '00:00:00', ann, session),
      use('u-1', '12:00:00', session, { eventTime: '2026-01-03T13:00:00Z' }),
    ];
    const found = await trace('u-1', events);
    expect(found.hops).toEqual([]);
    expect(found.missing).toMatchObject({ reason: 'outside-window' });
    expect(found.missing?.says).toContain('61 hours before');
    expect((await trace('u-1', events, { window: 62 * 3_600_000 })).certain).toBe(true);
  });

  it('allows a use five minutes before its call, and no more', async () => {
    const session = role('Dev', 'x', 'K1', null);
    const call = assume('c-1', '10:05:00', ann, session);
    expect((await trace('u-1', [call, use('u-1', '10:00:00', session)])).end.name).toBe('ann');
    expect((await trace('u-1', [call, use('u-1', '09:59:59', session)])).end.kind).toBe('unknown');
  });

  it('does not take a call that the session itself made for its origin', async () => {
    const self = role('Dev', 'x', 'K1', null);
    const again = role('Dev', 'x', 'K2', null);
    const found = await trace('u-1', [assume('c-2', '10:00:00', self, again), use('u-1', '10:01:00', self)]);
    expect(found.hops).toEqual([]);
    expect(found.missing?.reason).toBe('no-call');
  });

  it('ends in a cycle where calls lead back to themselves', async () => {
    const a = role('A', 'a', 'KA', null);
    const b = role('B', 'b', 'KB', null);
    const found = await trace('u-1', [
      assume('c-1', '10:00:00', b, a),
      assume('c-2', '10:00:00', a, b),
      use('u-1', '10:01:00', a),
    ]);
    expect(found.end.kind).toBe('cycle');
    expect(found.hops.map(({ eventID }) => eventID)).toEqual(['c-1', 'c-2']);
  });

  it('joins the two records of a call across accounts, and asks for the caller’s where only one is there', async () => {
    const far = role('Ops', 'ann', 'K2', '10:10:00', '444455556666');
    const near = role('Dev', 'ann', 'K1', '10:00:00');
    const shared = { sharedEventID: 's-1' };
    const theirs = assume(
      'c-2b',
      '10:10:00',
      { type: 'AWSAccount', principalId: 'AROA111122223333Dev:ann', accountId: '111122223333' },
      far,
      shared,
    );
    const events = [
      theirs,
      assume('c-2a', '10:10:00', near, far, shared),
      assume('c-1', '10:00:00', ann, near),
      use('u-1', '10:20:00', far),
    ];
    const found = await trace('u-1', events);
    expect(found).toMatchObject({ end: { name: 'ann' }, certain: true });
    expect(found.hops[0]).toMatchObject({ eventID: 'c-2a', sameCallAs: ['c-2b'] });
    expect((await trace('c-2b', events)).end.name).toBe('ann');
    const alone = await trace('u-1', [theirs, use('u-1', '10:20:00', far)]);
    expect(alone.missing).toMatchObject({ reason: 'other-account' });
    expect(alone.missing?.says).toContain('111122223333');
  });

  it('knows every call that issues credentials', async () => {
    const saml = { type: 'SAMLUser', principalId: 'q=:ann', userName: 'ann@idp', identityProvider: 'q=' };
    const web = {
      type: 'WebIdentityUser',
      principalId: 'idp:app:ann',
      userName: 'ann@web',
      identityProvider: 'idp',
    };
    const session = role('Dev', 'x', 'K1', '10:00:00');
    const root: JsonObject = {
      type: 'Root',
      principalId: '444455556666',
      arn: 'arn:aws:iam::444455556666:root',
      accountId: '444455556666',
      accessKeyId: 'K1',
      sessionContext: { assumedRoot: 'true', attributes: { creationDate: '2026-01-01T10:00:00Z' } },
    };
    const federated: JsonObject = {
      type: 'FederatedUser',
      principalId: '111122223333:app',
      arn: 'arn:aws:sts::111122223333:federated-user/app',
      accountId: '111122223333',
      accessKeyId: 'K1',
    };
    const own: JsonObject = { ...ann, accessKeyId: 'ASIA1' };
    const given = (accessKeyId: string, more = {}) => ({
      responseElements: { credentials: { accessKeyId, sessionToken: 'TOKEN' }, ...more },
    });
    const cases: readonly [CloudTrailEvent, JsonObject, string][] = [
      [assume('c', '10:00:00', saml, session, { eventName: 'AssumeRoleWithSAML' }), session, 'ann@idp'],
      [assume('c', '10:00:00', web, session, { eventName: 'AssumeRoleWithWebIdentity' }), session, 'ann@web'],
      [
        sts('c', '10:00:00', 'AssumeRoot', ann, {
          requestParameters: { targetPrincipal: '444455556666' },
          ...given('K1'),
        }),
        root,
        'ann',
      ],
      [
        sts('c', '10:00:00', 'GetFederationToken', ann, {
          requestParameters: { name: 'app' },
          ...given('K1', {
            federatedUser: { arn: federated.arn as string, federatedUserId: '111122223333:app' },
          }),
        }),
        federated,
        'ann',
      ],
      [sts('c', '10:00:00', 'GetSessionToken', ann, given('ASIA1')), own, 'ann'],
    ];
    for (const [call, identity, name] of cases) {
      const found = await trace('u-1', [call, use('u-1', '10:05:00', identity)]);
      expect([call.eventName, found.end.name, found.certain, found.hops[0]?.call]).toEqual([
        call.eventName,
        name,
        true,
        call.eventName,
      ]);
      expect(JSON.stringify(found)).not.toContain('TOKEN');
    }
  });

  it('says of a service that it is no person', async () => {
    const instance = role('Web', 'i-0123456789abcdef0', 'K1', '10:00:00');
    const found = await trace('u-1', [
      assume('c-1', '10:00:00', { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, instance),
      use('u-1', '10:05:00', instance),
    ]);
    expect(found.end).toMatchObject({ kind: 'service', name: 'ec2.amazonaws.com' });
  });

  /** In the shape of published records: the caller is the new session, without a key and without a session context. */
  const switched = (from: string): CloudTrailEvent => {
    const { accessKeyId: _key, sessionContext: _context, ...identity } = role('Dev', 'ann', '', null);
    return {
      ...use('s-1', '10:00:00', identity),
      eventSource: 'signin.amazonaws.com',
      eventName: 'SwitchRole',
      eventType: 'AwsConsoleSignIn',
      requestParameters: null,
      responseElements: { SwitchRole: 'Success' },
      additionalEventData: {
        SwitchFrom: from,
        RedirectTo: 'https://console.aws.amazon.com/console/home',
      },
    };
  };

  it('finds the origin of a console session in SwitchRole, whose keys are not logged', async () => {
    const session = role('Dev', 'ann', 'K9', '10:00:00');
    const events = [
      switched(ann.arn as string),
      use('u-1', '10:05:00', session, { sessionCredentialFromConsole: 'true' }),
    ];
    const found = await trace('u-1', events);
    expect(found).toMatchObject({ end: { name: 'ann' }, certain: false });
    expect(found.hops[0]).toMatchObject({
      call: 'SwitchRole',
      evidence: 'session-start',
      strength: 'weaker',
    });
    expect((await trace('u-1', events.slice(1))).missing?.reason).toBe('console');
    // The record of the switch is no second session of the same name.
    const named = await ask(session.arn as string, events);
    expect(named.kind).toBe('found');
    const alone = await ask(session.arn as string, events.slice(0, 1));
    expect(alone.kind === 'found' ? alone.trace.end.name : alone.kind).toBe('ann');
  });

  it('goes on through a switch from a role session', async () => {
    const first = role('Start', 'ann', 'K1', '09:00:00');
    const found = await trace('u-1', [
      assume('c-1', '09:00:00', ann, first),
      switched(first.arn as string),
      use('u-1', '10:05:00', role('Dev', 'ann', 'K9', '10:00:00')),
    ]);
    expect(found.hops.map(({ call }) => call)).toEqual(['SwitchRole', 'AssumeRole']);
    expect(found.end.name).toBe('ann');
  });

  it('says of a refused call that it issued nothing', async () => {
    const refused = sts('c-1', '10:00:00', 'AssumeRole', ann, {
      errorCode: 'AccessDenied',
      requestParameters: null,
      responseElements: null,
    });
    expect((await trace('c-1', [refused])).subject.issued).toMatchObject({ outcome: 'refused', key: null });
  });

  it('asks for one where a word names several sessions, and finds none for a word that is nowhere', async () => {
    const events = [
      use('u-1', '10:00:00', role('Dev', 'x', 'K1', '09:00:00')),
      use('u-2', '11:00:00', role('Dev', 'x', 'K2', '09:30:00')),
    ];
    const answer = await ask('arn:aws:sts::111122223333:assumed-role/Dev/x', events);
    expect(answer.kind === 'several' ? answer.choices.map(({ eventID }) => eventID) : answer.kind).toEqual([
      'u-1',
      'u-2',
    ]);
    expect((await ask('K2', events)).kind).toBe('found');
    expect((await ask('K3', events)).kind).toBe('none');
  });
});
