/**
 * What a backtest asks: the part of a rule that it needs, as plain data that can be handed to a worker thread.
 *
 * Owns: the shape, and how it follows from a rule. Must not: evaluate.
 */
import type { ValueExpr } from '../../cloudtrail/value.ts';
import type { Expression } from '../../ir/expression.ts';
import type { RuleIr, TitlePart } from '../../ir/rule.ts';

export interface AskedRule {
  /** Stem of the rule's file. */
  readonly rule: string;
  readonly id: string;
  readonly title: string;
  readonly level: string;
  /** Undefined for a rule that only the former state has. */
  readonly condition: Expression | undefined;
  readonly alertTitle: readonly TitlePart[];
  readonly groupBy: readonly ValueExpr[];
  /** Seconds for which a group stays quiet after an alert. */
  readonly suppressFor?: number;
  /** Absent where nothing is compared; `condition: undefined` where the former state has no such rule. */
  readonly former?: { readonly condition: Expression | undefined };
}

/** The question that a rule puts. */
export function askedRule(rule: RuleIr): AskedRule {
  const { document, condition, alert } = rule;
  return {
    rule: document.stem,
    id: document.id.value,
    title: document.title.value,
    level: document.level,
    condition,
    alertTitle: alert.title,
    groupBy: alert.groupBy.map(({ definition }) => definition.value),
    ...(alert.suppressFor === undefined ? {} : { suppressFor: alert.suppressFor }),
  };
}
