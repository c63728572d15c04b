/**
 * Remarks where a field has no text to compare, or has the text of another type.
 *
 * Owns: which field that is, and whether the value asked for is there after all, as another type. Must not: decide.
 */
import type { CloudTrailEvent, Json } from '../cloudtrail/event.ts';
import type { FieldPath } from '../cloudtrail/value.ts';
import type { Predicate } from '../ir/expression.ts';
import type { FieldRef, TextTest } from '../language/operands.ts';
import { compilePredicate } from './condition.ts';
import type { Finding, Found } from './finding.ts';
import { shown } from './note-words.ts';
import type { Note } from './reason.ts';
import { reach } from './value.ts';

interface Looked {
  readonly event: CloudTrailEvent;
  readonly element: Json | undefined;
  readonly found: readonly Finding[];
}

/** So many elements of an array are looked at. */
const MOST_ELEMENTS = 1_000;

/** Of a predicate that is false: the first field on the left that has no text. */
export function noteNothing(predicate: Predicate, { event, element, found }: Looked): Note | undefined {
  const at = found.findIndex((finding) => finding.found.kind !== 'text');
  const finding = found[at];
  if (finding === undefined) return undefined;
  if (predicate.operator === 'exists') return noteMissing(finding);
  const field = 'columns' in predicate ? undefined : predicate.field;
  if (field !== undefined && finding.found.kind === 'no-text' && finding.found.why === 'array') {
    const elements = arrayAt(field, event, element) ?? [];
    const holds = compilePredicate({ ...predicate, field: asElement(field) } as Predicate);
    if (elements.slice(0, MOST_ELEMENTS).some((one) => holds(event, one))) {
      const text = `is an array, and an element of it would do: ask with some, as in '${field.spelled}[]': { some: … }`;
      return { reason: 'other-type', text };
    }
  }
  if (finding.found.kind === 'absent' && finding.found.why === 'null' && asksFor(predicate, 'null')) {
    return { reason: 'other-type', text: "is null in the record, which is absent and not the text 'null'" };
  }
  return noteMissing(finding);
}

/** A number loses the zeros at its beginning and the sign of a plus: `0123` becomes 123. Of a verdict that is false. */
export function noteNumber(test: TextTest, finding: Finding | undefined): Note | undefined {
  const found = finding?.found;
  if (found?.kind !== 'text' || found.type !== 'number') return undefined;
  const same = test.operands.find(
    (operand) =>
      operand.kind === 'literal' &&
      /^[+-]?[0-9]/.test(operand.text) &&
      Number(operand.text) === Number(found.text),
  );
  if (same?.kind !== 'literal') return undefined;
  const text = `is a number in the record, whose text is ${shown(found.text)} and not ${shown(same.text)}`;
  return { reason: 'other-type', text };
}

function noteMissing({ name, found }: Finding): Note {
  if (found.kind === 'no-text' && found.empty) {
    return { reason: 'empty', text: `${name} is an empty ${found.why}, which counts as absent` };
  }
  if (found.kind === 'no-text') return { reason: 'no-text', text: `${name} is ${NO_TEXT[found.why]}` };
  return { reason: 'absent', text: sayAbsent(name, found) };
}

const NO_TEXT = {
  object: 'an object, which has no text',
  array: 'an array, which has no text',
  number: 'a number that has no text: only integers of up to fifteen digits do',
} as const;

function sayAbsent(name: string, found: Found): string {
  if (found.kind !== 'absent') return `${name} cannot be derived from this event`;
  const at = found.at === '' ? 'the element' : found.at;
  if (found.why === 'null') return `${at} is null`;
  if (found.why !== 'missing')
    return `${at} is ${found.why === 'array' ? 'an array' : 'no object'}, so nothing stands below it`;
  return found.otherCase === undefined ? `there is no ${at}` : `there is no ${at}, only ${found.otherCase}`;
}

function asksFor(predicate: Predicate, text: string): boolean {
  return (
    'operands' in predicate &&
    predicate.operands.some((operand) => operand.kind === 'literal' && operand.text === text)
  );
}

/** The same field, read from an element of the array that stands there. */
function asElement(field: FieldRef): FieldRef {
  const path: FieldPath = [];
  return { ...field, definition: { ...field.definition, derived: false, value: { kind: 'element', path } } };
}

function arrayAt({ definition: { value } }: FieldRef, event: CloudTrailEvent, element: Json | undefined) {
  if (value.kind !== 'path' && value.kind !== 'element') return undefined;
  const at = reach(value.path, value.kind === 'path' ? event : element);
  return Array.isArray(at) ? (at as readonly Json[]) : undefined;
}
