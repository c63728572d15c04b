/**
 * What the parts of lowering share. Must not: lower anything.
 */
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Span } from '../base/source.ts';
import type { ListDocument } from '../content/document.ts';
import type { ParamValues } from '../content/params.ts';
import type { Expression } from './expression.ts';

export interface LoweringInput {
  readonly params: ParamValues;
  readonly lists: ReadonlyMap<string, ListDocument>;
  /** Name of the environment, `''` for the params' examples. */
  readonly environment: string;
}

/** Everything a clause needs to be lowered, and the place faults are collected in. */
export interface Scope extends LoweringInput {
  readonly report: (diagnostic: Diagnostic) => void;
  /** The array of the `some` around the clause, as `resolveField` wants it. */
  readonly within?: string;
}

/** Stands where a clause was too broken to lower; the rule as a whole is then refused. */
export const never = (span: Span): Expression => ({ kind: 'any', of: [], span });
