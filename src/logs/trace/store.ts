/**
 * The calls that issued credentials, found by key and by session.
 *
 * Owns: one record for each call: those that two accounts have of it (`sharedEventID`) become one. Refused calls issued nothing and are only counted.
 * Must not: judge which call issued what (link.ts does).
 */
import type { Issue } from './issue.ts';
import { createTimeIndex, type TimeIndex } from './time-index.ts';

export interface Store {
  /** Adds a call. Any order will do. */
  add(issue: Issue): void;
  byKey(key: string): readonly Stored[];
  /** By ARN or principalId, and the span of time in which the call was made. */
  bySession: TimeIndex<Stored>['between'];
  /** Calls that set this source identity; their callers had none. */
  bySourceIdentity: TimeIndex<Stored>['between'];
  /** The call of an event, also under the eventID of another account's record. Looks through all. */
  byEvent(eventID: string): Stored | undefined;
  all(): Iterable<Stored>;
  /** Forgets a call. */
  remove(stored: Stored): void;
  readonly size: () => number;
  readonly refused: () => number;
}

/** The place of a call in the store; `issue` becomes fuller when another account's record of it comes. */
export interface Stored {
  issue: Issue;
  /** eventIDs of the other records of the same call. */
  twins: readonly string[];
}

type Index = Map<string, Stored | Stored[]>;

export function createStore(): Store {
  const keys: Index = new Map();
  const sessions = createTimeIndex<Stored>();
  const identities = createTimeIndex<Stored>();
  const byShared = new Map<string, Stored>();
  const all = new Set<Stored>();
  let refused = 0;

  const file = (stored: Stored, how: 'put' | 'drop'): void => {
    const { key, at, session, principalId, sourceIdentity, caller } = stored.issue;
    if (key !== null) (how === 'put' ? put : drop)(keys, key, stored);
    if (session !== null) sessions[how](session, at, stored);
    if (principalId !== null && principalId !== session) sessions[how](principalId, at, stored);
    if (sourceIdentity !== null && caller.sourceIdentity === null)
      identities[how](sourceIdentity, at, stored);
  };

  return {
    add(issue) {
      if (issue.outcome === 'refused') {
        refused += 1;
        return;
      }
      if (issue.session === null && issue.key === null && issue.principalId === null) return;
      const twin = issue.sharedEventID === null ? undefined : byShared.get(issue.sharedEventID);
      if (twin !== undefined && sameCall(twin.issue, issue)) {
        file(twin, 'drop');
        const [main, other] =
          knowsCaller(issue) > knowsCaller(twin.issue) ? [issue, twin.issue] : [twin.issue, issue];
        if (other.eventID !== null) twin.twins = [...twin.twins, other.eventID];
        twin.issue = joined(main, other);
        file(twin, 'put');
        return;
      }
      const stored: Stored = { issue, twins: NO_TWINS };
      all.add(stored);
      if (issue.sharedEventID !== null) byShared.set(issue.sharedEventID, stored);
      file(stored, 'put');
    },
    byKey: (key) => listed(keys.get(key)),
    bySession: sessions.between,
    bySourceIdentity: identities.between,
    byEvent(eventID) {
      for (const stored of all) {
        if (stored.issue.eventID === eventID || stored.twins.includes(eventID)) return stored;
      }
      return undefined;
    },
    all: () => all,
    remove(stored) {
      if (!all.delete(stored)) return;
      file(stored, 'drop');
      const { sharedEventID } = stored.issue;
      if (sharedEventID !== null) byShared.delete(sharedEventID);
    },
    size: () => all.size,
    refused: () => refused,
  };
}

const NONE: readonly Stored[] = [];
const NO_TWINS: readonly string[] = [];

function listed(found: Stored | Stored[] | undefined): readonly Stored[] {
  if (found === undefined) return NONE;
  return Array.isArray(found) ? found : [found];
}

function put(index: Index, key: string, stored: Stored): void {
  const held = index.get(key);
  if (held === undefined) index.set(key, stored);
  else if (Array.isArray(held)) held.push(stored);
  else index.set(key, [held, stored]);
}

function drop(index: Index, key: string, stored: Stored): void {
  const left = listed(index.get(key)).filter((one) => one !== stored);
  if (left.length === 0) index.delete(key);
  else index.set(key, left.length === 1 ? (left[0] as Stored) : left);
}

/** Two accounts' records of one call; a shared id on unlike records is damage, and they stay two. */
function sameCall(a: Issue, b: Issue): boolean {
  const agrees = (x: string | null, y: string | null) => x === null || y === null || x === y;
  return a.call === b.call && agrees(a.key, b.key) && agrees(a.session, b.session);
}

/** The account of the caller has its whole identity, the account of the role only its account and principalId. */
function knowsCaller({ caller }: Issue): number {
  if (caller.type === null) return 0;
  return caller.type === 'AWSAccount' ? 1 : 2;
}

function joined(main: Issue, other: Issue): Issue {
  return {
    ...main,
    outcome: main.outcome === 'issued' ? main.outcome : other.outcome,
    at: main.at ?? other.at,
    key: main.key ?? other.key,
    expiration: main.expiration ?? other.expiration,
    session: main.session ?? other.session,
    principalId: main.principalId ?? other.principalId,
    roleArn: main.roleArn ?? other.roleArn,
    name: main.name ?? other.name,
    sourceIdentity: main.sourceIdentity ?? other.sourceIdentity,
  };
}
