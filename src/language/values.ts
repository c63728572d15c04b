/**
 * Which texts a field of each type can hold (docs/semantics.md §7).
 *
 * Owns: the grammars of typed values. Must not: compare them.
 */
import type { FieldType } from '../cloudtrail/field.ts';

const GRAMMARS: {
  readonly [T in FieldType]: { readonly pattern: RegExp; readonly wanted: string } | undefined;
} = {
  text: undefined,
  any: undefined,
  ip: undefined,
  object: undefined,
  array: undefined,
  boolean: { pattern: /^(?:true|false)$/, wanted: 'true or false' },
  integer: {
    pattern: /^(?:0|-?[1-9][0-9]{0,14})$/,
    wanted: 'a whole number of at most 15 digits, without leading zeros',
  },
  timestamp: {
    pattern: /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/,
    wanted: 'a time as YYYY-MM-DDTHH:MM:SSZ',
  },
  version: { pattern: /^[0-9]{1,4}\.[0-9]{1,4}$/, wanted: "a version as 'major.minor'" },
};

/** What to write instead, when no value of this type is the text; undefined when it fits. */
export function valueProblem(type: FieldType, text: string): string | undefined {
  const grammar = GRAMMARS[type];
  return grammar === undefined || grammar.pattern.test(text) ? undefined : grammar.wanted;
}
