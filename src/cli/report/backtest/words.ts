/**
 * What the figures of a backtest say, in words that every format for people shares.
 *
 * Owns: the sentences, as plain text. Must not: escape or lay out; names in them are untrusted.
 */
import type { BacktestReport, Counted, RuleChange, RuleReport, Top } from '../../../logs/backtest/report.ts';
import { daysIn, spanOf } from './span.ts';

const NUMBER = new Intl.NumberFormat('en');
export const number = (value: number) => NUMBER.format(value);
export const counted = (count: number, one: string, many = `${one}s`) =>
  `${number(count)} ${count === 1 ? one : many}`;

/** What a rule, or all of them, would have raised: "12 alerts in 30 days, 0.4 a day". */
export function alertsInWords(alerts: number, report: Pick<BacktestReport, 'range' | 'rules'>): string {
  const span = spanOf(report);
  const said = counted(alerts, 'alert');
  if (span === undefined) return said;
  const days = daysIn(span);
  const rate = days === 1 || alerts === 0 ? '' : `, ${aDay(alerts, days)} a day`;
  return `${said} in ${counted(days, 'day')}${rate}`;
}

/** Alerts a day, to one place below 10. */
export function aDay(alerts: number, days: number): string {
  const rate = alerts / days;
  if (rate > 0 && rate < 0.05) return 'fewer than 0.1';
  return rate < 9.95 ? String(Math.round(rate * 10) / 10) : number(Math.round(rate));
}

/** The whole in a line. */
export function headline(report: BacktestReport): string {
  const matches = sum(report.rules, (rule) => rule.matches);
  const matched = report.rules.filter((rule) => rule.matches > 0).length;
  if (report.rules.length === 0) return 'No rule was asked';
  if (matches === 0) return `No match of ${counted(report.rules.length, 'rule')}`;
  const alerts = sum(report.rules, (rule) => rule.alerts.count);
  return `${counted(matches, 'match', 'matches')} of ${counted(matched, 'rule')} would raise ${alertsInWords(alerts, report)}`;
}

/** Of one rule, with what its alerts are grouped to. */
export function ruleInWords(rule: RuleReport, report: BacktestReport): readonly string[] {
  const { matches, alerts, duplicates, untimed } = rule;
  return [
    `${counted(matches, 'match', 'matches')}${alerts.count < matches ? ` in ${counted(alerts.groups, 'group')}` : ''} would raise ${alertsInWords(alerts.count, report)}`,
    ...(duplicates === 0
      ? []
      : [`${counted(duplicates, 'further record')} with an eventID that was counted already`]),
    ...(untimed === 0
      ? []
      : [`${number(untimed)} without a readable eventTime, each an alert and in no day`]),
  ];
}

/** "3 → 5 matches, +3 newly, −1 no longer". */
export function changeInWords({ state, before, newly, noLonger }: RuleChange, matches: number): string {
  const figures = `${number(before)} → ${counted(matches, 'match', 'matches')}`;
  switch (state) {
    case 'added':
      return `new rule, ${counted(matches, 'match', 'matches')}`;
    case 'removed':
      return `removed rule, ${counted(before, 'match', 'matches')} no longer`;
    case 'same':
      return `${figures}, the same events`;
    case 'changed':
      return `${figures}: +${number(newly)} newly, −${number(noLonger)} no longer`;
  }
}

/** What was left out of a list of top values; empty where nothing was. */
export function moreValues({ values, distinct, exact }: Top, shown: number): string {
  const left = distinct - Math.min(shown, values.length);
  if (left <= 0) return '';
  return `${exact ? '' : 'at least '}${number(left)} more`;
}

/** ACCOUNT:Role/name of a role session's ARN; any other text as it is. */
export function shortSession(arn: string): string {
  const [, account, rest] = /^arn:[^:]*:sts::(\d+):assumed-role\/(.*)$/s.exec(arn) ?? [];
  return rest === undefined ? arn : `${account}:${rest}`;
}

export const topValues = (top: Top, shown: number): readonly Counted[] => top.values.slice(0, shown);

/** What keeps the figures from being whole; undefined when nothing does. */
export function incompleteInWords({ complete, stopped }: BacktestReport): string | undefined {
  if (complete) return undefined;
  return `INCOMPLETE: ${(stopped ?? 'it was stopped').replace(/\.$/, '')}. Every figure is of the part that was read.`;
}

/** The time asked for; undefined without bounds. */
export function rangeInWords({ range: { from, to } }: BacktestReport): string | undefined {
  if (from === null && to === null) return undefined;
  return `eventTime ${[from === null ? '' : `from ${shortTime(from)}`, to === null ? '' : `before ${shortTime(to)}`].filter(Boolean).join(' ')}`;
}

const shortTime = (iso: string) => iso.replace(/T00:00:00(\.000)?Z$/, '').replace('.000Z', 'Z');

export function sum<T>(items: readonly T[], figure: (item: T) => number): number {
  let total = 0;
  for (const item of items) total += figure(item);
  return total;
}

/** A rule with something to show; the others are named together. */
export const hasSomething = ({ matches, change }: RuleReport) =>
  matches > 0 || (change !== null && change.before > 0);

/** The busiest first, equal ones in the order given. */
export function busiest(rules: readonly RuleReport[]): readonly RuleReport[] {
  return rules.filter(hasSomething).sort((a, b) => weight(b) - weight(a) || b.matches - a.matches);
}

/** Against a former state, what changed comes before what only matched. */
const weight = ({ change }: RuleReport) => (change === null ? 0 : change.newly + change.noLonger);
