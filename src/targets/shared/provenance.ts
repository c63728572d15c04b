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

export function provenanceOf(rule: RuleIr): Provenance {
  return { condition: conditionHash(rule.condition), params: paramsHash(rule) };
}
