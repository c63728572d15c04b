/**
 * What a backtest on an engine would read, without asking it.
 *
 * Owns: the plan: which rules share a query, its columns, its days of delivery, its text. Must not: run or print anything.
 */
import type { AskedRule } from '../logs/backtest/question.ts';
import type { QueriesRun } from '../logs/backtest/report.ts';
import { PARTITION_COLUMNS } from '../targets/athena/partitions.ts';
import type { Assumption } from '../targets/shared/target.ts';
import { type NotSaid, type Said, sayRules } from './say.ts';
import { type Source, type Statement, statementsFor } from './select.ts';
import { daysOf } from './window.ts';

export interface EnginePlan {
  readonly engine: QueriesRun['engine'];
  readonly table: string;
  readonly profile: string;
  /** Bounds of eventTime that were asked for: from (inclusive) and to (exclusive), ISO 8601. */
  readonly range: { readonly from: string | null; readonly to: string | null };
  /** Columns that folders are partitions by; none where the table has no partitions. */
  readonly partitionColumns: readonly string[];
  /** Days of delivery that are read, YYYY-MM-DD, both included; null: no bound. Of every account and region there is. */
  readonly days: { readonly first: string | null; readonly last: string | null };
  readonly queries: readonly PlannedQuery[];
  readonly rules: readonly PlannedRule[];
}

export interface PlannedQuery {
  /** Stems of the rules that it is asked for. */
  readonly rules: readonly string[];
  /** Columns that are read, those of the result among them. */
  readonly columns: readonly string[];
  /** The conjuncts that select partitions and times. */
  readonly window: readonly string[];
  /** Of the text, in UTF-8. */
  readonly bytes: number;
  readonly text: string;
}

export interface PlannedRule {
  readonly rule: string;
  /** Index in `queries`; null: it is not asked, and `reason` says why. */
  readonly query: number | null;
  readonly reason: string | null;
  /** Columns that its condition reads. */
  readonly columns: readonly string[];
  /** What its answer rests on. */
  readonly assumptions: readonly Assumption[];
}

export function planOf(
  rules: readonly AskedRule[],
  {
    engine,
    table,
    source,
  }: { readonly engine: QueriesRun['engine']; readonly table: string; readonly source: Source },
): EnginePlan {
  const judged = sayRules(rules, source.profile);
  const said = judged.filter((one) => one.kind === 'said');
  const { statements, tooLong } = statementsFor(said, source);
  const { from, to } = source.range;
  const iso = (time: number | undefined) => (time === undefined ? null : new Date(time).toISOString());
  return {
    engine,
    table,
    profile: source.profile.name,
    range: { from: iso(from), to: iso(to) },
    partitionColumns: source.layout === undefined ? [] : PARTITION_COLUMNS[source.layout],
    days: source.layout === undefined ? { first: null, last: null } : daysOf(source.range),
    queries: statements.map(({ rules: own, columns, window, text }) => ({
      rules: own.map(({ rule }) => rule.rule),
      columns,
      window,
      bytes: Buffer.byteLength(text, 'utf8'),
      text,
    })),
    rules: judged.map((one) => plannedRule(tooLong.find(({ at }) => at === one.at) ?? one, statements)),
  };
}

function plannedRule(one: Said | NotSaid, statements: readonly Statement[]): PlannedRule {
  if (one.kind === 'not-said') {
    return { rule: one.rule.rule, query: null, reason: one.reason, columns: [], assumptions: [] };
  }
  const query = statements.findIndex(({ rules }) => rules.includes(one));
  return { rule: one.rule.rule, query, reason: null, columns: one.columns, assumptions: one.assumptions };
}
