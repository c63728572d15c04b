/**
 * What the tests of a rule exercise: its clauses, the entries of its lists, its exclusions and its params.
 *
 * Owns: what "covered" means (docs/testing.md says it for users). Plain data for every output format. Must not: read files,
 * print, or judge whether the tests pass.
 */
import type { Span } from '../base/source.ts';
import type { CloudTrailEvent } from '../cloudtrail/event.ts';
import { compileCondition } from '../evaluate/condition.ts';
import { compileValue } from '../evaluate/value.ts';
import type { Expression } from '../ir/expression.ts';
import type { RuleIr } from '../ir/rule.ts';
import {
  clauseNodes,
  describeClause,
  exclusionNodes,
  type ValueProbe,
  valueProbes,
} from './coverage-clauses.ts';
import { coverEntries, type EntryCoverage, type Subject } from './coverage-entries.ts';
import { type Asked, compileVisit, type NumberedNode, nodesOf, withNode } from './coverage-nodes.ts';
import { coverParams, type ParamCoverage } from './coverage-params.ts';

export interface ClauseCoverage {
  /** A `value` is one of several that a predicate compares with. */
  readonly kind: Expression['kind'] | 'value';
  readonly text: string;
  readonly span: Span;
  /** Its verdict on the event of a test, or on an element of one; also where another clause had decided already. */
  readonly seenTrue: boolean;
  readonly seenFalse: boolean;
}

export interface ExclusionCoverage {
  readonly text: string;
  readonly span: Span;
  /** A test would have another verdict without it. */
  readonly used: boolean;
}

export interface RuleCoverage {
  /** Stem of the rule's file. */
  readonly rule: string;
  readonly id: string;
  readonly path: string;
  readonly clauses: readonly ClauseCoverage[];
  readonly entries: readonly EntryCoverage[];
  readonly exclusions: readonly ExclusionCoverage[];
  readonly params: readonly ParamCoverage[];
}

/** An event, and the condition it is asked about: the rule's own, or one whose empty list has an entry. */
interface Case {
  readonly condition: Expression;
  readonly event: CloudTrailEvent;
}

/** Measures one rule, lowered for its own tests. */
export function measureCoverage(rule: RuleIr): RuleCoverage {
  const { document, condition } = rule;
  const nodes = nodesOf(condition);
  const subject = subjectOf(rule);
  const own = document.tests.map(({ event }): Case => ({ condition, event }));
  const cases = [...own, ...nodes.flatMap((node) => trialEntry(node, subject))];
  const probes = nodes.flatMap(valueProbes);
  const seen = tally(nodes, probes, cases);
  const met = new Set(
    probes.flatMap((probe, at) => (seen.values[at]?.seenTrue ? [placeKey(probe.span)] : [])),
  );
  return {
    rule: document.stem,
    id: document.id.value,
    path: document.path,
    clauses: clausesOf(nodes, probes, seen),
    entries: entriesOf(nodes, subject),
    exclusions: exclusionNodes(nodes).map((one) => coverExclusion(one, cases)),
    params: coverParams(document, (place) => met.has(placeKey(place))),
  };
}

/** The entries of every list that the rule asks, and nothing else of its coverage. */
export const measureEntries = (rule: RuleIr): readonly EntryCoverage[] =>
  entriesOf(nodesOf(rule.condition), subjectOf(rule));

const entriesOf = (nodes: readonly NumberedNode[], subject: Subject): readonly EntryCoverage[] =>
  nodes.flatMap((one) =>
    one.node.kind === 'predicate' && one.node.operator === 'inList'
      ? coverEntries(one, one.node, subject)
      : [],
  );

const placeKey = ({ start, end }: Span) => `${start}:${end}`;

function subjectOf({ document, condition }: RuleIr): Subject {
  const matches = compileCondition(condition);
  const events = document.tests.map(({ event }) => event);
  const matching = events.filter((event) => matches(event));
  const rest = events.filter((event) => !matches(event));
  return { condition, seeds: [...matching, ...rest], matching: matching.length };
}

