/**
 * Whether a rule can be asked of a table, and what it reads there.
 *
 * Owns: the reasons against: a rule that the table cannot say is not run, and never run in a weaker form. Must not: print
 * a statement.
 */
import { pathsOf, placesOf, type ValueExpr } from '../cloudtrail/value.ts';
import { type Expression, fieldsOfPredicate } from '../ir/expression.ts';
import { normalForm } from '../ir/normal.ts';
import type { AskedRule } from '../logs/backtest/question.ts';
import { answerFor } from '../targets/athena/answer.ts';
import { locate } from '../targets/athena/fields.ts';
import type { Profile } from '../targets/athena/profiles.ts';
import type { Assumption } from '../targets/shared/target.ts';

/** A rule that can be asked; its conditions in normal form. */
export interface Said {
  readonly kind: 'said';
  /** Index in the rules that were asked. */
  readonly at: number;
  readonly rule: AskedRule;
  readonly condition: Expression | undefined;
  /** Of the state that it is compared with. */
  readonly former: Expression | undefined;
  /** What its verdicts rest on, each once. */
  readonly assumptions: readonly Assumption[];
  /** Columns of the table that its conditions read, in order of name. */
  readonly columns: readonly string[];
}

export interface NotSaid {
  readonly kind: 'not-said';
  readonly at: number;
  readonly rule: AskedRule;
  readonly reason: string;
}

/** Judges each rule for a table of this profile. */
export function sayRules(rules: readonly AskedRule[], profile: Profile): readonly (Said | NotSaid)[] {
  return rules.map((rule, at) => sayRule(rule, at, profile));
}

function sayRule(rule: AskedRule, at: number, profile: Profile): Said | NotSaid {
  const assumptions = new Map<string, Assumption>();
  const reasons: string[] = [];
  const conditions = [rule.condition, rule.former?.condition].map((written, side) => {
    if (written === undefined) return undefined;
    const condition = normalForm(written);
    const answer = answerFor({ condition }, profile);
    if (answer.kind === 'exact-given') for (const one of answer.assumptions) assumptions.set(one.name, one);
    if (answer.kind === 'unsupported' || answer.kind === 'approximate')
      for (const { clause, why } of answer.reasons)
        reasons.push(`${side === 0 ? '' : 'in the state compared with, '}${clause}: ${why}`);
    return condition;
  });
  for (const value of rule.groupBy) {
    const unread = unreadPath(value, profile);
    if (unread === undefined) continue;
    reasons.push(
      `its alerts are grouped by "${unread}", for which a table of profile "${profile.name}" has no text, so that they could not be counted.`,
    );
  }
  if (reasons.length > 0) return { kind: 'not-said', at, rule, reason: [...new Set(reasons)].join(' ') };
  const [condition, former] = conditions;
  const columns = new Set([condition, former].flatMap((one) => (one === undefined ? [] : columnsOf(one))));
  return {
    kind: 'said',
    at,
    rule,
    condition,
    former,
    assumptions: [...assumptions.values()],
    columns: [...columns].sort(),
  };
}

/** A path of a value of which the table cannot give a text. */
function unreadPath(value: ValueExpr, profile: Profile): string | undefined {
  const unread = placesOf(value).find((place) => {
    const { kind } = locate(place, { profile });
    return kind !== 'text' && kind !== 'json';
  });
  return unread?.path.join('.');
}

/** Columns that a value reads, as the table names them. */
export function columnsOfValue(value: ValueExpr): readonly string[] {
  return pathsOf(value).map(([top = '']) => top.toLowerCase());
}

function columnsOf(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'predicate':
      return fieldsOfPredicate(expression).flatMap(({ definition }) => columnsOfValue(definition.value));
    case 'not':
      return columnsOf(expression.of);
    case 'all':
    case 'any':
      return expression.of.flatMap(columnsOf);
    case 'some': {
      const { kind, path } = expression.array.value;
      return [...(kind === 'path' ? [(path[0] ?? '').toLowerCase()] : []), ...columnsOf(expression.of)];
    }
  }
}
