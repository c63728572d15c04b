/**
 * Why a predicate came out as it did: a code for programs, a sentence for people.
 *
 * Owns: the codes, which are stable (docs/formats.md lists them), and their shape. Must not: find one.
 */
import type { MembershipRow } from '../language/operands.ts';

export type Reason =
  /** Nothing stands at the field, or nothing from which a derived one could be made. */
  | 'absent'
  /** An object, an array or a number that has no text stands there. */
  | 'no-text'
  /** `{}` or `[]`, which does not count as existing. */
  | 'empty'
  /** The field on the right has no value. */
  | 'other-absent'
  /** There is nothing on the right: no values, patterns, networks or entries. */
  | 'no-values'
  /** The other setting of `ignoreCase` would turn the verdict round. */
  | 'other-case'
  /** True only because case is ignored; of `differsFrom`, false because of it. */
  | 'folded'
  /** Something of another type stands there: a number, null, an array, or a text that is no address or integer. */
  | 'other-type'
  /** An address of the IP version that no network has. */
  | 'other-family'
  /** Texts that differ only in white space at an end. */
  | 'white-space'
  /** The value, or what the pattern asks for, stands only at the beginning, only at the end, only within the text. */
  | 'prefix-only'
  | 'suffix-only'
  | 'inside-only'
  /** The text is only a part of the value. */
  | 'part-only'
  /** One character is different, missing or too much, or two are swapped. */
  | 'near-text'
  /** Of a row of a list, every column but one is the same. */
  | 'all-but-one'
  /** On the wrong side of a limit, or on it. */
  | 'below'
  | 'above'
  | 'equal'
  /** An address that is in no network. */
  | 'outside'
  /** Of `differsFrom`: the texts are the same. */
  | 'same'
  /** None of these: another value. */
  | 'different'
  /** The entry that was hit has passed its date, and goes on holding. Said by who knows what day it is. */
  | 'expired';

export interface Note {
  readonly reason: Reason;
  readonly text: string;
  /** The entry of the list that the note speaks of, where it is not the one that was hit. */
  readonly entry?: MembershipRow;
}

/** Reasons that what was found and what was wanted show already. */
export const REPEATING: ReadonlySet<Reason> = new Set([
  'absent',
  'no-text',
  'empty',
  'below',
  'above',
  'outside',
  'same',
  'different',
]);
