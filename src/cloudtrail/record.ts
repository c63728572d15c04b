/**
 * What counts as a CloudTrail record, and the one form in which trailc holds it.
 *
 * Owns: telling records from look-alikes, and turning JSON text in the open objects into those objects. Must not: open
 * envelopes (envelopes.ts does).
 */
import { OPEN_OBJECTS } from './catalogue.ts';
import { type CloudTrailEvent, isJsonObject, type Json, type JsonObject } from './event.ts';
import { parseInnerJson } from './inner-json.ts';

/** Keys that records carry besides eventName and eventSource; published records are often cut down to a few of them. */
const OTHER_KEYS = [
  'eventID',
  'eventTime',
  'awsRegion',
  'userIdentity',
  'requestParameters',
  'responseElements',
  'eventVersion',
  'eventType',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'recipientAccountId',
  'readOnly',
] as const;

/**
 * Whether the value is a CloudTrail record: eventName and eventSource, or one of them beside another of its keys.
 * Notifications that AWS services hand to Lambda use the same keys, with an eventSource of `aws:…`; they are none, and
 * neither are Insight events, which describe a rate and not a call.
 */
export function isEvent(json: Json | undefined): json is CloudTrailEvent {
  if (!isJsonObject(json) || isInsight(json)) return false;
  const { eventName, eventSource } = json;
  const named = typeof eventName === 'string';
  if (typeof eventSource === 'string') {
    if (eventSource.startsWith('aws:')) return false;
    if (named) return true;
  } else if (!named) {
    return false;
  }
  return OTHER_KEYS.some((key) => json[key] !== undefined);
}

/** Whether the value is a CloudTrail Insights event. */
export function isInsight(json: JsonObject): boolean {
  return json.eventCategory === 'Insight' || json.eventType === 'AwsCloudTrailInsight';
}

/**
 * The record with requestParameters, responseElements, additionalEventData and serviceEventDetails as objects where
 * they came as a text that holds a JSON object (docs/semantics.md); any other text stays the text it is.
 */
export function normaliseEvent(record: CloudTrailEvent): CloudTrailEvent {
  let event = record;
  for (const key of OPEN_OBJECTS) {
    const value = record[key];
    if (typeof value !== 'string' || !/^\s*\{/.test(value)) continue;
    const inner = parseInnerJson(value);
    if (isJsonObject(inner)) event = { ...event, [key]: inner };
  }
  return event;
}
