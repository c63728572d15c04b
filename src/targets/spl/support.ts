/**
 * What this profile cannot say.
 *
 * Owns: the reasons. Must not: print.
 */
import { pathsOf } from '../../cloudtrail/value.ts';
import { describePredicate } from '../../ir/describe.ts';
import { type Expression, fieldsOfPredicate, type Predicate, predicatesOf } from '../../ir/expression.ts';
import type { Operator } from '../../language/operators.ts';
import type { Reason } from '../shared/target.ts';
import { isReadable } from './fields.ts';
import { isSayable } from './literals.ts';
import { MOST_ROWS, separatorFor } from './membership.ts';

/** Why the condition cannot be said, clause by clause; empty where it can. */
export function reasonsAgainst(condition: Expression): readonly Reason[] {
  return predicatesOf(condition).flatMap((predicate) =>
    whysAgainst(predicate).map((why) => ({
      span: predicate.span,
      clause: describePredicate(predicate),
      why,
    })),
  );
}

function whysAgainst(predicate: Predicate): readonly string[] {
  const whys: string[] = [];
  const paths = fieldsOfPredicate(predicate).flatMap(({ definition }) => pathsOf(definition.value));
  if (!paths.every(isReadable)) {
    whys.push(
      'A key of the path holds a control character, a $ or a backtick, which Splunk would not take literally.',
    );
  }
  if (!textsOf(predicate).every(isSayable)) {
    whys.push(
      'A value holds a control character or half of a surrogate pair, which cannot be relied on in a search.',
    );
  }
  if (PARTS.has(predicate.operator) && fieldsOfPredicate(predicate).length > 1) {
    whys.push('SPL compares a part of one field with another field only by a pattern made from its value.');
  }
  if (predicate.operator === 'inList') {
    const { rows, columns, list } = predicate;
    if (rows.length > MOST_ROWS) {
      whys.push(`List ${list} has ${rows.length} rows, and a search takes at most ${MOST_ROWS} as literals.`);
    }
    if (columns.length > 1 && separatorFor(rows) === undefined) {
      whys.push(`No separator is free to join the columns of list ${list}: each one occurs in a value.`);
    }
  }
  return whys;
}

const PARTS: ReadonlySet<Operator> = new Set(['startsWith', 'endsWith', 'contains']);

function textsOf(predicate: Predicate): readonly string[] {
  if ('rows' in predicate) return predicate.rows.flatMap(({ values }) => values);
  if (!('operands' in predicate)) return [];
  return predicate.operands.flatMap((operand) => (operand.kind === 'literal' ? [operand.text] : []));
}
