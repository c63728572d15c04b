/** The checks that weigh clauses against each other: what they must say, and where they must hold their tongue. */
import { describe, expect, it } from 'vitest';
import { absenceDecides } from '../../src/checks/absence-decides.ts';
import { alwaysTrue } from '../../src/checks/always-true.ts';
import type { RuleCheck } from '../../src/checks/check.ts';
import { contradiction } from '../../src/checks/contradiction.ts';
import { elementLacks } from '../../src/checks/element-lacks.ts';
import { exclusionNeverHits } from '../../src/checks/exclusion-never-hits.ts';
import { plainPattern } from '../../src/checks/plain-pattern.ts';
import { readOnlyNames } from '../../src/checks/read-only-names.ts';
import { shadowedEntry, shadowedValue } from '../../src/checks/shadowed-value.ts';
import { all, element, some, test } from '../evaluate/build.ts';
import { contentOf, documentOf, listsOf, ruleOf } from '../support/rule.ts';

const reason = 'For a test.';
const LISTS = listsOf([
  {
    name: 'sources',
    entries: ['iam.amazonaws.com', 'sts.amazonaws.com'].map((value) => ({ value, reason })),
  },
  {
    name: 'pairs',
    columns: ['source', 'name'],
    entries: [
      { value: { source: 'iam.amazonaws.com', name: 'CreateUser' }, reason },
      { value: { source: 'ec2.amazonaws.com', name: 'RunInstances' }, reason },
    ],
  },
  { name: 'none', entries: [] },
]);
const PAIRS = { inList: { list: 'pairs', columns: { source: 'eventSource', name: 'eventName' } } };
const PARAM = { a: { type: 'text', example: 'A', description: 'A.' } };

function said(check: RuleCheck, match: unknown, params?: unknown): readonly string[] {
  const document = documentOf(match, params === undefined ? {} : { params });
  const input = { document, rule: ruleOf(document, LISTS), content: contentOf([document], LISTS) };
  return check(input).map(({ what }) => what);
}

const A = { eventName: 'A' };
const B = { eventName: 'B' };
const AB = { eventName: ['A', 'B'] };
const noA = { not: A };
const noB = { not: B };
const prefix = (startsWith: string, ignoreCase = false) => ({ eventName: { startsWith, ignoreCase } });

