/**
 * What the answers of a run say, for the test of their assumptions.
 *
 * Owns: from a rule to the condition that its file states. Must not: judge.
 */
import type { Expression } from '../../../src/ir/expression.ts';
import type { RuleIr } from '../../../src/ir/rule.ts';
import type { Said, Suite } from '../executor.ts';

export interface Memory {
  /** Remembers the answers, and gives them back. */
  readonly keep: (suite: Suite, said: readonly Said[]) => readonly Said[];
  /** The rule's own condition, or what an approximate answer says in its stead. */
  readonly conditionOf: (rule: RuleIr) => Expression;
}

export function memory(): Memory {
  const stated = new WeakMap<RuleIr, Expression>();
  return {
    keep: (suite, said) => {
      for (const [which, { rule }] of suite.rules.entries()) {
        const one = said[which];
        if (one?.kind === 'verdicts' && one.answer.kind === 'approximate') stated.set(rule, one.answer.says);
      }
      return said;
    },
    conditionOf: (rule) => stated.get(rule) ?? rule.condition,
  };
}
