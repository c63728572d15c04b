/**
 * The most frequent values of each rule, by kind.
 *
 * Owns: exact counts of as many different values as memory is meant for; what is new beyond that is not counted and
 * makes the list inexact, for the rule and kind that it is new to. Must not: know what the kinds are.
 */
import { openCounts } from './counts.ts';
import type { Counted, Top } from './report.ts';

export interface TopLimits {
  /** Values listed. */
  readonly listed: number;
  /** Different values of a rule and kind. */
  readonly values: number;
  /** Bytes, of all rules together; of texts and of counts. */
  readonly bytes: number;
  /** Different values that a rule and kind may have though all bytes are spent on others, if they are short. */
  readonly always: number;
}

export const TOP_LIMITS: TopLimits = { listed: 10, values: 20_000, bytes: 32 * 2 ** 20, always: 50 };

export interface TopValues {
  /** The value's number, to be asked for once an event; UNKNOWN where it has none yet. */
  find(value: string | null): number;
  /** Counts a value, which `find` said that number of; a null is no value. */
  take(list: number, value: string | null, found: number): void;
  /** Of a list; may be asked more than once. */
  report(): (list: number) => Top;
}

/** The longest ARN there is. */
const SHORT = 2_048;
/** Of a count with its slot, and of a text beside its characters. */
const [COUNT_BYTES, TEXT_BYTES] = [20, 64] as const;

const UNKNOWN = -1;

/** Lists are numbered from 0. */
export function openTop(lists: number, limits: TopLimits = TOP_LIMITS): TopValues {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  const counts = openCounts();
  const distinct = new Uint32Array(lists);
  const isExact = new Uint8Array(lists).fill(1);
  let bytes = 0;

  /** Whether there is room for one more of the list. */
  const isRoom = (list: number, value: string, cost: number) => {
    const held = distinct[list] as number;
    if (held >= limits.values) return false;
    return bytes + cost <= limits.bytes || (held < limits.always && value.length <= SHORT);
  };

  return {
    find: (value) => (value === null ? UNKNOWN : (numbers.get(value) ?? UNKNOWN)),
    take(list, value, found) {
      if (value === null || (found !== UNKNOWN && counts.increase(list, found))) return;
      // An event's first hit may have given it a number.
      const known = numbers.get(value);
      if (known !== undefined && counts.increase(list, known)) return;
      const cost = COUNT_BYTES + (known === undefined ? TEXT_BYTES + 2 * value.length : 0);
      if (!isRoom(list, value, cost)) {
        isExact[list] = 0;
        return;
      }
      const number = known ?? texts.length;
      if (known === undefined) {
        numbers.set(value, number);
        texts.push(value);
      }
      bytes += cost;
      distinct[list] = (distinct[list] as number) + 1;
      counts.add(list, number);
    },
    report() {
      const best = Array.from(distinct, (): Counted[] => []);
      counts.each((list, number, count) => {
        place(best[list] as Counted[], texts[number] as string, count, limits.listed);
      });
      return (list) => {
        const exact = isExact[list] === 1;
        // What was not counted is at least one value more.
        return {
          values: best[list] as Counted[],
          distinct: (distinct[list] as number) + (exact ? 0 : 1),
          exact,
        };
      };
    },
  };
}

/** Puts a value where it belongs in a list of at most `most`. */
function place(best: Counted[], value: string, count: number, most: number): void {
  let at = best.length;
  for (; at > 0; at -= 1) {
    const above = best[at - 1] as Counted;
    if (count < above.count || (count === above.count && value > above.value)) break;
  }
  if (at >= most) return;
  best.splice(at, 0, { value, count });
  if (best.length > most) best.pop();
}
