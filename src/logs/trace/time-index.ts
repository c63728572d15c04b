/**
 * Things under a name and a time, found by name and span of time.
 *
 * Owns: the order within a name, so that one which thousands of calls share (a pipeline's session name) is searched by
 * halves. Must not: know what the things are.
 */

export interface TimeIndex<T> {
  /** `at` in milliseconds; null is found by every search for the name. */
  put(name: string, at: number | null, value: T): void;
  drop(name: string, at: number | null, value: T): void;
  /** What lies in the span; null bounds find only what has no time. */
  between(name: string, from: number | null, to: number | null): readonly T[];
}

interface Entry<T> {
  /** What has no time comes first. */
  readonly at: number;
  readonly value: T;
}

const NEVER = Number.NEGATIVE_INFINITY;

export function createTimeIndex<T extends object>(): TimeIndex<T> {
  const names = new Map<string, Entry<T>[]>();
  return {
    put(name, time, value) {
      const at = time ?? NEVER;
      const held = names.get(name);
      if (held === undefined) names.set(name, [{ at, value }]);
      else held.splice(firstFrom(held, at), 0, { at, value });
    },
    drop(name, time, value) {
      const held = names.get(name);
      if (held === undefined) return;
      const at = time ?? NEVER;
      for (let place = firstFrom(held, at); held[place]?.at === at; place += 1) {
        if (held[place]?.value !== value) continue;
        held.splice(place, 1);
        break;
      }
      if (held.length === 0) names.delete(name);
    },
    between(name, from, to) {
      const held = names.get(name);
      if (held === undefined) return [];
      const found: T[] = [];
      for (let place = 0; held[place]?.at === NEVER; place += 1) found.push((held[place] as Entry<T>).value);
      if (from === null || to === null) return found;
      for (let place = firstFrom(held, Math.max(from, -8.64e15)); place < held.length; place += 1) {
        const { at, value } = held[place] as Entry<T>;
        if (at > to) break;
        found.push(value);
      }
      return found;
    },
  };
}

/** Place of the first entry that is not before a time. */
function firstFrom(entries: readonly Entry<object>[], at: number): number {
  // Logs come mostly in order: the end is the likeliest place.
  const last = entries[entries.length - 1];
  if (last === undefined || last.at < at) return entries.length;
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle] as Entry<object>).at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
