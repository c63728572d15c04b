/** Which events break an assumption of an SPL answer: those that its sentence describes, and no others. */
import { expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import { splBreaks } from '../../lane/assume-spl.ts';
import { documentOf, ruleOf } from '../../support/rule.ts';

const rule = ruleOf(documentOf({ 'requestParameters.a.k': 'x', errorCode: 'X', 'session.name': 'y' }));
const breaks = (assumption: string, event: CloudTrailEvent) => splBreaks(assumption, rule, event);
const at = (a: CloudTrailEvent[string]) => ({ requestParameters: { a } });

it.each([
  [true, 'no-twin-key', at({ k: null, z: { k: 'null' } })],
  [true, 'no-twin-key', at({ k: {}, z: [{ k: '[x' }] })],
  [true, 'no-twin-key', { errorCode: null, z: { errorCode: '{' } }],
  [false, 'no-twin-key', at({ k: 'null' })],
  [false, 'no-twin-key', at({ k: 'x', z: { k: 'null' } })],
  [false, 'no-twin-key', at({ z: { k: 'null' } })],
  [false, 'no-twin-key', at({ k: null, z: { k: 'nullify' } })],
  [false, 'no-twin-key', { ...at({ k: null }), z: { k: 'null' } }],
  [true, 'no-null-twin', { ...at({ k: null }), z: { k: 'null' } }],
  [false, 'no-null-twin', { ...at({ k: {} }), z: { k: 'null' } }],
  [false, 'no-null-twin', { ...at({ k: null }), z: { k: '{' } }],
  [true, 'no-outcome-code', { errorCode: 'success' }],
  [false, 'no-outcome-code', { errorCode: 'Success' }],
  [true, 'parameters-are-objects', { requestParameters: '{"a":1}' }],
  [false, 'parameters-are-objects', { requestParameters: '{"a":' }],
  [false, 'parameters-are-objects', { responseElements: '{"a":1}' }],
  [true, 'no-object-here', at({ k: [1] })],
  [true, 'no-object-here', { userIdentity: { type: 'AssumedRole', arn: {} } }],
  [false, 'no-object-here', at({ k: 'x' })],
  [false, 'no-object-here', at([])],
  [false, 'splunk-canary', at({ k: null })],
] as const)('%s: %s %j', (wanted, assumption, event) => {
  expect(breaks(assumption, event)).toBe(wanted);
});
