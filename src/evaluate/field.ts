/**
 * Fields of the catalogue, read from an event.
 *
 * Owns: how a field's definition becomes a reader and a test of presence. Must not: compare.
 */
import type { CloudTrailEvent } from '../cloudtrail/event.ts';
import type { FieldDefinition } from '../cloudtrail/field.ts';
import { foldAscii } from './text.ts';
import { compilePresence, compileValue, type ReadText } from './value.ts';

/** The text of a field; with `ignoreCase`, A-Z already folded. */
export function compileField(definition: FieldDefinition, ignoreCase: boolean): ReadText {
  const read = compileValue(definition.value);
  if (!ignoreCase) return read;
  return (event) => {
    const text = read(event);
    return text === undefined ? undefined : foldAscii(text);
  };
}

/**
 * `exists`. A field of the record asks what stands at its path, whether or not that has a text; a derived field exists
 * where its value is present.
 */
export function compileExists(definition: FieldDefinition): (event: CloudTrailEvent) => boolean {
  const { value, derived } = definition;
  if (value.kind === 'path' && !derived) return compilePresence(value.path);
  const read = compileValue(value);
  return (event) => read(event) !== undefined;
}
