/**
 * What an executor of the conformance lane is asked, and what it answers.
 *
 * Owns: the contract between the lane and its engines. An executor states what its target claims of each rule and what
 * its engine said; the lane alone holds the one against the other and counts. Must not: know any engine.
 */
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import type { Content, EnvironmentDocument } from '../../src/content/document.ts';
import type { RuleIr } from '../../src/ir/rule.ts';
import type { Answer } from '../../src/targets/shared/target.ts';

/** A rule, lowered, and the environment that it is compiled for. */
export interface LaneRule {
  /** Unique in its suite and stable between runs: `session-name-bypass`, `orders.yml: atLeast of a text`. */
  readonly name: string;
  readonly rule: RuleIr;
  readonly environment: EnvironmentDocument;
  /** What the rule was lowered from, where a whole repository stands behind it. */
  readonly content?: Content;
}

/** Rules, events, and which of the events each rule is asked about. */
export interface Suite {
  readonly name: string;
  readonly rules: readonly LaneRule[];
  readonly events: readonly CloudTrailEvent[];
  /** `asked[rule]`: indices into `events`, ascending. */
  readonly asked: readonly (readonly number[])[];
  /** What people wrote down as the verdict, beside `asked`; the evaluator is held against it. */
  readonly expected?: readonly (readonly boolean[])[];
  /** Names of executors that are not asked. */
  readonly notFor?: readonly string[];
}

/**
 * What one executor says of one rule. `verdicts[at]` is about event `asked[rule][at]`; undefined where the engine cannot
 * read that event at all, which is no verdict. `query` is what the engine ran, for the report of a disagreement.
 * `not-said`: the target answers unsupported, or the engine has no way to be asked, with the reason.
 */
export type Said =
  | {
      readonly kind: 'verdicts';
      readonly answer: Answer;
      readonly verdicts: readonly (boolean | undefined)[];
      readonly query: string;
      /** Beside `verdicts`: why there is none, where the engine could read the event and was not asked all the same. */
      readonly skipped?: readonly (string | undefined)[];
    }
  | { readonly kind: 'not-said'; readonly why: string };

export interface Executor {
  /** As the table shows it: `Trino`, `rsigma-eval`. */
  readonly name: string;
  /** What really ran: `Trino 411, hive connector, OPENX_JSON`. */
  readonly version: string;
  /** Whether the event breaks what an answer assumes: such a pair is counted apart, and no disagreement. */
  readonly breaks: Breaks;
  /** In the order of `suite.rules`. Throws when the engine itself fails; the lane then is red. */
  run(suite: Suite): Promise<readonly Said[]>;
  close(): Promise<void>;
}

/** Whether `event` breaks the assumption of this name (targets/shared/assumptions.ts), as far as `rule` can tell. */
export type Breaks = (assumption: string, rule: RuleIr, event: CloudTrailEvent) => boolean;

/** An executor that must be installed or started first. `start` throws EngineMissing when it cannot be. */
export interface Engine {
  readonly name: string;
  start(report: (what: string) => void): Promise<Executor>;
}

/** The engine cannot be had here: no Java, a failed download, no port. The text says what to do. */
export class EngineMissing extends Error {}
