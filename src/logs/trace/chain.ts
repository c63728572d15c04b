/**
 * From a use of credentials back to the person: one link after the other.
 *
 * Owns: where a chain ends, and the words for what is missing. Must not: look for calls (link.ts does) or print.
 */
import { type Caller, isSession } from './identity.ts';
import { findIssuer, type Limits, type Link, SKEW_MS, type Use } from './link.ts';
import type { Store, Stored } from './store.ts';
import { shownTime } from './time.ts';

export interface End {
  readonly kind: 'person' | 'service' | 'unknown' | 'cycle';
  /** userIdentity.type of the last caller. */
  readonly type: string | null;
  /** Best name: of the person, the service, or the session beyond which nothing is known. */
  readonly name: string | null;
  readonly account: string | null;
  readonly arn: string | null;
  /** SAML or OIDC provider, where it vouches for the name. */
  readonly provider: string | null;
}

export type MissingReason =
  | 'no-call'
  | 'console'
  | 'outside-window'
  | 'other-session'
  | 'other-account'
  | 'no-identity';

export interface Missing {
  readonly reason: MissingReason;
  readonly says: string;
}

/** A name that the last known session carries. Names of sessions are chosen by whoever assumes the role. */
export interface Claim {
  readonly from: 'source identity' | 'session name';
  readonly value: string;
}

export interface Chain {
  /** From the use backwards. */
  readonly links: readonly Link[];
  readonly end: End;
  readonly missing: Missing | null;
  readonly claims: readonly Claim[];
}

const NO_CLAIMS: readonly Claim[] = [];

/** Whether every link is strong and the end is known. */
export function isCertain({ links, end }: Chain): boolean {
  return (
    (end.kind === 'person' || end.kind === 'service') && links.every(({ strength }) => strength === 'strong')
  );
}

/** Links of calls that were looked up before; valid as long as the store does not change. */
export type LinkCache = Map<Stored, Link | null>;

/** Follows the chain, from the call `from` where the use is its making. Calls that lead back to themselves end it. */
export function traceBack(store: Store, use: Use, limits: Limits, cache?: LinkCache, from?: Stored): Chain {
  const links: Link[] = [];
  const seen = new Set<Stored>(from === undefined ? [] : [from]);
  let current: Use = use;
  for (;;) {
    if (!leadsOn(current.caller))
      return { links, end: endOf(current.caller), missing: null, claims: NO_CLAIMS };
    const link = nextLink(store, current, limits, from, cache);
    if (link === undefined) return { links, ...endWithout(store, current, limits) };
    if (seen.has(link.call))
      return { links, end: { ...endOf(current.caller), kind: 'cycle' }, missing: null, claims: [] };
    seen.add(link.call);
    links.push(link);
    from = link.call;
    current = { caller: link.call.issue.caller, at: link.call.issue.at };
  }
}

/** The link above a call, from the cache where it is there. */
export function nextLink(
  store: Store,
  use: Use,
  limits: Limits,
  from: Stored | undefined,
  cache: LinkCache | undefined,
): Link | undefined {
  if (from === undefined || cache === undefined)
    return findIssuer(store, use, limits, from && new Set([from]));
  const known = cache.get(from);
  if (known !== undefined) return known ?? undefined;
  const link = findIssuer(store, use, limits, new Set([from]));
  cache.set(from, link ?? null);
  return link;
}

/** Whether there is something behind the caller; people, services and providers' users are ends. */
function leadsOn(caller: Caller): boolean {
  switch (caller.type) {
    case 'SAMLUser':
    case 'WebIdentityUser':
    case 'IdentityCenterUser':
    case 'AWSService':
      return false;
    case 'AWSAccount':
      return caller.sessionName !== null;
    default:
      return isSession(caller);
  }
}

const PEOPLE: ReadonlySet<string> = new Set([
  'IAMUser',
  'SAMLUser',
  'WebIdentityUser',
  'IdentityCenterUser',
  'Root',
]);

