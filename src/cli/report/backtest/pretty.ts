/**
 * A backtest on a terminal: a line a rule, what each matched, what was read.
 *
 * Owns: the layout. Must not: word the figures (words.ts, source.ts).
 */
import type { BacktestReport, EventShown, RuleReport } from '../../../logs/backtest/report.ts';
import { renderTable } from '../table.ts';
import { escapeForTerminal, type Paint, paintFor } from '../terminal.ts';
import { cutToWidth, widthOf } from '../width.ts';
import { type SourceLine, sourceInWords } from './source.ts';
import { bucketsOf, dayText, spanOf, sparkline, spread } from './span.ts';
import {
  busiest,
  changeInWords,
  counted,
  hasSomething,
  headline,
  incompleteInWords,
  moreValues,
  number,
  rangeInWords,
  ruleInWords,
  shortSession,
  topValues,
} from './words.ts';

interface PrettyOptions {
  readonly color: boolean;
  readonly width: number | undefined;
}

/** Values of a kind, and rules with their events: what does not flood a terminal. */
const TOP_SHOWN = 3;
const BLOCKS = 20;
const NAMES = 100;
const MALFORMED_SHOWN = 20;
/** Columns of a sparkline: what the table leaves, within these. */
const SPARK = { least: 10, most: 60, unknownWidth: 30 };

export function renderBacktest(report: BacktestReport, options: PrettyOptions): string {
  const paint = paintFor(options.color);
  const stop = incompleteLine(report, paint);
  const rules = busiest(report.rules);
  return `${[
    ...stop,
    ...(rules.length === 0 ? [] : [overview(rules, report, options), '']),
    ...rules
      .filter(({ change }) => change === null || change.state !== 'same')
      .slice(0, BLOCKS)
      .flatMap((rule) => [...block(rule, report, options, paint), '']),
    ...leftOut(rules),
    ...silent(report.rules, options.width),
    ...summary(report, paint),
    ...stop,
  ].join('\n')}\n`;
}

/** The last lines, which `--format csv` has on standard error. */
export function renderBacktestSummary(
  report: BacktestReport,
  { color }: { readonly color: boolean },
): string {
  const paint = paintFor(color);
  return `${[...summary(report, paint), ...incompleteLine(report, paint)].join('\n')}\n`;
}

function incompleteLine(report: BacktestReport, paint: Paint): readonly string[] {
  const incomplete = incompleteInWords(report);
  return incomplete === undefined ? [] : [paint.red(escapeForTerminal(incomplete))];
}

function summary(report: BacktestReport, paint: Paint): readonly string[] {
  const asked = [
    ...(report.against === null ? [] : [`compared with ${report.against}`]),
    ...[rangeInWords(report) ?? []].flat(),
  ];
  return [
    paint.bold(escapeForTerminal([headline(report), ...asked].join('; '))),
    ...sourceInWords(report, MALFORMED_SHOWN).map((line) => sourceLine(line, paint)),
  ];
}

function sourceLine({ kind, text }: SourceLine, paint: Paint): string {
  const said = escapeForTerminal(text);
  if (kind === 'total') return said;
  return `  ${kind === 'empty' || kind === 'skipped' ? paint.dim(kind) : paint.yellow(kind)} ${said}`;
}

function overview(rules: readonly RuleReport[], report: BacktestReport, options: PrettyOptions): string {
  const matches = report.against === null ? ['matches'] : ['before', 'now', 'newly', 'no longer'];
  const columns: string[][] = [
    ['rule', ...rules.map(({ rule }) => rule)],
    ['level', ...rules.map(({ level }) => level)],
    ...matches.map((name, at) => toTheRight([name, ...rules.map((rule) => matchCells(rule)[at] ?? '')])),
    toTheRight(['alerts', ...rules.map(({ alerts }) => number(alerts.count))]),
    toTheRight(['days', ...rules.map(({ byDay }) => number(byDay.length))]),
  ];
  const span = spanOf(report);
  if (span !== undefined) {
    const buckets = bucketsOf(span, sparkRoom(columns, options.width));
    const name = buckets.days === 1 ? 'by day' : `by ${buckets.days} days`;
    columns.push([name, ...rules.map(({ byDay }) => sparkline(spread(byDay, buckets)))]);
  }
  columns.push(['first', ...rules.map(({ first }) => first?.slice(0, 10) ?? '-')]);
  columns.push(['last', ...rules.map(({ last }) => last?.slice(0, 10) ?? '-')]);
  const rows = rules.map((_, at) => columns.map((column) => column[at + 1] ?? ''));
  const table = renderTable({ head: columns.map(([name = '']) => name), rows }, options);
  const { dim } = paintFor(options.color);
  return span === undefined
    ? trimmed(table)
    : `${table}${dim(`${dayText(span.first)} to ${dayText(span.last)} (UTC)`)}`;
}

