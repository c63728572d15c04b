import { describe, expect, it } from 'vitest';
import { requiredFacts } from '../../src/ir/facts.ts';
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
});
