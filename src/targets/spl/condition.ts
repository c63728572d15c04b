/**
 * A condition as SPL: what stands after `where`.
 *
 * Owns: AND, OR and NOT in Splunk's words, and `some`. Must not: print a predicate or a value.
 */
import type { Expression, Predicate, Some } from '../../ir/expression.ts';
import { printBoolean } from '../shared/boolean.ts';
import { type SplExpression, spl } from './literals.ts';
import { decided, NEVER, printPredicate } from './predicates.ts';
import type { Scope } from './reader.ts';

const WORDS = { and: 'AND', or: 'OR', not: 'NOT', always: '(1=1)', never: NEVER };

type Leaf = Predicate | Some;

/**
 * The condition; adds the private fields that it reads. `printed` holds what the same scope has printed before, for
 * another layout of the same condition.
 */
export function printCondition(
  scope: Scope,
  condition: Expression,
  multiline: boolean,
  printed: Map<Leaf, SplExpression> = new Map(),
): string {
  const leaf = (one: Leaf) => {
    const known = printed.get(one);
    if (known !== undefined) return known;
    const text = one.kind === 'some' ? printSome(scope, one) : printPredicate(scope, one);
    printed.set(one, text);
    return text;
  };
  return printBoolean<Leaf>(condition, WORDS, leaf, { multiline });
}

/**
 * Asks every element in turn. `mvmap` rather than `mvfilter`, whose "Boolean expression can reference ONLY ONE field":
 * the elements may be compared with a field of the record (Search Reference, "Multivalue eval functions").
 */
function printSome(scope: Scope, some: Some): SplExpression {
  const element = scope.reader.elements(scope.fields, some);
  const inner = printCondition({ ...scope, element }, some.of, false) as SplExpression;
  const answers = spl`mvmap(${element}, if(${inner}, "yes", "no"))`;
  return spl`(${decided(spl`isnotnull(mvfind(${answers}, "^yes\\z"))`)})`;
}