/** What the other columns leave: the first and last day take ten each, and every gap two. */
function sparkRoom(columns: readonly (readonly string[])[], width: number | undefined): number {
  const { least, most, unknownWidth } = SPARK;
  if (width === undefined) return unknownWidth;
  const others = columns.reduce((all, cells) => all + Math.max(...cells.map(shownWidth)) + 2, 0) + 2 * 12;
  return Math.min(most, Math.max(least, width - others));
}

function matchCells({ change, matches }: RuleReport): readonly string[] {
  if (change === null) return [number(matches)];
  const { state, before, newly, noLonger } = change;
  return [
    state === 'added' ? '-' : number(before),
    state === 'removed' ? '-' : number(matches),
    newly === 0 ? '-' : `+${number(newly)}`,
    noLonger === 0 ? '-' : `−${number(noLonger)}`,
  ];
}

function toTheRight(cells: readonly string[]): string[] {
  const width = cells.reduce((most, cell) => Math.max(most, cell.length), 0);
  return cells.map((cell) => cell.padStart(width));
}

function block(
  rule: RuleReport,
  report: BacktestReport,
  options: PrettyOptions,
  paint: Paint,
): readonly string[] {
  const { change } = rule;
  const lines = [
    ...(change === null ? [] : [changeInWords(change, rule.matches)]),
    ...(rule.matches === 0 ? [] : ruleInWords(rule, report)),
    ...topLines(rule),
  ];
  return [
    `${paint.bold(escapeForTerminal(rule.rule))}  ${escapeForTerminal(`${rule.level}  ${rule.title}`)}`,
    ...lines.map((line) => `  ${fitting(escapeForTerminal(line), options.width)}`),
    ...(change === null
      ? eventLines('', rule.events, rule.matches, options)
      : [
          ...eventLines(paint.green('newly matched'), change.newlyEvents, change.newly, options),
          ...eventLines(paint.red('no longer matched'), change.noLongerEvents, change.noLonger, options),
        ]),
  ];
}

function topLines({ actors, actions, sessions }: RuleReport): readonly string[] {
  return Object.entries({ actors, actions, sessions }).flatMap(([name, top]) => {
    const values = topValues(top, TOP_SHOWN).map(
      ({ value, count }) => `${shortSession(value)} ${number(count)}`,
    );
    const more = moreValues(top, TOP_SHOWN);
    return values.length === 0
      ? []
      : [`${name.padEnd(8)}  ${[...values, ...(more === '' ? [] : [more])].join(', ')}`];
  });
}

const HEAD = ['time', 'account', 'actor', 'action', 'alert', 'eventID'];

function eventLines(
  name: string,
  events: readonly EventShown[],
  count: number,
  { color, width }: PrettyOptions,
): readonly string[] {
  if (count === 0) return [];
  const heading = name === '' ? [] : [`  ${name} ${number(count)}`];
  if (events.length === 0) return heading;
  const rows = events.map((event) =>
    [event.eventTime, event.account, event.actor, event.action, event.alertTitle, event.eventID].map(
      (value) => value ?? '-',
    ),
  );
  const table = renderTable(
    { head: HEAD, rows },
    { color, width: width === undefined ? undefined : Math.max(20, width - 2) },
  );
  const more = count - events.length;
  return [
    ...heading,
    ...trimmed(table)
      .split('\n')
      .map((line) => `  ${line}`),
    ...(more > 0 ? [`  … ${number(more)} more`] : []),
  ];
}

function leftOut(rules: readonly RuleReport[]): readonly string[] {
  const same = rules.filter(({ change }) => change?.state === 'same').length;
  const more = rules.length - same - BLOCKS;
  return more <= 0
    ? []
    : [
        `… ${counted(more, 'more rule')} with matches in the table above; --rules or --format html shows their events`,
        '',
      ];
}

/** The rules that have nothing to show, on as many lines as they take. */
function silent(rules: readonly RuleReport[], width = 100): readonly string[] {
  const names = rules.filter((rule) => !hasSomething(rule)).map(({ rule }) => escapeForTerminal(rule));
  if (names.length === 0) return [];
  const more = names.length - NAMES;
  const words = [...names.slice(0, NAMES), ...(more > 0 ? [`and ${number(more)} more`] : [])];
  const lines: string[] = [];
  let line = 'No match:';
  for (const [at, word] of words.entries()) {
    const next = ` ${word}${at === words.length - 1 ? '' : ','}`;
    if (widthOf(line + next) > width && line !== '') {
      lines.push(line);
      line = ` ${next}`;
    } else line += next;
  }
  return [...lines, line, ''];
}

const fitting = (line: string, width: number | undefined) =>
  width === undefined ? line : cutToWidth(line, Math.max(20, width - 2), '…');
const trimmed = (text: string) => text.replace(/\n$/, '');
const shownWidth = (text: string) => widthOf(escapeForTerminal(text));