describe('contradiction', () => {
  it.each<[string, unknown]>([
    ['two values', { all: [A, B] }],
    ['two sets without a common value', { all: [AB, { eventName: ['C', 'D'] }] }],
    ['a value and its opposite', { all: [A, noA] }],
    ['a set that not empties', { all: [AB, noA, noB] }],
    ['a set that not any empties', { all: [AB, { not: { any: [A, B] } }] }],
    ['a set that not a set empties', { all: [A, { not: AB }] }],
    ['differsFrom of the value', { all: [A, { eventName: { differsFrom: 'A' } }] }],
    ['a value without the beginning', { all: [A, prefix('B')] }],
    ['a value with an excluded end', { all: [A, { not: { eventName: { endsWith: 'A' } } }] }],
    ['a value that does not hold a text', { all: [A, { eventName: { contains: 'x' } }] }],
    ['two beginnings', { all: [prefix('Get'), prefix('List')] }],
    ['two endings', { all: [{ eventName: { endsWith: 'x' } }, { eventName: { endsWith: 'y' } }] }],
    ['two beginnings where case does not count', { all: [prefix('Get', true), prefix('List')] }],
    ['a value and absence', { errorCode: 'x', all: [{ errorCode: { exists: false } }] }],
    ['existence and absence', { all: [{ errorCode: { exists: true } }, { errorCode: { exists: false } }] }],
    ['a pattern and absence', { all: [{ errorCode: { matches: 'x+' } }, { errorCode: { exists: false } }] }],
    [
      'a field on the right and its absence',
      {
        'requestParameters.a': { equals: { field: 'session.name' } },
        'session.name': { exists: false },
      },
    ],
    [
      'a value and a list',
      { eventSource: { inList: 'sources' }, all: [{ eventSource: 'ec2.amazonaws.com' }] },
    ],
    ['a value and rows', { eventSource: 'sts.amazonaws.com', ...PAIRS }],
    [
      'an alternative beside the outer value',
      {
        all: [
          A,
          {
            any: [
              { ...B, readOnly: true },
              { ...A, readOnly: true },
            ],
          },
        ],
      },
    ],
    ['inside one element', { 'resources[]': { some: { all: [{ type: 'a' }, { type: 'b' }] } } }],
    [
      'across case where both ignore it',
      {
        all: [
          { eventName: { equals: 'A', ignoreCase: true } },
          { not: { eventName: { equals: 'a', ignoreCase: true } } },
        ],
      },
    ],
    ['a derived field', { 'session.name': { equals: 'a', ignoreCase: false, not: { startsWith: 'a' } } }],
  ])('finds %s', (_, match) => {
    expect(said(contradiction, match)).toHaveLength(1);
  });

  it.each<[string, unknown, unknown?]>([
    ['a value twice', { all: [A, A] }],
    ['sets with a common value', { all: [AB, B] }],
    ['a set less one of its values', { all: [AB, noA] }],
    ['a beginning of another', { all: [prefix('Get'), prefix('GetUser')] }],
    ['beginnings in other case, ignored', { all: [prefix('get', true), prefix('GetUser')] }],
    ['a value in other case, ignored', { all: [{ eventName: { equals: 'a', ignoreCase: true } }, A] }],
    [
      'a spelling excluded, the others left',
      { all: [{ eventName: { equals: 'a', ignoreCase: true } }, noA] },
    ],
    [
      'a spelling that differs, ignored',
      {
        all: [{ eventName: { equals: 'a', ignoreCase: true } }, { eventName: { differsFrom: 'a' } }],
      },
    ],
    ['alternatives', { any: [A, B] }],
    ['two elements', { all: [{ 'resources[].type': 'a' }, { 'resources[].type': 'b' }] }],
    [
      'an element of another array',
      {
        'resources[]': { some: { type: 'a' } },
        'requestParameters.tags[]': { some: { key: 'type' } },
      },
    ],
    ['a value that a param gives', { all: [{ eventName: '$a' }, B] }, PARAM],
    ['a beginning that a param gives', { all: [{ eventName: { startsWith: '$a' } }, B] }, PARAM],
    ['what not all excludes', { all: [A, { not: { all: [A, { readOnly: true }] } }] }],
    ['an empty list', { all: [A, { not: { eventName: { inList: 'none' } } }] }],
    [
      'a value of a list',
      { eventSource: { inList: 'sources' }, all: [{ eventSource: 'sts.amazonaws.com' }] },
    ],
    ['a row', { eventSource: 'iam.amazonaws.com', ...PAIRS }],
    [
      'another field on the right',
      {
        'requestParameters.a': { differsFrom: { field: 'session.name' } },
        'session.name': { equals: 'x', ignoreCase: false },
      },
    ],
    ['absence beside not', { errorCode: { exists: false }, all: [{ not: { errorCode: 'x' } }] }],
    ['an exclusion that cannot hit', { all: [A, noB] }],
  ])('says nothing of %s', (_, match, params) => {
    expect(said(contradiction, match, params)).toEqual([]);
  });

  it('takes an element within an element for another one', () => {
    const document = documentOf(A);
    const type = (text: string) => test('equals', element('type'), text);
    const inner = some('b[]', type('y'), true);
    const condition = some('requestParameters.a[]', all(type('x'), inner));
    const input = { document, content: contentOf([document]) };
    expect(contradiction({ ...input, rule: { ...ruleOf(document), condition } })).toEqual([]);
    const same = some('requestParameters.a[]', all(type('x'), type('y')));
    expect(contradiction({ ...input, rule: { ...ruleOf(document), condition: same } })).toHaveLength(1);
  });

  it('names both clauses', () => {
    expect(said(contradiction, { all: [A, B] })).toEqual([
      `No event can meet both: eventName equals 'A'; eventName equals 'B'. Each speaks of "eventName".`,
    ]);
  });
});

describe('an any that asks for nothing', () => {
  it.each<[string, unknown]>([
    ['not this or not that', { any: [noA, noB] }],
    ['a clause or its opposite', { any: [A, noA] }],
    ['present or absent', { any: [{ errorCode: { exists: true } }, { errorCode: { exists: false } }] }],
    ['some value or absent or the rest', { any: [noA, AB] }],
    ['within other clauses', { readOnly: false, any: [noA, noB] }],
  ])('is found: %s', (_, match) => {
    expect(said(alwaysTrue, match)).toHaveLength(1);
  });

  it.each<[string, unknown]>([
    ['two values', { any: [A, B] }],
    ['neither', { not: { any: [A, B] } }],
    ['not of two fields', { any: [noA, { not: { eventSource: 'B' } }] }],
    ['differs, which asks for presence', { any: [A, { eventName: { differsFrom: 'A' } }] }],
    ['a clause or a part of its opposite', { any: [A, { all: [noA, { readOnly: true }] }] }],
    ['elements of two arrays', { any: [{ 'resources[].type': 'a' }, { not: { 'resources[].type': 'a' } }] }],
  ])('is not: %s', (_, match) => {
    expect(said(alwaysTrue, match)).toEqual([]);
  });
});

