/**
 * `not` around one of two words on an optional field: also true of every event without the field.
 *
 * Only true/false and yes/no, where the other word is what is nearly always meant. Of any other value (`not` a list of
 * allowed roles, `not` a service's name) absence is meant to count, so nothing is said.
 */
import { diagnose } from '../base/catalogue.ts';
import { type Predicate, predicatesOf } from '../ir/expression.ts';
import { normalForm } from '../ir/normal.ts';
import type { RuleCheck } from './check.ts';
import { fieldKey } from './conflict.ts';
import { asciiLower, writtenTexts } from './conflict-texts.ts';

const OPPOSITE: Readonly<Record<string, string>> = {
  true: 'false',
  false: 'true',
  Yes: 'No',
  No: 'Yes',
};

export const absenceDecides: RuleCheck = ({ rule }) => {
  const condition = normalForm(rule.condition);
  const top = condition.kind === 'all' ? condition.of : [condition];
  return top.flatMap((part) => {
    if (part.kind !== 'not' || part.of.kind !== 'predicate') return [];
    const word = onlyWord(part.of);
    if (word === undefined) return [];
    const { field, opposite, value } = word;
    const others = predicatesOf(condition).filter(
      (other) => other !== part.of && reads(other, fieldKey(field)),
    );
    if (others.length > 0 || !field.definition.optional) return [];
    return [diagnose('check/absence-decides', part.span, { field: field.spelled, value, opposite })];
  });
};

function onlyWord(predicate: Predicate) {
  if (predicate.operator !== 'equals' && predicate.operator !== 'oneOf') return undefined;
  const [value, ...more] = writtenTexts(predicate.operands) ?? [];
  if (value === undefined || more.length > 0) return undefined;
  const opposite = Object.entries(OPPOSITE).find(([word]) => asciiLower(word) === asciiLower(value))?.[1];
  return opposite === undefined ? undefined : { field: predicate.field, value, opposite };
}

function reads(predicate: Predicate, key: string): boolean {
  const fields = 'columns' in predicate ? predicate.columns.map(({ field }) => field) : [predicate.field];
  return fields.some((field) => fieldKey(field) === key);
}
