/**
 * The alerts that come of matches after grouping and suppression.
 *
 * Owns: a group alerts at its first match in order of eventTime, then stays quiet until `suppressFor` has passed; at
 * exactly that time it alerts again. A rule without `groupBy` goes by eventID, so that each event is a group of its own.
 * Matches come in any order: where suppression asks for them, times are kept a group, and sorted when they are reported.
 * Must not: see duplicates, or matches that do not count.
 */
import { openDays } from './days.ts';
import { openIdentifiers } from './identifiers.ts';
import type { AskedRule } from './question.ts';
import { openTable } from './table.ts';
import { openTimes } from './times.ts';

export interface Alerts {
  /** `time` NaN: none; such a match alerts by itself. */
  take(rule: number, group: readonly (string | null)[], time: number): void;
  /** Of a rule; may be asked more than once. */
  report(): (rule: number) => AlertFigures;
}

export interface AlertFigures {
  readonly count: number;
  readonly groups: number;
  /** From day to alerts; undefined where each match is an alert. */
  readonly days: ReadonlyMap<number, number> | undefined;
}

/** Stands for an absent value; texts count from 1. */
const ABSENT = 0;
/** Words of a group: the values and the rule are its key; beside it, where its times end. */
const [RULE, TIMES] = [1, 2] as const;

export function openAlerts(rules: readonly AskedRule[]): Alerts {
  const texts = openIdentifiers();
  /** Two values, or what came of the values before and one more; rules share them. */
  const tuples = openTable(2, 0);
  /** The values are one number, which is unique among as many values as the rule groups by. */
  const groups = openTable(2, 1);
  const times = openTimes();
  const different = rules.map(() => 0);
  /** Alerts that no other match can silence. */
  const certain = rules.map(() => 0);
  const periods = rules.map(({ suppressFor = 0, groupBy }) =>
    groupBy.length === 0 ? 0 : suppressFor * 1000,
  );
  const periodOf = (rule: number) => periods[rule] as number;

  const numberOf = (value: string | null) => (value === null ? ABSENT : texts.of(value) + 1);
  const increase = (sums: number[], rule: number) => {
    sums[rule] = (sums[rule] as number) + 1;
  };

  /** Number of the group, counted if it is new; undefined where each event is one. */
  const groupOf = (rule: number, [first, ...rest]: readonly (string | null)[]) => {
    if (first === undefined) {
      increase(different, rule);
      return undefined;
    }
    let tuple = numberOf(first);
    for (const value of rest) tuple = tuples.add(tuple, numberOf(value));
    const size = groups.size;
    const group = groups.add(tuple, rule);
    if (group === size) increase(different, rule);
    return group;
  };

  return {
    take(rule, values, time) {
      const group = groupOf(rule, values);
      if (group === undefined || periodOf(rule) === 0 || Number.isNaN(time)) {
        increase(certain, rule);
        return;
      }
      const last = groups.word(group, TIMES);
      // A second match at the same time is silenced by the first, or by what silences that.
      if (last === 0 || times.at(last) !== time) groups.put(group, TIMES, times.add(time, last));
    },
    report() {
      const days = openDays();
      const counts = [...certain];
      let scratch = new Float64Array(64);
      for (let group = 0; group < groups.size; group += 1) {
        let size = 0;
        for (let at = groups.word(group, TIMES); at !== 0; at = times.before(at)) {
          if (size === scratch.length) scratch = grown(scratch);
          scratch[size] = times.at(at);
          size += 1;
        }
        if (size > 1) scratch.subarray(0, size).sort();
        const rule = groups.word(group, RULE);
        let quietUntil = Number.NEGATIVE_INFINITY;
        for (let at = 0; at < size; at += 1) {
          const time = scratch[at] as number;
          if (time < quietUntil) continue;
          quietUntil = time + periodOf(rule);
          increase(counts, rule);
          days.add(rule, time);
        }
      }
      const daysOf = days.report();
      return (rule) => ({
        count: counts[rule] as number,
        groups: different[rule] as number,
        days: periodOf(rule) === 0 ? undefined : daysOf(rule),
      });
    },
  };
}

function grown(numbers: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
