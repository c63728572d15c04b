/** Each assumption of Athena's answers: an event that breaks it is told, and one that does not is not. */
import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import { brokenAssumptions } from '../../src/duckdb/outside.ts';
import type { Expression } from '../../src/ir/expression.ts';
import { EXTENDED } from '../../src/targets/athena/profiles.ts';
import { all, element, exists, field, not, SESSION_NAME, some, test } from '../evaluate/build.ts';

const USER = test('equals', 'userIdentity.userName', 'x');
const KEY = test('equals', 'requestParameters.key', 'x');
const NUMBERED = exists(field('n', { kind: 'path', path: ['requestParameters', 'list', '0', 'a'] }));
const SESSION_IS = test('equals', SESSION_NAME, 'x');
const RESOURCE = some('resources', test('equals', element('ARN'), 'x'));
const BELOW = some('requestParameters.items', exists(element('10')));

describe('brokenAssumptions', () => {
  it.each<[string, Expression, unknown, readonly string[]]>([
    ['nothing', USER, { userIdentity: { userName: 'x' } }, []],
    ['an absent field', USER, {}, []],
    ['an object where a text is read', USER, { userIdentity: { userName: {} } }, ['no-object-here']],
    ['an array where a text is read', USER, { userIdentity: { userName: ['x'] } }, ['no-object-here']],
    ['an object elsewhere', USER, { errorCode: {}, userIdentity: { arn: [] } }, []],
    ['an object that a derived field reads', SESSION_IS, { userIdentity: { arn: {} } }, ['no-object-here']],
    ['under not', not(all(USER)), { userIdentity: { userName: {} } }, ['no-object-here']],
    ['another case of a column', USER, { UserIdentity: {} }, ['one-key-case']],
    ['a twin of a member', USER, { userIdentity: { userName: 'x', username: 'y' } }, ['one-key-case']],
    ['another case of a column of JSON', KEY, { RequestParameters: {} }, ['one-key-case']],
    ['another case below a column of JSON', KEY, { requestParameters: { Key: 'x' } }, []],
    ['an object below a column of JSON', KEY, { requestParameters: { key: {} } }, []],
    ['JSON that breaks off', KEY, { requestParameters: '{"key":"x"' }, ['json-is-whole']],
    ['a text of JSON', KEY, { requestParameters: '"x"' }, []],
    ['an array at a number', NUMBERED, { requestParameters: { list: [{ a: 1 }] } }, ['no-array-at-number']],
    ['an object at a number', NUMBERED, { requestParameters: { list: { 0: { a: 1 } } } }, []],
    [
      'an array at a number, in an element',
      BELOW,
      { requestParameters: { items: [['x']] } },
      ['no-array-at-number'],
    ],
    ['a text among objects', RESOURCE, { resources: [{ ARN: 'x' }, 'y'] }, ['objects-in-array']],
    ['objects alone', RESOURCE, { resources: [{ ARN: 'x' }] }, []],
    ['an object in an element', RESOURCE, { resources: [{}, { ARN: {} }] }, ['no-object-here']],
    ['another case in an element', RESOURCE, { resources: [{ arn: 'x' }] }, ['one-key-case']],
  ])('%s', (_, condition, event, broken) => {
    expect(brokenAssumptions(condition, event as CloudTrailEvent, EXTENDED)).toEqual(broken);
  });
});
