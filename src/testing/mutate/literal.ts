/**
 * A text with one character changed, and a few out of many.
 *
 * Owns: which character, and which of a long row; both are the same on every run. Must not: know predicates.
 */
import type { FieldType } from '../../cloudtrail/field.ts';
import { valueProblem } from '../../language/values.ts';

/** Of a list with thousands of entries so many are tried, spread evenly over it: first, …, last. */
const MOST_OF_ONE_KIND = 20;

/** All where there are few; else as many as MOST_OF_ONE_KIND, evenly spread, the first and the last among them. */
export function sample<T>(all: readonly T[], most: number = MOST_OF_ONE_KIND): readonly T[] {
  if (all.length <= most) return all;
  const places = Array.from({ length: most }, (_, at) => Math.round((at * (all.length - 1)) / (most - 1)));
  return all.filter((_, at) => places.includes(at));
}

/**
 * Another text that a field of the type can hold, one character away, and not only in case: the last letter or digit
 * that can be changed is. Undefined where the type allows none.
 */
export function changeOne(text: string, type: FieldType): string | undefined {
  if (type === 'boolean') return text === 'true' ? 'false' : 'true';
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const other = neighbour(text[at] ?? '');
    if (other === undefined) continue;
    const changed = `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
    if (valueProblem(type, changed) === undefined) return changed;
  }
  const longer = `${text}x`;
  return valueProblem(type, longer) === undefined ? longer : undefined;
}

/** The next letter or digit, the one before where there is none; undefined for any other character. */
export function neighbour(character: string): string | undefined {
  if (!/^[0-9A-Za-z]$/.test(character)) return undefined;
  const step = /[9Zz]/.test(character) ? -1 : 1;
  return String.fromCharCode(character.charCodeAt(0) + step);
}

/** The text in capitals; in small letters where it is in capitals already. ASCII only, as `ignoreCase` is. */
export function inOtherCase(text: string): string {
  const upper = text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
  return upper === text ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : upper;
}

export const hasLetters = (text: string): boolean => /[A-Za-z]/.test(text);
