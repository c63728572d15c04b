/**
 * Which texts a field of each type can hold, and which texts an order is of (docs/semantics.md).
 *
 * Owns: the grammars of typed values. Must not: compare them.
 */
import type { FieldType } from '../cloudtrail/field.ts';
import type { Scale } from './operands.ts';

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

const SCALES: readonly Scale[] = ['integer', 'timestamp', 'version'];

/** What has an order, to follow "Write". */
export const SCALES_WANTED: string = SCALES.map((scale) => GRAMMARS[scale]?.wanted)
  .join('; ')
  .replace(/; (?=[^;]*$)/, '; or ');

/** Whether the text is of the scale: only then is it greater or less than anything. */
export function isOfScale(scale: Scale, text: string): boolean {
  return valueProblem(scale, text) === undefined;
}

/** The scale that the form of a text shows; no text is of two. */
export function scaleOf(text: string): Scale | undefined {
  return SCALES.find((scale) => isOfScale(scale, text));
}

/** The scale that a field's type fixes; undefined where any may stand. */
export function scaleOfType(type: FieldType): Scale | undefined {
  return SCALES.find((scale) => scale === type);
}
