/**
 * The forms in which CloudTrail records are delivered and exported, opened down to the records.
 *
 * Owns: S3 delivery, EventBridge, CloudWatch Logs, LookupEvents, Splunk exports, SNS and SQS messages, and what is
 * skipped for which reason. Must not: read bytes (logs does) or trust nesting.
 */
import { type CloudTrailEvent, isJsonObject, type Json, type JsonObject } from './event.ts';
import { parseInnerJson } from './inner-json.ts';
import { isEvent, isInsight, normaliseEvent } from './record.ts';

/** Why a well-formed value yields no event. */
export const SKIP_REASONS = {
  insight: 'a CloudTrail Insights event: it describes a rate of calls, not a call',
  digest: 'a CloudTrail digest file: it holds hashes of log files, no records',
  control: 'a control message of CloudWatch Logs: it holds no records',
  pointer: 'a notification that names log files in S3: read those files',
  encoded: 'a Kinesis message whose data is encoded: decode it first',
  'no-raw': 'a Splunk result without _raw: export the search with _raw',
  'not-cloudtrail': 'JSON that is no CloudTrail record',
} as const;

export type SkipReason = keyof typeof SKIP_REASONS;

export type Unwrapped =
  | { readonly kind: 'event'; readonly event: CloudTrailEvent }
  | { readonly kind: 'skipped'; readonly reason: SkipReason }
  | { readonly kind: 'malformed'; readonly reason: string };

/** Envelopes inside envelopes that are opened: a list in a subscription message in a Splunk export is three. */
const MAX_ENVELOPES = 4;

/**
 * Every record in the value, whatever it is wrapped in; and one `skipped` or `malformed` for each thing in it that is
 * no record, so that nothing is lost without a trace. An empty list of records yields nothing.
 */
export function unwrap(json: Json): readonly Unwrapped[] {
  const found: Unwrapped[] = [];
  open(json, 0, found);
  return found;
}

/**
 * Whether `unwrap` gives a record as one event, known from these of its keys alone, however it goes on: the others may be left out of
 * `record`. False says nothing.
 */
export function isSurelyEvent(record: JsonObject): boolean {
  const { eventName, eventSource, _raw } = record;
  const isNamed = typeof eventName === 'string' && typeof eventSource === 'string';
  return isNamed && typeof _raw !== 'string' && isEvent(record);
}

/** What `isSurelyEvent` reads. */
export const TELLING_KEYS = ['eventName', 'eventSource', 'eventCategory', 'eventType', '_raw'] as const;

function open(json: Json, level: number, found: Unwrapped[]): void {
  if (level > MAX_ENVELOPES) {
    found.push({
      kind: 'malformed',
      reason: `envelopes stand in each other more than ${MAX_ENVELOPES} deep`,
    });
  } else if (!isJsonObject(json)) {
    if (!Array.isArray(json)) found.push({ kind: 'skipped', reason: 'not-cloudtrail' });
    else for (const part of json as readonly Json[]) open(part, level + 1, found);
  } else if (typeof json._raw !== 'string' && isEvent(json)) {
    found.push({ kind: 'event', event: normaliseEvent(json) });
  } else {
    openContents(contentsOf(json), level + 1, found);
  }
}

function openContents(contents: Contents, level: number, found: Unwrapped[]): void {
  switch (contents.kind) {
    case 'skipped':
      found.push(contents);
      break;
    case 'parts':
      for (const part of contents.parts) open(part, level, found);
      break;
    case 'rows':
      for (const row of contents.rows) {
        if (isJsonObject(row) && typeof row._raw === 'string') open(row, level, found);
        else found.push({ kind: 'skipped', reason: 'no-raw' });
      }
      break;
    case 'text': {
      const inner = parseInnerJson(contents.text);
      if (inner !== undefined) open(inner, level, found);
      else found.push({ kind: 'malformed', reason: `the text of "${contents.key}" is not whole JSON` });
    }
  }
}

/** What stands inside an object that is no record. */
type Contents =
  | { readonly kind: 'parts'; readonly parts: readonly Json[] }
  /** Of a Splunk search. Without _raw a row is a flat copy of some fields, which would pass for a record and is none. */
  | { readonly kind: 'rows'; readonly rows: readonly Json[] }
  | { readonly kind: 'text'; readonly text: string; readonly key: string }
  | { readonly kind: 'skipped'; readonly reason: SkipReason };

const skipped = (reason: SkipReason): Contents => ({ kind: 'skipped', reason });

/** Keys of lists whose elements logs/split.ts hands over one by one: each must be known without its envelope. */
const LISTS = ['Records', 'Events', 'logEvents', 'events'] as const;
/** EventBridge; the SNS message inside a Lambda event. */
const OBJECTS = ['detail', 'Sns'] as const;
/** Texts that hold a record or nothing: what else stands there was cut or changed on its way. */
const RECORD_TEXTS = ['_raw', 'CloudTrailEvent'] as const;
/** Texts that hold whatever was logged or sent: CloudWatch Logs, SNS, SQS, SQS inside a Lambda event. */
const MESSAGE_TEXTS = ['message', 'Message', 'Body', 'body'] as const;

function contentsOf(json: JsonObject): Contents {
  for (const key of RECORD_TEXTS) {
    const text = json[key];
    if (typeof text === 'string') return { kind: 'text', text, key };
  }
  if (isInsight(json)) return skipped('insight');
  if (json.messageType === 'CONTROL_MESSAGE') return skipped('control');
  for (const key of LISTS) {
    const parts = json[key];
    if (Array.isArray(parts)) return { kind: 'parts', parts: parts as readonly Json[] };
  }
  for (const key of OBJECTS) {
    const part = json[key];
    if (isJsonObject(part)) return { kind: 'parts', parts: [part] };
  }
  if (isJsonObject(json.result)) return { kind: 'rows', rows: [json.result] };
  if (Array.isArray(json.results)) return { kind: 'rows', rows: json.results as readonly Json[] };
  if (Array.isArray(json.Messages)) return { kind: 'parts', parts: json.Messages as readonly Json[] };
  for (const key of MESSAGE_TEXTS) {
    const text = json[key];
    if (typeof text === 'string') return messageText(text, key);
  }
  if (Array.isArray(json.logFiles) && json.digestStartTime !== undefined) return skipped('digest');
  if (isJsonObject(json.kinesis)) return skipped('encoded');
  return skipped(isPointer(json) ? 'pointer' : 'not-cloudtrail');
}

function messageText(text: string, key: string): Contents {
  if (/^\s*[{[]/.test(text)) return { kind: 'text', text, key };
  // CloudWatch Logs tests a destination with this text.
  return skipped(text.startsWith('CWL CONTROL MESSAGE') ? 'control' : 'not-cloudtrail');
}

/** CloudTrail's own notification, and the one of S3: both name objects in a bucket. */
function isPointer(json: JsonObject): boolean {
  return (json.s3Bucket !== undefined && json.s3ObjectKey !== undefined) || isJsonObject(json.s3);
}
