/** Logs in which `trace` and `sessions` have something to say of every kind, and the questions that bring it out. */
import type { CloudTrailEvent, JsonObject } from '../../src/cloudtrail/event.ts';
import { assume, role, sts, use, user } from '../logs/trace/records.ts';
import { emptyFolder, write } from '../support/content-repository.ts';

const HOME = '111122223333';
const FAR = '444455556666';
const [ann, bob] = [user('ann'), user('bob')];
const mfa = { attributes: { creationDate: '2026-01-01T10:00:00Z', mfaAuthenticated: 'true' } };

/** A SAML user goes through two accounts and takes another name on the way; every link is strong. */
function whole(): readonly CloudTrailEvent[] {
  const person = {
    type: 'SAMLUser',
    principalId: 'q=:ann@idp',
    userName: 'ann@idp',
    identityProvider: 'arn:aws:iam::111122223333:saml-provider/idp',
  };
  const region = { awsRegion: 'eu-west-1' };
  const dev = role('Dev', 'ann', 'ASIADEV', '10:00:00', HOME, { ...mfa, sourceIdentity: 'ann' });
  const ops = role('Ops', 'bob', 'ASIAOPS', '10:10:00', FAR, { sourceIdentity: 'ann' });
  const kept = role('Idle', 'ann', 'ASIAIDLE', '10:15:00', FAR);
  const theirs = { type: 'AWSAccount', principalId: `AROA${HOME}Dev:ann`, accountId: HOME };
  return [
    assume('c-1', '10:00:00', person, dev, { eventName: 'AssumeRoleWithSAML', ...region }),
    expiring(assume('c-2', '10:10:00', dev, ops, { sharedEventID: 's-1', ...region })),
    assume('c-2b', '10:10:00', theirs, ops, { sharedEventID: 's-1', recipientAccountId: FAR }),
    assume('c-3', '10:15:00', ops, kept),
    use('u-1', '10:20:00', ops, { readOnly: false, eventName: 'DeleteRole', ...region }),
    use('u-1', '10:20:00', ops, { readOnly: false, eventName: 'DeleteRole', ...region }),
    sts('refused', '10:30:00', 'AssumeRole', ops, { errorCode: 'AccessDenied', ...region }),
  ];
}

function expiring(event: CloudTrailEvent): CloudTrailEvent {
  const given = event.responseElements as JsonObject;
  const credentials = { ...(given.credentials as JsonObject), expiration: 'Jan 1, 2026, 11:10:00 AM' };
  return { ...event, responseElements: { ...given, credentials } };
}

/** Each link weaker, and each missing, in a way of its own. */
function weaker(): readonly CloudTrailEvent[] {
  const session = (name: string, key: string, began: string | null, more: JsonObject = {}) =>
    role(name, 'x', key, began, HOME, more);
  const identity = (value: string) => ({ sourceIdentity: value });
  const [a, b] = [session('A', 'KA', null), session('B', 'KB', null)];
  const web = session('Web', 'KW', '10:00:00');
  const [one, other] = [
    session('One', 'K1', '10:00:00', identity('first')),
    session('Other', 'K2', '10:05:00', identity('second')),
  ];
  return [
    assume('r-1', '10:00:00', ann, session('Reused', 'KR', '10:00:00')),
    assume('', '10:30:00', user('carl'), session('Reused', 'KR', '10:30:00')),
    assume('r-2', '11:00:00', bob, session('Reused', 'KR', '11:00:00')),
    use('reused-key', '11:30:00', session('Reused', 'KR', null)),
    assume('a-1', '10:02:00', ann, session('Apart', 'KP', '10:00:00')),
    use('key-time', '10:05:00', session('Apart', 'KP', '10:00:00')),
    assume('s-1', '10:00:00', ann, session('Start', 'KS1', '10:00:00')),
    use('session-start', '10:05:00', session('Start', 'KS2', '10:00:00')),
    assume('t-1', '10:00:00', ann, session('Time', 'KT1', '10:00:00')),
    use('session-time', '10:05:00', session('Time', 'KT2', null)),
    assume('i-1', '10:00:00', ann, session('First', 'KI1', '10:00:00', identity('ann'))),
    use('source-identity', '10:20:00', session('Later', 'KI2', '10:10:00', identity('ann'))),
    use('no-call', '10:20:00', session('Gone', 'KG', '10:00:00', identity('gone'))),
    use('console', '10:20:00', session('Console', 'KC', '10:00:00'), {
      sessionCredentialFromConsole: 'true',
    }),
    assume('w-1', '00:00:00', ann, session('Old', 'KO', null)),
    use('outside-window', '00:00:00', session('Old', 'KO', null), { eventTime: '2026-01-03T13:00:00Z' }),
    assume('o-1', '10:00:00', ann, session('Issued', 'KX', '10:00:00')),
    use('other-session', '10:30:00', session('Admin', 'KX', '10:10:00')),
    assume(
      'other-account',
      '10:00:00',
      { type: 'AWSAccount', principalId: 'AROAFAR:y', accountId: FAR },
      web,
    ),
    use('no-identity', '10:00:00', { type: 'AssumedRole' }),
    assume('y-1', '10:00:00', b, a),
    assume('y-2', '10:00:00', a, b),
    use('cycle', '10:01:00', a),
    assume(
      'v-1',
      '12:00:00',
      { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' },
      session('Ec2', 'KE', null),
    ),
    use('service', '12:01:00', session('Ec2', 'KE', null)),
    assume('z-1', '10:00:00', ann, one),
    assume('z-2', '10:05:00', one, other),
    use('changed', '10:06:00', other),
  ];
}

const lines = (events: readonly CloudTrailEvent[]) =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('');

export function traceFolder(): string {
  const root = emptyFolder();
  write(root, 'whole.jsonl', `${lines(whole())}${JSON.stringify({ digestStartTime: '', logFiles: [] })}\n`);
  write(root, 'weaker.jsonl', `${lines(weaker())}nonsense\n`);
  return root;
}

const WEAKER = [
  ...['reused-key', 'key-time', 'session-start', 'session-time', 'source-identity'],
  ...['no-call', 'console', 'outside-window', 'other-session', 'other-account', 'no-identity'],
  ...['cycle', 'service'],
];

/** Schema, exit code and arguments; what is malformed gives 1. */
export const TRACED: readonly (readonly ['trace' | 'sessions', number, string])[] = [
  ...['u-1', 'c-1', 'refused', 'ASIADEV', 'ASIAIDLE'].map(
    (what) => ['trace', 0, `trace ${what} whole.jsonl --forward`] as const,
  ),
  ...WEAKER.map((what) => ['trace', 1, `trace ${what} weaker.jsonl --window 36.5`] as const),
  ['sessions', 0, 'sessions whole.jsonl'],
  ['sessions', 1, 'sessions weaker.jsonl'],
];

/** What the words above are of: each has to come out somewhere. */
export const KINDS = {
  evidence: ['key', ...WEAKER.slice(0, 5)],
  missing: WEAKER.slice(5, 11),
  end: ['person', 'service', 'unknown', 'cycle'],
  subject: ['event', 'session', 'call'],
  sourceIdentity: ['set', 'kept', 'changed', 'present', 'missing'],
};
