/**
 * Fields of the catalogue, read from an event.
 *
 * Owns: how a field's definition becomes a reader and a test of presence. Must not: compare.
 */
import type { CloudTrailEvent, Json } from '../cloudtrail/event.ts';
import type { FieldDefinition } from '../cloudtrail/field.ts';
import { foldAscii } from './text.ts';
import { compileValue, isPresent, type ReadText, reach } from './value.ts';

/** True or false of one event; `element` is the element that the nearest `some` is looking at. */
export type Verdict = (event: CloudTrailEvent, element?: Json) => boolean;

/** The text of a field; with `ignoreCase`, A-Z already folded. */
export function compileField(definition: FieldDefinition, ignoreCase: boolean): ReadText {
  const read = compileValue(definition.value);
  if (!ignoreCase) return read;
  return (event, element) => {
    const text = read(event, element);
    return text === undefined ? undefined : foldAscii(text);
  };
}

/**
 * `exists`. A field of the record, or of an element, asks what stands at its path, whether or not that has a text; a
 * derived field exists where its value is present.
 */
export function compileExists(definition: FieldDefinition): Verdict {
  const { value, derived } = definition;
  if (value.kind === 'path' && !derived) return (event) => isPresent(reach(value.path, event));
  if (value.kind === 'element' && !derived) return (_, element) => isPresent(reach(value.path, element));
  const read = compileValue(value);
  return (event, element) => read(event, element) !== undefined;
}
