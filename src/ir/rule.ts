/**
 * A rule, lowered for one environment: what the evaluator and the targets get.
 *
 * Owns: the shape. Must not: hold anything that an executor decides.
 */
import type { RuleDocument } from '../content/document.ts';
import type { FieldRef } from '../language/operands.ts';
import type { Expression } from './expression.ts';

export interface RuleIr {
  readonly document: RuleDocument;
  /** Name of the environment its params come from; `''` for the params' examples (tests). */
  readonly environment: string;
  /** The values that its params have there, by name; already filled in wherever the rule uses them. */
  readonly params: ReadonlyMap<string, readonly string[]>;
  /** The meaning: true or false on every event, apart from any time window. */
  readonly condition: Expression;
  readonly alert: {
    readonly title: readonly TitlePart[];
    readonly groupBy: readonly FieldRef[];
    /** Seconds. */
    readonly suppressFor?: number;
  };
  /** Seconds; params resolved. `lookback` is at least `every`. */
  readonly schedule: { readonly every: number; readonly lookback: number };
}

export type TitlePart = { readonly kind: 'text'; readonly text: string } | FieldRef;