interface Sides {
  seenTrue: boolean;
  seenFalse: boolean;
}

interface Seen {
  readonly nodes: readonly Sides[];
  readonly values: readonly Sides[];
}

function tally(nodes: readonly NumberedNode[], probes: readonly ValueProbe[], cases: readonly Case[]): Seen {
  const none = (): Sides => ({ seenTrue: false, seenFalse: false });
  const ofNodes = nodes.map(none);
  const ofValues = probes.map(none);
  const note = (sides: Sides | undefined, verdict: boolean) => {
    if (sides === undefined) return;
    if (verdict) sides.seenTrue = true;
    else sides.seenFalse = true;
  };
  const byNode = nodes.map(({ index }) =>
    probes.flatMap((probe, at) => (probe.index === index ? [{ at, verdict: probe.verdict }] : [])),
  );
  const visits = new Map<Expression, ReturnType<typeof compileVisit>>();
  for (const one of cases) {
    const visit = visits.get(one.condition) ?? compileVisit(one.condition);
    visits.set(one.condition, visit);
    visit(one.event, (index, verdict, { event, element }) => {
      note(ofNodes[index], verdict);
      for (const value of byNode[index] ?? []) note(ofValues[value.at], value.verdict(event, element));
    });
  }
  return { nodes: ofNodes, values: ofValues };
}

function clausesOf(
  nodes: readonly NumberedNode[],
  probes: readonly ValueProbe[],
  seen: Seen,
): readonly ClauseCoverage[] {
  return clauseNodes(nodes).flatMap(({ index, node }): readonly ClauseCoverage[] => {
    const values = probes.flatMap((probe, at) => (probe.index === index ? [{ probe, at }] : []));
    const sides = (of: Sides | undefined) => ({
      seenTrue: of?.seenTrue ?? false,
      seenFalse: of?.seenFalse ?? false,
    });
    const { kind, span } = node;
    const whole: ClauseCoverage = { kind, text: describeClause(node), span, ...sides(seen.nodes[index]) };
    if (values.length < 2) return [whole];
    return [
      whole,
      ...values.map(({ probe, at }) => ({
        kind: 'value' as const,
        text: probe.text,
        span: probe.span,
        ...sides(seen.values[at]),
      })),
    ];
  });
}

/**
 * A list may be empty on purpose, so that no test can have an event on it. It is tried with one entry made of the fields
 * of a test's event; the trial counts where the verdict turns round.
 */
function trialEntry({ index, node }: NumberedNode, { condition, seeds }: Subject): readonly Case[] {
  if (node.kind !== 'predicate' || node.operator !== 'inList' || node.rows.length > 0) return [];
  const visit = compileVisit(condition);
  const reads = node.columns.map(({ field }) => compileValue(field.definition.value));
  for (const event of seeds) {
    const asked: Asked[] = [];
    const verdict = visit(event, (at, _, one) => {
      if (at === index) asked.push(one);
    });
    for (const { element } of asked) {
      const values = reads.flatMap((read) => read(event, element) ?? []);
      if (values.length < reads.length) continue;
      const rows = [{ values, reason: '', span: node.span }];
      const tried = withNode(condition, index, { ...node, rows });
      if (compileCondition(tried)(event) !== verdict) return [{ condition: tried, event }];
    }
  }
  return [];
}

function coverExclusion({ index, node }: NumberedNode, cases: readonly Case[]): ExclusionCoverage {
  const { span } = node;
  const never: Expression = { kind: 'any', of: [], span };
  const pairs = new Map<Expression, readonly ((event: CloudTrailEvent) => boolean)[]>();
  const used = cases.some(({ condition, event }) => {
    const pair = pairs.get(condition) ?? [
      compileCondition(condition),
      compileCondition(withNode(condition, index, never)),
    ];
    pairs.set(condition, pair);
    return pair[0]?.(event) !== pair[1]?.(event);
  });
  return { text: describeClause(node), span, used };
}
