/** Params at the place of use: which type may stand where, and what durations become. */
import { describe, expect, it } from 'vitest';
import { lowerText } from './lower-support.ts';

const params = [
  'params:',
  '  one: { type: text, example: x, description: d }',
  '  many: { type: list<text>, example: [x, y], description: d }',
  '  number: { type: integer, example: 3600, description: d }',
  '  flag: { type: boolean, example: false, description: d }',
  '  quiet: { type: duration, example: 2h, description: d }',
  '  often: { type: duration, example: 15m, description: d }',
].join('\n');
const lower = (match: string, lines: Readonly<Record<string, string>> = {}) =>
  lowerText(match, { ...lines, params });

describe('a param in match', () => {
  it.each([
    ['{ readOnly: $flag }', [{ text: 'false', param: 'flag' }]],
    ['{ requestParameters.n: $number }', [{ text: '3600', param: 'number' }]],
    ['{ requestParameters.n: $flag }', [{ text: 'false', param: 'flag' }]],
    ['{ requestParameters.durationSeconds: { differsFrom: $number } }', [{ text: '3600' }]],
    ['{ requestParameters.durationSeconds: [5, $number] }', [{ text: '5' }, { text: '3600' }]],
    ['{ eventName: $many }', [{ text: 'x' }, { text: 'y' }]],
    ['{ eventName: { oneOf: [a, $one] } }', [{ text: 'a' }, { text: 'x', param: 'one' }]],
    ["{ eventName: '$$one' }", [{ text: '$one' }]],
  ])('%s', (match, operands) => {
    const { rule, faults } = lower(match);
    expect(faults).toEqual([]);
    expect(rule?.condition).toMatchObject({ operands });
  });

  it('is a limit where it has an order', () => {
    expect(
      lower('{ requestParameters.durationSeconds: { atLeast: $number } }').rule?.condition,
    ).toMatchObject({
      scale: 'integer',
      limit: { text: '3600', param: 'number' },
    });
  });

  it.each([
    ['{ readOnly: $one }', 'meaning/param-type', 'Declare "one" as boolean.'],
    ['{ readOnly: $number }', 'meaning/param-type', 'Declare "number" as boolean.'],
    ['{ readOnly: { oneOf: $many } }', 'meaning/param-type', 'Declare "many" as boolean.'],
    ['{ eventName: $flag }', 'meaning/param-type', 'Declare "flag" as text.'],
    ['{ recipientAccountId: $number }', 'meaning/param-type', 'Declare "number" as text.'],
    ['{ eventName: { startsWith: $number } }', 'meaning/param-type', 'Declare "number" as text.'],
    ['{ requestParameters.n: { contains: $flag } }', 'meaning/param-type', 'Declare "flag" as text.'],
    [
      '{ requestParameters.durationSeconds: { atLeast: $one } }',
      'meaning/param-type',
      'Declare "one" as integer.',
    ],
    ['{ requestParameters.n: { atLeast: $flag } }', 'meaning/param-type', 'Declare "flag" as integer.'],
    ['{ eventVersion: { atLeast: $number } }', 'meaning/param-type', 'Declare "number" as text.'],
    [
      '{ requestParameters.n: { atLeast: $many } }',
      'meaning/list-param-for-one',
      'Use a param of type text or integer.',
    ],
    ['{ sourceIPAddress: { inCidr: $number } }', 'meaning/param-type', 'Declare "number" as text.'],
    [
      '{ requestParameters.n: $quiet }',
      'meaning/param-type',
      'A duration stands in `suppressFor: $quiet` and in `schedule`.',
    ],
    [
      '{ requestParameters.n: { oneOf: $number } }',
      'meaning/text-param-for-list',
      'Declare "number" as list<text>, or use equals.',
    ],
    [
      '{ eventName: { oneOf: $one } }',
      'meaning/text-param-for-list',
      'Declare "one" as list<text>, or use equals.',
    ],
  ])('%s is refused', (match, code, fix) => {
    const { diagnostics } = lower(match);
    expect(diagnostics.map((diagnostic) => [diagnostic.code, diagnostic.do])).toEqual([[code, fix]]);
    expect(diagnostics[0]?.span?.source.text.slice(diagnostics[0].span.start).startsWith('$')).toBe(true);
  });
});

describe('a param in alert and schedule', () => {
  it('is seconds', () => {
    const { rule, faults } = lower('{ eventName: A }', {
      alert: 'alert: { title: a, suppressFor: $quiet }',
      schedule: 'schedule: { every: $often, lookback: $quiet }',
    });
    expect(faults).toEqual([]);
    expect(rule?.alert.suppressFor).toBe(7_200);
    expect(rule?.schedule).toEqual({ every: 900, lookback: 7_200 });
  });

  it('stands beside durations that are written out', () => {
    const { rule } = lower('{ eventName: A }', { schedule: 'schedule: { every: 1h, lookback: $quiet }' });
    expect(rule?.schedule).toEqual({ every: 3_600, lookback: 7_200 });
    expect(lowerText('{ eventName: A }').rule?.schedule).toEqual({ every: 900, lookback: 4_500 });
  });

  it.each([
    ['alert', 'alert: { title: a, suppressFor: $number }', ['12:33 meaning/param-type']],
    ['alert', 'alert: { title: a, suppressFor: $quite }', ['12:33 meaning/unknown-param']],
    [
      'schedule',
      'schedule: { every: $one, lookback: $many }',
      ['13:20 meaning/param-type', '13:36 meaning/param-type'],
    ],
    ['schedule', 'schedule: { every: $quiet, lookback: $often }', ['13:38 rule/lookback-too-short']],
    ['schedule', 'schedule: { every: 1d, lookback: $quiet }', ['13:34 rule/lookback-too-short']],
    ['schedule', 'schedule: { every: $quiet, lookback: 75m }', ['13:20 rule/lookback-too-short']],
  ])('%s: %s is refused', (key, text, expected) => {
    expect(lower('{ eventName: A }', { [key]: text }).faults).toEqual(expected);
  });

  it('names the values that are compared', () => {
    const { diagnostics } = lower('{ eventName: A }', {
      schedule: 'schedule: { every: 1d, lookback: $quiet }',
    });
    expect(diagnostics[0]?.what).toBe('The rule runs every 1d but looks back only 2h ($quiet).');
  });
});
