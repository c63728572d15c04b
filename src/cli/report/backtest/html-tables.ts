/**
 * Sortable tables of a backtest's page: the rules, and the events of a rule.
 *
 * Owns: their columns. Must not: sort; rows come in the order in which they are first shown.
 */
import type { EventShown, RuleReport } from '../../../logs/backtest/report.ts';
import { escapeHtml } from '../html.ts';
import { spark } from './html-figures.ts';
import { LEVELS } from './html-style.ts';
import { placeOf } from './source.ts';
import type { Buckets } from './span.ts';
import { number } from './words.ts';

interface Head {
  readonly name: string;
  readonly number?: true;
  /** How the rows are sorted at first; null: it cannot be sorted by. */
  readonly sorted?: 'ascending' | 'descending' | null;
}

export const sectionId = (at: number) => `rule-${at + 1}`;

/** For sorting: the most severe is the greatest; 0 for a word that is none. */
function rankOf(level: string): number {
  const at = (LEVELS as readonly string[]).indexOf(level);
  return at === -1 ? 0 : LEVELS.length - at;
}

export function badge(level: string): string {
  const known = LEVELS.some((one) => one === level);
  return `<span class="level${known ? ` level-${level}` : ''}">${escapeHtml(level)}</span>`;
}

/** One line a rule; each names the section with its events. */
export function ruleTable(
  rules: readonly RuleReport[],
  buckets: Buckets | undefined,
  compared: boolean,
): string {
  const heads: readonly Head[] = [
    { name: 'Rule' },
    { name: 'Level' },
    ...(compared
      ? ([
          { name: 'Before', number: true },
          { name: 'Now', number: true },
          { name: 'Newly', number: true },
          { name: 'No longer', number: true },
        ] as const)
      : ([{ name: 'Matches', number: true, sorted: 'descending' }] as const)),
    { name: 'Alerts', number: true },
    { name: 'Days', number: true },
    ...(buckets === undefined ? [] : [{ name: 'When', sorted: null }]),
    { name: 'First' },
    { name: 'Last' },
  ];
  const rows = rules.map((rule, at) => {
    const { change, matches, level } = rule;
    return `<tr data-rule="${sectionId(at)}"><th scope="row"><a href="#${sectionId(at)}">${escapeHtml(rule.rule)}</a></th><td data-v="${rankOf(level)}">${badge(level)}</td>${
      compared
        ? `${figure(change?.before ?? 0)}${figure(matches)}${figure(change?.newly ?? 0, 'plus')}${figure(change?.noLonger ?? 0, 'minus')}`
        : figure(matches)
    }${figure(rule.alerts.count)}${figure(rule.byDay.length)}${buckets === undefined ? '' : `<td>${spark(rule, buckets)}</td>`}${day(rule.first)}${day(rule.last)}</tr>`;
  });
  return tableOf('Rules with matches', heads, rows);
}

/** Events with where each was read. */
export function eventTable(name: string, events: readonly EventShown[]): string {
  const heads: readonly Head[] = [
    { name: 'Time', sorted: 'ascending' },
    ...['Actor', 'Action', 'Account', 'Region', 'Alert', 'Event ID'].map((text) => ({ name: text })),
    ...(events.some(({ origin }) => origin !== null) ? [{ name: 'File' }] : []),
  ];
  const rows = events.map(
    (event) =>
      `<tr>${cell(event.eventTime, 'nowrap')}${cell(event.actor, 'wrap')}${cell(event.action, 'wrap')}${cell(event.account, 'nowrap')}${cell(event.region, 'nowrap')}${cell(event.alertTitle, 'wrap alert')}${cell(event.eventID, 'id')}${event.origin === null ? '' : cell(placeOf(event.origin), 'wrap')}</tr>`,
  );
  return `<div class="events">${tableOf(name, heads, rows)}</div>`;
}

function tableOf(name: string, heads: readonly Head[], rows: readonly string[]): string {
  const cells = heads.map(({ name: text, number: right, sorted }) => {
    const place = right === true ? ' class="number"' : '';
    return sorted === null
      ? `<th scope="col"${place}><span>${text}</span></th>`
      : `<th scope="col"${place} aria-sort="${sorted ?? 'none'}"><button type="button">${text}</button></th>`;
  });
  return `<div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(name)}"><table>
<thead><tr>${cells.join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>`;
}

function figure(value: number, sign?: 'plus' | 'minus'): string {
  const shown =
    value > 0 && sign !== undefined ? `${sign === 'plus' ? '+' : '−'}${number(value)}` : number(value);
  return `<td class="number${value > 0 && sign !== undefined ? ` ${sign}` : ''}" data-v="${value}">${shown}</td>`;
}

const day = (time: string | null) => `<td class="nowrap">${escapeHtml(time?.slice(0, 10) ?? '')}</td>`;

/** A column that is kept on its line wraps all the same where somebody made its text long. */
const LONG = 30;
const cell = (text: string | null, kind: 'nowrap' | 'wrap' | 'wrap alert' | 'id') =>
  `<td class="${kind === 'nowrap' && (text?.length ?? 0) > LONG ? 'wrap' : kind}">${escapeHtml(text ?? '')}</td>`;
