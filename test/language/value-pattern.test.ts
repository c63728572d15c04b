/** Patterns of params: what is taken, what is refused, and that none can be slow. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_VALUE, matchesPattern, patternProblem } from '../../src/language/value-pattern.ts';

describe('patterns', () => {
  it.each([
    '^@',
    '^@[a-z0-9.-]+$',
    '^arn:aws:iam::[0-9]{12}:role/.+$',
    '^(?:a|b)?c$',
    'a\\.b',
    '^[^@]*$',
    '^\\d{4}$',
    'é',
    '^(a|b)$',
    '[a{2]',
  ])('takes %s', (pattern) => {
    expect(patternProblem(pattern)).toBeUndefined();
  });

  it.each([
    '(a+)+',
    '(a|a)*',
    '(a*)?*',
    'a**',
    'a{2}{3}',
    '.*.*.*',
    '(?=a)',
    '(?<n>a)',
    '\\1',
    '\\p{L}',
    '\\b',
    'a)',
    '(a',
    '[a',
    'a{1000}',
    '+',
    'a'.repeat(201),
    '[z-a]',
    '{',
  ])('refuses %s', (pattern) => {
    expect(patternProblem(pattern)).toBeDefined();
  });

  it('never throws, whatever the pattern', () => {
    const parts = fc.constantFrom(
      'a',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '2',
      ',',
      '*',
      '+',
      '?',
      '^',
      '$',
      '|',
      '\\',
      '.',
      '-',
      '(?:',
      'd',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), fc.string(), (pattern, value) => {
        const text = pattern.join('');
        return patternProblem(text) === undefined
          ? new RegExp(text, 'u').test(value) === matchesPattern(text, value)
          : !matchesPattern(text, value);
      }),
    );
  });

  it('is fast on the longest value', () => {
    const begun = performance.now();
    for (const pattern of ['.*.*x', '[a-z]+[a-z]+$', '^.*a{0,999}.*x$']) {
      matchesPattern(pattern, 'a'.repeat(LONGEST_VALUE));
    }
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});
