/**
 * The condition of a rule as one closure from an event to true or false. This is the meaning that every compiled query
 * is held against.
 *
 * Owns: all / any / not / some, and which comparison each operator is. Must not: keep state, explain, or know a time window.
 */
import {
  dispatchPredicate,
  type Expression,
  type Predicate,
  type PredicateHandlers,
} from '../ir/expression.ts';
import type { OrderTest } from '../language/operands.ts';
import { compileComparison, compileEquality, compileTextTest } from './compare.ts';
import { compileElements } from './elements.ts';
import { compileExists, type Verdict } from './field.ts';
import { compileMembership } from './membership.ts';
import { compileNetworks } from './network.ts';
import { compileOrder } from './order.ts';
import { compilePattern } from './regex.ts';

const COMPILE: PredicateHandlers<Verdict> = {
  equals: compileEquality,
  oneOf: compileEquality,
  startsWith: (test) => compileComparison(test, (text, value) => text.startsWith(value)),
  endsWith: (test) => compileComparison(test, (text, value) => text.endsWith(value)),
  contains: (test) => compileComparison(test, (text, value) => text.includes(value)),
  differsFrom: (test) => compileComparison(test, (text, value) => text !== value),
  matches: ({ field, patterns }) => {
    const finds = patterns.map(({ pattern }) => compilePattern(pattern));
    return compileTextTest(field, (text) => finds.some((find) => find(text)));
  },
  greaterThan: (test) => order(test, (sign) => sign > 0),
  atLeast: (test) => order(test, (sign) => sign >= 0),
  lessThan: (test) => order(test, (sign) => sign < 0),
  atMost: (test) => order(test, (sign) => sign <= 0),
  inCidr: ({ field, networks }) => compileTextTest(field, compileNetworks(networks)),
  exists: ({ field }) => compileExists(field.definition),
  inList: (test) => {
    const find = compileMembership(test);
    return (event, element) => find(event, element) !== undefined;
  },
};

function order({ field, scale, limit }: OrderTest, holds: (sign: number) => boolean): Verdict {
  const compare = compileOrder(scale, limit.text);
  return compileTextTest(field, (text) => {
    const sign = compare(text);
    return sign !== undefined && holds(sign);
  });
}

/** Compiles one predicate. True or false on every event, never unknown: an absent field makes it false. */
export function compilePredicate(predicate: Predicate): Verdict {
  return dispatchPredicate(predicate, COMPILE);
}

/**
 * Compiles a condition once; the closure is pure, so one may serve any number of events in any order. A whole condition
 * is asked about an event alone; what stands inside a `some` is asked about an element of it too.
 */
export function compileCondition(expression: Expression): Verdict {
  switch (expression.kind) {
    case 'predicate':
      return compilePredicate(expression);
    case 'not': {
      const inner = compileCondition(expression.of);
      return (event, element) => !inner(event, element);
    }
    case 'all': {
      const parts = expression.of.map(compileCondition);
      return (event, element) => parts.every((part) => part(event, element));
    }
    case 'any': {
      const parts = expression.of.map(compileCondition);
      return (event, element) => parts.some((part) => part(event, element));
    }
    case 'some': {
      const elements = compileElements(expression.array);
      const inner = compileCondition(expression.of);
      return (event, element) => elements(event, element).some((one) => inner(event, one));
    }
  }
}
