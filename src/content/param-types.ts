/**
 * The types of params, and which YAML values are of each.
 *
 * Owns: that table, for examples in rules and for values in environments. Must not: know where a param is used
 * (ir/lower-param.ts does).
 */
import { hasShape } from '../language/shapes.ts';
import { valueProblem } from '../language/values.ts';
import type { ParamType } from './document.ts';
import type { TypedText } from './node-readers.ts';

interface TypeEntry {
  /** To follow "must be". */
  readonly wanted: string;
  /** As one writes it behind a colon. */
  readonly example: string;
  readonly scalar: TypedText['scalar'];
  readonly fits: (text: string) => boolean;
}

const anyText = () => true;

const TYPES: { readonly [T in ParamType]: TypeEntry } = {
  text: {
    wanted: 'one text, in quotes where it looks like a number',
    example: "'@example.com'",
    scalar: 'text',
    fits: anyText,
  },
  'list<text>': { wanted: 'a list of texts', example: "['@example.com']", scalar: 'text', fits: anyText },
  integer: {
    wanted: 'a whole number of at most 15 digits, without quotes',
    example: '3600',
    scalar: 'number',
    fits: (text) => valueProblem('integer', text) === undefined,
  },
  boolean: { wanted: 'true or false, without quotes', example: 'true', scalar: 'boolean', fits: anyText },
  duration: {
    wanted: 'a duration in minutes, hours or days',
    example: '15m',
    scalar: 'text',
    fits: (text) => hasShape('duration', text),
  },
};

export const isParamType = (word: string): word is ParamType => Object.hasOwn(TYPES, word);

/** What a value of the type must be, to follow "must be". */
export const wantedOf = (type: ParamType): string => TYPES[type].wanted;

/** A value of the type as one writes it. */
export const exampleOf = (type: ParamType): string => TYPES[type].example;

/** Whether the scalars, written as a list or alone, are a value of the type. */
export function isOfType(
  type: ParamType,
  scalars: readonly Pick<TypedText, 'value' | 'scalar'>[],
  asList: boolean,
): boolean {
  const { scalar, fits } = TYPES[type];
  if (asList !== (type === 'list<text>')) return false;
  return scalars.every((one) => one.scalar === scalar && fits(one.value));
}
