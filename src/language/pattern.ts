/**
 * Portable regular expressions: what every engine reads alike (docs/semantics.md, on `matches`).
 *
 * Owns: the tree. The parser (pattern-parse.ts) lets nothing else through, so a printer needs no case for anything
 * beyond it. Search semantics: a pattern may match anywhere unless `start` or `end` stand in it. Characters are code
 * points. Must not: match, or print for an engine.
 */

/** Alternatives, tried as a set: which one matches never matters, only whether one does. */
export interface Pattern {
  readonly alternatives: readonly PatternSequence[];
}

export type PatternSequence = readonly PatternPart[];

export type PatternPart =
  /** `^`: the start of the text. */
  | { readonly kind: 'start' }
  /** `$`: the very end of the text, not before a last line break. */
  | { readonly kind: 'end' }
  /** A character out of a set, `min` to `max` times; `max` undefined: without end. */
  | {
      readonly kind: 'one';
      readonly set: CharacterSet;
      readonly min: number;
      readonly max: number | undefined;
    }
  /** `(…)`, or `(…)?` where `optional`. */
  | { readonly kind: 'group'; readonly alternatives: readonly PatternSequence[]; readonly optional: boolean };

/** Code points in or, negated, out of the ranges (both ends in). Sorted, not overlapping. `.` is all but `\n`. */
export interface CharacterSet {
  readonly negated: boolean;
  readonly ranges: readonly (readonly [number, number])[];
}
