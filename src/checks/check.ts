/**
 * What a semantic check gets and gives. One check a file; `index.ts` lists them in order.
 *
 * Owns: the shape, and the walk over clauses that several checks share. Must not: hold a check.
 */
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Clause, Content, ListDocument, RuleDocument } from '../content/document.ts';
import type { RuleIr } from '../ir/rule.ts';

export interface RuleCheckInput {
  readonly document: RuleDocument;
  /** Lowered with the params' examples. */
  readonly rule: RuleIr;
  readonly content: Content;
}

export interface ListCheckInput {
  readonly list: ListDocument;
  /** Every rule that could be lowered. */
  readonly rules: readonly RuleIr[];
  /** `YYYY-MM-DD`; handed in, so that a check reads no clock. */
  readonly today: string;
}

export type RuleCheck = (input: RuleCheckInput) => readonly Diagnostic[];
export type ListCheck = (input: ListCheckInput) => readonly Diagnostic[];

/** Every clause below and including this one, in source order. */
export function clausesOf(clause: Clause): readonly Clause[] {
  switch (clause.kind) {
    case 'all':
    case 'any':
      return [clause, ...clause.of.flatMap(clausesOf)];
    case 'not':
    case 'some':
      return [clause, ...clausesOf(clause.of)];
    case 'field':
    case 'rows':
      return [clause];
  }
}
