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
import type { SplExpression, SplTerm } from './literals.ts';
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
  const fields = createPrivateFields();
  const where = printCondition(rule.condition, fields);
  const before = fields.assignments().length;
  const columns = columnsOf(rule, fields);
  const evals = fields.assignments().map(({ name, expression }) => `eval ${name}=${expression}`);
  const shown = columns.map(({ name, expression }) => `${name}=${expression}`);
  const first = [...base, ...prefilterTerms(rule.condition)].join(' ');
  const stages = (condition: string, separator: string): readonly string[] => [
    first,
    ...evals.slice(0, before),
    `where ${condition}`,
    ...evals.slice(before),
    `eval ${shown.join(separator)}`,
    `table _time ${columns.map(({ name }) => name).join(' ')}`,
  ];
  return {
    text: stages(where.text, ',\n    ').join('\n| '),
    line: stages(where.line, ', ').join(' | '),
    condition: where.text,
  };
}

/** The condition in both layouts; each predicate is printed once, in the order in which it is met. */
function printCondition(condition: Expression, fields: PrivateFields): Pick<SplQuery, 'text' | 'line'> {
  const printed = new Map<Predicate, SplExpression>();
  const print = (predicate: Predicate) => {
    const known = printed.get(predicate) ?? printPredicate(fields, predicate);
    printed.set(predicate, known);
    return known;
  };
  return {
    text: printBoolean(condition, WORDS, print, { multiline: true }),
    line: printBoolean(condition, WORDS, print, { multiline: false }),
  };
}
