/** What an engine's report is held against. Owns: asking the evaluator. Must not: load the test runner, which the lane has not. */
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import { backtestItems } from '../../src/logs/backtest/backtest.ts';
import type { AskedRule } from '../../src/logs/backtest/question.ts';
import type { Range } from '../../src/logs/backtest/range.ts';
import type { BacktestReport } from '../../src/logs/backtest/report.ts';
import type { LogItem } from '../../src/logs/item.ts';

/** The evaluator's own report. */
export function evaluated(
  rules: readonly AskedRule[],
  events: Iterable<CloudTrailEvent>,
  range: Range = {},
): Promise<BacktestReport> {
  async function* items(): AsyncGenerator<LogItem> {
    let record = 0;
    for (const event of events) {
      record += 1;
      yield { kind: 'event', event, origin: { path: 'events', record } };
    }
  }
  return backtestItems(rules, items(), { range });
}
