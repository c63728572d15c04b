/**
 * Values of eval and where: NULL, numbers, texts, Booleans, several texts.
 *
 * Owns: coercion, comparison and logic, three-valued (SR, eval: Operators). Must not: know functions or commands.
 */
import type { Reader } from './switches.ts';

/** A field with one value is that value; several texts are at least two. */
export type Value = null | string | number | boolean | readonly string[];

export const isMany = (value: Value): value is readonly string[] => Array.isArray(value);

/** A multivalue: NULL without values, a text with one. */
export function many(values: readonly string[]): Value {
  if (values.length === 0) return null;
  return values.length === 1 ? (values[0] as string) : values;
}

/** Each value as a text; none for NULL. */
export function each(value: Value): readonly string[] {
  if (value === null) return [];
  return isMany(value) ? value : [text(value)];
}

export function text(value: string | number | boolean): string {
  return typeof value === 'string' ? value : String(value);
}

/**
 * What some reading of "number" may take a text for: signs, blanks, exponents, hexadecimal, nan, inf. Splunk says only
 * that numeric fields are compared as numbers.
 */
export function asNumber(value: string): number | undefined {
  const trimmed = value.trim();
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(trimmed) || /^0[xX][0-9A-Fa-f]+$/.test(trimmed))
    return Number(trimmed);
  const named = /^([+-]?)(inf(?:inity)?|nan)$/i.exec(trimmed);
  if (named === null) return undefined;
  // All spellings of nan are one number, which is the reading that mixes up most texts.
  if (named[2]?.toLowerCase() === 'nan') return -1.7e308;
  return named[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

const HOLDS: { readonly [C in Comparison]: (order: number) => boolean } = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

export function compare(operator: Comparison, left: Value, right: Value, reader: Reader): boolean | null {
  if (left === null || right === null) return ofNull(reader, operator === '!=');
  if (isMany(left) || isMany(right)) {
    if (reader.read('mv-predicate') === 'none') return false;
    return each(left).some((a) => each(right).some((b) => compareOne(operator, a, b, reader)));
  }
  return compareOne(operator, left, right, reader);
}

type One = string | number | boolean;

function compareOne(operator: Comparison, left: One, right: One, reader: Reader): boolean {
  if (typeof left === 'number' && typeof right === 'number') return HOLDS[operator](order(left, right));
  const asTexts = HOLDS[operator](order(text(left), text(right)));
  const a = typeof left === 'number' ? left : asNumber(text(left));
  const b = typeof right === 'number' ? right : asNumber(text(right));
  if (a === undefined || b === undefined) return asTexts;
  const asNumbers = HOLDS[operator](order(a, b));
  if (asNumbers === asTexts) return asTexts;
  return reader.read('number-like') === 'number' ? asNumbers : asTexts;
}

const order = <T extends number | string>(a: T, b: T): number =>
  a < b ? -1 : a > b ? 1 : a === b ? 0 : Number.NaN;

/** What a predicate gives when asked of NULL; `unequal` says that it is `!=`. */
export function ofNull(reader: Reader, unequal = false): boolean | null {
  const how = reader.read('null-predicate');
  if (how === 'null') return null;
  return how === 'unequal' && unequal;
}

export const not = (value: boolean | null): boolean | null => (value === null ? null : !value);

/** AND (`decides` false) or OR (`decides` true) of operands in order. */
export function logic(
  decides: boolean,
  left: boolean | null,
  right: () => boolean | null,
  reader: Reader,
): boolean | null {
  // Both operands are asked only where the second can still matter under some reading.
  if (left === decides) {
    if (right() !== null) return decides;
    return reader.read('null-logic') === 'strict' ? null : decides;
  }
  const other = right();
  if (left !== null) return other;
  if (other !== decides) return null;
  return reader.read('null-logic') === 'strict' ? null : decides;
}
