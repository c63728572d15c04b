/**
 * What a target is, and what it answers.
 *
 * Owns: the contract between the targets and the phases after them. Must not: print anything.
 */
import type { Result } from '../../base/result.ts';
import type { Span } from '../../base/source.ts';
import type { Direction, EnvironmentDocument, TargetName } from '../../content/document.ts';
import type { Expression } from '../../ir/expression.ts';
import type { RuleIr } from '../../ir/rule.ts';
import type { Proof } from './proof.ts';

/** Something that is so in CloudTrail or on the user's system, and on which an exact translation rests. */
export interface Assumption {
  /** Stable name: `one-spelling`, `no-object-here`, … */
  readonly name: string;
  readonly text: string;
}

/** Which clause cannot be said, and why. */
export interface Reason {
  readonly span: Span;
  readonly clause: string;
  readonly why: string;
}

export type Answer =
  | { readonly kind: 'exact' }
  | { readonly kind: 'exact-given'; readonly assumptions: readonly Assumption[] }
  | {
      readonly kind: 'approximate';
      readonly direction: Direction;
      readonly reasons: readonly Reason[];
      readonly assumptions: readonly Assumption[];
      /** What the target really says, in our own terms: the evaluator finds the events on which it errs. */
      readonly says: Expression;
    }
  | { readonly kind: 'unsupported'; readonly reasons: readonly Reason[] };

/** A file to be written: plain data and the template that turns it into text. */
export interface Artefact {
  /** Relative to the target's folder of the bundle, with `/`. */
  readonly path: string;
  /** Relative to `templates/`: `athena/rule.sql.hbs`. */
  readonly template: string;
  readonly view: Readonly<Record<string, unknown>>;
}

export interface Compiled {
  readonly answer: Answer;
  /** The condition alone, as the target writes it; absent when unsupported. */
  readonly condition?: string;
  /** First the file that `trailc compile` prints. Empty when unsupported. */
  readonly artefacts: readonly Artefact[];
}

export interface Target {
  readonly name: TargetName;
  /** Folder inside a bundle. */
  readonly folder: string;
  readonly profiles: readonly { readonly name: string; readonly description: string }[];
  readonly proof: Proof;
  /** `profile` overrides the environment's. Errors are faults of the rule or the settings, not "cannot be said". */
  compile(rule: RuleIr, environment: EnvironmentDocument, profile?: string): Result<Compiled>;
}
