/**
 * Everything done under a session: its own actions, the sessions issued from it, and theirs.
 *
 * Owns: turning links around. Must not: find links (link.ts does) or print.
 */
import { type LinkCache, nextLink } from './chain.ts';
import { type Hop, hopOf } from './hop.ts';
import { type Caller, isSession, sessionKeyOf } from './identity.ts';
import { findIssuer, type Limits, type Link } from './link.ts';
import type { Store, Stored } from './store.ts';
import { shownTime } from './time.ts';
import { type ActionCount, actionsOf, type Usage, type UsageTable } from './usage.ts';

export interface ForwardNode {
  /** ARN or principalId; the name of a service. */
  readonly session: string | null;
  readonly name: string | null;
  readonly account: string | null;
  /** The call that issued it, by which evidence it belongs here; null for the session that was asked for. */
  readonly issued: Hop | null;
  readonly first: string | null;
  readonly last: string | null;
  readonly events: number;
  readonly mutating: number;
  /** Changes first. */
  readonly actions: readonly ActionCount[];
  readonly children: readonly ForwardNode[];
  /** There is more below, deeper than is shown. */
  readonly cut: boolean;
}

/** Sessions below sessions are followed so deep. */
const MAX_DEPTH = 64;

/** The tree below a caller, and below the call that issued its session where that is known. */
export function traceForward(
  store: Store,
  usage: UsageTable,
  start: { readonly caller: Caller | null; readonly call: Stored | undefined },
  limits: Limits,
  cache: LinkCache,
): ForwardNode {
  const below = turnAround(store, usage, limits, cache);
  const seen = new Set<Stored>(start.call === undefined ? [] : [start.call]);

  const grow = (
    call: Stored | undefined,
    caller: Caller | null,
    link: Link | null,
    own: readonly Usage[],
    depth: number,
  ): ForwardNode => {
    const kids = below
      .callsUnder(
        call,
        own.map(({ id }) => id),
      )
      .filter((kid) => !seen.has(kid.call));
    for (const kid of kids) seen.add(kid.call);
    const cut = depth >= MAX_DEPTH && kids.length > 0;
    const children = cut
      ? []
      : kids.map((kid) => grow(kid.call, null, kid, below.usesOf(kid.call), depth + 1));
    const times = own.flatMap(({ first, last }) => [first, last]).filter((at) => at !== null);
    const issue = call?.issue;
    return {
      session: caller?.arn ?? caller?.principalId ?? issue?.session ?? issue?.principalId ?? null,
      name: caller?.sessionName ?? caller?.userName ?? issue?.name ?? own[0]?.caller.userName ?? null,
      account: caller?.account ?? own[0]?.caller.account ?? accountIn(issue?.session) ?? null,
      issued: link === null ? null : hopOf(link),
      first: times.length === 0 ? null : shownTime(times.reduce((a, b) => Math.min(a, b))),
      last: times.length === 0 ? null : shownTime(times.reduce((a, b) => Math.max(a, b))),
      events: own.reduce((sum, { events }) => sum + events, 0),
      mutating: own.reduce((sum, { mutating }) => sum + mutating, 0),
      actions: actionsOf(own),
      children,
      cut,
    };
  };
  const { caller, call } = start;
  const own = new Set(call === undefined ? [] : below.usesOf(call));
  const named = caller === null ? undefined : usage.all.get(sessionKeyOf(caller));
  if (named !== undefined) own.add(named);
  return grow(call, caller, null, [...own], 0);
}

const accountIn = (arn: string | null | undefined) => arn?.split(':')[4] || undefined;

/** Links the other way: from a call to what was done with what it issued. */
function turnAround(store: Store, usage: UsageTable, limits: Limits, cache: LinkCache) {
  const uses = new Map<Stored, Usage[]>();
  const byCall = new Map<Stored, Link[]>();
  const byUsage = new Map<string, Link[]>();
  const push = <K, V>(map: Map<K, V[]>, key: K, value: V) => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else list.push(value);
  };
  for (const one of usage.all.values()) {
    if (!isSession(one.caller)) continue;
    const link = findIssuer(store, { caller: one.caller, at: one.first }, limits);
    if (link !== undefined && link.kind !== 'source-identity') push(uses, link.call, one);
  }
  for (const call of store.all()) {
    const { caller, at } = call.issue;
    const above = isSession(caller) ? nextLink(store, { caller, at }, limits, call, cache) : undefined;
    // How the call itself is known: by its record, which names the session that made it.
    const child: Link = above === undefined ? recorded(call) : { ...above, call };
    if (above === undefined) push(byUsage, sessionKeyOf(caller), child);
    else push(byCall, above.call, child);
  }
  return {
    usesOf: (call: Stored): readonly Usage[] => uses.get(call) ?? [],
    callsUnder: (call: Stored | undefined, ids: readonly string[]): readonly Link[] => [
      ...(call === undefined ? [] : (byCall.get(call) ?? [])),
      ...ids.flatMap((id) => byUsage.get(id) ?? []),
    ],
  };
}

const recorded = (call: Stored): Link => ({ kind: 'key', strength: 'strong', call, rivals: [] });
