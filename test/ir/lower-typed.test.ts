/** Patterns, orders and networks: what they become, and faults with their places. */
import { describe, expect, it } from 'vitest';
import { predicatesOf } from '../../src/ir/expression.ts';
import { spellPattern } from '../../src/language/pattern-parse.ts';
import { lowerText } from './lower-support.ts';

function predicateOf(match: string, extra: Readonly<Record<string, string>> = {}) {
  const { rule, faults } = lowerText(match, extra);
  expect(faults).toEqual([]);
  const [predicate] = rule === undefined ? [] : predicatesOf(rule.condition);
  if (predicate === undefined) throw new Error('nothing lowered');
  return predicate;
}

describe('matches', () => {
  it.each([
    ["{ userAgent: { matches: '^a[b-d]$', ignoreCase: false } }", false, ['^a[b-d]$']],
    ["{ userAgent: { matches: ['^a', 'b|c'], ignoreCase: true } }", true, ['^[Aa]', '[Bb]|[Cc]']],
    ['{ userAgent: { matches: [] } }', false, []],
  ])('%s', (match, ignoreCase, spelled) => {
    const predicate = predicateOf(match);
    if (predicate.operator !== 'matches') throw new Error(predicate.operator);
    expect(predicate.ignoreCase).toBe(ignoreCase);
    expect(predicate.patterns.map(({ pattern }) => spellPattern(pattern))).toEqual(spelled);
  });

  it('keeps the text as written', () => {
    expect(predicateOf("{ userAgent: { matches: '(?:a)b', ignoreCase: true } }")).toMatchObject({
      patterns: [{ text: '(?:a)b' }],
    });
  });

  it.each([
    ["{ userAgent: { matches: 'ab\\d+' } }", ['15:35 meaning/pattern']],
    [
      "{ userAgent: { matches: ['^a', '(?i)b', 'c*?'] } }",
      ['15:40 meaning/pattern', '15:49 meaning/pattern'],
    ],
    ["{ userAgent: { not: { matches: '(a' } } }", ['15:41 meaning/pattern']],
    ['{ userAgent: { matches: "a\\\\d" } }', ['15:32 meaning/pattern']],
    ["{ readOnly: { matches: 'a' } }", ['15:22 meaning/operator-on-type']],
  ])('%s is refused', (match, faults) => {
    expect(lowerText(match).faults).toEqual(faults);
  });
});

describe('orders', () => {
  it.each([
    ['{ requestParameters.n: { greaterThan: 5 } }', 'greaterThan', 'integer', '5'],
    ["{ requestParameters.n: { atMost: '-5' } }", 'atMost', 'integer', '-5'],
    ["{ requestParameters.n: { lessThan: '1.10' } }", 'lessThan', 'version', '1.10'],
    [
      '{ requestParameters.n: { atLeast: 2026-01-01T00:00:00Z } }',
      'atLeast',
      'timestamp',
      '2026-01-01T00:00:00Z',
    ],
    ["{ eventVersion: { atLeast: '1.08' } }", 'atLeast', 'version', '1.08'],
    ["{ eventTime: { lessThan: '2026-01-01T00:00:00Z' } }", 'lessThan', 'timestamp', '2026-01-01T00:00:00Z'],
    ['{ requestParameters.durationSeconds: { greaterThan: 3600 } }', 'greaterThan', 'integer', '3600'],
  ])('%s', (match, operator, scale, text) => {
    expect(predicateOf(match)).toMatchObject({ operator, scale, limit: { kind: 'literal', text } });
  });

  it.each([
    ['{ requestParameters.n: { greaterThan: abc } }', ['15:46 meaning/limit']],
    ["{ requestParameters.n: { greaterThan: '2026-01-01' } }", ['15:46 meaning/limit']],
    ["{ eventVersion: { atLeast: '1.08.1' } }", ['15:35 meaning/value-of-type']],
    ["{ eventTime: { atLeast: '5' } }", ['15:32 meaning/value-of-type']],
    ["{ requestParameters.durationSeconds: { atLeast: '1.5' } }", ['15:56 meaning/value-of-type']],
    ['{ eventName: { atLeast: A } }', ['15:23 meaning/operator-on-type']],
    ["{ readOnly: { atLeast: '5' } }", ['15:22 meaning/operator-on-type']],
  ])('%s is refused', (match, faults) => {
    expect(lowerText(match).faults).toEqual(faults);
  });
});

describe('inCidr', () => {
  it('parses each block', () => {
    expect(predicateOf('{ sourceIPAddress: { inCidr: [10.0.0.0/8, ::ffff:10.0.0.0/104] } }')).toMatchObject({
      operator: 'inCidr',
      networks: [
        { text: '10.0.0.0/8', network: { family: 4, prefix: 8 } },
        { text: '::ffff:10.0.0.0/104', network: { family: 4, prefix: 8 } },
      ],
    });
  });

  it('parses each value of a param, and keeps its name', () => {
    const params =
      'params: { office: { type: list<text>, example: [10.0.0.0/8, 2001:db8::/32], description: d } }';
    expect(predicateOf('{ sourceIPAddress: { inCidr: [192.0.2.0/24, $office] } }', { params })).toMatchObject(
      {
        networks: [
          { text: '192.0.2.0/24' },
          { text: '10.0.0.0/8', param: 'office' },
          { text: '2001:db8::/32', param: 'office', network: { family: 6 } },
        ],
      },
    );
  });

  it.each([
    ['{ sourceIPAddress: { inCidr: 10.0.0.0/33 } }', '', ['15:45 meaning/network']],
    ['{ sourceIPAddress: { inCidr: [10.0.0.0/8, 10.0.0.1/8] } }', '', ['15:50 meaning/network']],
    ['{ sourceIPAddress: { inCidr: ec2.amazonaws.com } }', '', ['15:37 meaning/network']],
    ['{ readOnly: { inCidr: 10.0.0.0/8 } }', '', ['15:22 meaning/operator-on-type']],
    [
      '{ sourceIPAddress: { inCidr: $office } }',
      'params: { office: { type: text, example: 10.0.0.1, description: d } }',
      ['15:37 meaning/network'],
    ],
  ])('%s is refused', (match, params, faults) => {
    expect(lowerText(match, { params }).faults).toEqual(faults);
  });
});
