/**
 * What a rule made from one event asks for, and for each clause the changes of the event that it must notice.
 *
 * Owns: the choice of features: what kind of event this is, never whose, whence or when. Must not: print.
 */
import { type CloudTrailEvent, isJsonObject, type Json } from '../cloudtrail/event.ts';
import { type NearNames, nearCalls, nearSources, nearTypes } from './near-names.ts';

/** One change of the event after which the rule must not match. */
export interface Flip {
  /** Name of the test. */
  readonly name: string;
  readonly path: string;
  /** Left out: the path is unset. */
  readonly value?: Json;
}

export interface ScaffoldClause {
  /** As `match` and `set` spell it. */
  readonly field: string;
  /** A text, `true` or `false`; undefined: the field must be absent. */
  readonly value: string | boolean | undefined;
  /** Why it is there, and when to take it out: one sentence or two. */
  readonly why: string;
  /** Without it the rule would be about another call. */
  readonly needed: boolean;
  readonly flips: readonly Flip[];
}

/** Values that a name of AWS has: others are left to the author. */
const NAME = /^[\x21-\x7e](?:[\x20-\x7e]{0,126}[\x21-\x7e])?$/;
export const isName = (value: Json | undefined): value is string =>
  typeof value === 'string' && NAME.test(value);

/** In the order of `match`. The event has an eventName (`isName`). */
export function clausesOf(event: CloudTrailEvent): readonly ScaffoldClause[] {
  return [sourceOf, nameOf, errorOf, outcomeOf, readOnlyOf, typeOf, serviceOf, consoleOf].flatMap(
    (clause) => clause(event) ?? [],
  );
}

type MaybeClause = (event: CloudTrailEvent) => ScaffoldClause | undefined;

const sourceOf: MaybeClause = ({ eventSource }) => {
  if (!isName(eventSource)) return undefined;
  return {
    field: 'eventSource',
    value: eventSource,
    why: 'The service. Different services have calls of the same name.',
    needed: true,
    flips: nearFlips('eventSource', nearSources(eventSource), 'event source'),
  };
};

const nameOf: MaybeClause = ({ eventSource, eventName }) => {
  if (!isName(eventName)) return undefined;
  const near = nearCalls(isName(eventSource) ? eventSource : undefined, eventName);
  return {
    field: 'eventName',
    value: eventName,
    why: 'The call. Several calls with the same effect: eventName: [One, Other].',
    needed: true,
    flips: nearFlips('eventName', near, 'call'),
  };
};

/** AWS writes these, so only names that exist can stand beside them. */
function nearFlips(path: string, { longer, prefixed, other }: NearNames, what: string): readonly Flip[] {
  const flips: Flip[] = [{ name: `another ${what} does not count`, path, value: other }];
  if (longer !== undefined)
    flips.push({ name: `nor does another ${what} that begins with this one`, path, value: longer });
  if (prefixed !== undefined)
    flips.push({ name: `nor does another ${what} that ends with this one`, path, value: prefixed });
  return flips;
}

const errorOf: MaybeClause = ({ errorCode }) => {
  if (errorCode === undefined || errorCode === null)
    return {
      field: 'errorCode',
      value: undefined,
      why: 'It was done. Take this out to see attempts that AWS refused, too.',
      needed: false,
      flips: [{ name: 'a refused call does not count', path: 'errorCode', value: 'AccessDenied' }],
    };
  if (!isName(errorCode)) return undefined;
  return {
    field: 'errorCode',
    value: errorCode,
    why: 'It failed in this way. Services spell errors differently: look for others that mean the same.',
    needed: false,
    flips: [
      { name: 'a call without an error does not count', path: 'errorCode' },
      {
        name: 'an error whose code begins with this one is another',
        path: 'errorCode',
        value: `${errorCode}Exception`,
      },
      {
        name: 'an error whose code ends with this one is another',
        path: 'errorCode',
        value: `Client.${errorCode}`,
      },
      ...otherCase('an error code in other letters is another', 'errorCode', errorCode),
    ],
  };
};

/** Sign-ins have no errorCode: what came of them stands in the answer, under the name of the event. */
const outcomeOf: MaybeClause = ({ eventSource, eventName, responseElements }) => {
  if (eventSource !== 'signin.amazonaws.com' || typeof eventName !== 'string') return undefined;
  if (!OUTCOMES.has(eventName) || !isJsonObject(responseElements)) return undefined;
  const value = Object.hasOwn(responseElements, eventName) ? responseElements[eventName] : undefined;
  if (value !== 'Success' && value !== 'Failure') return undefined;
  const field = `responseElements.${eventName}`;
  return {
    field,
    value,
    why: 'What came of it: sign-ins that fail have no errorCode.',
    needed: false,
    flips: [
      {
        name: 'another outcome does not count',
        path: field,
        value: value === 'Success' ? 'Failure' : 'Success',
      },
      { name: 'nor does an outcome that begins with this one', path: field, value: `${value}s` },
      { name: 'nor does an outcome that ends with this one', path: field, value: `No${value}` },
    ],
  };
};

/** Those of the catalogue, cloudtrail/fields-signin.ts. */
const OUTCOMES: ReadonlySet<string> = new Set([
  'ConsoleLogin',
  'SwitchRole',
  'CheckMfa',
  'GetSigninToken',
  'PasswordUpdated',
]);

const readOnlyOf: MaybeClause = ({ readOnly }) => {
  const value = booleanOf(readOnly);
  if (value === undefined) return undefined;
  const other = typeof readOnly === 'string' ? String(!value) : !value;
  return {
    field: 'readOnly',
    value,
    why: `AWS says that it ${value ? 'only reads' : 'changes something'}. Take this out if old records, which do not say so, count.`,
    needed: false,
    flips: [
      {
        name: `a call that ${value ? 'changes something' : 'only reads'} does not count`,
        path: 'readOnly',
        value: other,
      },
    ],
  };
};

const typeOf: MaybeClause = ({ userIdentity }) => {
  const type = isJsonObject(userIdentity) ? userIdentity.type : undefined;
  if (!isName(type)) return undefined;
  return {
    field: 'userIdentity.type',
    value: type,
    why: 'The kind of identity. Take this out if it does not matter who calls.',
    needed: false,
    flips: nearFlips('userIdentity.type', nearTypes(type), 'kind of identity'),
  };
};

const serviceOf: MaybeClause = ({ userIdentity }) => {
  const service = isJsonObject(userIdentity) ? userIdentity.invokedBy : undefined;
  if (!isName(service)) return undefined;
  const path = 'userIdentity.invokedBy';
  return {
    field: path,
    value: service,
    why: 'A service of AWS made the call. Exclude it with "not" instead if you are after people.',
    needed: false,
    flips: [
      { name: 'a call that no service made does not count', path },
      { name: 'nor does a service whose name begins with this one', path, value: `${service}.cn` },
      { name: 'nor does a service whose name ends with this one', path, value: `x-${service}` },
    ],
  };
};

const consoleOf: MaybeClause = ({ sessionCredentialFromConsole }) => {
  if (booleanOf(sessionCredentialFromConsole) !== true) return undefined;
  const path = 'sessionCredentialFromConsole';
  return {
    field: path,
    value: true,
    why: 'A session of the console made the call: mostly a person. Take this out if tools count as well.',
    needed: false,
    flips: [{ name: 'a call from outside the console does not count', path }],
  };
};

const booleanOf = (value: Json | undefined): boolean | undefined =>
  value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined;

function otherCase(name: string, path: string, value: string): readonly Flip[] {
  const other = value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase();
  return other === value ? [] : [{ name, path, value: other }];
}
