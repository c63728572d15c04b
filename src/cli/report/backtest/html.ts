/**
 * A backtest as one HTML page that needs nothing else.
 *
 * Owns: the parts and their order. Must not: word the figures (words.ts, source.ts), draw (html-figures.ts) or list
 * (html-tables.ts).
 */
import type { BacktestReport, EventShown, RuleReport } from '../../../logs/backtest/report.ts';
import { escapeHtml, htmlPage } from '../html.ts';
import { ruleTimeline, timeline, topBars } from './html-figures.ts';
import { SCRIPT } from './html-script.ts';
import { STYLE } from './html-style.ts';
import { badge, eventTable, ruleTable, sectionId } from './html-tables.ts';
import { sourceInWords } from './source.ts';
import { type Buckets, bucketsOf, daysIn, spanOf } from './span.ts';
import {
  aDay,
  busiest,
  changeInWords,
  counted,
  hasSomething,
  headline,
  incompleteInWords,
  number,
  rangeInWords,
  ruleInWords,
  sum,
} from './words.ts';

/** Bars that can still be told apart on a telephone, and in a cell. */
const BARS = 92;
const SPARK_BARS = 30;
/** Rules whose events are open from the beginning. */
const OPEN = 3;
const MANY = 50;
const MALFORMED_SHOWN = 100;

/** In pieces: a thousand rules with a hundred events each are too long for one text. */
export function backtestAsHtml(report: BacktestReport): Generator<string> {
  return htmlPage({
    title: `trailc backtest: ${headline(report)}`,
    style: STYLE,
    script: SCRIPT,
    body: body(report),
  });
}

function* body(report: BacktestReport): Generator<string> {
  const rules = busiest(report.rules);
  const span = spanOf(report);
  const compared = report.against !== null;
  yield header(report);
  // Hundreds of rules are drawn only where they are looked at.
  yield rules.length > MANY ? '<main class="many">\n' : '<main>\n';
  const incomplete = incompleteInWords(report);
  const stop = incomplete === undefined ? '' : `<p class="stop" role="note">${escapeHtml(incomplete)}</p>\n`;
  yield stop;
  yield tiles(report);
  if (span !== undefined && rules.some(({ matches }) => matches > 0))
    yield `<section aria-labelledby="when"><h2 id="when">Matches over time</h2>\n${timeline(rules, bucketsOf(span, BARS))}</section>\n`;
  if (rules.length > 0) {
    yield `<div class="bar-tools" role="search" hidden><label>Filter <input type="search" placeholder="rule, actor, action, account, event ID …" autocomplete="off" spellcheck="false"></label><button type="button" class="quiet fold">Open all</button><output></output></div>\n`;
    yield `<section aria-labelledby="rules"><h2 id="rules">Rules</h2>\n${ruleTable(rules, span && bucketsOf(span, SPARK_BARS), compared)}</section>\n`;
  }
  for (const [at, rule] of rules.entries()) yield ruleFold(rule, at, report, span && bucketsOf(span, BARS));
  yield silent(report.rules);
  yield source(report);
  yield stop;
  yield '</main>\n<footer>Alerts are what is left of the matches after each rule’s grouping and suppression. Days are UTC; the lists of events hold the earliest.</footer>\n';
}

function header(report: BacktestReport): string {
  const asked = [
    ...(report.against === null ? [] : [`compared with ${report.against}`]),
    ...[rangeInWords(report) ?? []].flat(),
  ];
  const line = asked.length === 0 ? '' : `\n<p class="asked">${escapeHtml(asked.join('; '))}</p>`;
  return `<header><p class="brand"><b>trailc</b> backtest</p><button type="button" class="quiet theme" hidden>Dark theme</button>
<h1>${escapeHtml(headline(report))}</h1>${line}</header>\n`;
}

