/**
 * An engine that gives the values of compiled conditions, as whoever compares verdicts sees it.
 *
 * Owns: the contract. Must not: know any engine.
 */
import type { CloudTrailEvent } from '../cloudtrail/event.ts';
import type { Expression } from '../ir/expression.ts';

/** What SQL says of an event: NULL is not false, and an engine may refuse or fail, in its own words. */
export type SqlSaid = boolean | null | { readonly fault: string };

export interface SqlEngine {
  /** A condition, or a part of one, as the target writes it. */
  readonly print: (condition: Expression) => string;
  /** `said[condition][event]` */
  readonly run: (
    conditions: readonly string[],
    events: readonly CloudTrailEvent[],
  ) => Promise<readonly (readonly SqlSaid[])[]>;
}