describe('an exclusion that never hits', () => {
  it.each<[string, unknown]>([
    ['another value', { all: [A, noB] }],
    ['a list of pairs of other sources', { eventSource: 'sts.amazonaws.com', not: PAIRS }],
    [
      'a list of other sources',
      { eventSource: 'ec2.amazonaws.com', not: { eventSource: { inList: 'sources' } } },
    ],
    ['one of several', { all: [A, { not: { any: [B, { readOnly: true }] } }] }],
    ['clauses that cannot hold together', { not: { all: [A, B] }, readOnly: true }],
    [
      'a value of a field that is absent',
      { errorCode: { exists: false }, not: { errorCode: 'x', readOnly: true } },
    ],
  ])('is found: %s', (_, match) => {
    expect(said(exclusionNeverHits, match)).toHaveLength(1);
    expect(said(contradiction, match)).toEqual([]);
  });

  it.each<[string, unknown, unknown?]>([
    ['one of the values', { all: [AB, noB] }],
    ['a part of the values', { all: [AB, { not: { eventName: ['B', 'C'] } }] }],
    ['another field', { all: [A, { not: { readOnly: true } }] }],
    ['a list of pairs, one of the source', { eventSource: 'iam.amazonaws.com', not: PAIRS }],
    ['a list of pairs, the source not said', { readOnly: false, not: PAIRS }],
    ['an empty list', { all: [A, { not: { eventName: { inList: 'none' } } }] }],
    ['a param', { all: [A, { not: { eventName: '$b' } }] }, { b: { ...PARAM.a, example: 'B' } }],
    ['the same exclusion twice', { readOnly: false, all: [noA, noA] }],
    ['an alternative of its own', { any: [A, { ...noA, readOnly: true }] }],
    ['other elements', { 'resources[].type': 'a', not: { 'resources[].type': 'b' } }],
  ])('is not: %s', (_, match, params) => {
    expect(said(exclusionNeverHits, match, params)).toEqual([]);
  });

  it('is not said of a list that an environment changes', () => {
    const document = documentOf({ eventSource: 'sts.amazonaws.com', not: PAIRS });
    const content = contentOf([document], LISTS);
    const [environment] = content.config.environments;
    if (environment === undefined) throw new Error('No environment.');
    const changed = { ...environment, lists: new Map([['pairs', []]]) };
    const input = { document, rule: ruleOf(document, LISTS), content };
    expect(exclusionNeverHits(input)).toHaveLength(1);
    const there = { ...content, config: { ...content.config, environments: [changed] } };
    expect(exclusionNeverHits({ ...input, content: there })).toEqual([]);
  });
});

describe('readOnly: false beside calls that read', () => {
  const names = (...eventName: string[]) => ({ readOnly: false, eventName });
  it.each<[string, unknown]>([
    ['one', { readOnly: false, eventName: 'ListUsers' }],
    ['all', names('GetUser', 'DescribeInstances', 'LookupEvents', 'HeadBucket')],
    ['in an alternative', { any: [names('GetUser'), A] }],
  ])('is found: %s', (_, match) => {
    expect(said(readOnlyNames, match)).toHaveLength(1);
  });
  it.each<[string, unknown]>([
    ['one of them writes', names('GetUser', 'CreateUser')],
    ['readOnly is true', { readOnly: true, eventName: 'ListUsers' }],
    ['a call that hands out a token', names('GetSessionToken', 'GetFederationToken', 'GetSigninToken')],
    ['another word with the prefix', names('Listen', 'Getaway')],
    ['an exclusion', { readOnly: false, not: { eventName: 'ListUsers' } }],
    ['in two alternatives', { any: [{ readOnly: false }, { eventName: 'ListUsers' }] }],
  ])('is not: %s', (_, match) => {
    expect(said(readOnlyNames, match)).toEqual([]);
  });
});

describe('a pattern that a plain operator can say', () => {
  const agent = (matches: unknown, ignoreCase = false) => ({ userAgent: { matches, ignoreCase } });
  it.each<[string, unknown, string]>([
    ['^abc$', agent('^abc$'), 'equals'],
    ['^abc', agent('^abc'), 'startsWith'],
    ['abc$', agent('abc$'), 'endsWith'],
    ['abc', agent('abc'), 'contains'],
    ['an escaped sign', agent('^a\\.b'), 'startsWith'],
    ['with ignoreCase', agent('^aBc', true), 'startsWith'],
    ['several alike', agent(['^a', '^b']), 'startsWith'],
  ])('is found: %s', (_, match, operator) => {
    expect(said(plainPattern, match)).toEqual([
      `The pattern on "userAgent" says no more than ${operator} does.`,
    ]);
  });
  it.each<[string, unknown]>([
    ['a dot', agent('^a.c')],
    ['a class', agent('^[ab]c')],
    ['a class of both cases', agent('^[aA]c')],
    ['a count', agent('a{3}')],
    ['an option', agent('ab?')],
    ['alternatives', agent('^a$|^b$')],
    ['two forms', agent(['^a', 'b$'])],
    ['one of them is not', agent(['^a', '^b+'])],
    ['the empty text', agent('^$')],
  ])('is not: %s', (_, match) => {
    expect(said(plainPattern, match)).toEqual([]);
  });
});

