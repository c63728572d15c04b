/** The meaning of a rule apart from any environment: what it sees and what it does not. */
import { describe, expect, it } from 'vitest';
import type { Expression } from '../../src/ir/expression.ts';
import { conditionHash } from '../../src/ir/hash.ts';
import { ruleKeys } from '../../src/ir/meaning/keys.ts';
import { meaningOf } from '../../src/ir/meaning/meaning.ts';
import { openLists, ruleMeaning } from '../../src/ir/meaning/rule.ts';
import { inWords } from '../../src/ir/meaning/words.ts';
import { inList, row } from '../evaluate/build.ts';
import { documentOf, listsOf, ruleOf } from '../support/rule.ts';

const list = (entries: readonly unknown[], name = 'roles') => listsOf([{ name, entries }]);
const ONE = list([{ value: 'a', reason: 'One.' }]);
const TWO = list([
  { value: 'a', reason: 'Another reason.' },
  { value: 'b', reason: 'Two.' },
]);
const PARAMS = {
  names: { type: 'list<text>', example: ['a'], description: 'Names.' },
  many: { type: 'list<text>', example: ['10.0.0.0/8', '192.168.0.0/16'], description: 'Networks.' },
};

const meaning = (match: unknown, more: Readonly<Record<string, unknown>> = {}, lists = ONE) =>
  ruleMeaning(documentOf(match, { params: PARAMS, ...more }), openLists(lists)) ?? expect.fail('not lowered');
const hash = (...args: Parameters<typeof meaning>) => meaning(...args).sha256;

