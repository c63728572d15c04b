/**
 * Every matching event as it is found: NDJSON, and CSV (RFC 4180).
 *
 * Owns: both shapes. Must not: keep an event.
 */
import type { AskedRule } from '../../../logs/backtest/question.ts';
import type { BacktestReport, EventShown, RuleReport } from '../../../logs/backtest/report.ts';
import type { OnMatch } from '../../../logs/backtest/tally.ts';
import { printJsonLine } from '../json.ts';
import { csvCell } from '../sessions-data.ts';

type Side = Parameters<OnMatch>[2];

export function matchAsJsonLine({ rule, id, level }: AskedRule, event: EventShown, side: Side): string {
  return printJsonLine({ kind: 'match', rule, id, level, side, ...event });
}

/** The last line: the JSON report without events. */
export function summaryAsJsonLine(report: BacktestReport): string {
  return printJsonLine({
    kind: 'summary',
    schemaVersion: 2,
    ...report,
    rules: report.rules.map(withoutEvents),
  });
}

function withoutEvents({ events: _, change, ...rule }: RuleReport) {
  if (change === null) return { ...rule, change };
  const { newlyEvents: __, noLongerEvents: ___, ...counts } = change;
  return { ...rule, change: counts };
}

type Value = (rule: AskedRule, event: EventShown, side: Side) => string | number | null;

const COLUMNS: Readonly<Record<string, Value>> = {
  rule: ({ rule }) => rule,
  rule_id: ({ id }) => id,
  level: ({ level }) => level,
  side: (_, __, side) => side,
  event_time: (_, { eventTime }) => eventTime,
  event_id: (_, { eventID }) => eventID,
  actor: (_, { actor }) => actor,
  action: (_, { action }) => action,
  account: (_, { account }) => account,
  region: (_, { region }) => region,
  session: (_, { session }) => session,
  alert_title: (_, { alertTitle }) => alertTitle,
  path: (_, { origin }) => origin?.path ?? null,
  record: (_, { origin }) => origin?.record ?? null,
  line: (_, { origin }) => origin?.line ?? null,
};

export const CSV_HEAD = `${Object.keys(COLUMNS).join(',')}\r\n`;
const VALUES = Object.values(COLUMNS);

export function matchAsCsvLine(rule: AskedRule, event: EventShown, side: Side): string {
  return `${VALUES.map((value) => csvCell(value(rule, event, side))).join(',')}\r\n`;
}
