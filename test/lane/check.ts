/**
 * What the lane proves beside verdicts: that files pass their target's own checker, that queries read only what they
 * name, and the like.
 *
 * Owns: the shape of such a result. Must not: check anything.
 */
export interface Finding {
  /** What was looked at: a rule, a file. */
  readonly name: string;
  readonly ok: boolean;
  /** Why it is not; or a remark worth keeping. */
  readonly detail?: string;
}

export interface Check {
  /** A claim: `every exported rule passes sigma check`. */
  readonly name: string;
  /** What checked it: `sigma-cli 3.1.0`. */
  readonly by: string;
  readonly findings: readonly Finding[];
  /** What it does not show, for the report. */
  readonly notes?: readonly string[];
}
