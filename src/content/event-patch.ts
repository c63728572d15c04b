/**
 * `set` and `unset` applied to an event.
 *
 * Owns: copying on write along one path. The event handed in is never changed, since many tests share a fixture.
 * Must not: parse paths or read YAML.
 */
import { isJsonObject, type Json, type JsonObject } from '../cloudtrail/event.ts';
import type { PathStep } from './event-path.ts';

/** Why a path cannot be followed; `depth` is how many of its steps lead to the culprit. */
export type PatchFault =
  | { readonly kind: 'below'; readonly depth: number; readonly found: string }
  | { readonly kind: 'past-end'; readonly depth: number; readonly length: number }
  | { readonly kind: 'missing' };

export type Patched =
  | { readonly ok: true; readonly event: JsonObject }
  | { readonly ok: false; readonly fault: PatchFault };

/**
 * The event with `value` at the path. Objects are created below null and where nothing stands; lists never grow.
 * `steps` begin with a key and are at most LONGEST_PATH long.
 */
export function setIn(event: JsonObject, steps: readonly PathStep[], value: Json): Patched {
  return change(event, steps, () => value);
}

/** The event without the key or item at the path; items after it move up. */
export function unsetIn(event: JsonObject, steps: readonly PathStep[]): Patched {
  if (!reaches(event, steps)) return { ok: false, fault: { kind: 'missing' } };
  return change(event, steps, () => undefined);
}

function change(event: JsonObject, steps: readonly PathStep[], leaf: () => Json | undefined): Patched {
  let fault: PatchFault | undefined;

  const follow = (at: Json | undefined, depth: number): Json | undefined => {
    const step = steps[depth];
    if (step === undefined) return leaf();
    if (typeof step === 'number') {
      if (!Array.isArray(at)) {
        fault = { kind: 'below', depth, found: found(at) };
        return undefined;
      }
      const items = at as readonly Json[];
      if (step >= items.length) {
        fault = { kind: 'past-end', depth, length: items.length };
        return undefined;
      }
      const item = follow(items[step], depth + 1);
      return item === undefined ? items.filter((_, index) => index !== step) : items.with(step, item);
    }
    if (at !== undefined && at !== null && !isJsonObject(at)) {
      fault = { kind: 'below', depth, found: found(at) };
      return undefined;
    }
    return withKey(at ?? undefined, step, follow(ownValue(at, step), depth + 1));
  };

  const changed = follow(event, 0);
  if (fault !== undefined) return { ok: false, fault };
  return { ok: true, event: isJsonObject(changed) ? changed : event };
}

/** A copy with one key set, or left out when the value is undefined; its place among the keys is kept. */
function withKey(object: JsonObject | undefined, key: string, value: Json | undefined): JsonObject {
  // Literals define keys, they do not assign them: so no key, `__proto__` included, is more than a key.
  if (value !== undefined) return { ...object, [key]: value };
  const { [key]: _removed, ...rest } = object ?? {};
  return rest;
}

function reaches(event: JsonObject, steps: readonly PathStep[]): boolean {
  let at: Json | undefined = event;
  for (const step of steps) {
    if (typeof step === 'number') at = Array.isArray(at) ? (at as readonly Json[])[step] : undefined;
    else at = ownValue(at, step);
    if (at === undefined) return false;
  }
  return true;
}

/** Own keys only: a record has no `constructor` because JavaScript's objects do. */
const ownValue = (value: Json | undefined, key: string): Json | undefined =>
  isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

function found(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string')
    return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
  return `the ${typeof value} ${String(value)}`;
}
