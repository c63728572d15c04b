/**
 * Fields of one element of an array, or of the record, given a text.
 *
 * Owns: the way to that element and back. Events handed in are never changed. Must not: know predicates.
 */
import { type CloudTrailEvent, isJsonObject, type Json, type JsonObject } from '../../cloudtrail/event.ts';
import { setIn } from '../../content/event-patch.ts';
import { elementsOf } from '../../evaluate/elements.ts';
import type { Clause } from '../../evaluate/nearest.ts';
import { reach } from '../../evaluate/value.ts';
import type { ArrayRef } from '../../ir/expression.ts';
import { give } from '../mutate/give.ts';
import { derivable } from './derived.ts';
import type { Setting } from './settings.ts';

type Within = Clause['within'];

/** The element that a clause is about; undefined of the record itself. */
export function elementAt(event: CloudTrailEvent, within: Within): Json | undefined {
  let at: Json | undefined = event;
  for (const { array, index } of fromTop(within)) at = elementsOf(reach(array.value.path, at))[index];
  return within.length === 0 ? undefined : at;
}

/** The event with fields set; undefined where nobody knows how. */
export function withSettings(
  event: CloudTrailEvent,
  within: Within,
  settings: readonly Setting[],
): CloudTrailEvent | undefined {
  return settings.reduce<CloudTrailEvent | undefined>(
    (at, setting) => at && withOne(at, within, setting),
    event,
  );
}

function withOne(
  event: CloudTrailEvent,
  within: Within,
  { field, text }: Setting,
): CloudTrailEvent | undefined {
  const { definition } = field;
  const { value } = definition;
  if (value.kind !== 'element') {
    const [changed] = give(event, { definition, arrays: [] }, text);
    if (changed !== undefined || !definition.derived) return changed;
    return give(derivable(event, definition), { definition, arrays: [] }, text)[0];
  }
  return asEvent(
    replaced(event, fromTop(within), (element) => {
      if (value.path.length === 0) return text ?? null;
      const object = isJsonObject(element) ? element : {};
      const ofElement = { ...definition, value: { kind: 'path' as const, path: value.path } };
      return give(object, { definition: ofElement, arrays: [] }, text)[0] ?? element;
    }),
  );
}

/** The event with one element in an array that has none. */
export function withElement(
  event: CloudTrailEvent,
  within: Within,
  array: ArrayRef,
  element: Json,
): CloudTrailEvent | undefined {
  const steps = fromTop([...within, { array, index: 0 }]);
  return asEvent(replaced(event, steps, () => element));
}

const asEvent = (value: Json | undefined) => (value !== undefined && isJsonObject(value) ? value : undefined);

/** An array that is read from the top of the record does not stand in the element around it. */
function fromTop(within: Within): Within {
  const from = within.findLastIndex(({ array }) => array.value.kind === 'path');
  return from < 0 ? within : within.slice(from);
}

function replaced(
  holder: Json | undefined,
  [step, ...inner]: Within,
  change: (element: Json | undefined) => Json | undefined,
): Json | undefined {
  if (step === undefined) return change(holder);
  const { path } = step.array.value;
  const standing = reach(path, holder);
  const elements = elementsOf(standing);
  const element = replaced(elements[step.index], inner, change) ?? null;
  // A scalar or an object in place of an array stays what it is: the one element.
  const isOne = standing !== undefined && standing !== null && !Array.isArray(standing);
  const array: Json = isOne
    ? element
    : [...elements.slice(0, step.index), element, ...elements.slice(step.index + 1)];
  if (path.length === 0) return array;
  const object: JsonObject = holder !== undefined && isJsonObject(holder) ? holder : {};
  const patched = setIn(object, path, array);
  return patched.ok ? patched.event : undefined;
}
