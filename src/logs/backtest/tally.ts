/**
 * From matches to figures: what each rule matched, by day and by value, and the alerts that would come of it.
 *
 * Owns: what of a match is counted where. Matches are taken in reading order, and the figures depend on nothing else.
 * What grows with the matches lies in typed arrays that all rules share: eventIDs (seen.ts), days (days.ts), groups and
 * their times (alerts.ts), values (top.ts). Must not: read, evaluate or print.
 */
import { timeOf } from '../trace/time.ts';
import { openAlerts } from './alerts.ts';
import { dayText, openDays } from './days.ts';
import { openFigures, type Side, shownOf, sideOf } from './figures.ts';
import type { AskedRule } from './question.ts';
import type { EventShown, MatchedEvent, RuleReport } from './report.ts';
import { openSeen } from './seen.ts';
import { openTop } from './top.ts';

export interface TallyOptions {
  /** Events shown for each rule, and for each side of a change. */
  readonly shown: number;
  /** Called for each match that counts, in reading order; duplicates do not. */
  readonly onMatch?: OnMatch;
}

export type OnMatch = (rule: AskedRule, event: EventShown, side: Side) => void;

export interface Tally {
  take(event: MatchedEvent): void;
  /** The figures so far; may be asked more than once. */
  report(): readonly RuleReport[];
}

/** Lists of values that a rule has: actors, actions, sessions. */
const KINDS = 3;

export function openTally(rules: readonly AskedRule[], { shown, onMatch }: TallyOptions): Tally {
  const lanes = rules.map((rule) => openFigures(rule, shown));
  const seen = openSeen();
  const days = openDays();
  const alerts = openAlerts(rules);
  const top = openTop(rules.length * KINDS);
  const duplicate = (rule: number) => lanes[rule]?.duplicate();

  return {
    take(event) {
      const hits = seen.fresh(event, duplicate);
      if (hits.length === 0) return;
      const time = timeOf(event.eventTime) ?? Number.NaN;
      const { actor, action, session } = event;
      const found = [top.find(actor), top.find(action), top.find(session)] as const;
      for (const hit of hits) {
        const lane = lanes[hit.rule];
        const side = lane && sideOf(lane.rule, hit);
        if (lane === undefined || side === undefined) continue;
        let row: EventShown | undefined;
        const build = () => {
          row ??= shownOf(event, hit);
          return row;
        };
        lane.take(side, time, event.eventTime, build);
        if (side !== 'noLonger') {
          top.take(hit.rule * KINDS, actor, found[0]);
          top.take(hit.rule * KINDS + 1, action, found[1]);
          top.take(hit.rule * KINDS + 2, session, found[2]);
          alerts.take(hit.rule, hit.group, time);
          if (!Number.isNaN(time)) days.add(hit.rule, time);
        }
        onMatch?.(lane.rule, build(), side);
      }
    },
    report() {
      const [daysOf, alertsOf, topOf] = [days.report(), alerts.report(), top.report()];
      return lanes.map(({ rule: { rule, id, title, level }, report }, at): RuleReport => {
        const { matches, duplicates, untimed, first, last, events, change } = report();
        const { count, groups, days: alertDays } = alertsOf(at);
        const byDay = [...daysOf(at)]
          .sort(([a], [b]) => a - b)
          .map(([day, found]) => ({
            day: dayText(day),
            matches: found,
            alerts: alertDays === undefined ? found : (alertDays.get(day) ?? 0),
          }));
        const figures = { matches, duplicates, untimed, first, last, byDay, alerts: { count, groups } };
        const [actors, actions, sessions] = [topOf(at * KINDS), topOf(at * KINDS + 1), topOf(at * KINDS + 2)];
        return { rule, id, title, level, ...figures, actors, actions, sessions, events, change };
      });
    },
  };
}
