/**
 * From matches to figures: what each rule matched, by day and by value, and the alerts that would come of it.
 *
 * Owns: counting each eventID once a rule, grouping and suppression, which events are shown. Matches are taken in reading
 * order, and the figures depend on nothing else. Must not: read, evaluate or print.
 */
import type { AskedRule } from './question.ts';
import type { Counted, EventShown, MatchedEvent, RuleReport, Top } from './report.ts';

export interface TallyOptions {
  /** Events shown for each rule, and for each side of a change. */
  readonly shown: number;
}

export interface Tally {
  take(event: MatchedEvent): void;
  /** The figures so far; may be asked more than once. */
  report(): readonly RuleReport[];
}

/** Values of a kind that are listed. */
const TOP = 10;

export function openTally(rules: readonly AskedRule[], options: TallyOptions): Tally {
  const lanes = rules.map((rule) => openLane(rule, options));
  return {
    take(event) {
      for (const hit of event.hits) lanes[hit.rule]?.take(event, hit);
    },
    report: () => lanes.map((lane) => lane.report()),
  };
}

function openLane(rule: AskedRule, { shown }: TallyOptions) {
  const seen = new Set<string>();
  const counts = { matches: 0, duplicates: 0, untimed: 0, before: 0, newly: 0, noLonger: 0 };
  const kinds = { actors: new Map<string, number>(), actions: new Map(), sessions: new Map() };
  const times = new Map<string, number[]>();
  const events: EventShown[] = [];
  const newlyEvents: EventShown[] = [];
  const noLongerEvents: EventShown[] = [];
  let first: string | null = null;
  let last: string | null = null;
  const keep = (kept: EventShown[], event: EventShown) => {
    kept.push(event);
    kept.sort((a, b) => ((a.eventTime ?? '') < (b.eventTime ?? '') ? -1 : 1));
    if (kept.length > shown) kept.pop();
  };
  return {
    take(event: MatchedEvent, hit: MatchedEvent['hits'][number]): void {
      if (event.eventID !== null && seen.has(event.eventID)) {
        counts.duplicates += 1;
        return;
      }
      if (event.eventID !== null) seen.add(event.eventID);
      const { hits: _, ...common } = event;
      const row: EventShown = { ...common, alertTitle: hit.alertTitle };
      if (hit.was) counts.before += 1;
      if (hit.was && !hit.is) {
        counts.noLonger += 1;
        keep(noLongerEvents, row);
      }
      if (!hit.is) return;
      if (rule.former !== undefined && !hit.was) {
        counts.newly += 1;
        keep(newlyEvents, row);
      }
      counts.matches += 1;
      keep(events, row);
      const time = Date.parse(event.eventTime ?? '');
      if (Number.isNaN(time)) counts.untimed += 1;
      else {
        if (first === null || (event.eventTime ?? '') < first) first = event.eventTime;
        if (last === null || (event.eventTime ?? '') > last) last = event.eventTime;
        const key = JSON.stringify(rule.groupBy.length === 0 ? [event.eventID] : hit.group);
        const known = times.get(key);
        if (known === undefined) times.set(key, [time]);
        else known.push(time);
      }
      for (const [kind, value] of [
        ['actors', event.actor],
        ['actions', event.action],
        ['sessions', event.session],
      ] as const)
        if (value !== null) kinds[kind].set(value, (kinds[kind].get(value) ?? 0) + 1);
    },
    report(): RuleReport {
      const days = new Map<string, { matches: number; alerts: number }>();
      let alerts = counts.untimed;
      for (const group of times.values()) {
        let quietUntil = Number.NEGATIVE_INFINITY;
        for (const time of group.sort((a, b) => a - b)) {
          const key = new Date(time).toISOString().slice(0, 10);
          const day = days.get(key) ?? { matches: 0, alerts: 0 };
          days.set(key, day);
          day.matches += 1;
          if (rule.suppressFor !== undefined && time < quietUntil) continue;
          quietUntil = time + (rule.suppressFor ?? 0) * 1000;
          day.alerts += 1;
          alerts += 1;
        }
      }
      const { rule: stem, id, title, level, former, condition } = rule;
      return {
        rule: stem,
        id,
        title,
        level,
        matches: counts.matches,
        duplicates: counts.duplicates,
        untimed: counts.untimed,
        first,
        last,
        byDay: [...days]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([day, { matches, alerts: count }]) => ({ day, matches, alerts: count })),
        alerts: { count: alerts, groups: times.size },
        actors: topOf(kinds.actors),
        actions: topOf(kinds.actions),
        sessions: topOf(kinds.sessions),
        events: [...events],
        change:
          former === undefined
            ? null
            : {
                state:
                  former.condition === undefined
                    ? 'added'
                    : condition === undefined
                      ? 'removed'
                      : counts.newly + counts.noLonger > 0
                        ? 'changed'
                        : 'same',
                before: counts.before,
                newly: counts.newly,
                noLonger: counts.noLonger,
                newlyEvents: [...newlyEvents],
                noLongerEvents: [...noLongerEvents],
              },
      };
    },
  };
}

function topOf(counts: ReadonlyMap<string, number>): Top {
  const values: Counted[] = [...counts].map(([value, count]) => ({ value, count }));
  values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return { values: values.slice(0, TOP), distinct: counts.size, exact: true };
}
