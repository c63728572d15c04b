/**
 * What was changed between two events, as the `set` and `unset` of a test would say it.
 *
 * Owns: the smallest such list, with lists as a whole. Must not: print.
 */
import { isJsonObject, type Json, type JsonObject } from '../../cloudtrail/event.ts';
import { type PathStep, printEventPath } from '../../content/event-path.ts';

export interface EventChanges {
  readonly set: readonly { readonly path: string; readonly value: Json }[];
  readonly unset: readonly string[];
}

export function eventChanges(from: JsonObject, to: JsonObject): EventChanges {
  const set: { path: string; value: Json }[] = [];
  const unset: string[] = [];
  const compare = (before: JsonObject, after: JsonObject, above: readonly PathStep[]) => {
    for (const [key, value] of Object.entries(after)) {
      const held = Object.hasOwn(before, key) ? before[key] : undefined;
      if (held === value || JSON.stringify(held) === JSON.stringify(value)) continue;
      const path = [...above, key];
      if (isJsonObject(held) && isJsonObject(value)) compare(held, value, path);
      else set.push({ path: printEventPath(path), value });
    }
    for (const key of Object.keys(before))
      if (!Object.hasOwn(after, key)) unset.push(printEventPath([...above, key]));
  };
  compare(from, to, []);
  return { set, unset };
}
