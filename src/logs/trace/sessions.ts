/**
 * Every session in logs: who is behind it, what its name was on the way, what it did.
 *
 * Owns: the single pass, and what is forgotten on the way. Records are forgotten only beyond `MAX_LIVE` of them, and
 * then only those older than the window, so that a folder whose regions follow each other is joined whole. Must not:
 * read files or print.
 */
import type { LogItem } from '../item.ts';
import { type Chain, type LinkCache, nextLink, traceBack } from './chain.ts';
import { createFoundTable, type FoundSessions } from './found.ts';
import { renameOf } from './hop.ts';
import { isSession } from './identity.ts';
import { type Intake, takeEvents } from './intake.ts';
import { beginsOwnSession, compactIssue, issueOf } from './issue.ts';
import { findIssuer, type Limits } from './link.ts';
import { type OpenSession, sessionRow } from './session-row.ts';
import { createStore, type Stored } from './store.ts';
import { timeOf } from './time.ts';
import { createUsage, type Usage } from './usage.ts';

export interface SessionsReport {
  /** What a responder wants first comes first: renamed, then by number of changes. */
  readonly sessions: FoundSessions;
  /** Of all sessions, also of those that `top` left out. */
  readonly total: number;
  readonly renamed: number;
  readonly intake: Intake;
  /** Events by callers without a session: users with their own keys, services, other accounts. */
  readonly withoutSession: number;
  readonly refusedCalls: number;
  /** Events older than what had been forgotten; their sessions may be listed twice or lack their origin. */
  readonly late: number;
}

export interface SessionsOptions extends Limits {
  /** Keeps the first so many only. */
  readonly top?: number;
  /** Records held before the old ones are forgotten. */
  readonly maxLive?: number;
}

const MAX_LIVE = 60_000;

export async function listSessions(
  items: AsyncIterable<LogItem | readonly LogItem[]>,
  options: SessionsOptions,
): Promise<SessionsReport> {
  const { window, top } = options;
  const store = createStore();
  const texts = new Map<string, string>();
  const usage = createUsage({ actions: false, everyone: false, texts });
  const cache: LinkCache = new Map();
  const used = new Set<Stored>();
  const found = createFoundTable(top);
  const count = { total: 0, renamed: 0, withoutSession: 0, late: 0 };
  let forgotten = Number.NEGATIVE_INFINITY;
  let limit = options.maxLive ?? MAX_LIVE;

  const push = (open: OpenSession): void => {
    const renames = renamesOn(open.chain) + (open.issued !== null && renameOf(open.issued) !== null ? 1 : 0);
    count.total += 1;
    if (renames > 0) count.renamed += 1;
    const { usage: use, issued } = open;
    const began = use?.caller.created ?? use?.first ?? issued?.issue.at ?? Number.POSITIVE_INFINITY;
    const eventID = use?.firstEvent ?? issued?.issue.eventID ?? '';
    found.add([renames, use?.mutating ?? 0, use?.events ?? 0, began], eventID, () => sessionRow(open));
  };
  const finish = (one: Usage): void => {
    const use = { caller: one.caller, at: one.first };
    const chain = traceBack(store, use, options, cache);
    const own = ownCall(chain);
    if (own !== undefined) used.add(own);
    let ambiguous = (chain.links[0]?.rivals.length ?? 0) > 0;
    // Two sessions of one name that began in the same second are one record here; their keys tell them apart.
    for (const accessKey of one.keys.length > 1 ? one.keys : []) {
      const link = findIssuer(store, { ...use, caller: { ...one.caller, accessKey } }, options);
      if (link === undefined || link.kind === 'source-identity' || link.call === own) continue;
      used.add(link.call);
      ambiguous = true;
    }
    push({ usage: one, issued: null, chain, ambiguous });
  };
  const finishUnused = (call: Stored): void => {
    if (used.has(call) || call.issue.call === 'ConsoleLogin') return;
    const { caller, at } = call.issue;
    const above = nextLink(store, { caller, at }, options, call, cache);
    const chain = traceBack(store, { caller, at }, options, cache, call);
    push({ usage: null, issued: call, chain, ambiguous: (above?.rivals.length ?? 0) > 0 });
  };

  const forget = (): void => {
    const now = recent(usage.all.values());
    for (const one of usage.all.values()) {
      if (one.last !== null && one.last >= now - window) continue;
      usage.remove(one);
      finish(one);
    }
    // Every call that an older one may have made possible is linked to it before that one goes.
    for (const call of store.all()) {
      const { caller, at } = call.issue;
      if ((at ?? 0) < now - window && isSession(caller))
        nextLink(store, { caller, at }, options, call, cache);
    }
    for (const call of [...store.all()]) {
      if ((call.issue.at ?? 0) >= now - 3 * window) continue;
      finishUnused(call);
      store.remove(call);
      cache.delete(call);
      used.delete(call);
    }
    forgotten = Math.max(forgotten, now - window);
  };

  const intake = await takeEvents(items, (event, caller) => {
    const at = timeOf(event.eventTime);
    if (at !== null && at < forgotten) count.late += 1;
    const issue = issueOf(event, caller);
    if (issue !== undefined) store.add(compactIssue(issue, texts));
    if (!isSession(caller)) count.withoutSession += 1;
    if (!beginsOwnSession(issue)) usage.take(event, caller, at);
    if (usage.all.size + store.size() > limit) {
      forget();
      // Where all is recent nothing goes; asking again at every event would cost more than it gives.
      limit = Math.max(options.maxLive ?? MAX_LIVE, Math.ceil((usage.all.size + store.size()) * 1.25));
    }
  });
  for (const one of usage.all.values()) finish(one);
  for (const call of store.all()) finishUnused(call);
  return { ...count, sessions: found.ranked(), intake, refusedCalls: store.refused() };
}

/** The call that began the session itself, where one is known. */
export function ownCall({ links }: Chain): Stored | undefined {
  const [first] = links;
  return first === undefined || first.kind === 'source-identity' ? undefined : first.call;
}

const renamesOn = ({ links }: Chain) => links.filter(({ call }) => renameOf(call) !== null).length;

/** A time near the latest activity that a single wrong clock cannot move: one in a hundred sessions is later. */
function recent(usages: Iterable<Usage>): number {
  const times = Float64Array.from(usages, ({ last }) => last ?? Number.NEGATIVE_INFINITY).sort();
  return times[Math.floor((times.length - 1) * 0.99)] ?? Number.NEGATIVE_INFINITY;
}
