/**
 * A backtest as Markdown (GitHub's), for a pull request: a table of rules, what each matched folded away.
 *
 * Owns: the layout, and its length. Must not: word the figures (words.ts, source.ts).
 */
import { code, plain, table } from '../../../base/markdown.ts';
import type { BacktestReport, EventShown, RuleReport } from '../../../logs/backtest/report.ts';
import { escapeHtml } from '../html.ts';
import { sourceInWords } from './source.ts';
import { bucketsOf, spanOf, sparkline, spread } from './span.ts';
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

const TOP_SHOWN = 5;
const BARS = 20;
const MALFORMED_SHOWN = 20;
/** GitHub takes comments of 65,536 characters: what does not fit is counted. */
const ROOM = { rows: 20_000, silent: 8_000, details: 32_000 };

export function backtestAsMarkdown(report: BacktestReport): string {
  const incomplete = incompleteInWords(report);
  const stop = incomplete === undefined ? [] : [`> **${plain(incomplete)}**`];
  const rules = busiest(report.rules);
  const asked = [
    ...(report.against === null ? [] : [`compared with ${code(report.against)}`]),
    ...[rangeInWords(report) ?? []].flat().map(plain),
  ];
  const blocks = rules
    .filter(({ change }) => change === null || change.state !== 'same')
    .map((rule) => details(rule, report));
  const kept = fits(blocks, ROOM.details);
  return `${[
    '## trailc backtest',
    ...stop,
    `**${plain(headline(report))}**${asked.length === 0 ? '' : `; ${asked.join('; ')}`}.`,
    ...(rules.length === 0 ? [] : overview(rules, report)),
    ...blocks.slice(0, kept),
    ...(kept < blocks.length
      ? [`… and the events of ${counted(blocks.length - kept, 'more rule')}: \`--format html\` has them.`]
      : []),
    ...silent(report.rules),
    ...sourceInWords(report, MALFORMED_SHOWN).map(({ kind, text }) =>
      kind === 'total' ? plain(text) : `- ${kind}: ${plain(text)}`,
    ),
    ...stop,
  ].join('\n\n')}\n`;
}

function overview(rules: readonly RuleReport[], report: BacktestReport): readonly string[] {
  const compared = report.against !== null;
  const span = spanOf(report);
  const buckets = span && bucketsOf(span, BARS);
  const head = [
    'rule',
    'level',
    'matches',
    ...(compared ? ['newly', 'no longer'] : []),
    'alerts',
    'days',
    ...(buckets === undefined ? [] : [buckets.days === 1 ? 'by day' : `by ${buckets.days} days`]),
    'first',
    'last',
  ];
  const rows = rules.map((rule) => [
    code(rule.rule),
    plain(rule.level),
    rule.change === null ? number(rule.matches) : `${number(rule.change.before)} → ${number(rule.matches)}`,
    ...(compared ? [`+${number(rule.change?.newly ?? 0)}`, `−${number(rule.change?.noLonger ?? 0)}`] : []),
    number(rule.alerts.count),
    number(rule.byDay.length),
    ...(buckets === undefined ? [] : [sparkline(spread(rule.byDay, buckets))]),
    plain(rule.first?.slice(0, 10) ?? ''),
    plain(rule.last?.slice(0, 10) ?? ''),
  ]);
  const kept = fits(
    rows.map((row) => row.join(' | ')),
    ROOM.rows,
  );
  return [
    table(head, rows.slice(0, kept)),
    ...(kept < rows.length ? [`… and ${counted(rows.length - kept, 'more rule')} with matches.`] : []),
  ];
}

/** In the tags of the fold Markdown is not read, so that the name is escaped for HTML there. */
function details(rule: RuleReport, report: BacktestReport): string {
  const { change, matches } = rule;
  const said = change === null ? counted(matches, 'match', 'matches') : changeInWords(change, matches);
  const { actors, actions, sessions } = rule;
  const items = [
    ...(matches === 0 ? [] : ruleInWords(rule, report).map(plain)),
    ...Object.entries({ actors, actions, sessions }).flatMap(([name, top]) => {
      const values = topValues(top, TOP_SHOWN).map(
        ({ value, count }) => `${code(shortSession(value))} ${number(count)}`,
      );
      const more = moreValues(top, TOP_SHOWN);
      return values.length === 0
        ? []
        : [`${name}: ${[...values, ...(more === '' ? [] : [more])].join(', ')}`];
    }),
  ];
  return [
    `<details><summary><code>${escapeHtml(rule.rule)}</code>: ${escapeHtml(said)}</summary>`,
    plain(rule.title),
    ...(items.length === 0 ? [] : [items.map((item) => `- ${item}`).join('\n')]),
    ...(change === null
      ? eventTable('', rule.events, matches)
      : [
          ...eventTable('Newly matched', change.newlyEvents, change.newly),
          ...eventTable('No longer matched', change.noLongerEvents, change.noLonger),
        ]),
    '</details>',
  ].join('\n\n');
}

function eventTable(name: string, events: readonly EventShown[], count: number): readonly string[] {
  if (count === 0) return [];
  const rows = events.map((event) =>
    [event.eventTime, event.account, event.actor, event.action, event.alertTitle, event.eventID].map(
      (value) => (value === null ? '' : code(value)),
    ),
  );
  const more = count - events.length;
  return [
    ...(name === '' ? [] : [`${name}: ${number(count)}`]),
    ...(rows.length === 0 ? [] : [table(['time', 'account', 'actor', 'action', 'alert', 'eventID'], rows)]),
    ...(more > 0 ? [`… ${number(more)} more`] : []),
  ];
}

function silent(rules: readonly RuleReport[]): readonly string[] {
  const names = rules.filter((rule) => !hasSomething(rule)).map(({ rule }) => code(rule));
  if (names.length === 0) return [];
  const kept = fits(names, ROOM.silent);
  const left = names.length - kept;
  const listed = `${names.slice(0, kept).join(', ')}${left > 0 ? ` and ${number(left)} more` : ''}`;
  return [
    `<details><summary>No match: ${counted(names.length, 'rule')}</summary>\n\n${listed}\n\n</details>`,
  ];
}

/** How many of the first texts there is room for. */
function fits(texts: readonly string[], room: number): number {
  let size = 0;
  const past = texts.findIndex((text) => {
    size += text.length + 4;
    return size > room;
  });
  return past === -1 ? texts.length : past;
}
