/**
 * A stanza of savedsearches.conf.
 *
 * Owns: its settings and the literals of `.conf` values. There is no quoting there: a value runs to the end of its
 * line, and a backslash at the end swallows the next line (savedsearches.conf.spec), so no line break leaves a value
 * and no value ends in a backslash. Must not: print the search.
 */
import type { Level } from '../../content/document.ts';
import type { RuleIr } from '../../ir/rule.ts';
import { groupColumn } from './columns.ts';

declare const context: unique symbol;
/** A text that may stand after `name = `. */
export type ConfValue = string & { readonly [context]: 'conf-value' };
/** A text that may stand between the brackets of a stanza. */
export type StanzaName = string & { readonly [context]: 'stanza-name' };

/** Line breaks, also those that only some readers take for one, and other controls. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Marks that change the direction of what is read: they would disguise a line. */
const DIRECTIONS = /\p{Bidi_Control}/gu;
const HALVES = /\p{Cs}/gu;

/** The text on one line, not ending in a backslash, never empty. */
export function confValue(text: string): ConfValue {
  const line = text.replace(BREAKS, ' ').replace(DIRECTIONS, '').replace(HALVES, '\ufffd').trim();
  return (line === '' ? '-' : line.endsWith('\\') ? `${line}.` : line) as ConfValue;
}

/**
 * The text without brackets, on one line; Enterprise Security takes at most 99 characters. `default` would be the
 * stanza whose settings hold for all others.
 */
export function stanzaName(text: string): StanzaName {
  const words = confValue(text.replace(/[[\]]/g, ' ')).replace(/ {2,}/g, ' ');
  const name = [...words].slice(0, 99).join('').trim();
  return confValue(name === 'default' ? 'default rule' : name) as string as StanzaName;
}

/** A `#` line. */
export function confComment(text: string): ConfValue {
  return confValue(text);
}

export interface ConfSetting {
  readonly name: string;
  readonly value: ConfValue;
}

/** Settings of the stanza for a rule, `search` first. `line` is the search on one line; `more` stand behind the cron. */
export function settingsOf(
  rule: RuleIr,
  line: string,
  more: Readonly<Record<string, string>> = {},
): readonly ConfSetting[] {
  const { description, level } = rule.document;
  const { schedule } = rule;
  const settings: Record<string, string> = {
    description,
    disabled: '1',
    enableSched: '1',
    cron_schedule: cronOf(schedule),
    ...more,
    'dispatch.earliest_time': `-${relative(schedule.lookback)}`,
    'dispatch.latest_time': 'now',
    counttype: 'number of events',
    relation: 'greater than',
    quantity: '0',
    'alert.digest_mode': '0',
    'alert.track': '1',
    'alert.severity': SEVERITY[level],
    ...suppression(rule),
  };
  const rest = Object.entries(settings).map(([name, value]) => ({ name, value: confValue(value) }));
  return [{ name: 'search', value: searchValue(line) }, ...rest];
}

/** The search, as it is: literals.ts lets nothing into one that ends a line, and a changed one would mean otherwise. */
function searchValue(line: string): ConfValue {
  if (line.search(BREAKS) !== -1 || line.endsWith('\\')) throw new Error(`not a search on one line: ${line}`);
  return line as ConfValue;
}

/** savedsearches.conf.spec, alert.severity: 1 debug, 2 info, 3 warn, 4 error, 5 severe, 6 fatal. */
const SEVERITY: { readonly [L in Level]: string } = {
  informational: '2',
  low: '3',
  medium: '4',
  high: '5',
  critical: '6',
};

/** One alert a group and period; without `groupBy`, one alert an event, since `eventID` differs in each. */
function suppression({ alert }: RuleIr): Record<string, string> {
  if (alert.suppressFor === undefined) return { 'alert.suppress': '0' };
  const columns = [...new Set(alert.groupBy.map(groupColumn))];
  return {
    'alert.suppress': '1',
    'alert.suppress.fields': columns.length === 0 ? 'eventID' : columns.join(','),
    'alert.suppress.period': relative(alert.suppressFor),
  };
}

/** Seconds as Splunk writes a span: `90s`, `15m`, `2h`. */
function relative(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

/**
 * Cron knows minutes that divide the hour and hours that divide the day. Where `every` is neither, the next shorter
 * one that is: a run more often looks at an event twice, a run too seldom would miss one.
 */
export function cronOf({ every }: RuleIr['schedule']): string {
  const minutes = Math.max(1, Math.floor(every / 60));
  if (minutes < 60) {
    const step = largestDivisor(60, minutes);
    return step === 1 ? '* * * * *' : `*/${step} * * * *`;
  }
  const step = largestDivisor(24, Math.min(24, Math.floor(minutes / 60)));
  return step === 1 ? '0 * * * *' : step === 24 ? '0 0 * * *' : `0 */${step} * * *`;
}

function largestDivisor(of: number, atMost: number): number {
  let divisor = atMost;
  while (of % divisor !== 0) divisor -= 1;
  return divisor;
}
