/** What the tests of figures share: rules and matches made up here, and the figures as plainly as they can be written. */
import type { Expression } from '../../../src/ir/expression.ts';
import type { AskedRule } from '../../../src/logs/backtest/question.ts';
import type { EventShown, Hit, MatchedEvent, RuleReport, Top } from '../../../src/logs/backtest/report.ts';
import { all } from '../../evaluate/build.ts';

export const CONDITION: Expression = all();

export function asked(parts: Partial<AskedRule> & { readonly groups?: number } = {}): AskedRule {
  const { groups = 0, ...rest } = parts;
  const groupBy = Array.from({ length: groups }, () => ({ kind: 'path', path: ['a'] }) as const);
  const rule = rest.rule ?? 'rule';
  return {
    rule,
    id: `id-of-${rule}`,
    title: rule,
    level: 'low',
    condition: CONDITION,
    alertTitle: [],
    groupBy,
    ...rest,
  };
}

export function hit(rule: number, parts: Partial<Hit> = {}): Hit {
  return { rule, alertTitle: `title ${rule}`, group: [], is: true, was: false, ...parts };
}

let made = 0;
/** A match of the first rule, with an eventID of its own. */
export function matched(parts: Partial<MatchedEvent> = {}): MatchedEvent {
  made += 1;
  return {
    eventID: `event-${made}`,
    eventTime: '2026-01-01T00:00:00Z',
    actor: null,
    action: null,
    account: null,
    region: null,
    session: null,
    origin: { path: 'log.json', record: made },
    hits: [hit(0)],
    ...parts,
  };
}

/** A UUID as AWS writes it, out of a number. */
export const uuid = (number: number) => `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

export const at = (seconds: number) =>
  new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString().replace('.000', '');

interface Counted {
  readonly event: MatchedEvent;
  readonly hit: Hit;
  readonly time: number;
}

const DAY = 86_400_000;

/** The figures of the rules, from the definitions in report.ts. `timeOf` yields NaN for no time. */
export function expectedReports(
  rules: readonly AskedRule[],
  events: readonly MatchedEvent[],
  shown: number,
  timeOf: (text: string | null) => number,
): readonly RuleReport[] {
  return rules.map((rule, index) => {
    const own = events.flatMap((event) =>
      event.hits
        .filter((one) => one.rule === index)
        .map((one) => ({ event, hit: one, time: timeOf(event.eventTime) })),
    );
    const counted = own.filter(
      ({ event }, position) =>
        event.eventID === null ||
        own.findIndex((other) => other.event.eventID === event.eventID) === position,
    );
    const now = counted.filter((one) => one.hit.is);
    const timed = now.filter(({ time }) => !Number.isNaN(time));
    const alerts = alertsOf(rule, now);
    const inOrder = timed.toSorted(
      (a, b) => a.time - b.time || compare(a.event.eventTime, b.event.eventTime),
    );
    const days = [...new Set(timed.map(({ time }) => Math.floor(time / DAY)))].sort((a, b) => a - b);
    const groups = now.map((one, position) =>
      JSON.stringify(rule.groupBy.length === 0 ? position : one.hit.group),
    );
    const newly = now.filter((one) => !one.hit.was);
    const noLonger = counted.filter((one) => one.hit.was && !one.hit.is);
    const inDay = (day: number, of: readonly Counted[]) =>
      of.filter(({ time }) => Math.floor(time / DAY) === day).length;
    const { former } = rule;
    return {
      rule: rule.rule,
      id: rule.id,
      title: rule.title,
      level: rule.level,
      matches: now.length,
      duplicates: own.length - counted.length,
      untimed: now.length - timed.length,
      first: inOrder[0]?.event.eventTime ?? null,
      last: inOrder.at(-1)?.event.eventTime ?? null,
      byDay: days.map((day) => ({
        day: new Date(day * DAY).toISOString().slice(0, 10),
        matches: inDay(day, timed),
        alerts: inDay(day, alerts),
      })),
      alerts: { count: alerts.length, groups: new Set(groups).size },
      actors: topOf(now.map(({ event }) => event.actor)),
      actions: topOf(now.map(({ event }) => event.action)),
      sessions: topOf(now.map(({ event }) => event.session)),
      events: earliest(now, shown),
      change:
        former === undefined
          ? null
          : {
              state: stateOf(rule, newly.length + noLonger.length),
              before: counted.filter((one) => one.hit.was).length,
              newly: newly.length,
              noLonger: noLonger.length,
              newlyEvents: earliest(newly, shown),
              noLongerEvents: earliest(noLonger, shown),
            },
    };
  });
}

function stateOf({ condition, former }: AskedRule, differences: number) {
  if (former?.condition === undefined) return 'added';
  if (condition === undefined) return 'removed';
  return differences > 0 ? 'changed' : 'same';
}

/** A match is quiet if an alert of its group lies less than `suppressFor` before it; the earliest is decided first. */
function alertsOf(rule: AskedRule, now: readonly Counted[]): readonly Counted[] {
  const { suppressFor } = rule;
  if (suppressFor === undefined || rule.groupBy.length === 0) return now;
  const alerts: Counted[] = [];
  const inOrder = now.toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  for (const one of inOrder.filter(({ time }) => !Number.isNaN(time))) {
    const key = JSON.stringify(one.hit.group);
    const isQuiet = alerts.some(
      (alert) => JSON.stringify(alert.hit.group) === key && one.time < alert.time + suppressFor * 1000,
    );
    if (!isQuiet) alerts.push(one);
  }
  return [...alerts, ...now.filter(({ time }) => Number.isNaN(time))];
}

function topOf(values: readonly (string | null)[]): Top {
  const texts = values.filter((value) => value !== null);
  const listed = [...new Set(texts)].map((value) => ({
    value,
    count: texts.filter((other) => other === value).length,
  }));
  listed.sort((a, b) => b.count - a.count || compare(a.value, b.value));
  return { values: listed.slice(0, 10), distinct: listed.length, exact: true };
}

function earliest(counted: readonly Counted[], shown: number): readonly EventShown[] {
  const timed = counted.filter(({ time }) => !Number.isNaN(time)).sort((a, b) => a.time - b.time);
  const rest = counted.filter(({ time }) => Number.isNaN(time));
  return [...timed, ...rest].slice(0, shown).map((one) => {
    const { hits: _, ...event } = one.event;
    return { ...event, alertTitle: one.hit.alertTitle };
  });
}

/** In order of UTF-16. */
function compare(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0;
}
