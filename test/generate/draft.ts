/**
 * An event in the making: values are put where a field reads them, through the definitions of derived fields too.
 *
 * Owns: writing. Must not: decide which values (variants.ts does).
 */
import { isJsonObject, type Json, type JsonObject } from '../../src/cloudtrail/event.ts';
import type { FieldPath, ValueExpr } from '../../src/cloudtrail/value.ts';
import type { Random } from './random.ts';

export interface Slot {
  value: Json | undefined;
}

/** The record, and the element that the nearest `some` is looking at. */
export interface Place {
  readonly event: Slot;
  readonly element: Slot;
}

export function get(slot: Slot, path: FieldPath): Json | undefined {
  return path.reduce<Json | undefined>(
    (at, key) => (isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined),
    slot.value,
  );
}

/** Puts the value at the path; undefined takes away what stands there. */
export function put(slot: Slot, path: FieldPath, json: Json | undefined): void {
  slot.value = replaced(slot.value, path, json);
}

function replaced(whole: Json | undefined, path: FieldPath, json: Json | undefined): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return json;
  const object: JsonObject = isJsonObject(whole) ? whole : {};
  if (json === undefined && !Object.hasOwn(object, key)) return whole;
  const inner = replaced(object[key], rest, json);
  const { [key]: _, ...others } = object;
  return inner === undefined ? others : { ...object, [key]: inner };
}

/** Puts a value where the field reads it: a scalar so that the field has its text, anything else at a path it reads. */
export function putValue(value: ValueExpr, json: Json | undefined, place: Place, random: Random): void {
  const text = typeof json === 'string' ? json : undefined;
  switch (value.kind) {
    case 'path':
      put(place.event, value.path, json);
      return;
    case 'element':
      put(place.element, value.path, json);
      return;
    case 'text':
      return;
    case 'when':
      if (json !== undefined || !random.chance(3)) put(place.event, value.path, value.equals);
      else {
        put(place.event, value.path, random.pick(['IAMUser', 'assumedrole', null]));
        return;
      }
      putValue(value.then, json, place, random);
      return;
    case 'capture':
      putValue(value.of, text === undefined ? json : around(value, text, place), place, random);
      return;
    case 'withoutSuffix': {
      const suffixed = text !== undefined && !random.chance(4) ? text + value.suffix : json;
      putValue(value.of, suffixed, place, random);
      return;
    }
    case 'concat':
      putParts(value, json, place, random);
      return;
    case 'firstOf': {
      const at = random.nat(value.of.length);
      for (const earlier of value.of.slice(0, at)) clear(earlier, place, random);
      const chosen = value.of[at];
      if (chosen !== undefined) putValue(chosen, json, place, random);
      if (json === undefined) for (const other of value.of) clear(other, place, random);
      return;
    }
  }
}

/** Makes the value absent. */
function clear(value: ValueExpr, place: Place, random: Random): void {
  if (value.kind === 'when') put(place.event, value.path, random.pick(['IAMUser', 'FederatedUser']));
  else putValue(value, random.chance(2) ? null : undefined, place, random);
}

/** A text that the pattern takes apart so that its group is `text`: the one that stands there, or one made up. */
function around(
  { of, pattern }: Extract<ValueExpr, { kind: 'capture' }>,
  text: string,
  place: Place,
): string {
  const here = of.kind === 'path' ? get(place.event, of.path) : undefined;
  const found = typeof here === 'string' ? new RegExp(pattern, 'du').exec(here)?.indices?.[1] : undefined;
  if (typeof here === 'string' && found !== undefined) {
    return here.slice(0, found[0]) + text + here.slice(found[1]);
  }
  return pattern
    .replace(/^\^|\$$/g, '')
    .replace(/\([^)]*\)/, '\0')
    .replaceAll('[^:]+', 'aws')
    .replaceAll('[0-9]*', '111122223333')
    .replaceAll('[^/]+', 'Developer')
    .replace('\0', () => text);
}

/** Shares a text out: fixed parts stand where they are found, the others take what lies between. */
function putParts(
  { parts }: Extract<ValueExpr, { kind: 'concat' }>,
  json: Json | undefined,
  place: Place,
  random: Random,
): void {
  const open = parts.filter(({ kind }) => kind !== 'text');
  const [first, ...rest] = open;
  const fixed = parts.find((part) => part.kind === 'text');
  if (typeof json !== 'string' || fixed === undefined) {
    const one = random.pick(open);
    if (one !== undefined) putValue(one, json, place, random);
    return;
  }
  const at = json.indexOf(fixed.text);
  const [left, right] = at < 0 ? [json, ''] : [json.slice(0, at), json.slice(at + fixed.text.length)];
  if (first !== undefined) putValue(first, left, place, random);
  for (const part of rest) putValue(part, right, place, random);
}
