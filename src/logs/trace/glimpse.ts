/**
 * Events as far as traces and lists of sessions read them, without parsing.
 *
 * Owns: which values these are. They stand in the event as in the record; nothing else does, and null is absent. A call that issues
 * credentials is parsed, and so is a record of which the scanner is not sure. Must not: read files.
 */
import { isSurelyEvent, TELLING_KEYS } from '../../cloudtrail/envelopes.ts';
import type { CloudTrailEvent, Json, JsonObject } from '../../cloudtrail/event.ts';
import type { FieldPath } from '../../cloudtrail/value.ts';
import type { Origin } from '../item.ts';
import { maskOf, openScanner, type Scanner, SORTS, type Table, VALUES } from '../raw/scanner.ts';
import type { Reader } from '../raw/take.ts';
import type { EventItem } from '../read.ts';
import { type Caller, callerOf } from './identity.ts';
import { issuingCallOf } from './issue.ts';

/** An event without its userIdentity; `caller` is what that says. */
export interface Glimpsed extends EventItem {
  readonly caller: Caller;
}

/** What tells events from other records, and what was done. */
const CALL: readonly FieldPath[] = [
  ...TELLING_KEYS.map((name) => [name]),
  ['readOnly'],
  ['errorCode'],
  ['awsRegion'],
  ['recipientAccountId'],
];
/** What `callerOf` (identity.ts) reads. */
const CALLER: readonly FieldPath[] = [
  ['sessionCredentialFromConsole'],
  ['userIdentity', 'type'],
  ['userIdentity', 'arn'],
  ['userIdentity', 'principalId'],
  ['userIdentity', 'accountId'],
  ['userIdentity', 'userName'],
  ['userIdentity', 'accessKeyId'],
  ['userIdentity', 'invokedBy'],
  ['userIdentity', 'identityProvider'],
  ['userIdentity', 'onBehalfOf', 'userId'],
  ['userIdentity', 'sessionContext', 'sourceIdentity'],
  ['userIdentity', 'sessionContext', 'assumedRoot'],
  ['userIdentity', 'sessionContext', 'sessionIssuer', 'arn'],
  ['userIdentity', 'sessionContext', 'attributes', 'creationDate'],
  ['userIdentity', 'sessionContext', 'attributes', 'mfaAuthenticated'],
];
const CALLER_AT = CALL.length;
const ID_AT = CALLER_AT + CALLER.length;
const TIME_AT = ID_AT + 1;

/** Callers at work at a time, and more. */
const MAX_KNOWN = 8_000;

export function openGlimpse(): Reader<Glimpsed> {
  const scanner = openScanner([...CALL, ...CALLER, ['eventID'], ['eventTime']]);
  const callOf = remembering(scanner, SORTS, CALL, 0, callIn);
  const callerAt = remembering(scanner, VALUES, CALLER, CALLER_AT, callerOf);
  return {
    scanner,
    look() {
      if (scanner.isUnsure()) return 'parse';
      const call = callOf();
      if (call === undefined) return 'parse';
      // Written out: an object of one shape is made and read several times as fast as a merged one.
      const event: CloudTrailEvent = {
        eventName: call.eventName,
        eventSource: call.eventSource,
        readOnly: call.readOnly,
        errorCode: call.errorCode,
        awsRegion: call.awsRegion,
        recipientAccountId: call.recipientAccountId,
        eventID: scanner.valueAt(ID_AT) ?? null,
        eventTime: scanner.valueAt(TIME_AT) ?? null,
      };
      const caller = callerAt();
      return { at: (origin: Origin): Glimpsed => ({ kind: 'event', event, origin, caller }) };
    },
  };
}

/** Undefined where it is not surely an event, or is one of which more is read. */
function callIn(values: JsonObject) {
  const { eventName = null, eventSource = null, readOnly = null } = values;
  const { errorCode = null, awsRegion = null, recipientAccountId = null } = values;
  const isSure = isSurelyEvent(values) && issuingCallOf(values) === undefined;
  return isSure ? { eventName, eventSource, readOnly, errorCode, awsRegion, recipientAccountId } : undefined;
}

/** Reads some values of the record that was scanned last; the same ones once only, as long as there are not too many others. */
function remembering<T>(
  scanner: Scanner,
  table: Table,
  paths: readonly FieldPath[],
  from: number,
  make: (object: JsonObject) => T,
): () => T {
  const mask = maskOf(paths.map((_, at) => from + at));
  let known: { readonly made: T }[] = [];
  return () => {
    const number = scanner.numberOf(table, mask);
    const before = number < 0 ? undefined : known[number];
    if (before !== undefined) return before.made;
    const made = make(objectAt(scanner, paths, from));
    if (number >= MAX_KNOWN) {
      scanner.forget(table);
      known = [];
    } else if (number >= 0) {
      known[number] = { made };
    }
    return made;
  };
}

function objectAt(scanner: Scanner, paths: readonly FieldPath[], from: number): JsonObject {
  const object: Record<string, Json> = {};
  for (const [at, path] of paths.entries()) {
    const value = scanner.valueAt(from + at);
    if (value === undefined) continue;
    let holder = object;
    for (const name of path.slice(0, -1)) {
      holder[name] ??= {};
      holder = holder[name] as Record<string, Json>;
    }
    holder[path.at(-1) ?? ''] = value;
  }
  return object;
}