describe('exists: false below an array', () => {
  it('is found', () => {
    expect(said(elementLacks, { 'resources[].ARN': { exists: false } })).toHaveLength(1);
    expect(said(elementLacks, { not: { 'resources[].ARN': { exists: false } } })).toHaveLength(1);
  });
  it.each<[string, unknown]>([
    ['exists: true', { 'resources[].ARN': { exists: true } }],
    ['not around it', { not: { 'resources[].ARN': { exists: true } } }],
    ['some', { 'resources[]': { some: { ARN: { exists: false } } } }],
    ['no array', { errorCode: { exists: false } }],
  ])('is not: %s', (_, match) => {
    expect(said(elementLacks, match)).toEqual([]);
  });
});

describe('a not that absence decides', () => {
  it.each<[string, unknown]>([
    ['a boolean', { eventName: 'A', not: { readOnly: true } }],
    ['alone', { not: { readOnly: true } }],
    ['yes or no', { eventName: 'ConsoleLogin', not: { 'additionalEventData.MFAUsed': 'Yes' } }],
  ])('is found: %s', (_, match) => {
    expect(said(absenceDecides, match)).toHaveLength(1);
  });
  it.each<[string, unknown]>([
    ['presence asked for', { all: [{ readOnly: { exists: true } }, { not: { readOnly: true } }] }],
    ['absence said', { any: [{ readOnly: { exists: false } }, { readOnly: false }] }],
    ['one mapping', { readOnly: { exists: true, not: { equals: true } } }],
    ['another value', { eventName: 'A', not: { errorCode: 'AccessDenied' } }],
    ['one of several exclusions', { eventName: 'A', not: { any: [{ readOnly: true }, B] } }],
    ['a param', { not: { 'requestParameters.x': '$a' } }],
  ])('is not: %s', (_, match) => {
    expect(said(absenceDecides, match, { a: { ...PARAM.a, example: 'true' } })).toEqual([]);
  });
});

describe('a value that another covers', () => {
  it.each<[string, unknown]>([
    ['startsWith', { eventName: { startsWith: ['Create', 'CreateUser'] } }],
    ['endsWith', { eventName: { endsWith: ['LoginProfile', 'Profile'] } }],
    ['contains', { userAgent: { contains: ['aws', 'Aws-cli'], ignoreCase: true } }],
    ['a value twice', { eventName: ['A', 'A'] }],
    ['two spellings', { eventName: { oneOf: ['A', 'a'], ignoreCase: true } }],
    ['a network within', { sourceIPAddress: { inCidr: ['10.1.0.0/16', '10.0.0.0/8'] } }],
    ['a network twice', { sourceIPAddress: { inCidr: ['10.0.0.0/8', '10.0.0.0/8'] } }],
  ])('is found: %s', (_, match) => {
    expect(said(shadowedValue, match)).toHaveLength(1);
  });
  it.each<[string, unknown]>([
    ['other beginnings', { eventName: { startsWith: ['CreateUser', 'CreateRole'] } }],
    ['a beginning is no value', { eventName: ['Create', 'CreateUser'] }],
    ['an end is no beginning', { eventName: { startsWith: ['User', 'CreateUser'] } }],
    ['case counts', { eventName: { oneOf: ['A', 'a'], ignoreCase: false } }],
    ['networks beside each other', { sourceIPAddress: { inCidr: ['10.0.0.0/9', '10.128.0.0/9'] } }],
    ['networks of two families', { sourceIPAddress: { inCidr: ['0.0.0.0/0', '2001:db8::/32'] } }],
    ['two clauses', { any: [prefix('Create'), prefix('CreateUser')] }],
  ])('is not: %s', (_, match) => {
    expect(said(shadowedValue, match)).toEqual([]);
  });

  it('is found in a list where every rule ignores case', () => {
    const lists = listsOf([
      {
        name: 'names',
        entries: [
          { value: 'Ann', reason },
          { value: 'ann', reason },
        ],
      },
    ]);
    const rule = (ignoreCase: boolean) =>
      ruleOf(documentOf({ 'session.name': { inList: 'names', ignoreCase } }), lists);
    const found = (...rules: ReturnType<typeof rule>[]) =>
      [...lists.values()].flatMap((list) => shadowedEntry({ list, rules, today: '2026-11-21' }));
    expect(found(rule(true))).toHaveLength(1);
    expect(found(rule(true), rule(false))).toEqual([]);
    expect(found()).toEqual([]);
  });
});
