/**
 * Which call issued the credentials that a caller used, and how sure that is.
 *
 * Owns: the kinds of evidence and their order. Strong is one thing alone: the key was issued by this call, to this
 * session, and by no other call that fits as well. Must not: walk on (chain.ts does).
 */
import { type Caller, isSession, sessionKeyOf } from './identity.ts';
import type { Issue } from './issue.ts';
import type { Store, Stored } from './store.ts';

export type LinkKind =
  /** The call's response holds the access key. */
  | 'key'
  /** The call's response holds the access key, but the session says that it began at another moment. */
  | 'key-time'
  /** Several calls' responses hold the access key; this is the nearest. */
  | 'reused-key'
  /** The same session (role and session name) began at the second of the call. */
  | 'session-start'
  /** The same role and session name, and the call is the nearest before. */
  | 'session-time'
  /** The call set the source identity that the session carries; what lies between is not known. */
  | 'source-identity';

export interface Link {
  readonly kind: LinkKind;
  readonly strength: 'strong' | 'weaker';
  readonly call: Stored;
  /** Calls of other origin that fit as well. */
  readonly rivals: readonly Stored[];
}

export interface Limits {
  /** Milliseconds between a call and the last use of what it issued. */
  readonly window: number;
}

/** Credentials of STS live up to 36 hours (GetSessionToken and GetFederationToken of IAM users). */
export const DEFAULT_WINDOW_MS = 36 * 3_600_000;
/** Clocks of two services may differ by so much. */
export const SKEW_MS = 5 * 60_000;
/** creationDate is the time of the call, in whole seconds. */
const SAME_MS = 2_000;

export interface Use {
  readonly caller: Caller;
  /** In milliseconds. */
  readonly at: number | null;
}

/** The call that issued the credentials in use, by the best evidence there is; `not` are calls to leave out. */
export function findIssuer(
  store: Store,
  use: Use,
  limits: Limits,
  not: ReadonlySet<Stored> = NONE,
): Link | undefined {
  return (
    byKey(store, use, limits, not) ??
    bySession(store, use, limits, not) ??
    byIdentity(store, use, limits, not)
  );
}

const NONE: ReadonlySet<Stored> = new Set();
const NO_RIVALS: readonly Stored[] = [];

function byKey(store: Store, use: Use, limits: Limits, not: ReadonlySet<Stored>): Link | undefined {
  const { accessKey } = use.caller;
  if (accessKey === null) return undefined;
  const fitting = store
    .byKey(accessKey)
    .filter(
      (call) => !not.has(call) && isTimely(call.issue, use, limits) && !isMadeBy(call.issue, use.caller),
    )
    .map((call) => ({ call, fit: fitOf(call.issue, use.caller) }))
    .filter(({ fit }) => fit !== 'no');
  if (fitting.length === 0) return undefined;
  const best = (['exact', 'yes', 'unknown'] as const).find((level) =>
    fitting.some(({ fit }) => fit === level),
  );
  const calls = fitting.filter(({ fit }) => fit === best).map(({ call }) => call);
  const { call, rivals } = nearest(calls, use);
  if (rivals.length > 0) return { kind: 'reused-key', strength: 'weaker', call, rivals };
  // Where both times are known they are one time: another call, which is not in the logs, may have issued the same key.
  const apart = best === 'yes' && use.caller.created !== null && call.issue.at !== null;
  return { kind: apart ? 'key-time' : 'key', strength: apart ? 'weaker' : 'strong', call, rivals };
}

function bySession(store: Store, use: Use, limits: Limits, not: ReadonlySet<Stored>): Link | undefined {
  const { arn, principalId, created } = use.caller;
  const from = created === null ? (use.at === null ? null : use.at - limits.window) : created - SKEW_MS;
  const to = created === null ? (use.at === null ? null : use.at + SKEW_MS) : created + SKEW_MS;
  const calls = new Set<Stored>();
  for (const name of [arn, principalId]) {
    if (name === null) continue;
    for (const call of store.bySession(name, from, to)) {
      if (!not.has(call) && isTimely(call.issue, use, limits) && mayHaveBegun(call.issue, use.caller))
        calls.add(call);
    }
  }
  if (calls.size === 0) return undefined;
  const exact = [...calls].filter(({ issue }) => fitOf(issue, use.caller) === 'exact');
  const kind = exact.length > 0 ? 'session-start' : 'session-time';
  return { kind, strength: 'weaker', ...nearest(exact.length > 0 ? exact : [...calls], use) };
}

