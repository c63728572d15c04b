/**
 * The rules of a backtest, compiled: from an event to what each of them says of it.
 *
 * Owns: which rules an event is shown to, and the columns of a match. Pure: one may serve any number of events in any
 * order. Must not: count, or hold on to an event.
 */
import { startOf } from '../../base/source.ts';
import type { CloudTrailEvent, Json } from '../../cloudtrail/event.ts';
import { type FieldPath, pathsOf } from '../../cloudtrail/value.ts';
import { compileCondition } from '../../evaluate/condition.ts';
import { type Derived, openDerived } from '../../evaluate/derived.ts';
import type { Verdict } from '../../evaluate/field.ts';
import { indexByFacts } from '../../evaluate/select.ts';
import { compileTitle } from '../../evaluate/title.ts';
import { compileValue } from '../../evaluate/value.ts';
import { type ColumnName, RESULT_COLUMNS, SESSION } from '../../ir/columns.ts';
import type { Expression } from '../../ir/expression.ts';
import type { Origin } from '../item.ts';
import type { AskedRule } from './question.ts';
import type { Hit, MatchedEvent } from './report.ts';

/** What the event matches; undefined where it matches nothing. */
export type Ask = (event: CloudTrailEvent, origin: Origin) => MatchedEvent | undefined;

/** Compiles the rules once. */
export function compileAsk(rules: readonly AskedRule[]): Ask {
  const derived = openDerived();
  const visit = indexByFacts(
    rules.map((rule, at) => ({
      at,
      condition: eitherCondition(rule),
      is: openVerdict(rule.condition, derived),
      was: openVerdict(rule.former?.condition, derived),
    })),
  );
  const matchOf = compileMatch(rules);
  return (event, origin) => {
    let sides: Side[] | undefined;
    let prepared: CloudTrailEvent | undefined;
    visit(event, ({ at, is, was }) => {
      prepared ??= prepare(event, derived);
      const side = { rule: at, is: is(prepared), was: was(prepared) };
      if (!side.is && !side.was) return;
      sides ??= [];
      sides.push(side);
    });
    return sides && matchOf(event, origin, sides);
  };
}

/** Which states of a rule hold. */
export type Side = Pick<Hit, 'rule' | 'is' | 'was'>;

/** Compiles what a match shows, once, for events and the rules that hold for them. */
export function compileMatch(
  rules: readonly AskedRule[],
): (event: CloudTrailEvent, origin: Origin, sides: readonly Side[]) => MatchedEvent {
  const columns = commonColumns();
  const session = compileValue(SESSION);
  const shown = rules.map(({ alertTitle, groupBy }) => ({
    title: compileTitle(alertTitle),
    group: groupBy.map(compileValue),
  }));
  return (event, origin, sides) => {
    const hits = sides.map(({ rule, is, was }): Hit => {
      const { title, group } = shown[rule] as (typeof shown)[number];
      return { rule, alertTitle: title(event), group: group.map((read) => read(event) ?? null), is, was };
    });
    hits.sort((a, b) => a.rule - b.rule);
    return { ...columns(event), session: session(event) ?? null, origin, hits };
  };
}

/** Paths that the columns of every match read. */
export const COLUMN_PATHS: readonly FieldPath[] = [
  ...RESULT_COLUMNS.flatMap(({ from }) => (from.kind === 'value' ? pathsOf(from.value) : [])),
  ...pathsOf(SESSION),
];

/** Paths that the title and the groups of a rule's matches read. */
export function shownPaths({ alertTitle, groupBy }: AskedRule): readonly FieldPath[] {
  const fields = alertTitle.flatMap((part) => (part.kind === 'text' ? [] : [part.definition.value]));
  return [...fields, ...groupBy].flatMap(pathsOf);
}

/** What an event must meet for the rule, or its former state, to match. */
export function eitherCondition({ condition, former }: AskedRule): Expression {
  const then = former?.condition;
  if (condition === undefined || then === undefined) return condition ?? then ?? UNASKED;
  return { kind: 'any', of: [condition, then], span: condition.span };
}

/** A rule that neither state has asks nothing. */
const UNASKED: Expression = { kind: 'any', of: [], span: startOf({ path: '', text: '' }) };
const NEVER: Verdict = () => false;

/** A copy with the values that many conditions read. */
function prepare(event: CloudTrailEvent, derived: Derived): CloudTrailEvent {
  const copy: Record<string, Json> = { ...event };
  derived.put(copy, derived.all);
  return copy;
}

/** Compiled when it is asked first: most rules of a large set are of calls that the logs do not have. */
function openVerdict(condition: Expression | undefined, derived: Derived): Verdict {
  if (condition === undefined) return NEVER;
  const adapted = derived.adapt(condition).condition;
  let verdict: Verdict | undefined;
  return (event) => {
    verdict ??= compileCondition(adapted);
    return verdict(event);
  };
}

type Common = Omit<MatchedEvent, 'session' | 'origin' | 'hits'>;

function commonColumns(): (event: CloudTrailEvent) => Common {
  const readers = RESULT_COLUMNS.flatMap(({ column, from }) =>
    from.kind === 'value' ? [{ column, read: compileValue(from.value) }] : [],
  );
  return (event) => {
    const row: Partial<Record<ColumnName, string | null>> = {};
    for (const { column, read } of readers) row[column] = read(event) ?? null;
    return row as Common;
  };
}
