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

/** What decides of an event, as a search writes it: the selftest runs these very texts over the rule's tests. */
export interface SplDecision {
  readonly scope: Scope;
  /** The terms that the first search looks for. */
  readonly terms: readonly SplTerm[];
  /** The stages that compute the private fields which the condition reads. */
  readonly stages: readonly string[];
  /** The `where` expression, on lines of its own and on one. */
  readonly condition: string;
  readonly onOneLine: string;
}

/** The condition of a rule that the profile can say. */
export function printDecision(rule: RuleIr, reader: Reader): SplDecision {
  const scope: Scope = { reader, fields: createPrivateFields() };
  const printed = new Map();
  const condition = printCondition(scope, rule.condition, true, printed);
  const onOneLine = printCondition(scope, rule.condition, false, printed);
  const stages = scope.fields.stages().map(printStage);
  return { scope, terms: prefilterTerms(rule.condition), stages, condition, onOneLine };
}

/** The search of a rule that the profile can say, over what `base` selects. */
export function printQuery(rule: RuleIr, base: readonly SplTerm[], reader: Reader): SplQuery {
  const { scope, terms, stages: before, condition, onOneLine } = printDecision(rule, reader);
  const columns = columnsOf(rule, scope);
  const computed = scope.fields.stages().map(printStage);
  const shown = columns.map(({ name, expression }) => `${name}=${expression}`);
  const stages = (where: string, separator: string): readonly string[] => [
    [...base, ...terms].join(' '),
    ...before,
    `where ${where}`,
    ...computed.slice(before.length),
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
