/**
 * Something counted by rule and day.
 *
 * Owns: days are of UTC, and numbered. Must not: read times (trace/time.ts).
 */
import { openCounts } from './counts.ts';

export interface Days {
  /** `time` in milliseconds since 1970. */
  add(rule: number, time: number): void;
  /** Of a rule, from day to count, in no order; may be asked more than once. */
  report(): (rule: number) => ReadonlyMap<number, number>;
}

const DAY = 86_400_000;
/** Days that a `Date` reaches back before 1970, so that a day is a number from 0. */
const BEFORE_1970 = 100_000_000;
const NONE: ReadonlyMap<number, number> = new Map();

export function openDays(): Days {
  const counts = openCounts();
  return {
    add: (rule, time) => counts.add(rule, Math.floor(time / DAY) + BEFORE_1970),
    report() {
      const rules = new Map<number, Map<number, number>>();
      counts.each((rule, day, count) => {
        const days = rules.get(rule);
        if (days === undefined) rules.set(rule, new Map([[day, count]]));
        else days.set(day, count);
      });
      return (rule) => rules.get(rule) ?? NONE;
    },
  };
}

/** YYYY-MM-DD. */
export function dayText(day: number): string {
  return new Date((day - BEFORE_1970) * DAY).toISOString().split('T')[0] as string;
}
