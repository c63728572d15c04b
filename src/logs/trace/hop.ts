/**
 * A link of a chain in the plain words and values that every output shows.
 *
 * Owns: what is shown of a call, and what counts as a rename. Must not: lay out.
 */
import type { Caller } from './identity.ts';
import type { Link, LinkKind } from './link.ts';
import type { Stored } from './store.ts';
import { shownTime } from './time.ts';

/** A role session that assumed a role under another name than its own. */
export interface Rename {
  readonly from: string;
  readonly to: string;
  readonly eventID: string | null;
  readonly time: string | null;
}

export interface Hop {
  readonly evidence: LinkKind;
  readonly strength: 'strong' | 'weaker';
  /** Why the link is what it is. */
  readonly says: string;
  /** eventIDs of calls of other origin that fit as well. */
  readonly rivals: readonly (string | null)[];
  readonly call: string;
  readonly eventID: string | null;
  /** Another account's records of the same call. */
  readonly sameCallAs: readonly string[];
  readonly time: string | null;
  readonly account: string | null;
  readonly region: string | null;
  readonly accessKey: string | null;
  readonly expiration: string | null;
  readonly session: string | null;
  readonly requestedName: string | null;
  readonly sourceIdentity: string | null;
  readonly caller: Party;
  readonly rename: Rename | null;
}

export interface Party {
  readonly type: string | null;
  readonly name: string | null;
  readonly arn: string | null;
  readonly principalId: string | null;
  readonly account: string | null;
  readonly accessKey: string | null;
  readonly sourceIdentity: string | null;
  readonly began: string | null;
  readonly mfa: boolean | null;
}

const SAYS: Readonly<Record<LinkKind, string>> = {
  key: 'the key was issued by this call',
  'key-time': 'this call issued the key, but the session says that it began at another moment',
  'reused-key': 'several calls issued this key; this one is the nearest',
  'session-start': 'no logged key says it: the same role and session name, begun at the second of this call',
  'session-time':
    'no logged key says it: the same role and session name, and this call is the nearest in time',
  'source-identity':
    'the call that began the session is not in these logs: this one set the source identity that it carries',
};

export function hopOf({ kind, strength, call, rivals }: Link): Hop {
  const { issue } = call;
  return {
    evidence: kind,
    strength,
    says: SAYS[kind],
    rivals: rivals.map((rival) => rival.issue.eventID),
    call: issue.call,
    eventID: issue.eventID,
    sameCallAs: call.twins,
    time: shown(issue.at),
    account: issue.account,
    region: issue.region,
    accessKey: issue.key,
    expiration: issue.expiration,
    session: issue.session ?? issue.principalId,
    requestedName: issue.name,
    sourceIdentity: issue.sourceIdentity,
    caller: partyOf(issue.caller),
    rename: renameOf(call),
  };
}

export function partyOf(caller: Caller): Party {
  const { type, arn, principalId, account, accessKey, sourceIdentity, created, mfa } = caller;
  const name = nameOf(caller);
  return { type, name, arn, principalId, account, accessKey, sourceIdentity, began: shown(created), mfa };
}

/** What people call the caller. */
export function nameOf({ type, sessionName, userName, onBehalfOf, invokedBy }: Caller): string | null {
  return sessionName ?? userName ?? onBehalfOf ?? invokedBy ?? (type === 'Root' ? 'root' : null);
}

export function renameOf({ issue }: Stored): Rename | null {
  const { sessionName } = issue.caller;
  if (issue.call !== 'AssumeRole' && issue.call !== 'SwitchRole') return null;
  if (sessionName === null || issue.name === null || sessionName === issue.name) return null;
  return { from: sessionName, to: issue.name, eventID: issue.eventID, time: shown(issue.at) };
}

const shown = (at: number | null) => (at === null ? null : shownTime(at));
