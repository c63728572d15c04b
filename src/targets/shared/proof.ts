/**
 * What each target's output was held against, as manifests and documents state it.
 *
 * Owns: the claims. Must not: claim more than the conformance lane shows (docs/fidelity.md); the lane fails where a name
 * here is not one of its executors.
 */
import type { TargetName } from '../../content/document.ts';

export interface Proof {
  /** One sentence. */
  readonly claim: string;
  /** What ran the compiled conditions, by the names of docs/fidelity.md. */
  readonly checkedOn: readonly string[];
}

export const PROOFS: Readonly<Record<TargetName, Proof>> = {
  spl: {
    claim:
      "Checked on an independent model of Splunk's documentation, not on Splunk: exact given the named assumptions, until their canary searches pass on your Splunk.",
    checkedOn: ['SPL oracle', 'SPL oracle (extracted)'],
  },
  athena: {
    claim: 'Checked on Trino, the engine that Athena is built on, and on DuckDB; not on Athena itself.',
    checkedOn: ['Trino', 'DuckDB'],
  },
  sigma: {
    claim: 'Checked on two Sigma evaluators that are not ours; other engines may read Sigma otherwise.',
    checkedOn: ['rsigma-eval', 'pySigma on SQLite'],
  },
};
