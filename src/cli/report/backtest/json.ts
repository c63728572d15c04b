/** A backtest as JSON. Owns: the schema version. Must not: change the report's keys. */
import type { BacktestReport } from '../../../logs/backtest/report.ts';
import { printJson } from '../json.ts';

/** Version 2: figures for each rule and the first events. Version 1 had every match as a list. */
export function backtestAsJson(report: BacktestReport): string {
  return printJson({ schemaVersion: 2, ...report });
}
