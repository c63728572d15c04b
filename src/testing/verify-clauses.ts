/**
 * Both explanations of one verdict, clause by clause: the evaluator's trace, and what SQL makes of each clause alone.
 *
 * Owns: how a clause is asked alone. One within an array is asked on the event with only that element in the array, so
 * that the SQL is the target's own `some`. Must not: print.
 */
import type { CloudTrailEvent, Json } from '../cloudtrail/event.ts';
import { compileCondition } from '../evaluate/condition.ts';
import { compileElements } from '../evaluate/elements.ts';
import { type TraceNode, traceCondition } from '../evaluate/trace.ts';
import type { Expression, Some } from '../ir/expression.ts';
import type { SqlEngine, SqlSaid } from './sql-engine.ts';

export interface ClauseComparison {
  readonly node: TraceNode;
  /** What SQL says of this clause alone; absent where it cannot be asked alone. */
  readonly sql?: { readonly text: string; readonly said: SqlSaid };
  readonly differs: boolean;
  /** In the order of the node's own parts, elements of an array among them. */
  readonly of: readonly ClauseComparison[];
}

/** The whole condition as the target built it, and what the engine said of it. */
export interface Whole {
  readonly condition: Expression;
  readonly sql: string;
  readonly said: SqlSaid;
}

/** Traces an event and asks the engine about every part. */
export async function compareClauses(
  { condition, sql, said }: Whole,
  event: CloudTrailEvent,
  engine: SqlEngine,
): Promise<ClauseComparison> {
  const planned = plan(condition, traceCondition(condition, event), { event, around: (part) => part });
  const answers = await answersTo(planned, engine);
  const compared = assemble(planned, answers);
  // The whole was built from the normal form: its own text and answer count.
  return { ...compared, sql: { text: sql, said }, differs: said !== compared.node.verdict };
}

/** What a clause is asked on. */
interface Stage {
  readonly event: CloudTrailEvent;
  /** The clause as one of the whole event: within the arrays around it. */
  readonly around: (part: Expression) => Expression;
  /** Within an array: the element, and the event with another value in its place. */
  readonly element?: { readonly value: Json; readonly replace: (value: Json) => CloudTrailEvent };
}

interface Planned {
  readonly node: TraceNode;
  readonly condition: Expression;
  readonly event: CloudTrailEvent;
  readonly of: readonly Planned[];
}

function plan(expression: Expression, node: TraceNode, stage: Stage): Planned {
  const { event, around } = stage;
  const of = partsOf(expression, node, stage);
  return { node, condition: around(expression), event, of };
}

function partsOf(expression: Expression, node: TraceNode, stage: Stage): readonly Planned[] {
  if (node.kind === 'predicate') return [];
  if (node.kind === 'some') {
    if (expression.kind !== 'some') return [];
    return node.of.map(({ index, node: inner }) =>
      plan(expression.of, inner, onlyElement(expression, index, stage)),
    );
  }
  const parts = expression.kind === 'not' ? [expression.of] : 'of' in expression ? expression.of : [];
  return (parts as readonly Expression[]).flatMap((part, at) => {
    const inner = node.of[at];
    return inner === undefined ? [] : [plan(part, inner, stage)];
  });
}

function onlyElement(some: Some, index: number, stage: Stage): Stage {
  const { kind, path } = some.array.value;
  const value = compileElements(some.array)(stage.event, stage.element?.value)[index] ?? null;
  const replace = (other: Json): CloudTrailEvent =>
    kind === 'element' && stage.element !== undefined
      ? stage.element.replace(withValue(stage.element.value, path, [other]))
      : (withValue(stage.event, path, [other]) as CloudTrailEvent);
  return {
    event: replace(value),
    around: (part) => stage.around({ ...some, of: part }),
    element: { value, replace },
  };
}

/** A copy with another value at a path that is there. */
function withValue(from: Json, [key, ...below]: readonly string[], value: Json): Json {
  if (key === undefined) return value;
  const object = from as Readonly<Record<string, Json>>;
  return { ...object, [key]: withValue(object[key] ?? null, below, value) };
}

type Answers = ReadonlyMap<Planned, { readonly text: string; readonly said: SqlSaid }>;

/** Asks once for each event. */
async function answersTo(root: Planned, engine: SqlEngine): Promise<Answers> {
  const byEvent = new Map<CloudTrailEvent, Planned[]>();
  const waiting = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    waiting.push(...next.of);
    // A clause that also reads the array from the top of the record has another meaning on the smaller event.
    if (compileCondition(next.condition)(next.event) !== next.node.verdict) continue;
    byEvent.set(next.event, [...(byEvent.get(next.event) ?? []), next]);
  }
  const answers = new Map<Planned, { text: string; said: SqlSaid }>();
  for (const [event, asked] of byEvent) {
    const texts = asked.map(({ condition }) => engine.print(condition));
    const said = await engine.run(texts, [event]);
    for (const [at, one] of asked.entries()) {
      const answer = said[at]?.[0];
      if (answer !== undefined) answers.set(one, { text: texts[at] ?? '', said: answer });
    }
  }
  return answers;
}

function assemble(planned: Planned, answers: Answers): ClauseComparison {
  const { node } = planned;
  const sql = answers.get(planned);
  const of = planned.of.map((part) => assemble(part, answers));
  return {
    node,
    ...(sql === undefined ? {} : { sql }),
    differs: sql !== undefined && sql.said !== node.verdict,
    of,
  };
}
