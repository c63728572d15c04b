import { describe, expect, it } from 'vitest';
import type { Expression } from '../../src/ir/expression.ts';
import { requiredFacts } from '../../src/ir/facts.ts';
import {
  all,
  element,
  field,
  inCidr,
  matches,
  not,
  order,
  SESSION_NAME,
  some,
  test,
} from '../evaluate/build.ts';
import { chars, patternOf } from '../evaluate/patterns.ts';
import { documentOf, listsOf, ruleOf } from '../support/rule.ts';

const LISTS = listsOf([
  {
    name: 'names',
    entries: [
      { value: 'A', reason: 'One.' },
      { value: 'B', reason: 'Two.' },
    ],
  },
]);

function facts(match: unknown): readonly string[] {
  return requiredFacts(ruleOf(documentOf(match), LISTS).condition).map(
    ({ path, texts }) => `${path.join('.')}: ${texts.join(' | ')}`,
  );
}

describe('requiredFacts', () => {
  it.each([
    [{ eventName: 'A' }, ['eventName: A']],
    [{ eventName: ['A', 'B'] }, ['eventName: A | B']],
    [{ eventName: { equals: 'A', ignoreCase: true } }, []],
    [{ eventName: { startsWith: 'A' } }, []],
    [{ not: { eventName: 'A' } }, []],
    [{ eventName: { inList: 'names' } }, ['eventName: A | B']],
    [{ eventName: 'A', eventSource: 'b' }, ['eventName: A', 'eventSource: b']],
    [{ any: [{ eventName: 'A' }, { eventName: ['B', 'C'] }] }, ['eventName: A | B | C']],
    [{ any: [{ eventName: 'A' }, { eventSource: 'b' }] }, []],
    [{ any: [{ eventName: 'A', eventSource: 'b' }, { eventName: 'B' }] }, ['eventName: A | B']],
    [{ all: [{ eventName: ['A', 'B'] }, { eventName: 'A' }] }, ['eventName: A']],
    [{ 'session.name': { endsWith: 'x', ignoreCase: true } }, ['userIdentity.type: AssumedRole']],
    [
      { requestParameters: undefined, 'requestParameters.a': { equals: { field: 'requestParameters.b' } } },
      [],
    ],
  ])('%j', (match, expected) => {
    expect(facts(match)).toEqual(expected);
  });

  const shown = (condition: Expression) =>
    requiredFacts(condition).map(({ path, texts }) => `${path.join('.')}: ${texts.join(' | ')}`);
  const name = test('equals', 'eventName', 'A');

  it.each([
    ['a pattern says nothing of texts', matches('eventName', [patternOf(chars('A'))]), []],
    ['an order says nothing', order('atLeast', 'eventVersion', 'version', '1.08'), []],
    ['a network says nothing', inCidr('sourceIPAddress', ['10.0.0.0/8']), []],
    [
      'but what a derived field needs',
      matches(SESSION_NAME, [patternOf(chars('A'))]),
      ['userIdentity.type: AssumedRole'],
    ],
    ["an element's value is no path of the record", some('r', test('equals', element('eventName'), 'A')), []],
    ['beside an element', all(name, some('r', test('equals', element('k'), 'x'))), ['eventName: A']],
    [
      'a fact of the record inside an element',
      some('r', all(name, test('equals', element('k'), 'x'))),
      ['eventName: A'],
    ],
    ['but not where it is negated', not(some('r', name)), []],
    ['and not of the field on the right', some('r', test('equals', element('k'), field('eventName'))), []],
  ] as [string, Expression, string[]][])('%s', (_, condition, expected) => {
    expect(shown(condition)).toEqual(expected);
  });
});
