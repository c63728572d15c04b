import { describe, expect, it } from 'vitest';
import { type SkipReason, unwrap } from '../../src/cloudtrail/envelopes.ts';
import type { Json, JsonObject } from '../../src/cloudtrail/event.ts';
import { isEvent } from '../../src/cloudtrail/record.ts';

const record = (eventID: string, more: JsonObject = {}): JsonObject => ({
  eventVersion: '1.11',
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
  eventID,
  ...more,
});
const A = record('a');
const B = record('b');
const text = (json: Json) => JSON.stringify(json);
const events = (json: Json) =>
  unwrap(json).map((one) => (one.kind === 'event' ? one.event.eventID : `${one.kind}: ${one.reason}`));

describe('unwrap', () => {
  const message = (one: Json) => ({
    id: '1',
    timestamp: 1,
    message: typeof one === 'string' ? one : text(one),
  });
  it.each<[string, Json, readonly string[]]>([
    ['a bare record', A, ['a']],
    ['a list of records', [A, B], ['a', 'b']],
    ['an S3 log file', { Records: [A, B] }, ['a', 'b']],
    ['an empty S3 log file', { Records: [] }, []],
    ['EventBridge', { version: '0', 'detail-type': 'AWS API Call via CloudTrail', detail: A }, ['a']],
    [
      'CloudWatch Logs',
      { messageType: 'DATA_MESSAGE', logGroup: 'g', logEvents: [message(A), message(B)] },
      ['a', 'b'],
    ],
    ['one log event without its envelope', message(A), ['a']],
    ['filter-log-events', { events: [{ ...message(A), ingestionTime: 2 }] }, ['a']],
    ['LookupEvents', { Events: [{ EventId: 'a', CloudTrailEvent: text(A) }] }, ['a']],
    ['LookupEvents, one a line', { EventId: 'a', CloudTrailEvent: text(A) }, ['a']],
    ['a Splunk export', { preview: false, result: { _raw: text(A), eventName: 'AssumeRole' } }, ['a']],
    ['a Splunk export in one piece', { results: [{ _raw: text(A) }, { _raw: text(B) }] }, ['a', 'b']],
    ['a Splunk row', { ...B, _raw: text(A) }, ['a']],
    ['SNS', { Type: 'Notification', Message: text({ detail: A, source: 'aws.sts' }) }, ['a']],
    ['SQS', { Messages: [{ MessageId: '1', Body: text(A) }] }, ['a']],
    ['SQS in Lambda', { Records: [{ messageId: '1', body: text(A), eventSource: 'aws:sqs' }] }, ['a']],
    ['EventBridge in CloudWatch Logs', { logEvents: [message({ detail: A })] }, ['a']],
  ])('opens %s', (_, json, ids) => {
    expect(events(json)).toEqual(ids);
  });

  it.each<[SkipReason, Json]>([
    ['insight', { eventType: 'AwsCloudTrailInsight', insightDetails: {}, eventID: 'a' }],
    ['insight', record('a', { eventCategory: 'Insight' })],
    ['digest', { digestStartTime: '2026-01-01T00:00:00Z', logFiles: [] }],
    ['control', { messageType: 'CONTROL_MESSAGE', logEvents: [message('anything')] }],
    ['control', message('CWL CONTROL MESSAGE: Checking health of destination')],
    ['pointer', { s3Bucket: 'b', s3ObjectKey: ['k'] }],
    ['pointer', { Type: 'Notification', Message: text({ s3Bucket: 'b', s3ObjectKey: ['k'] }) }],
    [
      'pointer',
      {
        Records: [{ eventSource: 'aws:s3', eventName: 'ObjectCreated:Put', awsRegion: 'eu-west-1', s3: {} }],
      },
    ],
    ['encoded', { Records: [{ eventSource: 'aws:kinesis', eventName: 'aws:kinesis:record', kinesis: {} }] }],
    ['no-raw', { result: { eventName: 'AssumeRole', eventSource: 'sts.amazonaws.com' } }],
    ['not-cloudtrail', {}],
    ['not-cloudtrail', { eventName: 'click' }],
    ['not-cloudtrail', { eventSource: 'sts.amazonaws.com' }],
    ['not-cloudtrail', { eventName: null, eventSource: null, eventID: 'a' }],
    ['not-cloudtrail', message('a line of another log')],
    ['not-cloudtrail', { 'detail-type': 'EC2 Instance State-change Notification', detail: { state: 'x' } }],
    ['not-cloudtrail', null],
    ['not-cloudtrail', 'text'],
  ])('skips %s: %j', (reason, json) => {
    expect(unwrap(json)).toEqual([{ kind: 'skipped', reason }]);
  });

  it.each<[string, Json]>([
    ['_raw', { result: { _raw: text(A).slice(0, 40) } }],
    ['CloudTrailEvent', { CloudTrailEvent: 'not JSON' }],
    ['message', { logEvents: [message(text(A).slice(0, 40))] }],
    ['message', { logEvents: [message('['.repeat(100_000))] }],
    ['message', { logEvents: [message(`${'['.repeat(300)}${']'.repeat(300)}`)] }],
  ])('reports a "%s" that is cut or hostile', (key, json) => {
    expect(unwrap(json)).toEqual([{ kind: 'malformed', reason: `the text of "${key}" is not whole JSON` }]);
  });

  it('counts each thing in a list once', () => {
    expect(events({ results: [A, { _raw: text(A) }, null] })).toEqual([
      'skipped: no-raw',
      'a',
      'skipped: no-raw',
    ]);
    expect(events({ Records: [A, {}, 7, B] })).toEqual([
      'a',
      'skipped: not-cloudtrail',
      'skipped: not-cloudtrail',
      'b',
    ]);
  });

  it('opens at most four envelopes in each other', () => {
    const wrap = (json: Json, times: number): Json =>
      times === 0 ? json : { detail: wrap(json, times - 1) };
    expect(events(wrap(A, 4))).toEqual(['a']);
    expect(events(wrap(A, 5))).toEqual(['malformed: envelopes stand in each other more than 4 deep']);
    expect(events(wrap(A, 5_000))).toHaveLength(1);
  });
});

