/** What each operator beyond text becomes, and what it rests on. */
import { describe, expect, it } from 'vitest';
import type { PatternSequence } from '../../../src/language/pattern.ts';
import {
  element,
  exists,
  field,
  inCidr,
  inList,
  matches,
  order,
  row,
  some,
  test,
} from '../../evaluate/build.ts';
import { chars, DOT, END, group, one, patternOf, START, set } from '../../evaluate/patterns.ts';
import { known } from '../spl/rules.ts';
import { detection, given } from './support.ts';

const session = known('session.name');
const only = (items: Readonly<Record<string, unknown>>) => ({ selection: items, condition: 'selection' });
const ARN = '^arn:[^:]+:sts::[0-9]*:assumed-role/[^/]+/';
const guard = { 'userIdentity.type': 'AssumedRole' };

describe('matches', () => {
  const agent = known('userAgent');

  it('prints what PCRE in the subset of the specification reads alike', async () => {
    const rich = patternOf(
      [START, ...chars('a.b*'), one(DOT, 1, Number.POSITIVE_INFINITY), group([chars('x'), chars('y')], true)],
      [one(set('^\\][a-c-', true), 2, 4), one('0-9', 3), one(' ', 2, Number.POSITIVE_INFINITY), one('q', 0)],
    );
    expect(await detection(matches(agent, [rich]))).toEqual(
      only({ 'userAgent|re': '^a\\.b\\*[^\n]+(x|y)?|[^\\-\\[-\\^a-c]{2,4}[0-9]{3} {2,}q{0}' }),
    );
    expect(given(matches(agent, [rich]))).toEqual(['no-object-here']);
  });

  it('has both cases in its sets where case is ignored', async () => {
    expect(await detection(matches(agent, [patternOf(chars('aws-')), patternOf(chars('k'))], true))).toEqual(
      only({ 'userAgent|re': ['[Aa][Ww][Ss]-', '[Kk]'] }),
    );
  });

  it('rests on $ only where a line break could follow', () => {
    const ends = (...parts: PatternSequence) => given(matches(agent, [patternOf(parts)]));
    expect(ends(...chars('a'), END)).toEqual(['no-object-here', 'no-last-line-break']);
    expect(ends(one(DOT, 0, Number.POSITIVE_INFINITY), END)).toContain('no-last-line-break');
    expect(ends(one(set('/', true), 0, Number.POSITIVE_INFINITY), END)).toEqual(['no-object-here']);
    expect(ends(one(set('/', true), 0, 9), END)).toContain('no-last-line-break');
    expect(ends(group([[...chars('a'), END]]), ...chars('b'))).toContain('no-last-line-break');
  });

  it('asks for a text alone where it is found in every text', async () => {
    expect(await detection(matches(agent, [patternOf([one('a', 0, 3)])]))).toEqual(
      await detection(test('contains', agent, '')),
    );
  });

  it('stands inside the definition of a part of a field', async () => {
    const said = async (...parts: PatternSequence) => {
      const printed = (await detection(matches(session, [patternOf(parts)]))) as {
        readonly selection?: Readonly<Record<string, unknown>>;
      };
      const { 'userIdentity.arn|re': regex, ...others } = printed.selection ?? {};
      expect(others).toEqual(guard);
      return String(regex).replace(ARN, '');
    };
    expect(await said(...chars('a'), one(DOT))).toBe('[^/]*a[^\n/][^/]*$');
    expect(await said(START, ...chars('a'))).toBe('a[^/]*$');
    expect(await said(one('+-9'), END)).toBe('[^/]*[+-.0-9]$');
    expect(await said(one('a', 0, 3))).toBe('[^/]+$');
    expect(await said(START, one('a', 0, 3), END)).toBe('a{0,3}$');
    expect(await said(group([chars('a/b'), chars('c')]))).toBe('[^/]*(c)[^/]*$');
    const two = matches(session, [patternOf([START, ...chars('a')], [...chars('b'), END])]);
    expect(await detection(two)).toEqual(only({ ...guard, 'userIdentity.arn|re': `${ARN}(a[^/]*|[^/]*b)$` }));
    expect(given(two)).toEqual(['no-object-here', 'one-spelling', 'no-last-line-break']);
    expect(given(matches(session, [patternOf([START, one('a', 0, 3), END])]))).toContain('assumed-role-arn');
    expect(given(matches(known('session.roleName'), [patternOf([...chars('a'), END])]))).toEqual([
      'no-object-here',
      'one-spelling',
    ]);
  });

  it('finds nothing where the part cannot hold what it looks for', async () => {
    expect(await detection(matches(session, [patternOf(chars('a/b'))]))).toMatchObject({
      condition: '(selection_constant and not filter_main_constant)',
    });
  });

  it('is refused on what Sigma has no field for', async () => {
    const pattern = patternOf([group([[START, ...chars('a')], chars('b')])]);
    expect(await detection(matches(session, [pattern]))).toEqual([
      expect.stringContaining('cannot be moved to the whole field'),
    ]);
    expect(await detection(matches(known('action'), [patternOf(chars('a'))]))).toEqual([
      expect.stringContaining('compare eventSource and eventName'),
    ]);
    expect(await detection(matches(known('actor'), [patternOf(chars('a'))]))).toEqual([
      expect.stringContaining('no derived fields'),
    ]);
  });
});