function endOf(caller: Caller): End {
  const { type, arn, account, provider } = caller;
  const person = type !== null && PEOPLE.has(type) && !caller.assumedRoot;
  return {
    kind: person ? 'person' : type === 'AWSService' ? 'service' : 'unknown',
    type,
    name: nameOf(caller),
    account,
    arn,
    provider,
  };
}

function nameOf(caller: Caller): string | null {
  if (caller.type === 'AWSService') return caller.invokedBy;
  if (caller.type === 'Root') return caller.assumedRoot ? 'root session' : 'root';
  return caller.sessionName ?? caller.userName ?? caller.onBehalfOf ?? caller.arn ?? caller.principalId;
}

/** How a chain ends where no call was found: some callers are named in the record itself. */
function endWithout(store: Store, use: Use, limits: Limits): Omit<Chain, 'links'> {
  const { caller } = use;
  if (caller.type === 'FederatedUser' && caller.issuerArn !== null) {
    const name = /:user\/(?:.*\/)?([^/]+)$/.exec(caller.issuerArn)?.[1];
    if (name !== undefined || caller.issuerArn.endsWith(':root')) {
      const end: End = {
        kind: 'person',
        type: name === undefined ? 'Root' : 'IAMUser',
        name: name ?? 'root',
        account: caller.account,
        arn: caller.issuerArn,
        provider: null,
      };
      return { end, missing: whatIsMissing(store, use, limits), claims: [] };
    }
  }
  const end = endOf(caller);
  // A user's own temporary credentials name the user; the call that issued them adds nothing to that.
  if (end.kind === 'person') return { end, missing: null, claims: [] };
  return { end, missing: whatIsMissing(store, use, limits), claims: claimsOf(caller) };
}

function claimsOf(caller: Caller): readonly Claim[] {
  return [
    ...(caller.sourceIdentity === null
      ? []
      : [{ from: 'source identity' as const, value: caller.sourceIdentity }]),
    ...(caller.sessionName === null ? [] : [{ from: 'session name' as const, value: caller.sessionName }]),
  ];
}

function whatIsMissing(store: Store, { caller, at }: Use, limits: Limits): Missing {
  const began = caller.created === null ? '' : ` at ${shownTime(caller.created)}`;
  const where = caller.account === null ? '' : ` of account ${caller.account}`;
  if (caller.type === 'AWSAccount') {
    return {
      reason: 'other-account',
      says: `The caller belongs to account ${caller.account ?? '(unknown)'}, whose own record of this call is not in the logs: add that account's trail.`,
    };
  }
  const calls = caller.accessKey === null ? [] : store.byKey(caller.accessKey);
  const timely = calls.filter(({ issue }) => at === null || issue.at === null || issue.at <= at + SKEW_MS);
  if (timely.length > 0) {
    const [{ issue }] = timely as [Stored];
    const far = at !== null && issue.at !== null && at - issue.at > limits.window + SKEW_MS;
    return far
      ? {
          reason: 'outside-window',
          says: `The key was issued by ${idOf(issue.eventID)} ${hours(at - (issue.at ?? at))} hours before, outside the window of ${hours(limits.window)} hours (--window).`,
        }
      : {
          reason: 'other-session',
          says: `The key was issued by ${idOf(issue.eventID)}, but to another session than the one that used it: test data, or records that were changed.`,
        };
  }
  if (caller.console) {
    return {
      reason: 'console',
      says: `The session${began} is one of the console, whose keys are in no log; and no sign-in, SwitchRole or AssumeRole that began it is in these logs.`,
    };
  }
  if (caller.arn === null && caller.principalId === null && caller.accessKey === null) {
    return { reason: 'no-identity', says: 'The record names neither a key nor a session.' };
  }
  return {
    reason: 'no-call',
    says: `The call that began this session${began} is not in these logs: look in the trails${where} and of the caller's account, in every region.`,
  };
}

const idOf = (eventID: string | null) => (eventID === null ? 'a call' : `call ${eventID}`);
const hours = (ms: number) => String(Math.round(ms / 360_000) / 10);
