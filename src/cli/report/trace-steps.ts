/**
 * A trace as a tree of texts: the person at the top, what was asked for below, and what was done under it.
 *
 * Owns: the words and their order, which every format shares. Must not: escape; names in the texts are untrusted, and
 * each format makes them harmless in its own way.
 */
import type { ForwardNode } from '../../logs/trace/forward.ts';
import type { Hop, Party } from '../../logs/trace/hop.ts';
import type { Trace } from '../../logs/trace/trace.ts';

export interface Step {
  readonly kind: 'root' | 'call' | 'subject' | 'session' | 'actions';
  readonly title: string;
  readonly details: readonly string[];
  /** The evidence between this step and the one above it; null where there is nothing to prove. */
  readonly evidence: { readonly strength: 'strong' | 'weaker'; readonly says: string } | null;
  readonly children: readonly Step[];
}

/** Actions shown of each session. */
const ACTIONS_SHOWN = 8;

/** Calls shown of a chain, half of them from each end; logs that somebody made up have chains of hundreds. */
const CALLS_SHOWN = 40;

/** One sentence: who it was, and how sure that is. */
export function verdictOf({ end, hops, certain, subject }: Trace): string {
  const weaker = hops.filter(({ strength }) => strength === 'weaker').length;
  const who = partyWords({ ...end, principalId: null });
  if (end.kind === 'cycle') return 'Unknown: the calls lead back to themselves.';
  if (end.kind === 'unknown') {
    return hops.length === 0
      ? `Unknown: nothing in these logs says who began ${who}.`
      : `Unknown: known back to ${who}, and not beyond.`;
  }
  const kind = end.kind === 'service' ? 'No person: the service' : 'Behind it:';
  if (certain) return `${kind} ${who}${hops.length === 0 ? '' : ', every link strong'}.`;
  const named = weaker === 0 ? 'one call is missing' : `${weaker} of ${hops.length} links weaker`;
  return `${kind} ${who}, as far as weaker evidence goes (${subject.kind === 'call' && hops.length === 0 ? 'no link' : named}).`;
}

/** What is missing, and what the session says of itself. */
export function notesOf({ missing, claims, subject }: Trace): readonly string[] {
  return [
    ...(subject.issued?.outcome === 'refused'
      ? [
          `This call was refused (${subject.errorCode ?? 'failure'}): it issued no credentials, and CloudTrail leaves out what was asked for.`,
        ]
      : []),
    ...(missing === null ? [] : [`missing: ${missing.says}`]),
    ...claims.map(({ from, value }) =>
      from === 'source identity'
        ? `weaker: its source identity is "${value}", set by whoever began the chain`
        : `weaker: its session name is "${value}", chosen by whoever assumed the role`,
    ),
  ];
}

export function stepsOf(trace: Trace): Step {
  const { end, hops, subject, forward } = trace;
  const [title, ...details] = subjectLines(trace);
  const left = hops.length > CALLS_SHOWN ? hops.length - CALLS_SHOWN : 0;
  const near = left === 0 ? hops.length : CALLS_SHOWN / 2;
  let below: readonly Step[] = [
    {
      kind: 'subject',
      title: title ?? '',
      details,
      evidence: null,
      children: forward === null ? [] : forwardSteps(forward),
    },
  ];
  // A session's own call stands above it; the caller of the last call is the root.
  for (const hop of hops.slice(0, near)) below = [{ ...callStep(hop), children: below }];
  if (left > 0) below = [{ ...leftOut(left), children: below }];
  for (const hop of hops.slice(near + left)) below = [{ ...callStep(hop), children: below }];
  const root = hops.at(-1)?.caller ?? subject.caller;
  if (hops.length === 0 && end.name === subject.caller.name && below[0] !== undefined) return below[0];
  return {
    kind: 'root',
    title: partyWords({ ...end, principalId: root.principalId }),
    details: [],
    evidence: null,
    children: below,
  };
}