describe('the meaning of a rule', () => {
  it.each<[string, unknown, unknown]>([
    ['the order of clauses', { eventName: 'a', eventSource: 'b' }, { eventSource: 'b', eventName: 'a' }],
    ['the order and number of values', { eventName: ['a', 'b'] }, { eventName: ['b', 'a', 'b'] }],
    ['oneOf with one value', { eventName: 'a' }, { eventName: ['a'] }],
    ['a group of one', { eventName: 'a' }, { all: [{ any: [{ eventName: 'a' }] }] }],
    ['a clause that stands twice', { eventName: 'a' }, { all: [{ eventName: 'a' }, { eventName: 'a' }] }],
    [
      'a group that repeats a whole group',
      { eventName: 'a', eventSource: 'b' },
      {
        any: [
          { eventName: 'a', eventSource: 'b' },
          { eventSource: 'b', eventName: 'a' },
        ],
      },
    ],
    ['a double negation', { eventName: 'a' }, { not: { not: { eventName: 'a' } } }],
    [
      'case, where it is ignored',
      { eventName: { startsWith: 'Create', ignoreCase: true } },
      { eventName: { startsWith: 'create', ignoreCase: true } },
    ],
    [
      'the spelling of a pattern',
      { eventName: { matches: '[ab]x{1}' } },
      { eventName: { matches: '[ba]x' } },
    ],
    [
      'the case of a pattern, where it is ignored',
      { eventName: { matches: '^Create[A-F]', ignoreCase: true } },
      { eventName: { matches: '^create[a-f]', ignoreCase: true } },
    ],
    [
      'the spelling of a network',
      { sourceIPAddress: { inCidr: '2001:DB8:0::/32' } },
      { sourceIPAddress: { inCidr: '2001:0db8::/32' } },
    ],
    [
      'a mapped network',
      { sourceIPAddress: { inCidr: '::ffff:10.0.0.0/104' } },
      { sourceIPAddress: { inCidr: '10.0.0.0/8' } },
    ],
    ['the spelling of a path', { 'requestParameters.name': 'a' }, { 'requestParameters."name"': 'a' }],
    [
      'a derived field that is only a path',
      { 'session.roleArn': 'a' },
      { 'userIdentity.sessionContext.sessionIssuer.arn': 'a' },
    ],
  ])('does not see %s', (_, one, other) => {
    expect(hash(one)).toBe(hash(other));
  });

  it.each<[string, unknown, unknown]>([
    ['a value', { eventName: 'a' }, { eventName: 'b' }],
    ['case', { eventName: 'a' }, { eventName: 'A' }],
    ['ignoreCase', { eventName: { contains: 'a' } }, { eventName: { contains: 'a', ignoreCase: true } }],
    ['a param in the place of the text', { eventName: '$names' }, { eventName: ['$$names'] }],
    ['a param in the place of its value', { eventName: '$names' }, { eventName: ['a'] }],
    ['a param beside a value', { eventName: ['$names'] }, { eventName: ['$names', 'b'] }],
    ['another param', { eventName: '$names' }, { eventName: '$many' }],
    ['a list', { eventName: { inList: 'roles' } }, { eventName: ['a'] }],
    ['not', { eventName: 'a' }, { not: { eventName: 'a' } }],
    ['the operator', { eventName: { startsWith: 'a' } }, { eventName: { endsWith: 'a' } }],
    [
      'a pattern of another case, where it counts',
      { eventName: { matches: 'a' } },
      { eventName: { matches: 'A' } },
    ],
    [
      'an element or the record',
      { 'resources[]': { some: { ARN: 'a', accountId: 'b' } } },
      { 'resources[].ARN': 'a', 'resources[].accountId': 'b' },
    ],
    [
      'which side of an order',
      { 'requestParameters.n': { atLeast: 1 } },
      { 'requestParameters.n': { atMost: 1 } },
    ],
    [
      'the scale of a limit',
      { 'requestParameters.n': { atLeast: 1 } },
      { 'requestParameters.n': { atLeast: '1.0' } },
    ],
  ])('sees %s', (_, one, other) => {
    expect(hash(one)).not.toBe(hash(other));
  });

  it('does not see the values of params and what stands in lists', () => {
    const match = { eventName: '$names', 'requestParameters.roleArn': { inList: 'roles' } };
    const others = { ...PARAMS, names: { ...PARAMS.names, example: ['x', 'y'] } };
    expect(hash(match, { params: others }, TWO)).toBe(hash(match));
  });

  it('sees the type of a param that the condition reads, and of no other', () => {
    const match = { eventName: { startsWith: '$names' } };
    const asText = { ...PARAMS, names: { type: 'text', example: 'a', description: 'A name.' } };
    expect(hash(match, { params: asText })).not.toBe(hash(match));
    const other = { ...PARAMS, many: { type: 'text', example: 'a', description: 'A name.' } };
    expect(hash(match, { params: other })).toBe(hash(match));
  });

  it('keeps params open in every place they may stand, whether or not their example suits it', () => {
    const params = {
      net: { type: 'list<text>', example: ['no network'], description: 'Networks.' },
      least: { type: 'integer', example: 5, description: 'Seconds.' },
      since: { type: 'text', example: 'no time', description: 'A time.' },
      long: { type: 'duration', example: '1h', description: 'A duration.' },
      short: { type: 'duration', example: '5m', description: 'A duration.' },
    };
    const match = {
      sourceIPAddress: { inCidr: '$net' },
      'requestParameters.durationSeconds': { greaterThan: '$least' },
      eventTime: { atLeast: '$since' },
    };
    const schedule = { every: '$long', lookback: '$short' };
    const { condition, params: types } = meaning(match, { params, schedule });
    expect(inWords(condition)).toBe(
      '(eventTime atLeast $since and requestParameters.durationSeconds greaterThan $least and sourceIPAddress inCidr $net)',
    );
    expect(types).toEqual({ least: 'integer', net: 'list<text>', since: 'text' });
  });

  it('is undefined for a rule that cannot be lowered', () => {
    expect(ruleMeaning(documentOf({ evntName: 'a' }), openLists(ONE))).toBeUndefined();
  });

  it('orders the rows of a list by its columns, however they were written', () => {
    const one = inList({ role: 'a', name: 'b' }, [row('r', 'n')]);
    const other = inList({ name: 'b', role: 'a' }, [row('n', 'r')]);
    expect(meaningOf(one).condition).toEqual({
      columns: { name: 'b', role: 'a' },
      kind: 'test',
      list: one.list,
      operator: 'inList',
      values: ["['n', 'r']"],
    });
    expect(meaningOf(one).sha256).toBe(meaningOf(other).sha256);
  });
});

