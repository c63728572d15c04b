/**
 * Who was behind it: from an access key, an event or a session to the person, over all logs in one pass.
 *
 * Owns: the order of the steps and the shape of the answer. Keeps one record for each issuing call (1.4 kB, measured), and
 * with `forward` one for each session; events themselves are not kept. Must not: read files or print.
 */
import type { LogItem } from '../item.ts';
import { type Chain, isCertain, type LinkCache, traceBack } from './chain.ts';
import { type ForwardNode, traceForward } from './forward.ts';
import { type Hop, hopOf, type Party, partyOf } from './hop.ts';
import type { Caller } from './identity.ts';
import { type Intake, takeEvents } from './intake.ts';
import { beginsOwnSession, type Issue, issueOf } from './issue.ts';
import { fitOf, type Limits, type Link } from './link.ts';
import { createStore, type Store, type Stored } from './store.ts';
import { type EventFacts, eventFacts, namesCaller, namesIssue } from './subject.ts';
import { shownTime, timeOf } from './time.ts';
import { createUsage, type Usage, type UsageTable } from './usage.ts';

export interface TraceOptions extends Limits {
  readonly forward: boolean;
}

/** What was asked for. */
export interface Subject {
  readonly kind: 'event' | 'session' | 'call';
  readonly eventID: string | null;
  readonly action: string | null;
  readonly time: string | null;
  readonly account: string | null;
  readonly region: string | null;
  readonly errorCode: string | null;
  /** Where the event is a call that issues credentials: what it issued. A refused call issued nothing. */
  readonly issued: Pick<Issue, 'outcome' | 'session' | 'key'> | null;
  /** Who acted; for a session that was issued and never used, what the call says of it. */
  readonly caller: Party;
}

export interface Trace {
  readonly subject: Subject;
  /** From the subject backwards. */
  readonly hops: readonly Hop[];
  readonly end: Chain['end'];
  /** Every link is strong, and the end is a person or a service. */
  readonly certain: boolean;
  readonly missing: Chain['missing'];
  readonly claims: Chain['claims'];
  readonly forward: ForwardNode | null;
}

/** A session that the word may mean, with an eventID that means it alone. */
export interface Choice {
  readonly eventID: string | null;
  readonly session: string | null;
  readonly accessKey: string | null;
  readonly began: string | null;
  readonly events: number;
}

export type TraceAnswer = { readonly intake: Intake } & (
  | { readonly kind: 'found'; readonly trace: Trace }
  | { readonly kind: 'several'; readonly choices: readonly Choice[] }
  | { readonly kind: 'none' }
);

/** Answers for one access key, eventID, session ARN or principalId. */
export async function traceLogs(
  what: string,
  items: AsyncIterable<LogItem | readonly LogItem[]>,
  options: TraceOptions,
): Promise<TraceAnswer> {
  const store = createStore();
  const usage = createUsage({ actions: options.forward, everyone: true });
  let event: EventFacts | undefined;
  const intake = await takeEvents(items, (one, caller) => {
    const issue = issueOf(one, caller);
    if (issue !== undefined) store.add(issue);
    if (one.eventID === what) event ??= eventFacts(one, caller);
    if ((options.forward || namesCaller(what, caller)) && !beginsOwnSession(issue))
      usage.take(one, caller, timeOf(one.eventTime));
  });
  const subjects = event === undefined ? sessionsNamed(what, store, usage, options) : [ofEvent(event, store)];
  const [first, ...others] = subjects;
  if (first === undefined) return { kind: 'none', intake };
  if (others.length > 0) return { kind: 'several', choices: subjects.map(({ choice }) => choice), intake };
  return { kind: 'found', trace: answer(first, store, usage, options), intake };
}

interface Asked {
  readonly subject: Subject;
  readonly caller: Caller;
  readonly at: number | null;
  /** The call that issued the session in question, where that is what is known of it. */
  readonly call: Stored | undefined;
  /** The call that the event in question is. */
  readonly made: Stored | undefined;
  readonly choice: Choice;
}

