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
import type { FieldRef, LiteralOperand, TextTest } from '../../language/operands.ts';
import type { PrivateFields } from './fields.ts';
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
import { isOneOf } from './lookup.ts';
import { memberTest } from './membership.ts';
import { fieldOf, foldedOf, presenceOf } from './values.ts';

/** Printed where no operand is left: an empty list matches nothing. */
export const NEVER = '(1=0)' as SplExpression;

/** Alternatives in one regular expression; beyond that another `match`, since PCRE limits the size of a pattern. */
const ALTERNATIVES = 50;

/** One predicate, complete on its own; adds the private fields that it reads. */
export function printPredicate(fields: PrivateFields, predicate: Predicate): SplExpression {
  const handlers: PredicateHandlers<readonly SplExpression[]> = {
    equals: (test) => equalsTests(fields, test),
    oneOf: (test) => equalsTests(fields, test),
    startsWith: (test) => matchTests(fields, test, (text) => regex`^${text}`),
    endsWith: (test) => matchTests(fields, test, (text) => regex`${text}\z`),
    contains: (test) => matchTests(fields, test, (text) => text),
    exists: ({ field }) => [spl`isnotnull(${presenceOf(fields, field.definition)})`],
    differsFrom: (test) => differsTests(fields, test),
    inList: (test) => memberTest(fields, test),
  };
  const tests = dispatchPredicate(predicate, handlers);
  // Each alternative has an `if` of its own: what OR makes of NULL is not documented.
  return tests.length === 0
    ? NEVER
    : spl`(${joined(
        tests.map((one) => spl`if(${one}, 1, 0)=1`),
        ' OR ',
      )})`;
}

function equalsTests(fields: PrivateFields, test: TextTest): readonly SplExpression[] {
  const literals = literalsOf(test);
  const name = fieldOf(fields, test.field.definition);
  const whole = (text: SplRegex) => regex`^${text}\z`;
  const texts = test.ignoreCase ? matchAny(name, literals, true, whole) : isOneOf(name, literals);
  return [...texts, ...fieldTests(fields, test, '=')];
}

function differsTests(fields: PrivateFields, test: TextTest): readonly SplExpression[] {
  const name = fieldOf(fields, test.field.definition);
  const literals = literalsOf(test).map((text) => {
    const plain = plainText(text);
    if (!test.ignoreCase && plain !== undefined) {
      return spl`(isnotnull(${name}) AND ("x".${name})!=("x".${quoted(plain)}))`;
    }
    const expression = quotedRegex(regex`^${regexOf(text, test.ignoreCase)}\z`);
    return spl`(isnotnull(${name}) AND NOT match(${name}, ${expression}))`;
  });
  return [...literals, ...fieldTests(fields, test, '!=')];
}

/** Field to field: both present, and compared as text whatever they look like. */
function fieldTests(fields: PrivateFields, test: TextTest, sign: '=' | '!='): readonly SplExpression[] {
  const read = ({ definition }: FieldRef) =>
    test.ignoreCase ? foldedOf(fields, definition) : fieldOf(fields, definition);
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
  fields: PrivateFields,
  test: TextTest,
  anchored: (text: SplRegex) => SplRegex,
): readonly SplExpression[] {
  return matchAny(fieldOf(fields, test.field.definition), literalsOf(test), test.ignoreCase, anchored);
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

function literalsOf(test: TextTest): readonly string[] {
  return test.operands
    .filter((operand): operand is LiteralOperand => operand.kind === 'literal')
    .map(({ text }) => text);
}
