/**
 * What a semantic check gets and gives. One check a file; `index.ts` lists them in order.
 *
 * Owns: the shape, and the walk over clauses that several checks share. Must not: hold a check.
 */
import type { Diagnostic } from '../base/diagnostic.ts';
import type {
  Clause,
  Content,
  EnvironmentDocument,
  ListDocument,
  RuleDocument,
} from '../content/document.ts';
import type { RuleIr } from '../ir/rule.ts';
import { resolveField } from '../language/fields.ts';

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

export interface EnvironmentCheckInput {
  /** Those asked about, which need not be all of the content's. */
  readonly environments: readonly EnvironmentDocument[];
  readonly content: Content;
}

export type RuleCheck = (input: RuleCheckInput) => readonly Diagnostic[];
export type ListCheck = (input: ListCheckInput) => readonly Diagnostic[];
export type EnvironmentCheck = (input: EnvironmentCheckInput) => readonly Diagnostic[];

/** A clause, and the array of the `some` around it, as `resolveField` wants it. */
export interface PlacedClause {
  readonly clause: Clause;
  readonly within?: string;
}

/** Every clause below and including this one, in source order, each with what its paths are relative to. */
export function clausesInPlace(clause: Clause, within?: string): readonly PlacedClause[] {
  const here = within === undefined ? { clause } : { clause, within };
  switch (clause.kind) {
    case 'all':
    case 'any':
      return [here, ...clause.of.flatMap((part) => clausesInPlace(part, within))];
    case 'not':
      return [here, ...clausesInPlace(clause.of, within)];
    case 'some': {
      const array = resolveField(clause.array.value);
      return [
        here,
        ...clausesInPlace(clause.of, array.kind === 'field' ? array.arrays.at(-1)?.name : undefined),
      ];
    }
    case 'field':
    case 'rows':
      return [here];
  }
}

/** Every clause below and including this one, in source order. */
export const clausesOf = (clause: Clause): readonly Clause[] =>
  clausesInPlace(clause).map((placed) => placed.clause);