describe('conditionHash', () => {
  const of = (match: unknown): string => conditionHash(ruleOf(documentOf(match)).condition);

  it.each<[string, unknown, unknown]>([
    [
      'the spelling of a network',
      { sourceIPAddress: { inCidr: '2001:DB8:0::/32' } },
      { sourceIPAddress: { inCidr: '2001:0db8::/32' } },
    ],
    [
      'the spelling of a pattern',
      { eventName: { matches: '[ab]x{1}' } },
      { eventName: { matches: '[ba]x' } },
    ],
    [
      'case, where it is ignored',
      { eventName: { startsWith: 'Create', ignoreCase: true } },
      { eventName: { startsWith: 'create', ignoreCase: true } },
    ],
  ])('does not see %s', (_, one, other) => {
    expect(of(one)).toBe(of(other));
  });

  it('does not see the order of columns, and sees which field a column is compared with', () => {
    const rows = (columns: Record<string, string>, ...values: readonly string[]): Expression =>
      inList(columns, [row(...values)]);
    expect(conditionHash(rows({ role: 'a', name: 'b' }, 'r', 'n'))).toBe(
      conditionHash(rows({ name: 'b', role: 'a' }, 'n', 'r')),
    );
    expect(conditionHash(rows({ role: 'a', name: 'b' }, 'r', 'n'))).not.toBe(
      conditionHash(rows({ role: 'b', name: 'a' }, 'r', 'n')),
    );
    expect(conditionHash(inList({ value: 'a' }, [row('X')], true))).toBe(
      conditionHash(inList({ value: 'a' }, [row('x')], true)),
    );
  });

  it('sees another network and another pattern', () => {
    expect(of({ sourceIPAddress: { inCidr: '10.0.0.0/8' } })).not.toBe(
      of({ sourceIPAddress: { inCidr: '10.0.0.0/9' } }),
    );
    expect(of({ eventName: { matches: 'ab' } })).not.toBe(of({ eventName: { matches: 'ba' } }));
  });
});

describe('what a rule says beside its condition', () => {
  const BASE = { eventName: { inList: 'roles' } };
  const keys = (more: Readonly<Record<string, unknown>>, lists = ONE) =>
    ruleKeys(documentOf(BASE, { params: PARAMS, ...more }), lists);
  const changed = (more: Readonly<Record<string, unknown>>, lists = ONE) => {
    const [one, other] = [keys({}), keys(more, lists)];
    const differ = (group: 'tuning' | 'metadata') =>
      [...new Set([...Object.keys(one[group]), ...Object.keys(other[group])])].filter(
        (key) => one[group][key] !== other[group][key],
      );
    return { tuning: differ('tuning'), metadata: differ('metadata') };
  };

  it.each<[string, Readonly<Record<string, unknown>>, Partial<ReturnType<typeof changed>>]>([
    ['level', { level: 'high' }, { tuning: ['level'] }],
    ['title', { title: 'Another title' }, { tuning: ['title'] }],
    ['schedule', { schedule: { every: '30m', lookback: '75m' } }, { tuning: ['schedule.every'] }],
    ['a new alert key', { alert: { title: 'A rule', suppressFor: '2h' } }, { tuning: ['alert.suppressFor'] }],
    [
      'the alert',
      { alert: { title: 'B', groupBy: ['eventName'] } },
      { tuning: ['alert.groupBy', 'alert.title'] },
    ],
    [
      'consent',
      { targets: { sigma: { accept: 'under-matches', because: 'So.' } } },
      { tuning: ['targets.sigma.accept'], metadata: ['targets.sigma.because'] },
    ],
    ['description', { description: 'Another.' }, { metadata: ['description'] }],
    ['status', { status: 'stable' }, { metadata: ['status'] }],
    ['version', { version: '9.9.9' }, {}],
    ['modified', { modified: '2026-11-22' }, {}],
    [
      'an example',
      { params: { ...PARAMS, names: { ...PARAMS.names, example: ['z'] } } },
      { metadata: ['params.names.example'] },
    ],
    [
      'a pattern of a param',
      { params: { ...PARAMS, names: { ...PARAMS.names, pattern: '^a' } } },
      { tuning: ['params.names'] },
    ],
  ])('tells %s', (_, more, expected) => {
    expect(changed(more)).toEqual({ tuning: [], metadata: [], ...expected });
  });

  it('tells what stands in a list, and not why or in which order', () => {
    expect(changed({}, TWO)).toEqual({ tuning: ['lists.roles'], metadata: [] });
    expect(changed({}, list([{ value: 'a', reason: 'For another reason.' }]))).toEqual({
      tuning: [],
      metadata: [],
    });
  });
});
