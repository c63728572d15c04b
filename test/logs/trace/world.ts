/**
 * Generated accounts: people and services open sessions, sessions open others, all use them; and who is truly behind
 * each event. The shapes are those of AWS's documentation (STS API Reference; CloudTrail User Guide).
 */
import fc from 'fast-check';
import type { CloudTrailEvent, JsonObject } from '../../../src/cloudtrail/event.ts';

export interface Op {
  readonly how:
    | 'AssumeRole'
    | 'AssumeRoleWithSAML'
    | 'AssumeRoleWithWebIdentity'
    | 'GetSessionToken'
    | 'GetFederationToken'
    | 'service';
  readonly parent: number;
  readonly role: number;
  readonly name: number;
  readonly gap: number;
  readonly uses: number;
  readonly cross: boolean;
  readonly reuseKey: boolean;
  readonly skew: number;
  readonly repeat: boolean;
  readonly setIdentity: boolean;
}

export interface World {
  readonly events: readonly CloudTrailEvent[];
  /** eventID → name of who is truly behind it. */
  readonly truth: ReadonlyMap<string, string>;
  /** eventIDs of calls that issued credentials, each with its twins. */
  readonly calls: readonly (readonly string[])[];
  /** eventIDs of what was done with sessions. */
  readonly uses: readonly string[];
  /** Whether any key was issued twice. */
  readonly keysReused: boolean;
}

export const op = (reuse: boolean): fc.Arbitrary<Op> =>
  fc.record({
    how: fc.constantFrom(
      'AssumeRole' as const,
      'AssumeRole' as const,
      'AssumeRole' as const,
      'AssumeRoleWithSAML' as const,
      'AssumeRoleWithWebIdentity' as const,
      'GetSessionToken' as const,
      'GetFederationToken' as const,
      'service' as const,
    ),
    parent: fc.nat(20),
    role: fc.nat(2),
    name: fc.nat(2),
    gap: fc.oneof(fc.integer({ min: 3, max: 400 }), fc.integer({ min: 3, max: 7_000 })),
    uses: fc.nat(2),
    cross: fc.boolean(),
    reuseKey: reuse ? fc.boolean() : fc.constant(false),
    skew: fc.integer({ min: -120, max: 120 }),
    repeat: fc.boolean(),
    setIdentity: fc.boolean(),
  });

interface Session {
  readonly root: string;
  readonly identity: JsonObject;
  readonly sourceIdentity: string | null;
  readonly isUser: boolean;
}

const HOME = '111122223333';
const OTHER = '444455556666';
const NAMES = ['ann@corp.example', 'bob@corp.example', 'deploy'];
const iso = (seconds: number) =>
  new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString().replace('.000Z', 'Z');

const user = (name: string): Session => ({
  root: name,
  isUser: true,
  sourceIdentity: null,
  identity: {
    type: 'IAMUser',
    principalId: `AIDA${name.toUpperCase()}`,
    arn: `arn:aws:iam::${HOME}:user/${name}`,
    accountId: HOME,
    accessKeyId: `AKIA${name.toUpperCase()}`,
    userName: name,
  },
});

