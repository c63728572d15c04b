/**
 * What was changed between two events, elements of a list one by one.
 *
 * Owns: going into lists that stayed equally long. Must not: print.
 */
import { isJsonObject, type Json, type JsonObject } from '../../cloudtrail/event.ts';
import { parseEventPath, printEventPath } from '../../content/event-path.ts';
import { type EventChanges, eventChanges } from '../mutate/difference.ts';

export function changesBetween(from: JsonObject, to: JsonObject): EventChanges {
  const { set, unset } = eventChanges(from, to);
  const parts = set.map((one): EventChanges => {
    const read = parseEventPath(one.path);
    const before = read.ok ? at(from, read.steps) : undefined;
    return elementChanges(before, one.value, one.path) ?? { set: [one], unset: [] };
  });
  return {
    set: parts.flatMap((part) => part.set),
    unset: [...parts.flatMap((part) => part.unset), ...unset],
  };
}

/** Undefined where these are no two lists of the same length. */
function elementChanges(before: Json | undefined, after: Json, path: string): EventChanges | undefined {
  if (!Array.isArray(before) || !Array.isArray(after) || before.length !== after.length) return undefined;
  const parts = after.map((value: Json, index): EventChanges => {
    const held = (before as readonly Json[])[index];
    const place = `${path}${printEventPath([index])}`;
    if (JSON.stringify(held) === JSON.stringify(value)) return { set: [], unset: [] };
    if (held === undefined || !isJsonObject(held) || !isJsonObject(value)) {
      return { set: [{ path: place, value }], unset: [] };
    }
    const inner = changesBetween(held, value);
    const below = (key: string) => `${place}.${key}`;
    return {
      set: inner.set.map((one) => ({ path: below(one.path), value: one.value })),
      unset: inner.unset.map(below),
    };
  });
  return { set: parts.flatMap((part) => part.set), unset: parts.flatMap((part) => part.unset) };
}

function at(from: Json | undefined, steps: readonly (string | number)[]): Json | undefined {
  let value = from;
  for (const step of steps) {
    if (typeof step === 'number' || value === undefined || !isJsonObject(value)) return undefined;
    value = Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}
