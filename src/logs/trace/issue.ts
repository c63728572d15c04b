/**
 * Credentials that a call issued, as plain facts.
 *
 * Owns: which calls issue credentials, and where each says whose they are. Source: AWS STS API Reference; AWS
 * CloudTrail User Guide, "AWS Management Console sign-in events". No secret and no session token is kept.
 * Must not: know other events.
 */
import type { CloudTrailEvent, JsonObject } from '../../cloudtrail/event.ts';
import { STS_ISSUING_CALLS } from '../../cloudtrail/issuing-calls.ts';
import { type Caller, callerByArn, callerOf, compact, objectOf, shared, textOf } from './identity.ts';
import { timeOf } from './time.ts';

export type IssuingCall = (typeof STS_ISSUING_CALLS)[number] | 'ConsoleLogin' | 'SwitchRole';

export interface Issue {
  readonly call: IssuingCall;
  readonly eventID: string | null;
  readonly sharedEventID: string | null;
  /** In milliseconds. */
  readonly at: number | null;
  /** The account whose trail has the record. */
  readonly account: string | null;
  readonly region: string | null;
  readonly caller: Caller;
  /** `unlogged`: nothing says that it failed, and the record does not hold the credentials. */
  readonly outcome: 'issued' | 'refused' | 'unlogged';
  readonly errorCode: string | null;
  readonly key: string | null;
  readonly expiration: string | null;
  /** ARN of the session: of a role, a federated user, a root user, or the IAM user itself. */
  readonly session: string | null;
  /** principalId of the session. */
  readonly principalId: string | null;
  readonly roleArn: string | null;
  /** The session name that was asked for; `Name` of GetFederationToken. */
  readonly name: string | null;
  readonly sourceIdentity: string | null;
}

const STS_CALLS: ReadonlySet<string> = new Set(STS_ISSUING_CALLS);

/** Which of the calls that issue credentials it is; undefined for any other. */
export function issuingCallOf({ eventName, eventSource }: CloudTrailEvent): IssuingCall | undefined {
  if (eventSource === 'sts.amazonaws.com')
    return STS_CALLS.has(eventName as string) ? (eventName as IssuingCall) : undefined;
  if (eventSource !== 'signin.amazonaws.com') return undefined;
  return eventName === 'ConsoleLogin' || eventName === 'SwitchRole' ? eventName : undefined;
}

/** What the event issued, or undefined when it is not such a call. */
export function issueOf(event: CloudTrailEvent, caller: Caller = callerOf(event)): Issue | undefined {
  const call = issuingCallOf(event);
  if (call === undefined) return undefined;
  if (call === 'ConsoleLogin') return signIn(event, caller);
  return call === 'SwitchRole' ? switchRole(event, caller) : stsIssue(event, call, caller);
}

/** Whether the record names as its caller the session that it began: it is no use of that session. */
export const beginsOwnSession = (issue: Issue | undefined): boolean => issue?.call === 'SwitchRole';

/** The call with one copy of each text that many calls share. */
export function compactIssue(issue: Issue, pool: Map<string, string>): Issue {
  const { account, region, caller, session, principalId, roleArn, name, sourceIdentity } = issue;
  return {
    ...issue,
    account: shared(account, pool),
    region: shared(region, pool),
    caller: compact(caller, pool),
    session: shared(session, pool),
    principalId: shared(principalId, pool),
    roleArn: shared(roleArn, pool),
    name: shared(name, pool),
    sourceIdentity: shared(sourceIdentity, pool),
  };
}

/** What every issuing call has in common. */
function common(event: CloudTrailEvent, call: IssuingCall, caller: Caller): Issue {
  const errorCode = textOf(event.errorCode);
  return {
    call,
    eventID: textOf(event.eventID),
    sharedEventID: textOf(event.sharedEventID),
    at: timeOf(event.eventTime),
    account: textOf(event.recipientAccountId),
    region: textOf(event.awsRegion),
    caller,
    outcome: errorCode === null ? 'unlogged' : 'refused',
    errorCode,
    key: null,
    expiration: null,
    session: null,
    principalId: null,
    roleArn: null,
    name: null,
    sourceIdentity: null,
  };
}

