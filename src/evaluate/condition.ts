/**
 * The condition of a rule as one closure from an event to true or false. This is the meaning that every compiled query
 * is held against.
 *
 * Owns: all / any / not, and which comparison each operator is. Must not: keep state, explain, or know a time window.
 */
import {
  dispatchPredicate,
  type Expression,
  type Predicate,
  type PredicateHandlers,
} from '../ir/expression.ts';
import { compileComparison, compileEquality, type Verdict } from './compare.ts';
import { compileExists } from './field.ts';
import { compileMembership } from './membership.ts';

const COMPILE: PredicateHandlers<Verdict> = {
  equals: compileEquality,
  oneOf: compileEquality,
  startsWith: (test) => compileComparison(test, (text, value) => text.startsWith(value)),
  endsWith: (test) => compileComparison(test, (text, value) => text.endsWith(value)),
  contains: (test) => compileComparison(test, (text, value) => text.includes(value)),
  differsFrom: (test) => compileComparison(test, (text, value) => text !== value),
  exists: ({ field }) => compileExists(field.definition),
  inList: (test) => {
    const find = compileMembership(test);
    return (event) => find(event) !== undefined;
  },
};

/** Compiles one predicate. True or false on every event, never unknown: an absent field makes it false. */
export function compilePredicate(predicate: Predicate): Verdict {
  return dispatchPredicate(predicate, COMPILE);
}

/** Compiles a condition once; the closure is pure, so one may serve any number of events in any order. */
export function compileCondition(expression: Expression): Verdict {
  switch (expression.kind) {
    case 'predicate':
      return compilePredicate(expression);
    case 'not': {
      const inner = compileCondition(expression.of);
      return (event) => !inner(event);
    }
    case 'all': {
      const parts = expression.of.map(compileCondition);
      return (event) => parts.every((part) => part(event));
    }
    case 'any': {
      const parts = expression.of.map(compileCondition);
      return (event) => parts.some((part) => part(event));
    }
  }
}
