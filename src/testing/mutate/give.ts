/**
 * An event in which a field has a given text, or none.
 *
 * Owns: running the algebra of cloudtrail/value.ts backwards, as far as that is possible; the caller asks the evaluator
 * whether it came out as hoped. Events handed in are never changed. Must not: know predicates.
 */
import { type CloudTrailEvent, isJsonObject, type Json, type JsonObject } from '../../cloudtrail/event.ts';
import type { FieldDefinition } from '../../cloudtrail/field.ts';
import { dispatchValue, type FieldPath, placesOf, type ValueExpr } from '../../cloudtrail/value.ts';
import { setIn, unsetIn } from '../../content/event-patch.ts';
import { elementsOf } from '../../evaluate/elements.ts';
import { compileValue, reach } from '../../evaluate/value.ts';
import type { ArrayRef } from '../../ir/expression.ts';

/** A field, and the arrays that a `some` looks into around it, the outermost first. */
export interface Use {
  readonly definition: FieldDefinition;
  readonly arrays: readonly ArrayRef[];
}

/**
 * Events like this one in which the field has the text (undefined: in which it is absent). Empty where nobody knows how.
 * Inside an array, one with the first element changed, and one with a changed copy of it as a further element.
 */
export function give(
  event: CloudTrailEvent,
  { definition, arrays }: Use,
  text: string | undefined,
): readonly CloudTrailEvent[] {
  const { value, type } = definition;
  const places = text === undefined ? emptied(value) : settings(value, text, event);
  if (places === undefined) return [];
  const [outer] = arrays;
  const json = text !== undefined && type === 'boolean' ? text === 'true' : undefined;
  const ofElement = places.filter(({ kind }) => kind === 'element');
  const ofRecord = places.filter(({ kind }) => kind === 'path');
  const changed = ofRecord.reduce<CloudTrailEvent | undefined>(
    (at, { path, text: wanted }) => at && put(at, path, wanted === undefined ? undefined : (json ?? wanted)),
    event,
  );
  if (changed === undefined) return [];
  if (ofElement.length === 0 || outer === undefined) return [changed];
  return inElements(changed, arrays, (element) =>
    ofElement.reduce<Json | undefined>(
      (at, { path, text: wanted }) => putBelow(at, path, wanted === undefined ? undefined : (json ?? wanted)),
      element,
    ),
  );
}

/** An event whose array has no elements. */
export function withoutElements(event: CloudTrailEvent, { value }: ArrayRef): readonly CloudTrailEvent[] {
  if (value.kind !== 'path') return [];
  return [put(event, value.path, undefined)].filter((one) => one !== undefined);
}

interface Setting {
  readonly kind: 'path' | 'element';
  readonly path: FieldPath;
  /** Undefined: nothing is to stand there. */
  readonly text: string | undefined;
}

const emptied = (value: ValueExpr): readonly Setting[] =>
  placesOf(value).map(({ kind, path }) => ({ kind, path, text: undefined }));

/** What must stand where for the value to be the text; undefined where that cannot be, or is not known. */
function settings(value: ValueExpr, text: string, event: CloudTrailEvent): readonly Setting[] | undefined {
  return dispatchValue<readonly Setting[] | undefined>(value, {
    path: ({ kind, path }) => [{ kind, path, text }],
    element: ({ kind, path }) => [{ kind, path, text }],
    text: ({ text: fixed }) => (fixed === text ? [] : undefined),
    when: ({ path, equals, then }) => {
      const inner = settings(then, text, event);
      return inner && [{ kind: 'path', path, text: equals }, ...inner];
    },
    // Around the group stays what is there; an event where nothing matches has nothing to keep.
    capture: ({ of, pattern }) => {
      const around = compileValue(of)(event);
      const group = around === undefined ? undefined : new RegExp(pattern, 'du').exec(around)?.indices?.[1];
      if (around === undefined || group === undefined) return undefined;
      return settings(of, `${around.slice(0, group[0])}${text}${around.slice(group[1])}`, event);
    },
    withoutSuffix: ({ of, suffix }) => settings(of, `${text}${suffix}`, event),
    concat: ({ parts }) => settingsOfParts(parts, text, event),
    firstOf: ({ of }) => {
      const present = of.find((one) => compileValue(one)(event) !== undefined) ?? of[0];
      return present && settings(present, text, event);
    },
  });
}

/** Parts are told apart by the fixed texts between them. */
function settingsOfParts(
  parts: readonly ValueExpr[],
  text: string,
  event: CloudTrailEvent,
): readonly Setting[] | undefined {
  const found: Setting[] = [];
  let rest = text;
  for (const [at, part] of parts.entries()) {
    if (part.kind === 'text') {
      if (!rest.startsWith(part.text)) return undefined;
      rest = rest.slice(part.text.length);
      continue;
    }
    const next = parts[at + 1];
    const end = next?.kind === 'text' ? rest.indexOf(next.text) : rest.length;
    const inner = end < 0 ? undefined : settings(part, rest.slice(0, end), event);
    if (inner === undefined) return undefined;
    found.push(...inner);
    rest = rest.slice(end);
  }
  return rest === '' ? found : undefined;
}

function put(event: CloudTrailEvent, path: FieldPath, value: Json | undefined): CloudTrailEvent | undefined {
  if (value === undefined && reach(path, event) === undefined) return event;
  const patched = value === undefined ? unsetIn(event, path) : setIn(event, path, value);
  return patched.ok ? patched.event : undefined;
}

/** The same in an element, which itself may be replaced or (undefined) go. */
function putBelow(element: Json | undefined, path: FieldPath, value: Json | undefined): Json | undefined {
  if (path.length === 0) return value;
  const object: JsonObject = isJsonObject(element) ? element : {};
  return put(object, path, value) ?? element;
}

/** Through the first element of each outer array, into the last. */
function inElements(
  event: CloudTrailEvent,
  arrays: readonly ArrayRef[],
  change: (element: Json | undefined) => Json | undefined,
): readonly CloudTrailEvent[] {
  const variants = variantsAt(event, arrays, change);
  return variants.filter((one): one is JsonObject => isJsonObject(one));
}

function variantsAt(
  holder: Json | undefined,
  arrays: readonly ArrayRef[],
  change: (element: Json | undefined) => Json | undefined,
): readonly (Json | undefined)[] {
  const [array, ...inner] = arrays;
  if (array === undefined) return [change(holder)];
  const { path } = array.value;
  const elements = elementsOf(reach(path, holder));
  const changed = variantsAt(elements[0], inner, change);
  return changed.flatMap((one) => {
    const kept = one === undefined ? [] : [one];
    const replaced = [...kept, ...elements.slice(1)];
    const longer = elements.length === 0 ? [] : [putBelow(holder, path, [...elements, ...kept])];
    return [putBelow(holder, path, replaced), ...longer];
  });
}
