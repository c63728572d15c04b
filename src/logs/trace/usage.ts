/**
 * What was done with each session, summed up while events pass by.
 *
 * Owns: one record a session, however many events it has. Must not: know who is behind a session.
 */
import type { CloudTrailEvent } from '../../cloudtrail/event.ts';
import { type Caller, compact, isSession, sessionKeyOf, textOf } from './identity.ts';

export interface ActionCount {
  readonly action: string;
  readonly events: number;
  readonly mutating: number;
}

/** Counted up in place while events are read. */
export interface Usage {
  readonly id: string;
  caller: Caller;
  readonly firstEvent: string | null;
  /** In milliseconds; null until an event has a time. */
  first: number | null;
  last: number | null;
  events: number;
  /** Events whose readOnly is false. */
  mutating: number;
  /** Access keys used, the first few; console sessions change theirs all the time. */
  keys: readonly string[];
  readonly actions: Map<string, { events: number; mutating: number }> | undefined;
}

/** Keys kept of each session. */
export const MAX_KEYS = 8;

export interface UsageOptions {
  /** Counts actions by name too. */
  readonly actions: boolean;
  /** Also callers without a session: users with their own keys, services. */
  readonly everyone: boolean;
  /** Texts that are kept already (identity.ts, `compact`). */
  readonly texts?: Map<string, string>;
}

export interface UsageTable {
  take(event: CloudTrailEvent, caller: Caller, at: number | null): void;
  readonly all: ReadonlyMap<string, Usage>;
  /** Forgets a session. */
  remove(usage: Usage): void;
}

export function createUsage({ actions, everyone, texts = new Map() }: UsageOptions): UsageTable {
  const all = new Map<string, Usage>();
  // A key is quicker to look up than the text that names a session, and nearly always leads to the same one again.
  const byKey = new Map<string, Usage>();
  return {
    all,
    remove(usage) {
      all.delete(usage.id);
      for (const key of usage.keys) if (byKey.get(key) === usage) byKey.delete(key);
    },
    take(event, caller, at) {
      if (!everyone && !isSession(caller)) return;
      const near = caller.accessKey === null ? undefined : byKey.get(caller.accessKey);
      let usage = near !== undefined && isSame(near.caller, caller) ? near : undefined;
      const id = usage?.id ?? sessionKeyOf(caller);
      usage ??= all.get(id);
      if (usage === undefined) {
        usage = {
          id,
          caller: compact(caller, texts),
          firstEvent: textOf(event.eventID),
          first: at,
          last: at,
          events: 0,
          mutating: 0,
          keys: caller.accessKey === null ? [] : [caller.accessKey],
          actions: actions ? new Map() : undefined,
        };
        all.set(id, usage);
        if (caller.accessKey !== null) byKey.set(caller.accessKey, usage);
      } else {
        note(usage, caller, at);
      }
      const mutates = event.readOnly === false || event.readOnly === 'false';
      usage.events += 1;
      if (mutates) usage.mutating += 1;
      if (usage.actions !== undefined) count(usage.actions, actionOf(event), mutates);
    },
  };
}

/** As far as it takes for both to have the same `sessionKeyOf`. */
function isSame(a: Caller, b: Caller): boolean {
  return (
    a.arn !== null && a.arn === b.arn && a.created !== null && a.created === b.created && a.type === b.type
  );
}

function note(usage: Usage, caller: Caller, at: number | null): void {
  if (at !== null) {
    if (usage.first === null || at < usage.first) usage.first = at;
    if (usage.last === null || at > usage.last) usage.last = at;
  }
  const { accessKey } = caller;
  if (accessKey !== null && usage.keys.length < MAX_KEYS && !usage.keys.includes(accessKey)) {
    usage.keys = [...usage.keys, accessKey];
  }
  // What a service does on the session's behalf is recorded without the source identity.
  if (usage.caller.sourceIdentity === null && caller.sourceIdentity !== null) usage.caller = caller;
}

function actionOf({ eventSource, eventName }: CloudTrailEvent): string {
  const service = textOf(eventSource)?.replace(/\.amazonaws\.com$/, '') ?? '?';
  return `${service}:${textOf(eventName) ?? '?'}`;
}

function count(actions: Map<string, { events: number; mutating: number }>, action: string, mutates: boolean) {
  const known = actions.get(action);
  if (known === undefined) actions.set(action, { events: 1, mutating: mutates ? 1 : 0 });
  else {
    known.events += 1;
    if (mutates) known.mutating += 1;
  }
}

/** Actions of several records together: changes first, then by number. */
export function actionsOf(usages: readonly Usage[]): readonly ActionCount[] {
  const sum = new Map<string, { events: number; mutating: number }>();
  for (const { actions } of usages) {
    for (const [action, { events, mutating }] of actions ?? []) {
      const known = sum.get(action) ?? { events: 0, mutating: 0 };
      sum.set(action, { events: known.events + events, mutating: known.mutating + mutating });
    }
  }
  return [...sum]
    .map(([action, counts]) => ({ action, ...counts }))
    .sort(
      (a, b) =>
        b.mutating - a.mutating ||
        b.events - a.events ||
        (a.action < b.action ? -1 : a.action > b.action ? 1 : 0),
    );
}
