/**
 * The text of a JSON value, and case folding.
 *
 * Owns: docs/semantics.md on the text of a scalar and on `ignoreCase`. Must not: know paths, fields or operators.
 */
import type { Json } from '../cloudtrail/event.ts';

/** Integers of up to fifteen digits: every engine holds and prints them alike, beyond that some rewrite them. */
const INTEGER_LIMIT = 1e15;

/**
 * The text of a scalar: the string itself, `true` or `false`, an integer's digits. Undefined for null, objects and
 * arrays, and for numbers whose digits are not `0|-?[1-9][0-9]{0,14}`. How a number was spelled in the record (`1.0`,
 * `1e3`) is gone after parsing; such spellings are outside the contract.
 */
export function textOf(value: Json | undefined): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return hasDigits(value) ? String(value) : undefined;
    default:
      return undefined;
  }
}

function hasDigits(value: number): boolean {
  return Number.isInteger(value) && value < INTEGER_LIMIT && value > -INTEGER_LIMIT && !Object.is(value, -0);
}

/**
 * Folds A-Z to a-z and nothing else. `toLowerCase` alone would also fold the Kelvin sign to `k`, and `İ` to two
 * characters; it is called on runs of A-Z only.
 */
export function foldAscii(text: string): string {
  return hasCapital(text) ? foldRuns(text) : text;
}

/** Most texts have none, and a look is cheaper than a replacement that changes nothing. */
function hasCapital(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x41 && unit <= 0x5a) return true;
  }
  return false;
}

function foldRuns(text: string): string {
  return text.replace(/[A-Z]+/g, (run) => run.toLowerCase());
}