describe('a record', () => {
  it('may be cut down by its publisher', () => {
    expect(isEvent({ eventName: 'X', eventSource: 'y.amazonaws.com' })).toBe(true);
    expect(isEvent({ eventName: 'X', awsRegion: 'eu-west-1' })).toBe(true);
    expect(isEvent({ eventSource: 'y.amazonaws.com', userIdentity: {} })).toBe(true);
    expect(isEvent([])).toBe(false);
    expect(isEvent(undefined)).toBe(false);
  });

  it('gets its four objects back where they came as text', () => {
    const [one] = unwrap(
      record('a', {
        requestParameters: '{"roleArn":"r"}',
        responseElements: ' {\n"x": null}',
        additionalEventData: 'null',
        serviceEventDetails: '[1]',
        errorMessage: '{"not":"one of the four"}',
      }),
    );
    expect(one).toEqual({
      kind: 'event',
      event: record('a', {
        requestParameters: { roleArn: 'r' },
        responseElements: { x: null },
        additionalEventData: 'null',
        serviceEventDetails: '[1]',
        errorMessage: '{"not":"one of the four"}',
      }),
    });
  });

  it('keeps a text that is no whole JSON object', () => {
    const deep = `{"a":${'['.repeat(300)}${']'.repeat(300)}}`;
    const whole = record('a', { requestParameters: '{"roleArn":', responseElements: deep });
    expect(unwrap(whole)).toEqual([{ kind: 'event', event: whole }]);
  });

  it('is not changed, and does not change Object.prototype', () => {
    const hostile = JSON.parse(
      '{"eventName":"X","eventSource":"s","__proto__":{"polluted":1},"requestParameters":"{\\"__proto__\\":{\\"polluted\\":1}}"}',
    ) as Json;
    const before = JSON.stringify(hostile);
    const [one] = unwrap(hostile);
    expect(JSON.stringify(hostile)).toBe(before);
    expect(one?.kind === 'event' && Object.hasOwn(one.event, '__proto__')).toBe(true);
    expect(one?.kind === 'event' && Object.getPrototypeOf(one.event)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
