import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../src/evaluate/condition.ts';
import { describePredicate } from '../../src/ir/describe.ts';
import type { Expression } from '../../src/ir/expression.ts';
import { normalForm } from '../../src/ir/normal.ts';
import { event as events, expression as expressions } from '../evaluate/arbitrary.ts';
import { all, any, element, inCidr, matches, not, order, some, test } from '../evaluate/build.ts';
import { documentOf, listsOf, ruleOf } from '../support/rule.ts';

const LISTS = listsOf([{ name: 'nothing', entries: [] }]);

function shown(expression: Expression): string {
  if (expression.kind === 'predicate') return describePredicate(expression);
  if (expression.kind === 'not' || expression.kind === 'some')
    return `${expression.kind}(${shown(expression.of)})`;
  return `${expression.kind}(${expression.of.map(shown).join(', ')})`;
}

const normal = (match: unknown) => shown(normalForm(ruleOf(documentOf(match), LISTS).condition));

describe('normalForm', () => {
  it.each([
    [{ eventName: 'A', not: { eventSource: { inList: 'nothing' } } }, "eventName equals 'A'"],
    [{ eventName: { inList: 'nothing' }, eventSource: 'b' }, 'any()'],
    [{ not: { eventName: { inList: 'nothing' } } }, 'all()'],
    [{ not: { not: { eventName: 'A' } } }, "eventName equals 'A'"],
    [
      { all: [{ eventName: 'A' }, { eventSource: 'b' }], errorCode: 'c' },
      "all(eventName equals 'A', eventSource equals 'b', errorCode equals 'c')",
    ],
    [
      { any: [{ eventName: 'A' }, { any: [{ eventName: 'B' }, { eventName: 'C' }] }] },
      "any(eventName equals 'A', eventName equals 'B', eventName equals 'C')",
    ],
  ])('%j is %s', (match, expected) => {
    expect(normal(match)).toBe(expected);
  });

  const inner = test('equals', element('k'), 'x');
  it.each([
    ['nothing to find', matches('a', []), 'any()'],
    ['no network', not(inCidr('a', [])), 'all()'],
    ['an order', order('atLeast', 'a', 'integer', '5'), "a atLeast '5'"],
    ['groups of one inside some', some('r', all(any(inner))), "some(k equals 'x')"],
    ['an element that meets nothing', some('r', any()), 'any()'],
    ['not around an element that meets nothing', not(some('r', all(matches(element(), [])))), 'all()'],
    // Not true of an array without elements.
    ['any element at all', some('r', all()), 'some(all())'],
    ['not inside and around', not(some('r', not(not(inner)))), "not(some(k equals 'x'))"],
    ['some within some', some('r', all(some('s', any(inner), true))), "some(some(k equals 'x'))"],
    [
      'elements that need not be the same',
      all(some('r', inner), some('r', inner)),
      "all(some(k equals 'x'), some(k equals 'x'))",
    ],
  ])('%s', (_, expression, expected) => {
    expect(shown(normalForm(expression))).toBe(expected);
  });

  it('never changes a verdict', () => {
    fc.assert(
      fc.property(expressions, events, (expression, event) => {
        expect(compileCondition(normalForm(expression))(event)).toBe(compileCondition(expression)(event));
      }),
      { numRuns: 2000 },
    );
  });
});