const leftOut = (calls: number): Omit<Step, 'children'> => ({
  kind: 'call',
  title: `… ${counted(calls, 'call')} more in between, left out here; --format json has them all`,
  details: [],
  evidence: null,
});

function callStep(hop: Hop): Omit<Step, 'children'> {
  const named = hop.requestedName === null ? '' : ` as "${hop.requestedName}"`;
  const details = [
    ...(hop.session === null ? [] : [hop.session]),
    ...(hop.rename === null ? [] : [`renamed: "${hop.rename.from}" became "${hop.rename.to}"`]),
    ...(hop.sourceIdentity === null ? [] : [`source identity "${hop.sourceIdentity}"`]),
    ...(hop.rivals.length === 0
      ? []
      : [
          `ambiguous: ${hop.rivals.length} more fit as well: ${hop.rivals
            .slice(0, 3)
            .map((id) => id ?? 'a call without eventID')
            .join(', ')}`,
        ]),
    `event ${hop.eventID ?? '(no eventID)'}${hop.account === null ? '' : ` in account ${hop.account}`}${hop.sameCallAs.length === 0 ? '' : `, also recorded as ${hop.sameCallAs.join(', ')}`}`,
  ];
  return {
    kind: 'call',
    title: `${hop.call}${named}${hop.time === null ? '' : ` at ${hop.time}`}`,
    details,
    evidence: { strength: hop.strength, says: hop.says },
  };
}

function subjectLines({ subject, hops }: Trace): readonly string[] {
  const { caller } = subject;
  const who = partyWords(caller);
  const key = caller.accessKey === null ? [] : [`access key ${caller.accessKey}`];
  if (subject.kind === 'event') {
    const refused = subject.errorCode === null ? '' : ` (${subject.errorCode})`;
    return [
      `${subject.action}${refused}${subject.time === null ? '' : ` at ${subject.time}`}`,
      `by ${who}`,
      ...key,
      `event ${subject.eventID}`,
    ];
  }
  const use =
    subject.kind === 'call'
      ? 'issued, and not used in these logs'
      : `first used ${subject.time ?? 'at an unknown time'}`;
  return [hops.length === 0 ? who : `session ${who}`, ...key, use];
}

/** Type, name and account; the ARN where there is no name. */
function partyWords(party: Pick<Party, 'type' | 'name' | 'arn' | 'principalId' | 'account'>): string {
  const name = party.name ?? party.arn ?? party.principalId ?? 'unknown';
  const role = party.arn?.includes(':assumed-role/') === true ? ` (${party.arn})` : '';
  const account = party.account === null || role !== '' ? '' : ` of account ${party.account}`;
  return `${party.type === null ? '' : `${party.type} `}${name}${role}${account}`;
}

function forwardSteps(node: ForwardNode): readonly Step[] {
  const shown = node.actions.slice(0, ACTIONS_SHOWN);
  const more = node.actions.length - shown.length;
  const own: Step[] =
    node.events === 0
      ? []
      : [
          {
            kind: 'actions',
            title: `did ${counted(node.events, 'event')}, ${node.mutating} of them mutating, ${node.first ?? '?'} to ${node.last ?? '?'}`,
            details: [
              ...shown.map(
                ({ action, events, mutating }) => `${events} × ${action}${mutating > 0 ? ' (mutating)' : ''}`,
              ),
              ...(more > 0 ? [`… ${more} more actions`] : []),
            ],
            evidence: null,
            children: [],
          },
        ];
  const children = node.children.map(
    (child): Step => ({
      ...(child.issued === null
        ? { kind: 'session' as const, title: child.session ?? '?', details: [], evidence: null }
        : { ...callStep(child.issued), kind: 'session' as const }),
      children: forwardSteps(child),
    }),
  );
  const cut: Step[] = node.cut
    ? [{ kind: 'actions', title: '… more sessions below', details: [], evidence: null, children: [] }]
    : [];
  return [...own, ...children, ...cut];
}

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;
