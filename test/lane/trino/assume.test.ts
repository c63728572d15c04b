/** Each assumption: events that break its sentence, and near ones that do not. */
import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import type { Expression } from '../../../src/ir/expression.ts';
import type { RuleIr } from '../../../src/ir/rule.ts';
import { element, exists, field, SESSION_NAME, some, test } from '../../evaluate/build.ts';
import { athenaBreaks } from './assume.ts';

const NAMES = ['no-object-here', 'objects-in-array', 'one-key-case', 'no-array-at-number', 'json-is-whole'];

/** All that the event breaks. */
function broken(condition: Expression, event: unknown): readonly string[] {
  const rule = { condition } as RuleIr;
  return NAMES.filter((name) => athenaBreaks(name, rule, event as CloudTrailEvent));
}

const name = test('equals', 'eventName', 'x');
const arn = exists('userIdentity.sessionContext.sessionIssuer.arn');
const role = test('equals', 'requestParameters.a.role', 'x');
const numbered = test('equals', field('n', { kind: 'path', path: ['requestParameters', 'a', '1'] }), 'x');
const resource = some('resources', test('equals', element('ARN'), 'x'));
const item = some('requestParameters.items', test('equals', element('k'), { ...field('eventName') }));
const texts = some('eventName', test('equals', element(), 'x'));

describe('athenaBreaks', () => {
  it.each<[string, Expression, unknown, readonly string[]]>([
    ['a text', name, { eventName: 'x' }, []],
    ['nothing', name, {}, []],
    ['an object at a text', name, { eventName: {} }, ['no-object-here']],
    ['an array at a text', name, { eventName: ['x'] }, ['no-object-here']],
    ['an object that nobody reads', name, { errorCode: {} }, []],
    [
      'an object below',
      arn,
      { userIdentity: { sessionContext: { sessionIssuer: { arn: {} } } } },
      ['no-object-here'],
    ],
    ['objects on the way', arn, { userIdentity: { sessionContext: { sessionIssuer: {} } } }, []],
    ['an object in JSON', role, { requestParameters: { a: { role: {} } } }, []],
    ['an array of texts', texts, { eventName: ['x'] }, ['no-object-here']],
    ['objects in an array', resource, { resources: [{ ARN: 'x' }, {}, null] }, []],
    ['an object for an array', resource, { resources: { ARN: 'x' } }, []],
    ['a text in an array', resource, { resources: [{ ARN: 'x' }, 'y'] }, ['objects-in-array']],
    ['a number in an array', resource, { resources: [1] }, ['objects-in-array']],
    ['an array in an array', resource, { resources: [[{}]] }, ['no-object-here', 'objects-in-array']],
    ['a text for an array', resource, { resources: 'x' }, ['objects-in-array']],
    ['a text in an array that nobody reads', name, { resources: ['x'] }, []],
    ['an object in an element', resource, { resources: [{ ARN: ['x'] }] }, ['no-object-here']],
    ['another case, alone', name, { EventName: 'x' }, ['one-key-case']],
    ['another case, beside', name, { eventName: 'x', eventname: 'y' }, ['one-key-case']],
    ['another case of what nobody reads', name, { eventName: 'x', ERRORCODE: 'y' }, []],
    ['another case on the way', arn, { useridentity: {} }, ['one-key-case']],
    ['another case in an element', resource, { resources: [{ arn: 'x' }] }, ['one-key-case']],
    ['another case in JSON, alone', role, { requestParameters: { A: { role: 'x' } } }, []],
    [
      'another case in JSON, beside',
      role,
      { requestParameters: { A: 1, a: { role: 'x' } } },
      ['one-key-case'],
    ],
    ['a number in an object', numbered, { requestParameters: { a: { 1: 'x' } } }, []],
    ['a number in an array', numbered, { requestParameters: { a: ['y', 'x'] } }, ['no-array-at-number']],
    ['a number behind an array', numbered, { requestParameters: { a: ['y'] } }, []],
    ['a word in an array', role, { requestParameters: { a: ['y'] } }, []],
    ['no JSON at all', role, { requestParameters: 'HIDDEN' }, []],
    ['whole JSON', role, { requestParameters: '["x"]' }, []],
    ['JSON that breaks off', role, { requestParameters: '{"a":{"role":"x"' }, ['json-is-whole']],
    ['JSON that goes on', role, { requestParameters: '{"a":1}x' }, ['json-is-whole']],
    ['a text in JSON that breaks off', role, { requestParameters: { a: '{"role"' } }, []],
    ['elements in JSON', item, { requestParameters: { items: ['x', [1], { k: {} }] }, eventName: 'x' }, []],
    [
      'a field of the record beside an element',
      item,
      { requestParameters: { items: [{}] }, eventName: [] },
      ['no-object-here'],
    ],
    ['the same without an element', item, { requestParameters: { items: [] }, eventName: [] }, []],
  ])('%s', (_, condition, event, names) => {
    expect(broken(condition, event)).toEqual(names);
  });

  it('reads the parts of a derived field', () => {
    const session = exists(SESSION_NAME);
    expect(broken(session, { userIdentity: { type: [] } })).toEqual(['no-object-here']);
    expect(broken(session, { userIdentity: { ARN: 'x' } })).toEqual(['one-key-case']);
    expect(broken(session, { userIdentity: { userName: {} } })).toEqual([]);
  });

  it('knows no other assumption', () => {
    expect(athenaBreaks('ascii-case-only', { condition: name } as RuleIr, { eventName: {} })).toBe(false);
  });
});
