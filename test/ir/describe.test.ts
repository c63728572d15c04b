import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describePredicate, quoteText } from '../../src/ir/describe.ts';
import type { Predicate } from '../../src/ir/expression.ts';
import { exists, field, inList, row, test } from '../evaluate/build.ts';

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
