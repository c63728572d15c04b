/**
 * Predicates as SPL.
 *
 * Owns: what each operator is in `where`. Each is `(if(<test>, 1, 0)=1)`: `if` gives its third argument when the test
 * is false or NULL (Search Reference, "Comparison and conditional functions"), so what stands around it is two-valued.
 * `like` is never used (its wildcards cannot be escaped), nor `(?i)`, which folds more than ASCII.
 * Must not: print AND, OR or NOT between predicates (shared/boolean.ts does).
 */

import type { Predicate, PredicateHandlers } from '../../ir/expression.ts';
import { dispatchPredicate } from '../../ir/expression.ts';
import type { FieldRef, LiteralOperand, PatternTest, TextTest } from '../../language/operands.ts';
import {
  joined,
  oneOfRegexes,
  plainText,
  quoted,
  quotedRegex,
  regex,
  regexOf,
  type SplExpression,
  type SplRegex,
  spl,
} from './literals.ts';
import { memberTest } from './membership.ts';
import { networkTests } from './networks.ts';
import { isOneOf } from './one-of.ts';
import { orderTest } from './orders.ts';
import { printPattern } from './pcre.ts';
import type { Scope } from './reader.ts';
import { fieldOf, foldedOf, presenceOf } from './values.ts';

/** Printed where no operand is left: an empty list matches nothing. */
export const NEVER = '(1=0)' as SplExpression;

/** Alternatives in one regular expression; beyond that another `match`, since PCRE limits the size of a pattern. */
const ALTERNATIVES = 50;

/** One predicate, complete on its own; adds the private fields that it reads. */
export function printPredicate(scope: Scope, predicate: Predicate): SplExpression {
  const handlers: PredicateHandlers<readonly SplExpression[]> = {
    equals: (test) => equalsTests(scope, test),
    oneOf: (test) => equalsTests(scope, test),
    startsWith: (test) => matchTests(scope, test, (text) => regex`^${text}`),
    endsWith: (test) => matchTests(scope, test, (text) => regex`${text}\z`),
    contains: (test) => matchTests(scope, test, (text) => text),
    matches: (test) => patternTests(scope, test),
    exists: ({ field }) => [spl`isnotnull(${presenceOf(scope, field.definition)})`],
    differsFrom: (test) => differsTests(scope, test),
    greaterThan: (test) => orderTest(scope, test, '>'),
    atLeast: (test) => orderTest(scope, test, '>='),
    lessThan: (test) => orderTest(scope, test, '<'),
    atMost: (test) => orderTest(scope, test, '<='),
    inCidr: (test) => networkTests(scope, test),
    inList: (test) => memberTest(scope, test),
  };
  const tests = dispatchPredicate(predicate, handlers);
  // Each alternative has an `if` of its own: what OR makes of NULL is not documented.
  return tests.length === 0 ? NEVER : spl`(${joined(tests.map(decided), ' OR ')})`;
}

/** A test that is never NULL. */
export function decided(test: SplExpression): SplExpression {
  return spl`if(${test}, 1, 0)=1`;
}

function equalsTests(scope: Scope, test: TextTest): readonly SplExpression[] {
  const literals = literalsOf(test);
  const name = fieldOf(scope, test.field.definition);
  const whole = (text: SplRegex) => regex`^${text}\z`;
  const texts = test.ignoreCase ? matchAny(name, literals, true, whole) : isOneOf(name, literals);
  return [...texts, ...fieldTests(scope, test, '=')];
}

function differsTests(scope: Scope, test: TextTest): readonly SplExpression[] {
  const name = fieldOf(scope, test.field.definition);
  const literals = literalsOf(test).map((text) => {
    const plain = plainText(text);
    if (!test.ignoreCase && plain !== undefined) {
      return spl`(isnotnull(${name}) AND ("x".${name})!=("x".${quoted(plain)}))`;
    }
    const expression = quotedRegex(regex`^${regexOf(text, test.ignoreCase)}\z`);
    return spl`(isnotnull(${name}) AND NOT match(${name}, ${expression}))`;
  });
  return [...literals, ...fieldTests(scope, test, '!=')];
}

/** Field to field: both present, and compared as text whatever they look like. */
function fieldTests(scope: Scope, test: TextTest, sign: '=' | '!='): readonly SplExpression[] {
  const read = ({ definition }: FieldRef) =>
    test.ignoreCase ? foldedOf(scope, definition) : fieldOf(scope, definition);
  return test.operands
    .filter((operand): operand is FieldRef => operand.kind === 'field')
    .map((other) => {
      const [left, right] = [read(test.field), read(other)];
      const comparison =
        sign === '=' ? spl`("x".${left})=("x".${right})` : spl`("x".${left})!=("x".${right})`;
      return spl`(isnotnull(${left}) AND isnotnull(${right}) AND ${comparison})`;
    });
}

function matchTests(
  scope: Scope,
  test: TextTest,
  anchored: (text: SplRegex) => SplRegex,
): readonly SplExpression[] {
  return matchAny(fieldOf(scope, test.field.definition), literalsOf(test), test.ignoreCase, anchored);
}

function matchAny(
  name: SplExpression,
  texts: readonly string[],
  ignoreCase: boolean,
  anchored: (text: SplRegex) => SplRegex,
): readonly SplExpression[] {
  const tests: SplExpression[] = [];
  for (let at = 0; at < texts.length; at += ALTERNATIVES) {
    const some = texts.slice(at, at + ALTERNATIVES).map((text) => regexOf(text, ignoreCase));
    tests.push(spl`match(${name}, ${quotedRegex(anchored(oneOfRegexes(some)))})`);
  }
  return tests;
}

function patternTests(scope: Scope, { field, patterns }: PatternTest): readonly SplExpression[] {
  const name = fieldOf(scope, field.definition);
  return patterns.map(({ pattern }) => spl`match(${name}, ${quotedRegex(printPattern(pattern))})`);
}

function literalsOf(test: TextTest): readonly string[] {
  return test.operands
    .filter((operand): operand is LiteralOperand => operand.kind === 'literal')
    .map(({ text }) => text);
}
