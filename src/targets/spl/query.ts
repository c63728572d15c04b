/**
 * One search: what is read, the private fields, the condition, the columns.
 *
 * Owns: the order of the stages and how they are laid out. Must not: print a predicate or a value.
 */
import type { Expression, Predicate } from '../../ir/expression.ts';
import type { RuleIr } from '../../ir/rule.ts';
import { printBoolean } from '../shared/boolean.ts';
import { columnsOf } from './columns.ts';
import { createPrivateFields, type PrivateFields } from './fields.ts';
import type { SplTerm } from './literals.ts';
import { printPredicate } from './predicates.ts';
import { prefilterTerms } from './prefilter.ts';

export interface SplQuery {
  /** The query on lines of its own, for people. */
  readonly text: string;
  /** The same on one line: `| savedsearch` does not take several (savedsearches.conf). */
  readonly line: string;
  /** The `where` expression alone. */
  readonly condition: string;
}

const WORDS = { and: 'AND', or: 'OR', not: 'NOT', always: '(1=1)', never: '(1=0)' };

/** The search of a rule that the profile can say, over what `base` selects. */
export function printQuery(rule: RuleIr, base: readonly SplTerm[]): SplQuery {
  const first = [...base, ...prefilterTerms(rule.condition)].join(' ');
  const condition = printCondition(createPrivateFields(), rule.condition, true);
  return {
    text: stages(rule, first, true).join('\n| '),
    line: stages(rule, first, false).join(' | '),
    condition,
  };
}

function stages(rule: RuleIr, first: string, multiline: boolean): readonly string[] {
  const fields = createPrivateFields();
  const where = printCondition(fields, rule.condition, multiline);
  const before = fields.assignments().length;
  const columns = columnsOf(rule, fields);
  const evals = fields.assignments().map(({ name, expression }) => `eval ${name}=${expression}`);
  return [
    first,
    ...evals.slice(0, before),
    `where ${where}`,
    ...evals.slice(before),
    `eval ${columns.map(({ name, expression }) => `${name}=${expression}`).join(multiline ? ',\n    ' : ', ')}`,
    `table _time ${columns.map(({ name }) => name).join(' ')}`,
  ];
}

function printCondition(fields: PrivateFields, condition: Expression, multiline: boolean): string {
  return printBoolean<Predicate>(condition, WORDS, (predicate) => printPredicate(fields, predicate), {
    multiline,
  });
}
