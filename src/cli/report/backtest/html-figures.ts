/**
 * Figures of a backtest drawn for a page: bars by day, and bars of values.
 *
 * Owns: the drawings, each with its text for readers who cannot see it. Must not: lay out the page.
 */
import type { RuleReport, Top } from '../../../logs/backtest/report.ts';
import { escapeHtml } from '../html.ts';
import { LEVELS } from './html-style.ts';
import { type Buckets, bucketName, dayText, spread } from './span.ts';
import { counted, moreValues, number, shortSession } from './words.ts';

/** Sums by bucket, with the class that colours them; drawn from the base upwards. */
interface Series {
  readonly name: string;
  readonly sums: readonly number[];
}

const HIGH = 100;
const WIDE = 10;

/** Matches of all rules, stacked by level. */
export function timeline(rules: readonly RuleReport[], buckets: Buckets): string {
  const known = new Set<string>(LEVELS);
  const series = LEVELS.map((name): Series => {
    const mine = rules.filter(({ level }) => (known.has(level) ? level : 'informational') === name);
    return {
      name,
      sums: added(
        mine.map(({ byDay }) => spread(byDay, buckets)),
        buckets.count,
      ),
    };
  }).filter(({ sums }) => sums.some((sum) => sum > 0));
  const legend = series.map(({ name }) => `<li class="fill-${name}">${name}</li>`).join('');
  const alerts = added(
    rules.map(({ byDay }) => spread(byDay, buckets, 'alerts')),
    buckets.count,
  );
  return `<figure>${chart('Matches', series, buckets)}
<ul class="legend">${legend}</ul></figure>
${dayTable(series, alerts, buckets)}`;
}

/** Matches of one rule, and behind how many of them alerts stand. */
export function ruleTimeline(rule: RuleReport, buckets: Buckets): string {
  const alerts = spread(rule.byDay, buckets, 'alerts');
  const rest = spread(rule.byDay, buckets).map((sum, at) => sum - (alerts[at] ?? 0));
  const series = [
    { name: 'alerts', sums: alerts },
    { name: 'matches', sums: rest },
  ];
  return `<figure>${chart(`Matches of ${rule.rule}`, series, buckets)}
<ul class="legend"><li class="fill-alerts">alerts</li>${rest.some((sum) => sum > 0) ? '<li class="fill-matches">matches that raise no further alert</li>' : ''}</ul></figure>`;
}

/** A drawing as wide as its place: bars are stretched, texts stand beside it. */
function chart(what: string, series: readonly Series[], buckets: Buckets): string {
  const totals = added(
    series.map(({ sums }) => sums),
    buckets.count,
  );
  const most = highest(totals);
  const bars = totals.map((total, at) => {
    if (total === 0) return '';
    let y = HIGH;
    const parts = series.map(({ name, sums }) => {
      const height = ((sums[at] ?? 0) / Math.max(1, most)) * HIGH;
      y -= height;
      return height === 0
        ? ''
        : `<rect class="fill-${name}" x="${at * WIDE + 1}" y="${short(y)}" width="${WIDE - 2}" height="${short(height)}"/>`;
    });
    return `<g><title>${bucketName(buckets, at)}: ${number(total)}</title>${parts.join('')}</g>`;
  });
  const unit = buckets.days === 1 ? 'day' : `${buckets.days} days`;
  const at = totals.indexOf(most);
  const said = `${what} by ${unit}, ${dayText(buckets.first)} to ${dayText(buckets.last)}: at most ${number(most)}, on ${bucketName(buckets, at)}`;
  return `<div class="chart"><svg viewBox="0 0 ${buckets.count * WIDE} ${HIGH}" preserveAspectRatio="none" role="img" aria-label="${escapeHtml(said)}">${bars.join('')}</svg>
<span class="most" aria-hidden="true">${number(most)} ${buckets.days === 1 ? 'a day' : `in ${unit}`}</span>
<div class="axis" aria-hidden="true"><span>${dayText(buckets.first)}</span>${buckets.first === buckets.last ? '' : `<span>${dayText(buckets.last)}</span>`}</div></div>`;
}

/** For a cell of a table. */
export function spark(rule: RuleReport, buckets: Buckets): string {
  const sums = spread(rule.byDay, buckets);
  const most = highest(sums);
  const bars = sums.map((sum, at) => {
    const height = (sum / Math.max(1, most)) * HIGH;
    return sum === 0
      ? ''
      : `<rect x="${at * WIDE + 1}" y="${short(HIGH - height)}" width="${WIDE - 2}" height="${short(height)}"/>`;
  });
  const days = counted(rule.byDay.length, 'day');
  const said = `${counted(rule.matches, 'match', 'matches')} on ${days}, at most ${number(most)} in ${counted(buckets.days, 'day')}`;
  return `<svg class="spark fill-alerts" viewBox="0 0 ${buckets.count * WIDE} ${HIGH}" preserveAspectRatio="none" role="img" aria-label="${said}">${bars.join('')}</svg>`;
}

function dayTable(series: readonly Series[], alerts: readonly number[], buckets: Buckets): string {
  const totals = added(
    series.map(({ sums }) => sums),
    buckets.count,
  );
  const rows = totals.flatMap((total, at) =>
    total === 0
      ? []
      : [
          `<tr><th scope="row">${bucketName(buckets, at)}</th>${[total, alerts[at] ?? 0, ...series.map(({ sums }) => sums[at] ?? 0)].map((sum) => `<td class="number">${number(sum)}</td>`).join('')}</tr>`,
        ],
  );
  const heads = ['matches', 'alerts', ...series.map(({ name }) => name)];
  return `<details class="days"><summary>The same as a table</summary><div class="scroll" role="region" tabindex="0" aria-label="Matches by day">
<table><thead><tr><th scope="col"><span>days (UTC)</span></th>${heads.map((name) => `<th scope="col" class="number"><span>${name}</span></th>`).join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div></details>`;
}

/** The most frequent values with bars; empty where there is none. */
export function topBars(name: string, top: Top): string {
  const [first] = top.values;
  if (first === undefined) return '';
  const items = top.values.map(
    ({ value, count }) =>
      `<li style="--share:${short((count / first.count) * 100)}%"><span title="${escapeHtml(value)}">${escapeHtml(shortSession(value))}</span><b>${number(count)}</b></li>`,
  );
  const more = moreValues(top, top.values.length);
  return `<div><h4>${name}</h4><ol>${items.join('')}${more === '' ? '' : `<li class="more">${more}</li>`}</ol></div>\n`;
}

function added(many: readonly (readonly number[])[], count: number): readonly number[] {
  const sums = Array.from({ length: count }, () => 0);
  for (const one of many) for (const [at, value] of one.entries()) sums[at] = (sums[at] ?? 0) + value;
  return sums;
}

const highest = (sums: readonly number[]) => sums.reduce((a, b) => Math.max(a, b), 0);
const short = (value: number) => String(Math.round(value * 100) / 100);
