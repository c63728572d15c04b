import { describe, expect, it } from 'vitest';
import { LIST_CHECKS, RULE_CHECKS } from '../../src/checks/index.ts';
import { codes, contentOf, documentOf, listsOf, ruleOf } from '../support/rule.ts';

const both = [
  { name: 'a', event: { inline: {} }, expect: 'match' },
  { name: 'b', event: { inline: {} }, expect: 'no-match' },
];

function ruleFindings(match: unknown, more: Readonly<Record<string, unknown>> = {}): readonly string[] {
  const document = documentOf(match, { tests: both, ...more });
  const input = { document, rule: ruleOf(document), content: contentOf([document]) };
  return RULE_CHECKS.flatMap((check) => check(input)).map(({ code }) => code);
}

function listFindings(list: Readonly<Record<string, unknown>>, match: unknown, today = '2026-11-21') {
  const lists = listsOf([list]);
  const rules = [ruleOf(documentOf(match), lists)];
  const found = [...lists.values()].flatMap((one) =>
    LIST_CHECKS.flatMap((check) => check({ list: one, rules, today })),
  );
  return codes(found).map((code) => code.replace(/ .*/, ''));
}

describe('rule checks', () => {
  it.each([
    ['says case', { userAgent: { contains: 'x', ignoreCase: false } }, []],
    ['does not say case', { userAgent: { contains: 'x' } }, ['check/case-not-said']],
    [
      'does not say case inside not',
      { userAgent: { exists: true, not: { contains: 'x' } } },
      ['check/case-not-said'],
    ],
    ['needs no case', { userAgent: { exists: true } }, []],
    ['AWS writes the field', { eventName: 'AssumeRole' }, []],
    [
      'not around equals of fields',
      {
        not: {
          'requestParameters.roleSessionName': { equals: { field: 'session.name' }, ignoreCase: false },
        },
      },
      ['check/not-equals-field'],
    ],
    ['does not say case in a pattern', { userAgent: { matches: '^a+' } }, ['check/case-not-said']],
    [
      'needs no case for an order',
      { userAgent: { exists: true }, 'requestParameters.n': { atLeast: 5 } },
      [],
    ],
    [
      'looks below an array without brackets',
      { 'requestParameters.tags.key': 'a' },
      ['check/array-without-brackets'],
    ],
    [
      'looks below an array without brackets on the right',
      { eventName: { equals: { field: 'requestParameters.tags.key' } } },
      ['check/array-without-brackets'],
    ],
    ['looks into an array', { 'requestParameters.tags[].key': 'a' }, []],
    ['asks for an array', { 'requestParameters.tags': { exists: true } }, []],
    ['looks below a text', { 'requestParameters.roleArn.a': 'a' }, ['check/below-text']],
    ['looks below nothing known', { 'requestParameters.a.b': 'a' }, []],
    [
      'negates an equality inside some',
      { 'resources[]': { some: { not: { accountId: { equals: { field: 'recipientAccountId' } } } } } },
      ['check/not-equals-field'],
    ],
  ])('%s', (_, match, expected) => {
    expect(ruleFindings(match)).toEqual(expected);
  });

  it('finds a path below an array in what an alert shows', () => {
    const alert = { title: '{requestParameters.tags.key}', groupBy: ['requestParameters.tags.key'] };
    expect(ruleFindings({ eventName: 'AssumeRole' }, { alert })).toEqual([
      'check/array-without-brackets',
      'check/array-without-brackets',
    ]);
  });

  it('takes a param in alert or schedule for used', () => {
    const duration = { type: 'duration', example: '2h', description: 'D.' };
    const params = { quiet: duration, reach: duration, often: duration };
    const alert = { title: 'x', suppressFor: '$quiet' };
    const schedule = { every: '$often', lookback: '$reach' };
    expect(ruleFindings({ eventName: 'AssumeRole' }, { params, alert, schedule })).toEqual([]);
  });

  it('finds a param that is never used', () => {
    const params = { a: { type: 'text', example: 'x', description: 'A.' } };
    expect(ruleFindings({ eventName: 'AssumeRole' }, { params })).toEqual(['check/unused-param']);
    expect(ruleFindings({ eventName: '$a' }, { params })).toEqual([]);
  });

  it('asks for tests of both kinds', () => {
    expect(ruleFindings({ eventName: 'AssumeRole' }, { tests: both.slice(1) })).toEqual([
      'check/tests-one-sided',
    ]);
  });
});

describe('list checks', () => {
  const entry = (value: string, expires?: string) => ({
    value,
    reason: 'A reason.',
    ...(expires ? { expires } : {}),
  });
  const match = { eventSource: { inList: 'sources' } };

  it.each([
    ['2026-11-20', ['check/list-entry-expired']],
    ['2026-11-21', ['check/list-entry-expires']],
    ['2026-12-21', ['check/list-entry-expires']],
    ['2026-12-22', []],
  ])('entry that expires on %s', (expires, expected) => {
    expect(listFindings({ name: 'sources', entries: [entry('iam.amazonaws.com', expires)] }, match)).toEqual(
      expected,
    );
  });

  it('finds a value that its field never holds', () => {
    const list = { name: 'sources', entries: [entry('billingconsole'), entry('signin.amazonaws.com')] };
    expect(listFindings(list, match)).toEqual(['check/list-entry-never-matches']);
  });
});
