import { beforeAll, describe, expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import type { ValueExpr } from '../../../src/cloudtrail/value.ts';
import { compileCondition } from '../../../src/evaluate/condition.ts';
import type { Expression } from '../../../src/ir/expression.ts';
import { EXTENDED } from '../../../src/targets/athena/profiles.ts';
import { conditionOf } from '../../../src/targets/athena/query.ts';
import { all, any, exists, field, inList, not, row, SESSION_NAME, test } from '../../evaluate/build.ts';
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