export function buildWorld(ops: readonly Op[]): World {
  const sessions: Session[] = [user('u0'), user('u1')];
  const events: CloudTrailEvent[] = [];
  const truth = new Map<string, string>();
  const calls: (readonly string[])[] = [];
  const uses: string[] = [];
  const keys: string[] = [];
  let reused = false;
  let clock = 0;
  let ids = 0;
  const idOf = () => `e-${String(ids++).padStart(4, '0')}`;
  const emit = (root: string, repeat: boolean, event: JsonObject): string => {
    const eventID = idOf();
    const whole = { eventID, ...event };
    events.push(whole);
    if (repeat) events.push(whole);
    truth.set(eventID, root);
    return eventID;
  };

  for (const one of ops) {
    clock += one.gap;
    const parent = sessions[one.parent % sessions.length] as Session;
    const how = one.how.startsWith('Get') && !parent.isUser ? 'AssumeRole' : one.how;
    const old = keys[one.parent % Math.max(1, keys.length)];
    const key = one.reuseKey && old !== undefined ? old : `ASIA${keys.length}`;
    reused ||= keys.includes(key);
    keys.push(key);
    const at = iso(clock);
    const cross = one.cross && how === 'AssumeRole';
    const account = cross ? OTHER : HOME;
    const name = NAMES[one.name] as string;
    const roleArn = `arn:aws:iam::${account}:role/team/Role${one.role}`;
    const roleId = `AROA${account}R${one.role}`;
    const arn = `arn:aws:sts::${account}:assumed-role/Role${one.role}/${name}`;
    const context = { attributes: { creationDate: at, mfaAuthenticated: 'false' } };
    const caller = callerOf(how, parent, clock);
    const sourceIdentity =
      parent.sourceIdentity !== null && how === 'AssumeRole'
        ? parent.sourceIdentity
        : one.setIdentity && how !== 'service' && !how.startsWith('Get')
          ? caller.root
          : null;
    const credentials = { accessKeyId: key, expiration: 'later', sessionToken: 'SECRET-TOKEN' };
    const call = { eventSource: 'sts.amazonaws.com', eventTime: at, readOnly: true };
    let next: Session;
    if (how === 'GetSessionToken') {
      const ids = [
        emit(caller.root, one.repeat, {
          ...call,
          eventName: how,
          userIdentity: caller.identity,
          requestParameters: null,
          responseElements: { credentials },
          recipientAccountId: HOME,
        }),
      ];
      calls.push(ids);
      next = {
        root: parent.root,
        isUser: false,
        sourceIdentity: null,
        identity: { ...parent.identity, accessKeyId: key, sessionContext: context },
      };
    } else if (how === 'GetFederationToken') {
      const federated = {
        federatedUserId: `${HOME}:${name}`,
        arn: `arn:aws:sts::${HOME}:federated-user/${name}`,
      };
      calls.push([
        emit(caller.root, one.repeat, {
          ...call,
          eventName: how,
          userIdentity: caller.identity,
          requestParameters: { name },
          responseElements: { credentials, federatedUser: federated },
          recipientAccountId: HOME,
        }),
      ]);
      next = {
        root: parent.root,
        isUser: false,
        sourceIdentity: null,
        identity: {
          type: 'FederatedUser',
          principalId: federated.federatedUserId,
          arn: federated.arn,
          accountId: HOME,
          accessKeyId: key,
          sessionContext: {
            ...context,
            sessionIssuer: { type: 'IAMUser', arn: parent.identity.arn as string },
          },
        },
      };
    } else {
      const eventName = how === 'service' ? 'AssumeRole' : how;
      const shared = cross ? { sharedEventID: `s-${ids}` } : {};
      const record = {
        ...call,
        ...shared,
        eventName,
        requestParameters: {
          roleArn,
          roleSessionName: name,
          ...(sourceIdentity === null ? {} : { sourceIdentity }),
        },
        responseElements: {
          credentials,
          assumedRoleUser: { assumedRoleId: `${roleId}:${name}`, arn },
          ...(sourceIdentity === null ? {} : { sourceIdentity }),
        },
      };
      const made = [
        emit(caller.root, one.repeat, { ...record, userIdentity: caller.identity, recipientAccountId: HOME }),
      ];
      if (cross) {
        const seen = { type: 'AWSAccount', principalId: caller.identity.principalId ?? '', accountId: HOME };
        made.push(emit(caller.root, false, { ...record, userIdentity: seen, recipientAccountId: OTHER }));
      }
      calls.push(made);
      next = {
        root: caller.root,
        isUser: false,
        sourceIdentity,
        identity: {
          type: 'AssumedRole',
          principalId: `${roleId}:${name}`,
          arn,
          accountId: account,
          accessKeyId: key,
          sessionContext: {
            ...context,
            sessionIssuer: { type: 'Role', principalId: roleId, arn: roleArn, userName: `Role${one.role}` },
            ...(sourceIdentity === null ? {} : { sourceIdentity }),
          },
        },
      };
    }
    sessions.push(next);
    for (let use = 0; use < one.uses; use += 1) {
      const eventTime = iso(clock + 1 + use + one.skew);
      uses.push(
        emit(next.root, one.repeat, {
          eventTime,
          eventSource: 'iam.amazonaws.com',
          eventName: 'ListRoles',
          readOnly: use % 2 === 0,
          userIdentity: next.identity,
          recipientAccountId: account,
        }),
      );
    }
  }
  return { events, truth, calls, uses, keysReused: reused };
}

/** Who makes the call: a provider's user, a service, or the parent. */
function callerOf(how: Op['how'], parent: Session, clock: number): { root: string; identity: JsonObject } {
  switch (how) {
    case 'AssumeRoleWithSAML':
      return {
        root: `saml-${clock}`,
        identity: {
          type: 'SAMLUser',
          principalId: `q=:saml-${clock}`,
          userName: `saml-${clock}`,
          identityProvider: 'q=',
        },
      };
    case 'AssumeRoleWithWebIdentity':
      return {
        root: `web-${clock}`,
        identity: {
          type: 'WebIdentityUser',
          principalId: `idp:app:web-${clock}`,
          userName: `web-${clock}`,
          identityProvider: 'idp',
        },
      };
    case 'service':
      return { root: 'ec2.amazonaws.com', identity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' } };
    default:
      return { root: parent.root, identity: parent.identity };
  }
}

export async function* itemsOf(events: readonly CloudTrailEvent[]) {
  yield events.map((event, at) => ({
    kind: 'event' as const,
    event,
    origin: { path: 'world.json', record: at + 1 },
  }));
}
