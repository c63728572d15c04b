/**
 * The condition of a rule as SQL: true or false on every row, never NULL.
 *
 * Owns: AND, OR, NOT and `some`. Must not: know the statement around it, or judge what can be said.
 */
import type { Expression, Predicate, Some } from '../../ir/expression.ts';
import { printBoolean } from '../shared/boolean.ts';
import { elementsAt, type Scope } from './fields.ts';
import { integerLiteral } from './literals.ts';
import { predicatePrinter } from './predicates.ts';
import type { Profile } from './profiles.ts';
import { type Sql, sql } from './sql.ts';

const WORDS = { and: 'AND', or: 'OR', not: 'NOT', always: 'true', never: 'false' };

/** The condition alone, in lines. */
export function conditionOf(expression: Expression, profile: Profile): Sql {
  return print(expression, { profile }, true);
}

function print(expression: Expression, scope: Scope, multiline: boolean): Sql {
  const predicate = predicatePrinter(scope);
  const leaf = (part: Predicate | Some) => (part.kind === 'some' ? printSome(part, scope) : predicate(part));
  // The boolean printer joins its own words and what the leaf printer returns, so what comes out is SQL too.
  return printBoolean(expression, WORDS, leaf, { multiline }, 1) as Sql;
}

/**
 * `filter` takes the elements for which the lambda is true, a NULL element like any other (Trino, "Array functions");
 * `any_match` would be NULL where the lambda is NULL for one. The array may be NULL: then there is no element.
 */
function printSome({ array, of }: Some, scope: Scope): Sql {
  const elements = elementsAt(array.value, scope);
  if (elements === undefined) return sql`false`;
  const depth = (scope.element?.depth ?? 0) + 1;
  const name = sql`e${integerLiteral(depth)}`;
  const inner = print(of, { ...scope, element: { name, type: elements.type, depth } }, false);
  return sql`coalesce(cardinality(filter(${elements.list}, ${name} -> (${inner}))) > 0, false)`;
}
