/**
 * A whole condition as a Sigma tree, or the clauses that Sigma cannot say.
 *
 * Owns: groups, `not`, and arrays as far as they are exact. Must not: know operators, or say anything approximately.
 */
import { describePredicate } from '../../ir/describe.ts';
import { type Expression, predicatesOf, type Some } from '../../ir/expression.ts';
import type { AssumptionName } from '../shared/assumptions.ts';
import type { Reason } from '../shared/target.ts';
import { type Alternative, alternativesOf, singleTestOf } from './elements.ts';
import { NO_ELEMENT_FAILS, type Translated, translatePredicate } from './predicates.ts';
import { NEVER, type SigmaTree } from './tree.ts';

export interface Translation {
  /** Meaningful only without reasons. */
  readonly tree: SigmaTree;
  readonly given: readonly AssumptionName[];
  readonly reasons: readonly Reason[];
}

/** The whole condition; reasons name the clauses that Sigma cannot say. */
export function translate(expression: Expression): Translation {
  switch (expression.kind) {
    case 'predicate':
      return translated(expression, translatePredicate(expression), describePredicate(expression));
    case 'some':
      return translateSome(expression);
    case 'not': {
      const { tree, given, reasons } = translate(expression.of);
      return { tree: { kind: 'not', of: tree }, given, reasons };
    }
    case 'all':
    case 'any':
      return joined(expression.kind, expression.of);
  }
}

/** Whether Sigma can say it as it is. */
export const isSayable = (expression: Expression): boolean => translate(expression).reasons.length === 0;

function joined(kind: 'all' | 'any', of: readonly Expression[]): Translation {
  const parts = of.map(translate);
  return {
    tree: { kind, of: parts.map(({ tree }) => tree) },
    given: parts.flatMap(({ given }) => given),
    reasons: parts.flatMap(({ reasons }) => reasons),
  };
}

function translateSome(some: Some): Translation {
  const single = singleTestOf(some);
  if (single !== undefined) {
    const { array, predicate } = single;
    const result = translatePredicate(predicate, array);
    return translated(some, withArray(result), describeSome(some));
  }
  const alternatives = alternativesOf(some.of);
  if (alternatives === undefined) return refused(some, TOO_MANY);
  const parts: Expression[] = [];
  for (const alternative of alternatives) {
    const part = exactly(some, alternative);
    if (typeof part === 'string') return refused(some, part);
    parts.push(part);
  }
  return joined('any', parts);
}

const withArray = (result: Translated): Translated =>
  'tree' in result ? { ...result, given: [...result.given, 'any-element'] } : result;

const TOO_MANY = 'Taken apart for flattened arrays, the clause has too many alternatives.';
const SAME_ELEMENT = 'Sigma flattens arrays, so it does not say that one element meets several tests.';
const ANY_AT_ALL = 'Sigma has no test of whether an array has an element at all.';

/** The alternative with its one test of the element in a `some` of its own, or why Sigma cannot say it. */
function exactly(some: Some, { holds, fails, around }: Alternative): Expression | string {
  const [test, second] = holds;
  if (fails.length > 0) return NO_ELEMENT_FAILS;
  if (test === undefined) return ANY_AT_ALL;
  if (second !== undefined) return SAME_ELEMENT;
  const { span } = some;
  if (test.kind === 'predicate' || singleTestOf(test) !== undefined) {
    return { kind: 'all', of: [{ ...some, of: test }, ...around], span };
  }
  // An array of the element: what stands in it is taken apart, and each alternative put back into both.
  const inner = alternativesOf(test.of);
  if (inner === undefined) return TOO_MANY;
  const parts: Expression[] = [];
  for (const alternative of inner) {
    const part = exactly(test, alternative);
    if (typeof part === 'string') return part;
    parts.push({ ...some, of: part });
  }
  return { kind: 'all', of: [{ kind: 'any', of: parts, span }, ...around], span };
}

function translated(at: Expression, result: Translated, clause: string): Translation {
  if ('tree' in result) return { ...result, reasons: [] };
  return { tree: NEVER, given: [], reasons: [{ span: at.span, clause, why: result.why }] };
}

function refused(some: Some, why: string): Translation {
  return { tree: NEVER, given: [], reasons: [{ span: some.span, clause: describeSome(some), why }] };
}

const SHOWN = 4;

/** In one line: `resources[] some { ARN equals 'x'; type equals 'y' }`, or as written in one path. */
function describeSome({ array, of }: Some): string {
  const tests = predicatesOf(of);
  const more = tests.length > SHOWN ? [`… ${tests.length - SHOWN} more`] : [];
  const shown = [...tests.slice(0, SHOWN).map(describePredicate), ...more].join('; ');
  return shown.startsWith(array.spelled) ? shown : `${array.spelled} some { ${shown} }`;
}