function stsIssue(event: CloudTrailEvent, call: IssuingCall, caller: Caller): Issue {
  const basis = common(event, call, caller);
  const asked = objectOf(event.requestParameters);
  const given = objectOf(event.responseElements);
  const credentials = objectOf(given.credentials);
  const key = textOf(credentials.accessKeyId);
  return {
    ...basis,
    outcome: key !== null ? 'issued' : basis.outcome,
    key,
    expiration: textOf(credentials.expiration),
    roleArn: textOf(asked.roleArn),
    name: textOf(asked.roleSessionName) ?? textOf(asked.name),
    sourceIdentity: textOf(given.sourceIdentity) ?? textOf(asked.sourceIdentity),
    ...holderOf(call, caller, asked, given),
  };
}

/** Whose the credentials are. */
function holderOf(
  call: IssuingCall,
  caller: Caller,
  asked: JsonObject,
  given: JsonObject,
): Pick<Issue, 'session' | 'principalId'> {
  switch (call) {
    case 'GetSessionToken':
      return { session: caller.arn, principalId: caller.principalId };
    case 'GetFederationToken': {
      const user = objectOf(given.federatedUser);
      return { session: textOf(user.arn), principalId: textOf(user.federatedUserId) };
    }
    case 'AssumeRoot': {
      const target = textOf(asked.targetPrincipal);
      const account = /(\d{12})/.exec(target ?? '')?.[1] ?? null;
      const session =
        account === null || target?.startsWith('arn:') ? target : `arn:aws:iam::${account}:root`;
      return { session, principalId: account };
    }
    default: {
      const user = objectOf(given.assumedRoleUser);
      const session = textOf(user.arn) ?? sessionArnOf(textOf(asked.roleArn), textOf(asked.roleSessionName));
      return { session, principalId: textOf(user.assumedRoleId) };
    }
  }
}

/** ARN of the session that a role gives under a name: the role's path is not in it. */
export function sessionArnOf(roleArn: string | null, name: string | null): string | null {
  const parts = /^arn:([^:]+):iam::([0-9]*):role\/(?:.*\/)?([^/]+)$/.exec(roleArn ?? '');
  if (parts === null || name === null) return null;
  return `arn:${parts[1]}:sts::${parts[2]}:assumed-role/${parts[3]}/${name}`;
}

/** A sign-in to the console; its failure has no errorCode. */
function signIn(event: CloudTrailEvent, caller: Caller): Issue {
  const failed = objectOf(event.responseElements).ConsoleLogin === 'Failure';
  const basis = common(event, 'ConsoleLogin', caller);
  return {
    ...basis,
    outcome: failed ? 'refused' : basis.outcome,
    session: caller.arn,
    principalId: caller.principalId,
  };
}

/**
 * The console's change of role. AWS documents no such record; published ones (of 2020 from event histories of accounts,
 * Datadog Security Labs on an attack of 2024) agree: the caller is the new session, without an access key or a session
 * context; `additionalEventData.SwitchFrom` is the ARN of the user or session that it came from. ExitRole and RenewRole
 * begin no session.
 */
function switchRole(event: CloudTrailEvent, caller: Caller): Issue {
  const failed = objectOf(event.responseElements).SwitchRole === 'Failure';
  const from = textOf(objectOf(event.additionalEventData).SwitchFrom);
  const basis = common(event, 'SwitchRole', from?.startsWith('arn:') ? callerByArn(from) : caller);
  return {
    ...basis,
    outcome: failed ? 'refused' : basis.outcome,
    session: caller.arn,
    principalId: caller.principalId,
    roleArn: caller.roleArn,
    name: caller.sessionName,
    sourceIdentity: caller.sourceIdentity,
  };
}
