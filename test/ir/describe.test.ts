import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describePredicate, quoteText } from '../../src/ir/describe.ts';
import type { Predicate } from '../../src/ir/expression.ts';
import { exists, field, inCidr, inList, matches, order, row, test } from '../evaluate/build.ts';
import { chars, END, one, patternOf, set } from '../evaluate/patterns.ts';

describe('a predicate in one line', () => {
  const cases: [Predicate, string][] = [
    [test('equals', 'eventName', 'AssumeRole'), "eventName equals 'AssumeRole'"],
    [
      test('endsWith', 'session.name', '@example.com', true),
      "session.name endsWith '@example.com' (ignoreCase)",
    ],
    [test('oneOf', 'a', ['x', "y'"]), "a oneOf ['x', 'y''']"],
    [test('oneOf', 'a', []), 'a oneOf []'],
    [
      test('differsFrom', 'requestParameters.roleSessionName', field('session.name')),
      'requestParameters.roleSessionName differsFrom { field: session.name }',
    ],
    [exists('errorCode'), 'errorCode exists'],
    [inList({ value: 'a' }, [row('x')], true), 'a inList known (ignoreCase)'],
    [
      inList({ source: 'eventSource', name: 'eventName' }, []),
      'inList { list: known, columns: { source: eventSource, name: eventName } }',
    ],
    [matches('a', [patternOf([one(set('0-9'), 1, 3), END])], true), "a matches '[0-9]{1,3}$' (ignoreCase)"],
    [matches('a', [patternOf(chars("it's")), patternOf(chars('.'))]), "a matches ['it''s', '\\.']"],
    [order('greaterThan', 'a', 'integer', '3600'), "a greaterThan '3600'"],
    [order('atMost', 'a', 'version', '1.08'), "a atMost '1.08'"],
    [inCidr('sourceIPAddress', ['10.0.0.0/8']), "sourceIPAddress inCidr '10.0.0.0/8'"],
    [inCidr('a', ['10.0.0.0/8', '::/0']), "a inCidr ['10.0.0.0/8', '::/0']"],
    [test('contains', 'a', '\\n\t"\u202e'), 'a contains "\\\\n\\t\\"\\u202E"'],
    [test('equals', 'requestParameters.a\nb', 'x'), "requestParameters.a\\nb equals 'x'"],
  ];
  it.each(cases)('%#: $operator', (predicate, line) => {
    expect(describePredicate(predicate)).toBe(line);
  });

  it('counts values beyond the first eight', () => {
    const values = Array.from({ length: 105 }, (_, at) => `v${at}`);
    expect(describePredicate(test('oneOf', 'a', values))).toBe(
      "a oneOf ['v0', 'v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7', … 97 more]",
    );
  });

  it('never breaks the line, whatever the value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(quoteText(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      }),
    );
    expect(quoteText('a\ud800')).toBe('"a\\uD800"');
    expect(quoteText('\u{e0001}')).toBe('"\\U000E0001"');
  });
});
