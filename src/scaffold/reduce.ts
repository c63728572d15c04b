/**
 * A record with what a test and its reader need, and nothing secret: the event of a new rule's fixture.
 *
 * Owns: what is kept, the limits of size, and saying what is left out. Values are kept as they are or left out, never
 * changed. Must not: write files.
 */
import { type CloudTrailEvent, isJsonObject, type Json, type JsonObject } from '../cloudtrail/event.ts';
import { isSecretName, isSecretText, NAMING_KEYS } from './secrets.ts';

export interface Reduced {
  readonly event: CloudTrailEvent;
  /** Keys from the top, with `[0]` for places in lists, each part of the record once. */
  readonly secret: readonly (readonly (string | number)[])[];
  readonly unneeded: readonly (readonly (string | number)[])[];
}

/** What a record is about. Identifiers of the delivery, TLS and what tools add stay out. */
const KEPT: readonly string[] = [
  'eventVersion',
  'userIdentity',
  'eventTime',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'errorMessage',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'eventID',
  'readOnly',
  'eventType',
  'managementEvent',
  'recipientAccountId',
  'serviceEventDetails',
  'eventCategory',
  'sessionCredentialFromConsole',
];

const LONGEST_TEXT = 1000;
const LONGEST_KEY = 100;
const MOST_ITEMS = 20;
const MOST_KEYS = 60;
const DEEPEST = 8;
/** Characters of JSON; beyond them whole objects go, the last of these first. */
const LARGEST = 32_768;
const LARGE_ONES = ['requestParameters', 'additionalEventData', 'serviceEventDetails', 'responseElements'];

/** Keys that nothing has to be quoted or escaped for. */
const KEY = /^[A-Za-z0-9_@$][A-Za-z0-9_.:@$/ -]*$/;

export function reduceEvent(event: CloudTrailEvent): Reduced {
  const secret: (readonly (string | number)[])[] = [];
  const unneeded: (readonly (string | number)[])[] = [];

  const keep = (value: Json, path: readonly (string | number)[]): Json | undefined => {
    if (typeof value === 'string') {
      if (isSecretText(value)) return leave(secret, path);
      return value.length > LONGEST_TEXT ? leave(unneeded, path) : value;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (path.length >= DEEPEST) return leave(unneeded, path);
    return isJsonObject(value) ? keepObject(value, path) : keepItems(value, path);
  };

  const keepItems = (items: readonly Json[], path: readonly (string | number)[]): Json => {
    if (items.length > MOST_ITEMS) unneeded.push([...path, MOST_ITEMS]);
    return items.slice(0, MOST_ITEMS).flatMap((item, at) => keep(item, [...path, at]) ?? []);
  };

  const keepObject = (object: JsonObject, path: readonly (string | number)[]): JsonObject => {
    const namesSecret = Object.entries(object).some(
      ([key, value]) =>
        NAMING_KEYS.includes(lowerFirst(key)) && typeof value === 'string' && isSecretName(value),
    );
    const kept: [string, Json][] = [];
    for (const [key, value] of Object.entries(object)) {
      const here = [...path, key];
      const beside = namesSecret && !NAMING_KEYS.includes(lowerFirst(key));
      if (key.length > LONGEST_KEY || !KEY.test(key) || key === '__proto__' || kept.length >= MOST_KEYS) {
        leave(unneeded, here);
      } else if ((beside || isSecretName(key)) && !saysNothing(value)) {
        leave(secret, here);
      } else {
        const inner = keep(value, here);
        if (inner !== undefined) kept.push([key, inner]);
      }
    }
    return Object.fromEntries(kept);
  };

  const needed = Object.fromEntries(
    KEPT.flatMap((key) => {
      const value = Object.hasOwn(event, key) ? event[key] : undefined;
      return value === undefined ? [] : [[key, value]];
    }),
  );
  for (const key of Object.keys(event)) if (!KEPT.includes(key)) unneeded.push([key]);
  let reduced = keepObject(needed, []);
  for (const key of LARGE_ONES.toReversed()) {
    if (JSON.stringify(reduced).length <= LARGEST) break;
    if (reduced[key] === undefined) continue;
    const { [key]: _large, ...rest } = reduced;
    unneeded.push([key]);
    reduced = rest;
  }
  return { event: reduced, secret, unneeded };
}

/** Under whatever name: no value, a word for yes or no, or what AWS puts in a secret's place. */
function saysNothing(value: Json): boolean {
  return typeof value !== 'string' ? value === null || typeof value === 'boolean' : MASKED.test(value);
}

const MASKED =
  /^(?:\**|HIDDEN_DUE_TO_SECURITY_REASONS|<sensitiveDataRemoved>|REDACTED|true|false|Success|Failure|required|optional)$/;

const lowerFirst = (key: string) => key.charAt(0).toLowerCase() + key.slice(1);

function leave(among: (readonly (string | number)[])[], path: readonly (string | number)[]): undefined {
  among.push(path);
  return undefined;
}
