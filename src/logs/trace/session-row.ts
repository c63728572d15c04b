/**
 * One session as the outputs show it.
 *
 * Owns: the shape, and the verdict on its source identity. Must not: sort or print.
 */
import { type Chain, isCertain } from './chain.ts';
import { nameOf, type Rename, renameOf } from './hop.ts';
import type { Link } from './link.ts';
import type { Stored } from './store.ts';
import { shownTime } from './time.ts';
import type { Usage } from './usage.ts';

/**
 * `set` by the call that began the session; `kept` from the session before; `changed` on the way, which AWS rules out;
 * `present`, where the call that began the session is not known; `missing`.
 */
export type SourceIdentityState = 'set' | 'kept' | 'changed' | 'present' | 'missing';

export interface SessionRow {
  /** ARN, or principalId where there is none. */
  readonly session: string | null;
  readonly type: string | null;
  readonly name: string | null;
  readonly account: string | null;
  readonly roleArn: string | null;
  /** The first few. */
  readonly accessKeys: readonly string[];
  readonly began: string | null;
  readonly first: string | null;
  readonly last: string | null;
  readonly events: number;
  readonly mutating: number;
  readonly root: Chain['end'];
  /** Every link is strong, and the root is a person or a service. */
  readonly certain: boolean;
  /** Calls of different origin fit this session. */
  readonly ambiguous: boolean;
  readonly missing: Chain['missing'];
  readonly claims: Chain['claims'];
  /** From the session backwards. */
  readonly chain: readonly RowHop[];
  readonly renames: readonly Rename[];
  readonly sourceIdentity: { readonly state: SourceIdentityState; readonly value: string | null };
}

export interface RowHop {
  readonly call: string;
  readonly eventID: string | null;
  readonly time: string | null;
  readonly evidence: string;
  readonly strength: 'strong' | 'weaker';
  readonly caller: string | null;
  readonly requestedName: string | null;
}

/** One session; `usage` is null for one that was issued and not used in these logs. */
export interface OpenSession {
  readonly usage: Usage | null;
  /** The call that began it, when `chain` has no link to it because it was not used. */
  readonly issued: Stored | null;
  readonly chain: Chain;
  /** Keys of this session were issued to callers that differ. */
  readonly ambiguous: boolean;
}

export function sessionRow(found: OpenSession): SessionRow {
  const { usage, issued, ambiguous } = found;
  const chain: Chain =
    issued === null
      ? found.chain
      : {
          ...found.chain,
          links: [{ kind: 'key', strength: 'strong', call: issued, rivals: [] }, ...found.chain.links],
        };
  const caller = usage?.caller;
  const issue = issued?.issue;
  return {
    session: caller?.arn ?? caller?.principalId ?? issue?.session ?? issue?.principalId ?? null,
    type: caller?.type ?? null,
    name: caller?.sessionName ?? caller?.userName ?? issue?.name ?? null,
    account: caller?.account ?? (issue?.session?.split(':')[4] || null),
    roleArn: caller?.roleArn ?? issue?.roleArn ?? null,
    accessKeys: usage?.keys ?? (issue?.key == null ? [] : [issue.key]),
    began: shown(caller?.created ?? issue?.at),
    first: shown(usage?.first),
    last: shown(usage?.last),
    events: usage?.events ?? 0,
    mutating: usage?.mutating ?? 0,
    root: chain.end,
    certain: isCertain(chain) && !ambiguous,
    ambiguous,
    missing: chain.missing,
    claims: chain.claims,
    chain: chain.links.map(rowHop),
    renames: chain.links.flatMap(({ call }) => renameOf(call) ?? []),
    sourceIdentity: sourceIdentityOf(chain, caller?.sourceIdentity ?? null, usage !== null),
  };
}

function rowHop({ kind, strength, call: { issue } }: Link): RowHop {
  const { call, eventID, at, caller, name } = issue;
  return {
    call,
    eventID,
    time: shown(at),
    evidence: kind,
    strength,
    caller: nameOf(caller) ?? caller.arn ?? caller.principalId,
    requestedName: name,
  };
}

function sourceIdentityOf(chain: Chain, carried: string | null, used: boolean): SessionRow['sourceIdentity'] {
  const [link] = chain.links;
  const begun = link !== undefined && link.kind !== 'source-identity' ? link.call.issue : undefined;
  const before = begun?.caller.sourceIdentity ?? null;
  const value = carried ?? begun?.sourceIdentity ?? (used ? null : before);
  if (value === null) return { state: 'missing', value };
  if (begun === undefined) return { state: 'present', value };
  if (before === null) return { state: 'set', value };
  return { state: before === value ? 'kept' : 'changed', value };
}

const shown = (at: number | null | undefined) => (at === null || at === undefined ? null : shownTime(at));