function answer(asked: Asked, store: Store, usage: UsageTable, options: TraceOptions): Trace {
  const cache: LinkCache = new Map();
  const { subject, caller, at, call } = asked;
  const above = traceBack(store, { caller, at }, options, cache, asked.made);
  // A session that did nothing is known from the call that issued it.
  const chain = call === undefined ? above : { ...above, links: [issuedBy(call), ...above.links] };
  const own = call ?? (chain.links[0]?.kind === 'source-identity' ? undefined : chain.links[0]?.call);
  return {
    subject,
    hops: chain.links.map(hopOf),
    end: chain.end,
    certain: isCertain(chain),
    missing: chain.missing,
    claims: chain.claims,
    forward: options.forward
      ? traceForward(
          store,
          usage,
          { caller: subject.kind === 'call' ? null : caller, call: own },
          options,
          cache,
        )
      : null,
  };
}

const issuedBy = (call: Stored): Link => ({ kind: 'key', strength: 'strong', call, rivals: [] });

/** An event; another account's record of the same call knows its caller better. */
function ofEvent(event: EventFacts, store: Store): Asked {
  const call = event.eventID === null ? undefined : store.byEvent(event.eventID);
  const fuller = event.caller.type === 'AWSAccount' && call !== undefined ? call.issue.caller : event.caller;
  const { eventID, action, at, account, region, errorCode, issue } = event;
  return {
    subject: {
      kind: 'event',
      eventID,
      action,
      time: shown(at),
      account,
      region,
      errorCode,
      issued: issue === null ? null : { outcome: issue.outcome, session: issue.session, key: issue.key },
      caller: partyOf(fuller),
    },
    caller: fuller,
    at,
    call: undefined,
    // The record of a SwitchRole names the session that it began, so it may be its own origin.
    made: event.issue !== null && beginsOwnSession(event.issue) ? undefined : call,
    choice: {
      eventID,
      session: fuller.arn,
      accessKey: fuller.accessKey,
      began: shown(fuller.created),
      events: 1,
    },
  };
}

/** Sessions that used what the word names, and calls that issued it to a session which did nothing. */
function sessionsNamed(what: string, store: Store, usage: UsageTable, limits: Limits): readonly Asked[] {
  const used = [...usage.all.values()].filter(
    (one) => namesCaller(what, one.caller) || one.keys.includes(what),
  );
  const issued = [...store.all()].filter(
    (call) => namesIssue(what, call.issue) && !used.some((one) => isBegunBy(one, call, limits)),
  );
  return [...used.map((one) => ofUsage(what, one)), ...issued.map(ofCall)];
}

function isBegunBy({ caller, first, keys }: Usage, { issue }: Stored, { window }: Limits): boolean {
  if (fitOf(issue, caller) === 'no') return false;
  if (caller.created === null && issue.key !== null && !keys.includes(issue.key)) return false;
  return first === null || issue.at === null || Math.abs(first - issue.at) <= window;
}

function ofUsage(what: string, { caller, first, firstEvent, events, keys }: Usage): Asked {
  const asked = keys.includes(what) ? { ...caller, accessKey: what } : caller;
  return {
    subject: { ...NO_EVENT, kind: 'session', time: shown(first), caller: partyOf(asked) },
    caller: asked,
    at: first,
    call: undefined,
    made: undefined,
    choice: {
      eventID: firstEvent,
      session: caller.arn,
      accessKey: caller.accessKey,
      began: shown(caller.created),
      events,
    },
  };
}

function ofCall(call: Stored): Asked {
  const { issue } = call;
  const { eventID, session, principalId, key, at } = issue;
  const caller: Party = {
    type: null,
    name: issue.name,
    arn: session,
    principalId,
    account: null,
    accessKey: key,
    sourceIdentity: issue.sourceIdentity,
    began: shown(at),
    mfa: null,
  };
  return {
    subject: { ...NO_EVENT, kind: 'call', time: shown(at), caller },
    caller: issue.caller,
    at,
    call,
    made: call,
    choice: { eventID, session, accessKey: key, began: shown(at), events: 0 },
  };
}

const NO_EVENT = { eventID: null, action: null, account: null, region: null, errorCode: null, issued: null };
const shown = (at: number | null) => (at === null ? null : shownTime(at));
