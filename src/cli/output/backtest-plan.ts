/** `backtest --dry-run`. Owns: its schema. Must not: say how a plan is made. */
import type { QueriesRun } from '../../logs/backtest/report.ts';
import { RULE_NAME } from './common.ts';
import { count, listOf, nullable, object, openWord, output, text, texts, wordsOf } from './parts.ts';

export const BACKTEST_PLAN = output(
  'backtest-plan',
  'What `trailc backtest --engine … --dry-run --format json` prints: nothing is run.',
  {
    engine: openWord(
      wordsOf<QueriesRun['engine']>({ duckdb: true, trino: true, athena: true }),
      'What would run the queries.',
    ),
    table: text('The table that would be asked.'),
    profile: text('Which columns and partitions it has.'),
    range: object('Bounds of eventTime that were asked for.', {
      from: nullable(text('Inclusive, ISO 8601; null: none.')),
      to: nullable(text('Exclusive, ISO 8601; null: none.')),
    }),
    partitionColumns: texts('Columns that folders are partitions by.'),
    days: object('Days of delivery that are read, of every account and region.', {
      first: nullable(text('Inclusive, YYYY-MM-DD; null: no bound.')),
      last: nullable(text('Inclusive, YYYY-MM-DD; null: no bound.')),
    }),
    queries: listOf(
      object('A query.', {
        rules: listOf(RULE_NAME, 'Rules that it is asked for.'),
        columns: texts('Columns that it reads.'),
        window: texts('The conditions that select partitions and times.'),
        bytes: count('Bytes of its text.'),
        text: text('The query itself.'),
      }),
      'In the order in which they would be started.',
    ),
    rules: listOf(
      object('A rule.', {
        rule: RULE_NAME,
        query: nullable(count('Which of the queries asks for it, from 0; null: none.')),
        reason: nullable(text('Why it is not asked; null where it is.')),
        columns: texts('Columns that its condition reads.'),
        assumptions: listOf(
          object('An assumption.', { name: text('Its name.'), text: text('In words.') }),
          'What its answer rests on.',
        ),
      }),
      'Every rule.',
    ),
  },
);