describe('orders', () => {
  it('of integers are numbers', async () => {
    for (const [operator, modifier] of [
      ['greaterThan', 'gt'],
      ['atLeast', 'gte'],
      ['lessThan', 'lt'],
      ['atMost', 'lte'],
    ] as const) {
      expect(await detection(order(operator, 'n', 'integer', '-5'))).toEqual(only({ [`n|${modifier}`]: -5 }));
    }
    expect(given(order('atLeast', 'n', 'integer', '3600'))).toEqual(['no-object-here', 'json-integer']);
  });

  it('of versions are one pattern', async () => {
    expect(await detection(order('atLeast', 'v', 'version', '1.08'))).toEqual(
      only({
        'v|re':
          '^((0{0,3}[2-9]|0{0,2}[1-9][0-9]|0?[1-9][0-9]{2}|[1-9][0-9]{3})\\.[0-9]{1,4}|0{0,3}1\\.(0{0,3}9|0{0,2}[1-9][0-9]|0?[1-9][0-9]{2}|[1-9][0-9]{3}|0{0,3}8))$',
      }),
    );
    const less = order('lessThan', 'v', 'version', '0.120');
    expect(await detection(less)).toEqual(
      only({
        'v|re': '^0{0,3}0\\.(0?0[0-9]{2}|0?1[0-1][0-9]|0{0,2}[0-9]{1,2})$',
      }),
    );
    expect(await detection(order('lessThan', 'v', 'version', '0.0'))).toMatchObject({
      condition: '(selection_constant and not filter_main_constant)',
    });
    expect(given(order('lessThan', 'v', 'version', '1.1'))).toEqual(['no-object-here', 'no-last-line-break']);
  });

  it('of times are the form and a beginning, or not its contrary where that is shorter', async () => {
    const form = '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$';
    expect(await detection(order('lessThan', 't', 'timestamp', '2026-01-01T00:00:00Z'))).toEqual({
      selection: { 't|re': form },
      selection_2: { 't|re': '^([0-1]|20[0-1]|202[0-5]|2026-00|2026-01-00)' },
      condition: '(selection and selection_2)',
    });
    expect(await detection(order('atLeast', 't', 'timestamp', '2026-01-01T00:00:00Z'))).toEqual({
      selection: { 't|re': form },
      filter_main: { 't|re': '^([0-1]|20[0-1]|202[0-5]|2026-00|2026-01-00)' },
      condition: '(selection and not filter_main)',
    });
  });

  it('are refused on parts of fields, and for times in arrays', async () => {
    expect(await detection(order('atMost', session, 'integer', '1'))).toEqual([
      expect.stringContaining('puts no part of a field in order'),
    ]);
    const inArray = some('r', order('atMost', element('t'), 'timestamp', '2026-01-01T00:00:00Z'));
    expect(await detection(inArray)).toEqual([expect.stringContaining('two tests')]);
  });
});

describe('inCidr', () => {
  it('writes networks as RFC 5952 does', async () => {
    const networks = [
      '10.0.0.0/8',
      '10.0.0.0/8',
      '2001:db8::/32',
      '::/0',
      '2001:db8:0:1::1/128',
      '1:0:0:2::/64',
    ];
    expect(await detection(inCidr('ip', networks))).toEqual(
      only({ 'ip|cidr': ['10.0.0.0/8', '2001:db8::/32', '::/0', '2001:db8:0:1::1/128', '1:0:0:2::/64'] }),
    );
    expect(given(inCidr('ip', networks))).toEqual(['no-object-here', 'plain-addresses']);
  });

  it('is refused on parts of fields, and never true of no network', async () => {
    expect(await detection(inCidr(session, ['10.0.0.0/8']))).toEqual([
      expect.stringContaining('no address in a part of a field'),
    ]);
    expect(await detection(inCidr('ip', []))).toMatchObject({
      condition: expect.stringContaining('constant'),
    });
  });
});

