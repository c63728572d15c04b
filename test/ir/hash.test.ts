import { describe, expect, it } from 'vitest';
import type { Expression } from '../../src/ir/expression.ts';
import { canonicalJson, conditionHash, sha256 } from '../../src/ir/hash.ts';
import { all, any, element, inCidr, matches, not, order, some, test } from '../evaluate/build.ts';
import { chars, patternOf } from '../evaluate/patterns.ts';
import { documentOf, listsOf, ruleOf } from '../support/rule.ts';

const hashOf = (match: unknown, more: Readonly<Record<string, unknown>> = {}) =>
  conditionHash(ruleOf(documentOf(match, more)).condition);

describe('conditionHash', () => {
  it.each([
    ['the order of clauses', { eventName: 'a', eventSource: 'b' }, { eventSource: 'b', eventName: 'a' }],
    ['the order of values', { eventName: ['a', 'b'] }, { eventName: ['b', 'a'] }],
    [
      'a value written twice',
      { any: [{ eventName: 'a' }, { eventName: 'a' }] },
      { any: [{ eventName: 'a' }] },
    ],
    [
      'the order of alternatives',
      { any: [{ eventName: 'a' }, { eventSource: 'b' }] },
      { any: [{ eventSource: 'b' }, { eventName: 'a' }] },
    ],
  ])('does not see %s', (_, one, other) => {
    expect(hashOf(one)).toBe(hashOf(other));
  });

  it.each([
    ['a value', { eventName: 'a' }, { eventName: 'b' }],
    ['its case', { eventName: 'a' }, { eventName: 'A' }],
    ['a field', { eventName: 'a' }, { eventSource: 'a' }],
    ['an operator', { eventName: { startsWith: 'a' } }, { eventName: { endsWith: 'a' } }],
    ['ignoreCase', { eventName: { contains: 'a' } }, { eventName: { contains: 'a', ignoreCase: true } }],
    ['not', { eventName: 'a' }, { not: { eventName: 'a' } }],
    [
      'all or any',
      { all: [{ eventName: 'a' }, { eventSource: 'b' }] },
      { any: [{ eventName: 'a' }, { eventSource: 'b' }] },
    ],
    ['a text that looks like two', { eventName: ['a","b'] }, { eventName: ['a', 'b'] }],
  ])('sees %s', (_, one, other) => {
    expect(hashOf(one)).not.toBe(hashOf(other));
  });

  it('sees what stands in a list, and not its name, its reasons or its order', () => {
    const entry = (value: string, reason: string) => ({ value, reason });
    const hash = (name: string, entries: readonly unknown[]) => {
      const lists = listsOf([{ name, entries }]);
      return conditionHash(ruleOf(documentOf({ eventName: { inList: name } }), lists).condition);
    };
    const one = hash('one', [entry('a', 'because of it'), entry('b', 'because of it')]);
    expect(hash('two', [entry('b', 'for another reason'), entry('a', 'for another reason')])).toBe(one);
    expect(hash('one', [entry('a', 'because of it')])).not.toBe(one);
  });

  const patterns = [patternOf(chars('a')), patternOf(chars('b'))];
  const inner = test('equals', element('k'), 'x');
  it.each<[string, Expression, Expression]>([
    ['the order of patterns', matches('a', patterns), matches('a', [...patterns].reverse())],
    ['the order of networks', inCidr('a', ['10.0.0.0/8', '::/0']), inCidr('a', ['::/0', '10.0.0.0/8'])],
    [
      'the order of clauses about an element',
      some('r', all(inner, not(inner))),
      some('r', all(not(inner), inner)),
    ],
    [
      'how an array is spelled',
      some('r', inner),
      { ...some('r', inner), array: { ...some('r', inner).array, spelled: '"r"[]' } },
    ],
  ])('does not see %s', (_, one, other) => {
    expect(conditionHash(one)).toBe(conditionHash(other));
  });

  it.each<[string, Expression, Expression]>([
    ['a pattern', matches('a', patterns), matches('a', patterns.slice(1))],
    ['a limit', order('atLeast', 'a', 'integer', '1'), order('atLeast', 'a', 'integer', '2')],
    ['a scale', order('atLeast', 'a', 'integer', '1'), order('atLeast', 'a', 'version', '1')],
    ['the side of an order', order('atLeast', 'a', 'integer', '1'), order('atMost', 'a', 'integer', '1')],
    ['a network', inCidr('a', ['10.0.0.0/8']), inCidr('a', ['10.0.0.0/9'])],
    ['an array', some('r', inner), some('s', inner)],
    ['an array of an element', some('r', inner), some('r', inner, true)],
    ['an element or the record', some('r', inner), some('r', test('equals', 'k', 'x'))],
    [
      'which conditions one element meets',
      some('r', any(inner, all())),
      any(some('r', inner), some('r', all())),
    ],
  ])('sees %s', (_, one, other) => {
    expect(conditionHash(one)).not.toBe(conditionHash(other));
  });

  it('sees which column a value stands in', () => {
    const params = { eventName: 'a', eventSource: 'b' };
    expect(hashOf(params)).not.toBe(hashOf({ eventName: 'b', eventSource: 'a' }));
  });

  it('does not see through which param a text came', () => {
    const params = {
      wanted: { type: 'list<text>', example: ['a', 'b'], description: 'What is wanted.' },
    };
    expect(hashOf({ eventName: '$wanted' }, { params })).toBe(hashOf({ eventName: { equals: ['a', 'b'] } }));
  });

  it('is the same in every version until the meaning changes', () => {
    // A change here changes every manifest: say so in the change log.
    expect(hashOf({ eventName: 'ConsoleLogin' })).toMatchInlineSnapshot(
      `"e89b7dd2c6a48c8edeb87638a726896d200f0ab129283b55d474ca2b05249a4a"`,
    );
  });
});

describe('canonicalJson', () => {
  it('sorts keys at every depth and keeps the order of lists', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }, 0], a: null, e: undefined })).toBe(
      '{"a":null,"b":[{"c":2,"d":1},0]}',
    );
  });

  it('takes __proto__ for a key', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":{"b":1,"a":2}}'))).toBe('{"__proto__":{"a":2,"b":1}}');
  });
});

it('sha256 is that of UTF-8', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sha256('ü')).toBe(sha256(new Uint8Array([0xc3, 0xbc])));
});