function tiles(report: BacktestReport): string {
  const { rules, source: read } = report;
  const span = spanOf(report);
  const alerts = sum(rules, (rule) => rule.alerts.count);
  const days = span === undefined ? undefined : daysIn(span);
  const matched = rules.filter(({ matches }) => matches > 0).length;
  const newly = sum(rules, ({ change }) => change?.newly ?? 0);
  const noLonger = sum(rules, ({ change }) => change?.noLonger ?? 0);
  const figures: readonly (readonly [string, string, string])[] = [
    [
      'Matches',
      number(sum(rules, ({ matches }) => matches)),
      days === undefined ? '' : `in ${counted(days, 'day')}`,
    ],
    [
      'Alerts',
      number(alerts),
      days === undefined || days === 1 || alerts === 0 ? '' : `${aDay(alerts, days)} a day`,
    ],
    ['Rules with matches', number(matched), `of ${number(rules.length)}`],
    ...(report.against === null
      ? []
      : ([['Newly matched', `+${number(newly)}`, `−${number(noLonger)} no longer`]] as const)),
    read.kind === 'files'
      ? ['Events read', number(read.events.read), `from ${counted(read.files, 'file')}`]
      : ['Queries', number(read.queries.length), `${read.engine}, ${read.table}`],
  ];
  return `<dl class="tiles">${figures
    .map(
      ([name, value, more]) =>
        `<div><dt>${name}</dt><dd>${value}</dd>${more === '' ? '' : `<dd>${escapeHtml(more)}</dd>`}</div>`,
    )
    .join('')}</dl>\n`;
}

function ruleFold(
  rule: RuleReport,
  at: number,
  report: BacktestReport,
  buckets: Buckets | undefined,
): string {
  const { change, matches } = rule;
  const said =
    change === null
      ? `${counted(matches, 'match', 'matches')} · ${counted(rule.alerts.count, 'alert')}`
      : changeInWords(change, matches);
  const words = matches === 0 ? [] : ruleInWords(rule, report);
  const tops = [
    topBars('Actors', rule.actors),
    topBars('Actions', rule.actions),
    topBars('Sessions', rule.sessions),
  ];
  return `<details class="rule" id="${sectionId(at)}" data-title="${escapeHtml(rule.title)}"${at < OPEN ? ' open' : ''}><summary><h3>${escapeHtml(rule.rule)}</h3>${badge(rule.level)}<span class="figures">${escapeHtml(said)}</span></summary><div>
<p>${escapeHtml(rule.title)}</p>
${words.map((line) => `<p class="soft">${escapeHtml(line)}</p>\n`).join('')}${buckets === undefined || matches === 0 ? '' : ruleTimeline(rule, buckets)}
<div class="tops">${tops.join('')}</div>
${change === null ? '' : events('Newly matched', rule, change.newlyEvents, change.newly) + events('No longer matched', rule, change.noLongerEvents, change.noLonger)}${events(change === null ? 'Events' : 'All matches', rule, rule.events, matches)}</div></details>\n`;
}

function events(name: string, rule: RuleReport, shown: readonly EventShown[], count: number): string {
  if (count === 0) return '';
  const part =
    shown.length < count
      ? `, the earliest ${number(shown.length)} of ${number(count)}`
      : ` (${number(count)})`;
  const table = shown.length === 0 ? '' : eventTable(`${name} of ${rule.rule}`, shown);
  return `<h4>${name}${part}</h4>\n${table}\n`;
}

function silent(rules: readonly RuleReport[]): string {
  const none = rules.filter((rule) => !hasSomething(rule));
  if (none.length === 0) return '';
  const items = none.map(({ rule, title }) => `<li title="${escapeHtml(title)}">${escapeHtml(rule)}</li>`);
  return `<details class="silent"><summary>No match: ${counted(none.length, 'rule')}</summary><ul>${items.join('')}</ul></details>\n`;
}

function source(report: BacktestReport): string {
  const items = sourceInWords(report, MALFORMED_SHOWN).map(
    ({ kind, text }) => `<li>${kind === 'total' ? '' : `${kind}: `}${escapeHtml(text)}</li>`,
  );
  return `<section aria-labelledby="read"><h2 id="read">What was read</h2><ul class="source">${items.join('')}</ul></section>\n`;
}
