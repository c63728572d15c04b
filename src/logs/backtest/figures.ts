/**
 * What is kept for one rule alone: its sums, the first and the last time, and the events shown.
 *
 * Owns: the sides of a change. Must not: see duplicates; keep anything that grows with the matches (tally.ts).
 */
import { openEarliest } from './earliest.ts';
import type { AskedRule } from './question.ts';
import type { EventShown, Hit, MatchedEvent, RuleChange, RuleReport } from './report.ts';

/** Where a match stands between two states; `match` where nothing is compared. */
export type Side = 'both' | 'newly' | 'noLonger' | 'match';

export interface Figures {
  readonly rule: AskedRule;
  duplicate(): void;
  /** A match that counts; `time` NaN: none. */
  take(side: Side, time: number, text: string | null, build: () => EventShown): void;
  report(): Pick<RuleReport, 'matches' | 'duplicates' | 'untimed' | 'first' | 'last' | 'events' | 'change'>;
}

export function openFigures(rule: AskedRule, shown: number): Figures {
  const counts = { matches: 0, duplicates: 0, untimed: 0, before: 0, newly: 0, noLonger: 0 };
  const events = openEarliest<EventShown>(shown);
  const newlyEvents = openEarliest<EventShown>(shown);
  const noLongerEvents = openEarliest<EventShown>(shown);
  let [firstTime, lastTime] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let first: string | null = null;
  let last: string | null = null;

  /** One time may be written in two ways: then the lesser text is the first and the greater the last. */
  const extend = (time: number, text: string) => {
    if (time < firstTime || (time === firstTime && first !== null && text < first)) first = text;
    if (time > lastTime || (time === lastTime && last !== null && text > last)) last = text;
    firstTime = Math.min(time, firstTime);
    lastTime = Math.max(time, lastTime);
  };

  return {
    rule,
    duplicate() {
      counts.duplicates += 1;
    },
    take(side, time, text, build) {
      if (side === 'both' || side === 'noLonger') counts.before += 1;
      if (side === 'noLonger') {
        counts.noLonger += 1;
        noLongerEvents.offer(time, build);
        return;
      }
      if (side === 'newly') {
        counts.newly += 1;
        newlyEvents.offer(time, build);
      }
      counts.matches += 1;
      events.offer(time, build);
      if (text === null || Number.isNaN(time)) counts.untimed += 1;
      else extend(time, text);
    },
    report() {
      const { matches, duplicates, untimed, before, newly, noLonger } = counts;
      const state = stateOf(rule, newly + noLonger > 0);
      const change: RuleChange | null = state && {
        state,
        before,
        newly,
        noLonger,
        newlyEvents: newlyEvents.list(),
        noLongerEvents: noLongerEvents.list(),
      };
      return { matches, duplicates, untimed, first, last, events: events.list(), change };
    },
  };
}

/** Undefined for what neither state matched. */
export function sideOf({ former }: AskedRule, { is, was }: Hit): Side | undefined {
  if (former === undefined) return is ? 'match' : undefined;
  if (is) return was ? 'both' : 'newly';
  return was ? 'noLonger' : undefined;
}

/** The event as one rule shows it. */
export function shownOf(event: MatchedEvent, { alertTitle }: Hit): EventShown {
  const { eventID, eventTime, actor, action, account, region, session, origin } = event;
  return { eventID, eventTime, actor, action, account, region, session, origin, alertTitle };
}

function stateOf({ condition, former }: AskedRule, differs: boolean): RuleChange['state'] | null {
  if (former === undefined) return null;
  if (former.condition === undefined) return 'added';
  if (condition === undefined) return 'removed';
  return differs ? 'changed' : 'same';
}
