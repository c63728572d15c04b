/**
 * Holds compiled SQL against the evaluator, event by event.
 *
 * Owns: what is a difference, and the evidence of one. The SQL is handed in: this file knows no engine and no target.
 * Plain data for every output format. Must not: read files or print.
 */
import type { Span } from '../base/source.ts';
import type { CloudTrailEvent } from '../cloudtrail/event.ts';
import { compileCondition } from '../evaluate/condition.ts';
import type { RuleIr } from '../ir/rule.ts';
import type { SqlEngine, SqlSaid } from './sql-engine.ts';
import { type ClauseComparison, compareClauses } from './verify-clauses.ts';

export interface Subject {
  readonly rule: RuleIr;
  /** The rule's condition as it is built. */
  readonly sql: string;
  /** Names of the assumptions of the target's answer that an event breaks. */
  readonly broken: (event: CloudTrailEvent) => readonly string[];
}

/** Where an event came from. */
export type EventOrigin =
  | { readonly kind: 'test'; readonly name: string; readonly span: Span }
  | { readonly kind: 'log'; readonly path: string; readonly record: number; readonly line?: number };

export interface AskedEvent {
  readonly event: CloudTrailEvent;
  readonly origin: EventOrigin;
}

export interface Difference extends AskedEvent {
  readonly evaluator: boolean;
  readonly sql: SqlSaid;
  /** Assumptions of the answer that the event breaks: with any, the answer promises nothing for it. */
  readonly broken: readonly string[];
  /** Both explanations; of the first differences only. */
  readonly clauses?: ClauseComparison;
}

export interface RuleVerification {
  /** Stem of the rule's file. */
  readonly rule: string;
  readonly id: string;
  readonly path: string;
  /** Of the environment the rule was lowered for; `''` for its params' examples. */
  readonly environment: string;
  /** Events that were asked about. */
  readonly compared: number;
  /** Of these, events on which the evaluator's verdict is a match. */
  readonly matches: number;
  /** Number of differences that the answer promises not to be. */
  readonly differing: number;
  /** Number of differences on events that break an assumption of the answer. */
  readonly outside: number;
  /** The first of each kind, in order of the events. */
  readonly differences: readonly Difference[];
}

/** Kept for each rule and kind; a wrong condition may differ on every event of an archive. */
const KEPT = 20;
/** Explained for each rule and kind: enough to see what differs. */
const EXPLAINED = 3;

const NO_ANSWER = { fault: 'the engine gave no answer' };

/** Asks every subject about every event, batch by batch. Memory grows with what is kept and not with the events. */
export async function verifyRules(
  subjects: readonly Subject[],
  batches: AsyncIterable<readonly AskedEvent[]> | Iterable<readonly AskedEvent[]>,
  engine: SqlEngine,
): Promise<readonly RuleVerification[]> {
  const runs = subjects.map((subject) => openRun(subject, engine));
  const conditions = subjects.map(({ sql }) => sql);
  for await (const asked of batches) {
    if (asked.length === 0 || subjects.length === 0) continue;
    const said = await engine.run(
      conditions,
      asked.map(({ event }) => event),
    );
    for (const [which, run] of runs.entries()) await run.take(asked, said[which] ?? []);
  }
  return runs.map((run) => run.report());
}

function openRun({ rule, sql, broken }: Subject, engine: SqlEngine) {
  const { document, environment, condition } = rule;
  const holds = compileCondition(condition);
  const counts = { compared: 0, matches: 0, differing: 0, outside: 0 };
  const differences: Difference[] = [];
  return {
    async take(asked: readonly AskedEvent[], said: readonly SqlSaid[]): Promise<void> {
      for (const [at, { event, origin }] of asked.entries()) {
        const evaluator = holds(event);
        // NULL is an answer.
        const answer = said[at] === undefined ? NO_ANSWER : said[at];
        counts.compared += 1;
        if (evaluator) counts.matches += 1;
        if (answer === evaluator) continue;
        const assumptions = broken(event);
        const kind = assumptions.length === 0 ? 'differing' : 'outside';
        counts[kind] += 1;
        if (counts[kind] > KEPT) continue;
        const difference = { event, origin, evaluator, sql: answer, broken: assumptions };
        if (counts[kind] > EXPLAINED) {
          differences.push(difference);
        } else {
          const clauses = await compareClauses({ condition, sql, said: answer }, event, engine);
          differences.push({ ...difference, clauses });
        }
      }
    },
    report: (): RuleVerification => ({
      rule: document.stem,
      id: document.id.value,
      path: document.path,
      environment,
      ...counts,
      differences,
    }),
  };
}