describe('arrays', () => {
  it('go by the dotted name, scalars by that of the array', async () => {
    const arn = some('resources', test('equals', element('ARN'), 'x'));
    expect(await detection(arn)).toEqual(only({ 'resources.ARN|cased': 'x' }));
    expect(given(arn)).toEqual(['no-object-here', 'scalars-as-text', 'any-element']);
    expect(await detection(some('names', test('startsWith', element(), ['x', 'y'], true)))).toEqual(
      only({ 'names|startswith': ['x', 'y'] }),
    );
    const nested = some('items', some('groups', order('greaterThan', element('size'), 'integer', '3'), true));
    expect(await detection(nested)).toEqual(only({ 'items.groups.size|gt': 3 }));
  });

  it('ask for a text by a pattern, since null may stand beside it', async () => {
    expect(await detection(some('r', test('contains', element('a'), '')))).toEqual(only({ 'r.a|re': '.*' }));
  });

  it('take a list of pairs with one column in the array', async () => {
    const rows = [row('x', 'CreateUser'), row('y', 'CreateUser')];
    const mixed = inList({ name: element('a'), event: known('eventName') }, rows);
    expect(await detection(some('r', mixed))).toMatchObject({
      selection_known_1: { 'r.a|cased': 'x', eventName: 'CreateUser' },
    });
    expect(await detection(some('r', inList({ one: element('a'), two: element('b') }, rows)))).toEqual([
      expect.stringContaining('of the same element'),
    ]);
  });

  it('are refused where the same element counts, or one that fails', async () => {
    const a = test('equals', element('a'), '1');
    const b = test('equals', element('b'), '2');
    const both = { kind: 'all' as const, of: [a, b], span: a.span };
    expect(await detection(some('r', both))).toEqual([expect.stringContaining('several tests')]);
    expect(await detection(some('r', { kind: 'not', of: a, span: a.span }))).toEqual([
      expect.stringContaining('some element fails it'),
    ]);
    expect(await detection(some('r', test('differsFrom', element('a'), 'x')))).toEqual([
      expect.stringContaining('some element fails it'),
    ]);
    expect(await detection(some('r', test('equals', element('a'), field('b'), true)))).toEqual([
      expect.stringContaining('fieldref'),
    ]);
    expect(await detection(some('r', exists(element())))).toEqual([
      expect.stringContaining('ask for a field of the element'),
    ]);
    expect(await detection(some('r', { kind: 'all', of: [], span: a.span }))).toEqual([
      expect.stringContaining('an element at all'),
    ]);
    expect(await detection(some('a.b|c', a))).toEqual([expect.stringContaining('joins keys with dots')]);
  });

  it('are taken apart where any of several tests suffices', async () => {
    const a = test('equals', element('a'), '1');
    const outside = test('equals', field('x'), '3');
    const of = { kind: 'any' as const, of: [a, test('equals', element('b'), '2')], span: a.span };
    expect(await detection(some('r', { kind: 'all', of: [of, outside], span: a.span }))).toEqual({
      selection: { 'r.a': '1', x: '3' },
      selection_2: { 'r.b': '2', x: '3' },
      condition: '(selection or selection_2)',
    });
  });
});

describe('field to field', () => {
  const [one, two] = [known('requestParameters.roleSessionName'), known('userIdentity.arn')];
  const ref = { 'requestParameters.roleSessionName|fieldref': 'userIdentity.arn' };

  it('stands beside texts, under any and not', async () => {
    expect(await detection(test('equals', one, ['x', two], true))).toMatchObject({
      selection: { 'requestParameters.roleSessionName': 'x' },
      selection_2: { 'requestParameters.roleSessionName|exists': true, ...ref },
      condition: '(selection or (selection_2 and not filter_main_null and not filter_main_2_null))',
    });
    const equal = test('equals', one, two, true);
    expect(await detection({ kind: 'not', of: equal, span: equal.span })).toMatchObject({
      filter_main: ref,
      condition: 'not (filter_main and not selection_null and not selection_2_null)',
    });
  });

  it('is refused where case counts and on parts of fields', async () => {
    expect(await detection(test('equals', one, two))).toEqual([expect.stringContaining('ignores case')]);
    expect(await detection(test('differsFrom', one, session, true))).toEqual([
      expect.stringContaining('whole fields'),
    ]);
  });
});
