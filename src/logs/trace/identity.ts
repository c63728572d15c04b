/**
 * Who acts in an event, as plain facts.
 *
 * Owns: reading `userIdentity`, whose fields may each be absent, null, empty or of another type; nothing here is
 * guessed, and what cannot be read is null. Source: AWS CloudTrail User Guide, "userIdentity element". Must not: know
 * other events.
 */
import { type CloudTrailEvent, isJsonObject, type Json, type JsonObject } from '../../cloudtrail/event.ts';
import { timeOf } from './time.ts';

export interface Caller {
  /** `AssumedRole`, `IAMUser`, … as the record says. */
  readonly type: string | null;
  readonly principalId: string | null;
  readonly arn: string | null;
  readonly account: string | null;
  readonly userName: string | null;
  readonly accessKey: string | null;
  /** ARN of the role behind a session, with its path. */
  readonly roleArn: string | null;
  readonly sessionName: string | null;
  readonly sourceIdentity: string | null;
  /** When the session began, in milliseconds; null where there is no session or it is not said. */
  readonly created: number | null;
  readonly mfa: boolean | null;
  readonly invokedBy: string | null;
  /** SAML or OIDC provider. */
  readonly provider: string | null;
  /** Identity Center user. */
  readonly onBehalfOf: string | null;
  /** ARN of the IAM user or root behind a federated user. */
  readonly issuerArn: string | null;
  /** Acts as root through AssumeRoot: a session, and no person. */
  readonly assumedRoot: boolean;
  /** The console obtained the credentials; their keys are in no log. */
  readonly console: boolean;
}

const NOTHING: JsonObject = {};

export function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : NOTHING;
}

/** Booleans come as texts in places. */
export function isTrue(value: Json | undefined): boolean {
  return value === true || value === 'true';
}

export function callerOf(event: CloudTrailEvent): Caller {
  const identity = objectOf(event.userIdentity);
  const context = objectOf(identity.sessionContext);
  const issuer = objectOf(context.sessionIssuer);
  const attributes = objectOf(context.attributes);
  const type = textOf(identity.type);
  const arn = textOf(identity.arn);
  const principalId = textOf(identity.principalId);
  const issuerArn = textOf(issuer.arn);
  const mfa = attributes.mfaAuthenticated;
  const onBehalfOf = objectOf(identity.onBehalfOf);
  return {
    type,
    principalId,
    arn,
    account: textOf(identity.accountId),
    userName: textOf(identity.userName),
    accessKey: textOf(identity.accessKeyId),
    roleArn: type === 'AssumedRole' ? issuerArn : null,
    sessionName: isRoleSession(type, arn, principalId) ? sessionNameOf(arn, principalId) : null,
    sourceIdentity: textOf(context.sourceIdentity),
    created: timeOf(attributes.creationDate),
    mfa: mfa === undefined || mfa === null ? null : isTrue(mfa),
    invokedBy: textOf(identity.invokedBy),
    provider: textOf(identity.identityProvider),
    onBehalfOf: textOf(onBehalfOf.userId),
    issuerArn: type === 'FederatedUser' ? issuerArn : null,
    assumedRoot: isTrue(context.assumedRoot),
    console: isTrue(event.sessionCredentialFromConsole),
  };
}

/** Caller of whom nothing is known but an ARN. */
export function callerByArn(arn: string): Caller {
  const role = arn.includes(':assumed-role/');
  const [, , , , account, ...rest] = arn.split(':');
  const user = /^user\/(?:.*\/)?([^/]+)$/.exec(rest.join(':'))?.[1] ?? null;
  return {
    ...callerOf({ userIdentity: {} }),
    type: role ? 'AssumedRole' : user === null ? null : 'IAMUser',
    arn,
    account: account || null,
    userName: user,
    sessionName: role ? sessionNameOf(arn, null) : null,
  };
}

const ROLE_SESSION = ':assumed-role/';

/** Another account's records name a role session by its principalId alone. */
function isRoleSession(type: string | null, arn: string | null, principalId: string | null): boolean {
  if (type === 'AssumedRole' || arn?.includes(ROLE_SESSION) === true) return true;
  return type === 'AWSAccount' && principalId?.startsWith('AROA') === true;
}

function sessionNameOf(arn: string | null, principalId: string | null): string | null {
  if (arn !== null) {
    const at = arn.indexOf(ROLE_SESSION);
    const slash = arn.lastIndexOf('/');
    if (at !== -1 && slash > at + ROLE_SESSION.length) return arn.slice(slash + 1) || null;
  }
  const colon = principalId?.indexOf(':') ?? -1;
  return colon === -1 ? null : principalId?.slice(colon + 1) || null;
}

/**
 * The caller with one copy of each text that many callers share: every record that is parsed brings its own, and of
 * those that are kept a third of the memory would be copies.
 */
export function compact(caller: Caller, pool: Map<string, string>): Caller {
  const { type, account, roleArn, provider, arn, principalId, userName, sessionName } = caller;
  return {
    ...caller,
    type: shared(type, pool),
    account: shared(account, pool),
    roleArn: shared(roleArn, pool),
    provider: shared(provider, pool),
    arn: shared(arn, pool),
    principalId: shared(principalId, pool),
    userName: shared(userName, pool),
    // A part of a text keeps the whole text alive, and the whole is another copy of the ARN.
    sessionName: shared(sessionName, pool),
  };
}

/** The copy of the text that is kept already, or this one from now on. */
export function shared(text: string | null, pool: Map<string, string>): string | null {
  if (text === null) return null;
  const known = pool.get(text);
  if (known !== undefined) return known;
  // What is met again was met lately.
  if (pool.size >= MOST_SHARED) pool.clear();
  pool.set(text, text);
  return text;
}

const MOST_SHARED = 20_000;

/** Whether the caller uses credentials that a call issued, so that there is something to trace. */
export function isSession(caller: Caller): boolean {
  const { type, created, accessKey } = caller;
  return (
    type === 'AssumedRole' ||
    type === 'FederatedUser' ||
    caller.assumedRoot ||
    created !== null ||
    accessKey?.startsWith('ASIA') === true
  );
}

/** One text for one session: who, and when it began. Callers without a session have one for their identity. */
export function sessionKeyOf(caller: Caller): string {
  const who =
    caller.arn ?? caller.principalId ?? caller.onBehalfOf ?? caller.invokedBy ?? caller.account ?? '';
  if (!isSession(caller)) return `${caller.type ?? ''} ${who}`;
  return caller.created === null ? `${who} ${caller.accessKey ?? ''}` : `${who} ${caller.created}`;
}
