/**
 * The columns of a result row as SPL.
 *
 * Owns: the expression of each column, and the columns that an alert is throttled by. Must not: choose the common
 * columns (ir/columns.ts does).
 */
import { type ColumnSource, RESULT_COLUMNS } from '../../ir/columns.ts';
import type { RuleIr } from '../../ir/rule.ts';
import type { FieldRef } from '../../language/operands.ts';
import { joined, type SplExpression, shown, spl } from './literals.ts';
import type { Scope } from './reader.ts';
import { fieldOf, valueField } from './values.ts';

export interface SplColumn {
  readonly name: string;
  readonly expression: SplExpression;
}

/** Shown in place of an absent field, as everywhere else in trailc. */
const ABSENT = shown('(absent)');

/** The common columns, then one for each `groupBy` field that is none of them: Splunk throttles by columns only. */
export function columnsOf(rule: RuleIr, scope: Scope): readonly SplColumn[] {
  const common = RESULT_COLUMNS.map(({ column, from }) => ({
    name: column,
    expression: sourceOf(rule, scope, column, from),
  }));
  const groups = rule.alert.groupBy
    .filter((field) => !isCommon(groupColumn(field)))
    .map((field) => ({ name: groupColumn(field), expression: orAbsent(scope, field) }));
  return [
    ...common,
    ...groups.filter(({ name }, at) => groups.findIndex((other) => other.name === name) === at),
  ];
}

/** The name of the column that holds a `groupBy` field. */
export function groupColumn({ definition }: FieldRef): string {
  return definition.name.replace(/\W+/g, '_');
}

const isCommon = (name: string) => RESULT_COLUMNS.some(({ column }) => column === name);

function sourceOf(rule: RuleIr, scope: Scope, words: string, from: ColumnSource): SplExpression {
  switch (from.kind) {
    case 'value':
      return valueField(scope, from.value, words);
    case 'rule-id':
      return shown(rule.document.id.value);
    case 'alert-title': {
      const parts = rule.alert.title.map((part) =>
        part.kind === 'text' ? shown(part.text) : orAbsent(scope, part),
      );
      return parts.length === 0 ? shown('') : joined(parts, '.');
    }
  }
}

function orAbsent(scope: Scope, field: FieldRef): SplExpression {
  return spl`coalesce(${fieldOf(scope, field.definition)}, ${ABSENT})`;
}
