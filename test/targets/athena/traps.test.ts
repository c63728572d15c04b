import { beforeAll, describe, expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import type { ValueExpr } from '../../../src/cloudtrail/value.ts';
import { compileCondition } from '../../../src/evaluate/condition.ts';
import type { Expression } from '../../../src/ir/expression.ts';
import { conditionOf } from '../../../src/targets/athena/condition.ts';
import { EXTENDED } from '../../../src/targets/athena/profiles.ts';
import {
  all,
  any,
  element,
  exists,
  field,
  inCidr,
  inList,
  matches,
  not,
  order,
  row,
  SESSION_NAME,
  some,
  test,
} from '../../evaluate/build.ts';
import { chars, DOT, END, group, one, patternOf, START } from '../../evaluate/patterns.ts';
import { athenaVerdicts } from '../../support/duckdb.ts';

const asks = (json: unknown) => ({ requestParameters: json }) as CloudTrailEvent;
const acl = field('acl', { kind: 'path', path: ['requestParameters', 'x-amz-acl'] });
const session = (name: string) => ({
  userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::111122223333:assumed-role/Dev/${name}` },
});
const call = (eventSource: string, eventName: string) => ({ eventSource, eventName });
const path = (name: string): ValueExpr => ({ kind: 'path', path: [name] });
const ACTION = field('action', {
  kind: 'concat',
  parts: [
    { kind: 'withoutSuffix', of: path('eventSource'), suffix: '.amazonaws.com' },
    { kind: 'text', text: ':' },
    path('eventName'),
  ],
});
const FOR_EVER = Number.POSITIVE_INFINITY;
const from = (sourceIPAddress: string) => ({ sourceIPAddress });
const inTen = inCidr('sourceIPAddress', ['10.0.0.0/8']);
const inBoth = inCidr('sourceIPAddress', ['2001:db8::/32', '10.0.0.0/8']);
const holds = (...resources: unknown[]) => ({ resources }) as CloudTrailEvent;
const items = (value: unknown) => asks({ a: { items: value } });
const anyItem = (of: Expression) => some('requestParameters.a.items', of);
const port22 = all(test('equals', element('port'), '22'), test('equals', element('cidr'), '0.0.0.0/0'));
const three = (...values: [string, string, string]) => row(...values);
const TRIPLES = [three('a', 'b', 'c'), three('a', 'b', 'd'), three('a', 'x', 'c'), three('z', 'b', 'c')];
const inTriples = inList({ a: 'eventSource', b: 'eventName', c: 'errorCode' }, TRIPLES);
const triple = (eventSource: string, eventName: string, errorCode: string | null) => ({
  eventSource,
  eventName,
  errorCode,
});
const fewSources = Array.from({ length: 60 }, (_, at) => row(`service${at % 3}`, `Do${at}`));
const rows = Array.from({ length: 2_000 }, (_, at) => row(`service${at}`, `Do${at}`));

/** What has gone wrong in somebody's SQL, or would in ours. */
const TRAPS: readonly (readonly [string, Expression, CloudTrailEvent, boolean])[] = [
  ['NOT on an absent field', not(test('equals', 'errorCode', 'AccessDenied')), {}, true],
  ['NOT on null', not(test('equals', 'errorCode', 'AccessDenied')), { errorCode: null }, true],
  ['differsFrom an absent field', test('differsFrom', 'errorCode', 'x'), {}, false],
  ['NOT of equal fields, both absent', not(test('equals', 'errorCode', field('errorMessage'))), {}, true],
  ['the text null', test('equals', 'errorCode', 'null'), { errorCode: 'null' }, true],
  ['the text null in JSON', exists('requestParameters.a'), asks({ a: 'null' }), true],
  ['null in JSON', exists('requestParameters.a'), asks({ a: null }), false],
  ['an empty object', exists('requestParameters.a'), asks({ a: {} }), false],
  ['an empty array', exists('requestParameters.a'), asks({ a: [] }), false],
  ['an array of null', exists('requestParameters.a'), asks({ a: [null] }), true],
  ['the empty text is present', exists('errorCode'), { errorCode: '' }, true],
  ['the empty text in JSON is present', exists('requestParameters.a'), asks({ a: '' }), true],
  ['no resources', exists('resources'), { resources: [] }, false],
  ['a resource', exists('resources'), { resources: [{ ARN: 'x' }] }, true],
  ['a boolean is its text', test('equals', 'readOnly', 'false'), { readOnly: false }, true],
  ['a boolean in JSON is its text', test('equals', 'requestParameters.a', 'true'), asks({ a: true }), true],
  ['an integer is its digits', test('equals', 'requestParameters.a', '3600'), asks({ a: 3600 }), true],
  ['an object has no text', not(test('contains', 'requestParameters.a', '')), asks({ a: { b: 'x' } }), true],
  ['an array has no text', not(test('contains', 'requestParameters.a', '')), asks({ a: ['x'] }), true],
  ['text that is no JSON', not(exists('requestParameters.a')), asks('no json'), true],
  [
    'a leading zero',
    test('equals', 'recipientAccountId', '12345678901'),
    { recipientAccountId: '012345678901' },
    false,
  ],
  ['case', test('equals', 'eventName', 'assumerole'), { eventName: 'AssumeRole' }, false],
  ['folded case', test('equals', 'eventName', 'ASSUMErole', true), { eventName: 'AssumeRole' }, true],
  ['the Kelvin sign is no k', test('equals', 'eventName', 'k', true), { eventName: '\u212a' }, false],
  ['a dotted capital I is no i', test('contains', 'eventName', 'i', true), { eventName: '\u0130' }, false],
  ['É is not folded', test('equals', 'eventName', 'é', true), { eventName: 'É' }, false],
  ['two forms of é', test('equals', 'eventName', 'e\u0301'), { eventName: 'é' }, false],
  ['% is a character', test('endsWith', 'eventName', '%'), { eventName: 'x' }, false],
  ['_ is a character', test('contains', 'eventName', 'a_c'), { eventName: 'abc' }, false],
  ['* is a character', test('startsWith', 'eventName', 's3:*'), { eventName: 's3:GetObject' }, false],
  ['a backslash is a character', test('equals', 'eventName', 'a\\b'), { eventName: 'a\\b' }, true],
  ['trailing blanks count', test('equals', 'eventName', 'a'), { eventName: 'a ' }, false],
  ['a suffix longer than the text', test('endsWith', 'eventName', 'xab'), { eventName: 'ab' }, false],
  ['a suffix of one wide character', test('endsWith', 'eventName', '😀'), { eventName: 'ab😀' }, true],
  [
    'suffixes of many lengths',
    test('endsWith', 'eventName', ['c', '😀x', 'yb']),
    { eventName: 'a😀x' },
    true,
  ],
  ['the empty suffix', test('endsWith', 'eventName', ''), { eventName: 'a' }, true],
  ['the empty suffix of an absent field', test('endsWith', 'eventName', ''), {}, false],
  ['the empty part', test('contains', 'eventName', ''), { eventName: '' }, true],
  ['no operands', test('oneOf', 'eventName', []), { eventName: 'a' }, false],
  ['NOT of no operands', not(test('oneOf', 'eventName', [])), {}, true],
  ['no parts', all(all(), not(any())), {}, true],
  ['a key that is no word', test('equals', acl, 'public-read'), asks({ 'x-amz-acl': 'public-read' }), true],
  ['keys that differ in case', test('equals', 'requestParameters.host', 'x'), asks({ Host: 'x' }), false],
  ['a key of the prototype', exists('requestParameters.constructor'), asks({}), false],
  ['a session', test('equals', SESSION_NAME, 'ann@example.com'), session('ann@example.com'), true],
  ['a session with a final newline', test('equals', SESSION_NAME, 'ann\n'), session('ann\n'), true],
  ['a session called null', test('differsFrom', SESSION_NAME, 'ann'), session('null'), true],
  [
    'no session below another type',
    exists(SESSION_NAME),
    { userIdentity: { arn: session('x').userIdentity.arn } },
    false,
  ],
  ['an action', test('equals', ACTION, 'sts:AssumeRole'), call('sts.amazonaws.com', 'AssumeRole'), true],
  ['an action of another source', test('equals', ACTION, 'a.b:C'), call('a.b', 'C'), true],
  ['an action of no source', test('equals', ACTION, ':C'), call('.amazonaws.com', 'C'), true],
  ['an action without a name', exists(ACTION), { eventSource: 'sts.amazonaws.com' }, false],
  ['an absent identity', not(exists(SESSION_NAME)), {}, true],
  ['a suffix of the name', test('differsFrom', SESSION_NAME, 'b@x'), session('bob@x'), true],
  [
    'a row with an absent field',
    not(inList({ a: 'eventSource', b: 'eventName' }, rows)),
    { eventName: 'Do1' },
    true,
  ],
  ['a row of absent fields', inList({ a: 'eventSource', b: 'eventName' }, [row('', '')]), {}, false],
  [
    'a row of empty texts',
    inList({ a: 'eventSource', b: 'eventName' }, [row('', '')]),
    { eventSource: '', eventName: '' },
    true,
  ],
  [
    'the last of many rows',
    inList({ a: 'eventSource', b: 'eventName' }, rows),
    { eventSource: 'service1999', eventName: 'Do1999' },
    true,
  ],
  [
    'columns of two rows',
    inList({ a: 'eventSource', b: 'eventName' }, rows),
    { eventSource: 'service1', eventName: 'Do2' },
    false,
  ],
  [
    'a row of few sources',
    inList({ a: 'eventSource', b: 'eventName' }, fewSources),
    { eventSource: 'service1', eventName: 'Do58' },
    true,
  ],
  [
    'columns of two rows of few sources',
    not(inList({ a: 'eventSource', b: 'eventName' }, fewSources)),
    { eventSource: 'service1', eventName: 'Do59' },
    true,
  ],
  [
    'an absent column of few sources',
    not(inList({ a: 'eventSource', b: 'eventName' }, fewSources)),
    { eventSource: 'service1' },
    true,
  ],
  ['a row of three', inTriples, triple('a', 'x', 'c'), true],
  ['no row of three', inTriples, triple('a', 'x', 'd'), false],
  ['no row of three, the first from another', inTriples, triple('z', 'b', 'd'), false],
  ['a row of three with an absent field', not(inTriples), triple('a', 'b', null), true],

  // Patterns.
  [
    '$ is the very end',
    matches('eventName', [patternOf([...chars('b'), END])]),
    { eventName: 'ab\n' },
    false,
  ],
  [
    'a dot is no line break',
    matches('eventName', [patternOf([START, one(DOT), END])]),
    { eventName: '\n' },
    false,
  ],
  [
    'a dot is a carriage return',
    matches('eventName', [patternOf([START, one(DOT), END])]),
    { eventName: '\r' },
    true,
  ],
  [
    'a dot is one wide character',
    matches('eventName', [patternOf([START, one(DOT), END])]),
    { eventName: '😀' },
    true,
  ],
  [
    'a pattern is found anywhere',
    matches('eventName', [patternOf(chars('ssu'))]),
    { eventName: 'AssumeRole' },
    true,
  ],
  [
    'characters that mean something to an engine',
    matches('eventName', [patternOf([START, ...chars('a.b*[c]{2}(d)|e\\f^$?+&&-#\'"'), END])]),
    { eventName: 'a.b*[c]{2}(d)|e\\f^$?+&&-#\'"' },
    true,
  ],
  ['a literal dot', matches('eventName', [patternOf(chars('a.b'))]), { eventName: 'axb' }, false],
  [
    'a set of such characters',
    matches('eventName', [patternOf([START, one('[]^&\\', 1, FOR_EVER), END])]),
    { eventName: '&&[^]\\' },
    true,
  ],
  [
    'a negated set takes line breaks',
    matches('eventName', [patternOf([START, one({ negated: true, ranges: [[97, 97]] }), END])]),
    { eventName: '\n' },
    true,
  ],
  [
    'folded case takes no Kelvin sign',
    matches('eventName', [patternOf(chars('k'))], true),
    { eventName: '\u212a' },
    false,
  ],
  [
    'folded case takes both cases',
    matches('eventName', [patternOf(chars('ASSUME'))], true),
    { eventName: 'assumeRole' },
    true,
  ],
  [
    'an alternative that is empty',
    matches('eventName', [patternOf([START, group([chars('a'), []]), END])]),
    { eventName: '' },
    true,
  ],
  ['a pattern on an absent field', not(matches('eventName', [patternOf([])])), {}, true],
  ['no patterns', matches('eventName', []), { eventName: 'a' }, false],
  [
    'one of two patterns',
    matches('eventName', [patternOf(chars('x')), patternOf(chars('y'))]),
    { eventName: 'y' },
    true,
  ],
  [
    'a pattern in JSON',
    matches('requestParameters.a', [patternOf([START, one('0-9', 3), END])]),
    asks({ a: 123 }),
    true,
  ],

  // Orders.
  ['an integer', order('greaterThan', 'requestParameters.a', 'integer', '3600'), asks({ a: 3601 }), true],
  [
    'an integer as text',
    order('greaterThan', 'requestParameters.a', 'integer', '9'),
    asks({ a: '10' }),
    true,
  ],
  ['an equal integer', order('atLeast', 'requestParameters.a', 'integer', '-5'), asks({ a: -5 }), true],
  [
    'an integer with a leading zero',
    order('atLeast', 'requestParameters.a', 'integer', '0'),
    asks({ a: '010' }),
    false,
  ],
  ['a negative zero', order('atMost', 'requestParameters.a', 'integer', '0'), asks({ a: '-0' }), false],
  [
    'an integer of sixteen digits',
    order('atLeast', 'requestParameters.a', 'integer', '0'),
    asks({ a: '9'.repeat(16) }),
    false,
  ],
  [
    'an integer of a hundred digits',
    not(order('atLeast', 'requestParameters.a', 'integer', '0')),
    asks({ a: '9'.repeat(100) }),
    true,
  ],
  [
    'an integer before a line break',
    order('atLeast', 'requestParameters.a', 'integer', '0'),
    asks({ a: '1\n' }),
    false,
  ],
  ['no integer', not(order('lessThan', 'requestParameters.a', 'integer', '5')), asks({ a: 'x' }), true],
  ['a limit that is none', order('lessThan', 'requestParameters.a', 'integer', 'x'), asks({ a: '1' }), false],
  [
    'a later time',
    order('greaterThan', 'eventTime', 'timestamp', '2026-01-01T00:00:00Z'),
    { eventTime: '2026-01-01T00:00:01Z' },
    true,
  ],
  [
    'a time with milliseconds',
    not(order('greaterThan', 'eventTime', 'timestamp', '2025-01-01T00:00:00Z')),
    { eventTime: '2026-01-01T00:00:00.000Z' },
    true,
  ],
  [
    'version 1.10 is after 1.9',
    order('greaterThan', 'eventVersion', 'version', '1.9'),
    { eventVersion: '1.10' },
    true,
  ],
  [
    'version 1.08 is before 1.9',
    order('lessThan', 'eventVersion', 'version', '1.9'),
    { eventVersion: '1.08' },
    true,
  ],
  [
    'version 2.0 is after 1.9999',
    order('greaterThan', 'eventVersion', 'version', '1.9999'),
    { eventVersion: '2.0' },
    true,
  ],
  [
    'a version of three parts',
    not(order('greaterThan', 'eventVersion', 'version', '1.0')),
    { eventVersion: '1.1.1' },
    true,
  ],

  // Networks.
  ['an address within', inTen, from('10.255.255.255'), true],
  ['an address just outside', inTen, from('11.0.0.0'), false],
  ['a mapped address', inTen, from('::ffff:10.1.2.3'), true],
  ['a mapped address in digits', inTen, from('0:0:0:0:0:FFFF:0a01:0203'), true],
  ['no mapped address in ::/0', inCidr('sourceIPAddress', ['::/0']), from('::ffff:10.1.2.3'), false],
  ['an address of the other family', not(inTen), from('2001:db8::1'), true],
  ['an address of either family', inBoth, from('2001:DB8:0:0::1'), true],
  ['a leading zero', not(inTen), from('010.1.2.3'), true],
  ['a zone', inCidr('sourceIPAddress', ['fe80::/10']), from('fe80::1%eth0'), false],
  ['digits of another script', not(inTen), from('١٠.1.2.3'), true],
  ['a name', not(inBoth), from('ec2.amazonaws.com'), true],
  ['AWS Internal', not(inBoth), from('AWS Internal'), true],
  ['an address before a line break', not(inTen), from('10.1.2.3\n'), true],
  ['an absent address', not(inTen), {}, true],
  ['no networks', inCidr('sourceIPAddress', []), from('10.1.2.3'), false],

  // Elements of arrays.
  [
    'an element of a column',
    some('resources', test('equals', element('ARN'), 'b')),
    holds({ ARN: 'a' }, { ARN: 'b' }),
    true,
  ],
  [
    'no element that is not',
    not(some('resources', test('equals', element('ARN'), 'b'))),
    holds({ ARN: 'a' }, { ARN: 'b' }),
    false,
  ],
  [
    'NOT of an element',
    some('resources', not(test('equals', element('ARN'), 'a'))),
    holds({ ARN: 'a' }),
    false,
  ],
  ['NOT of a null element', some('resources', not(test('equals', element('ARN'), 'a'))), holds(null), true],
  ['no resources at all', some('resources', all()), {}, false],
  ['an empty array', some('resources', all()), holds(), false],
  ['no elements, negated', not(some('resources', all())), { resources: null }, true],
  [
    'an element against a field',
    some('resources', test('equals', element('accountId'), field('recipientAccountId'))),
    { ...holds({ accountId: '1' }), recipientAccountId: '1' },
    true,
  ],
  [
    'conditions on one element',
    anyItem(port22),
    items([
      { port: 22, cidr: '10.0.0.0/8' },
      { port: 80, cidr: '0.0.0.0/0' },
    ]),
    false,
  ],
  ['conditions met by one element', anyItem(port22), items([{ port: 22, cidr: '0.0.0.0/0' }]), true],
  ['an object as a list of one', anyItem(port22), items({ port: 22, cidr: '0.0.0.0/0' }), true],
  ['a text as a list of one', anyItem(test('equals', element(), 'x')), items('x'), true],
  ['a text that begins as an array does', anyItem(test('equals', element(), '[1]')), items('[1]'), true],
  ['an array of texts', anyItem(test('startsWith', element(), 'y')), items(['x', 'yz']), true],
  ['an array of numbers', anyItem(order('greaterThan', element(), 'integer', '5')), items([1, 6]), true],
  ['an array within an array', anyItem(test('equals', element(), 'x')), items([['x']]), false],
  ['null in place of the array', not(anyItem(all())), items(null), true],
  ['an element that is null', anyItem(not(exists(element()))), items([null]), true],
  ['an element that is empty', anyItem(exists(element())), items([{}, [], null]), false],
  ['the text null as an element', anyItem(exists(element())), items(['null']), true],
  ['an array at text that is no JSON', not(anyItem(all())), asks('no json'), true],
  ['an array at a struct of another kind', anyItem(exists(element('a'))), items([1, 'x', { b: 1 }]), false],
  [
    'an array of arrays, inside',
    anyItem(some('b', test('equals', element('c'), 'x'), true)),
    items([{ b: [{ c: 'y' }] }, { b: { c: 'x' } }]),
    true,
  ],
  [
    'the outer element is out of sight',
    anyItem(some('b', test('equals', element('c'), 'x'), true)),
    items([{ c: 'x', b: [{ d: 1 }] }]),
    false,
  ],
  [
    'an array of the record, inside',
    anyItem(some('resources', test('equals', element('ARN'), 'x'))),
    { ...items([1]), ...holds({ ARN: 'x' }) },
    true,
  ],
  [
    'a scalar column as a list of one',
    some('eventName', test('equals', element(), 'x')),
    { eventName: 'x' },
    true,
  ],
  ['an absent column as a list', not(some('eventName', all())), {}, true],
  [
    'a network within an element',
    anyItem(inCidr(element('cidr'), ['10.0.0.0/8', '192.168.0.0/16'])),
    items([{ cidr: '192.168.1.1' }]),
    true,
  ],
  [
    'a pattern within an element',
    anyItem(matches(element('k'), [patternOf([...chars('z'), END])])),
    items([{ k: 'az' }]),
    true,
  ],
];

describe('a trap', () => {
  let verdicts: readonly (readonly boolean[])[] = [];
  beforeAll(async () => {
    const conditions = TRAPS.map(([, condition]) => conditionOf(condition, EXTENDED));
    verdicts = await athenaVerdicts(
      conditions,
      TRAPS.map(([, , event]) => event),
    );
  });

  it.each(TRAPS.map((trap, at) => [...trap, at] as const))('%s', (_, condition, event, verdict, at) => {
    expect(compileCondition(condition)(event)).toBe(verdict);
    expect(verdicts[at]?.[at]).toBe(verdict);
  });
});
