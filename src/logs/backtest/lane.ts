/**
 * The rules of a backtest, compiled: from an event to what each of them says of it.
 *
 * Owns: which rules an event is shown to, and the columns of a match. Pure: one may serve any number of events in any
 * order. Must not: count, or hold on to an event.
 */
import { startOf } from '../../base/source.ts';
import type { CloudTrailEvent, Json } from '../../cloudtrail/event.ts';
import type { ValueExpr } from '../../cloudtrail/value.ts';
import { compileCondition } from '../../evaluate/condition.ts';
import { type Derived, openDerived } from '../../evaluate/derived.ts';
import type { Verdict } from '../../evaluate/field.ts';
import { indexByFacts } from '../../evaluate/select.ts';
import { compileTitle } from '../../evaluate/title.ts';
import { compileValue } from '../../evaluate/value.ts';
import { type ColumnName, RESULT_COLUMNS } from '../../ir/columns.ts';
import type { Expression } from '../../ir/expression.ts';
import type { Origin } from '../item.ts';
import type { AskedRule } from './question.ts';
import type { Hit, MatchedEvent } from './report.ts';

/** What the event matches; undefined where it matches nothing. */
export type Ask = (event: CloudTrailEvent, origin: Origin) => MatchedEvent | undefined;

/** The ARN of the role session that acted. */
export const SESSION: ValueExpr = {
  kind: 'when',
  path: ['userIdentity', 'type'],
  equals: 'AssumedRole',
  // biome-ignore lint/suspicious/noThenProperty: the name is the algebra's, and no definition is ever awaited
  then: { kind: 'path', path: ['userIdentity', 'arn'] },
};

/** Compiles the rules once. */
export function compileAsk(rules: readonly AskedRule[]): Ask {
  const derived = openDerived();
  const visit = indexByFacts(rules.map((rule, at) => openLane(rule, at, derived)));
  const columns = commonColumns();
  const session = compileValue(SESSION);
  return (event, origin) => {
    let hits: Hit[] | undefined;
    let prepared: CloudTrailEvent | undefined;
    visit(event, (lane) => {
      prepared ??= prepare(event, derived);
      const hit = lane.ask(event, prepared);
      if (hit === undefined) return;
      hits ??= [];
      hits.push(hit);
    });
    if (hits === undefined) return undefined;
    hits.sort((a, b) => a.rule - b.rule);
    return { ...columns(event), session: session(event) ?? null, origin, hits };
  };
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

function openLane(rule: AskedRule, at: number, derived: Derived) {
  const is = openVerdict(rule.condition, derived);
  const was = openVerdict(rule.former?.condition, derived);
  const title = compileTitle(rule.alertTitle);
  const group = rule.groupBy.map(compileValue);
  return {
    condition: eitherCondition(rule),
    /** `prepared` is what conditions are asked about. */
    ask(event: CloudTrailEvent, prepared: CloudTrailEvent): Hit | undefined {
      const [isNow, wasThen] = [is(prepared), was(prepared)];
      if (!isNow && !wasThen) return undefined;
      return {
        rule: at,
        alertTitle: title(event),
        group: group.map((read) => read(event) ?? null),
        is: isNow,
        was: wasThen,
      };
    },
  };
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
