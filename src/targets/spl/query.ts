/**
 * One search: what is read, the private fields, the condition, the columns.
 *
 * Owns: the order of the stages and how they are laid out. Must not: print a predicate or a value.
 */
import type { RuleIr } from '../../ir/rule.ts';
import { columnsOf } from './columns.ts';
import { printCondition } from './condition.ts';
import { createPrivateFields, type SplStage } from './fields.ts';
import type { SplTerm } from './literals.ts';
import { prefilterTerms } from './prefilter.ts';
import type { Reader, Scope } from './reader.ts';

export interface SplQuery {
  /** The query on lines of its own, for people. */
  readonly text: string;
  /** The same on one line: `| savedsearch` does not take several (savedsearches.conf). */
  readonly line: string;
  /** The `where` expression alone. */
  readonly condition: string;
}

/** The search of a rule that the profile can say, over what `base` selects. */
export function printQuery(rule: RuleIr, base: readonly SplTerm[], reader: Reader): SplQuery {
  const scope: Scope = { reader, fields: createPrivateFields() };
  const printed = new Map();
  const condition = printCondition(scope, rule.condition, true, printed);
  const onOneLine = printCondition(scope, rule.condition, false, printed);
  const before = scope.fields.stages().length;
  const columns = columnsOf(rule, scope);
  const computed = scope.fields.stages().map(printStage);
  const shown = columns.map(({ name, expression }) => `${name}=${expression}`);
  const first = [...base, ...prefilterTerms(rule.condition)].join(' ');
  const stages = (where: string, separator: string): readonly string[] => [
    first,
    ...computed.slice(0, before),
    `where ${where}`,
    ...computed.slice(before),
    `eval ${shown.join(separator)}`,
    `table _time ${columns.map(({ name }) => name).join(' ')}`,
  ];
  return {
    text: stages(condition, ',\n    ').join('\n| '),
    line: stages(onOneLine, ', ').join(' | '),
    condition,
  };
}

function printStage(stage: SplStage): string {
  switch (stage.kind) {
    case 'eval':
      return `eval ${stage.name}=${stage.expression}`;
    case 'lookup':
      return `lookup ${stage.table} key AS ${stage.key} OUTPUT listed AS ${stage.found}`;
  }
}