/** Without the key's word: the same session, begun then, and not by a call that the session itself made. */
function mayHaveBegun(issue: Issue, caller: Caller): boolean {
  const fit = fitOf(issue, caller);
  if (fit === 'no' || isMadeBy(issue, caller)) return false;
  // Another key and another time are another session of the same name.
  const otherKey = issue.key !== null && caller.accessKey !== null && issue.key !== caller.accessKey;
  return fit === 'exact' || caller.created === null || issue.at === null || !otherKey;
}

const isMadeBy = (issue: Issue, caller: Caller) =>
  isSession(caller) && sessionKeyOf(issue.caller) === sessionKeyOf(caller);

function byIdentity(store: Store, use: Use, limits: Limits, not: ReadonlySet<Stored>): Link | undefined {
  const { sourceIdentity, created } = use.caller;
  const at = created ?? use.at;
  if (sourceIdentity === null || at === null) return undefined;
  const calls = store
    .bySourceIdentity(sourceIdentity, at - limits.window, at + SKEW_MS)
    .filter(
      (call) =>
        !not.has(call) && isTimely(call.issue, { ...use, at }, limits) && !isMadeBy(call.issue, use.caller),
    );
  if (calls.length === 0) return undefined;
  return { kind: 'source-identity', strength: 'weaker', ...nearest(calls, use) };
}

/** Not after the use, but for skew, and not longer before it than the window. An unknown time rules nothing out. */
function isTimely({ at }: Issue, use: Use, { window }: Limits): boolean {
  if (at === null || use.at === null) return true;
  return at <= use.at + SKEW_MS && use.at - at <= window + SKEW_MS;
}

/** Whether the call's session is the caller's: to the second, as far as said, unknown, or not. */
export function fitOf(issue: Issue, caller: Caller): 'exact' | 'yes' | 'unknown' | 'no' {
  const named = sameHolder(issue, caller);
  if (named === false) return 'no';
  if (caller.created !== null && issue.at !== null) {
    const apart = Math.abs(caller.created - issue.at);
    if (apart > SKEW_MS) return 'no';
    if (apart <= SAME_MS) return 'exact';
  }
  return named === true ? 'yes' : 'unknown';
}

function sameHolder(issue: Issue, caller: Caller): boolean | undefined {
  // A user's own temporary credentials carry the user's name, and never another's.
  if (issue.session !== null && caller.arn !== null) return issue.session === caller.arn;
  if (issue.principalId !== null && caller.principalId !== null)
    return issue.principalId === caller.principalId;
  return undefined;
}

/** The call nearest to the session's begin or before the use, and those of other origin. */
function nearest(
  calls: readonly Stored[],
  use: Use,
): { readonly call: Stored; readonly rivals: readonly Stored[] } {
  const [only] = calls;
  if (calls.length === 1 && only !== undefined) return { call: only, rivals: NO_RIVALS };
  const aim = use.caller.created ?? use.at;
  const distance = ({ issue }: Stored) =>
    issue.at === null || aim === null ? Number.POSITIVE_INFINITY : Math.abs(aim - issue.at);
  const order = [...calls].sort(
    (a, b) => compare(distance(a), distance(b)) || idOf(a).localeCompare(idOf(b), 'en'),
  );
  const call = order[0] as Stored;
  return { call, rivals: order.slice(1).filter((other) => originOf(other) !== originOf(call)) };
}

const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
const idOf = ({ issue }: Stored) => issue.eventID ?? '';
const originOf = ({ issue }: Stored) => `${issue.caller.accessKey ?? ''} ${sessionKeyOf(issue.caller)}`;
