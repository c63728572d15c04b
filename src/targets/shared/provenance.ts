/**
 * What a file states about the rule that it was made from, beside id and version.
 *
 * Owns: the facts, the same in every target and in the manifest. Must not: print them.
 */
import { conditionHash, paramsHash } from '../../ir/hash.ts';
import type { RuleIr } from '../../ir/rule.ts';

export interface Provenance {
  /** SHA-256 of the condition's meaning in this environment. */
  readonly condition: string;
  /** SHA-256 of the values of its params. */
  readonly params: string;
}

/** Made when they are read: hashing is a tenth of compiling a rule, and only what is rendered states them. */
export function provenanceOf(rule: RuleIr): Provenance {
  return {
    get condition() {
      return conditionHash(rule.condition);
    },
    get params() {
      return paramsHash(rule);
    },
  };
}
