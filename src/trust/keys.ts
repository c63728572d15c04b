/**
 * The condition keys that a call of AssumeRole by an AWS principal can carry.
 *
 * Owns: for each key whose it is and whether it may be absent. A key that is not here is unknown: whether a request can
 * carry it is not guessed. Must not: know any policy. Source: IAM User Guide, "AWS global condition context keys" and
 * "IAM and AWS STS condition context keys"; Service Authorization Reference, "AWS Security Token Service".
 */

export type KeyKind =
  /** Follows from who calls. */
  | 'principal'
  /** Belongs to the caller, and names one: a tag, a source identity that was set before. */
  | 'attribute'
  /** Chosen in the call, or where and when it is made. */
  | 'request'
  /** Never there when an AWS principal calls AssumeRole itself. */
  | 'never'
  | 'unknown';

export interface Key {
  readonly kind: KeyKind;
  readonly mayBeAbsent: boolean;
  readonly several: boolean;
}

const key = (kind: KeyKind, mayBeAbsent = true, several = false): Key => ({ kind, mayBeAbsent, several });

const KEYS: Readonly<Record<string, Key>> = {
  'aws:username': key('principal'),
  'aws:principalarn': key('principal', false),
  'aws:principalaccount': key('principal', false),
  'aws:principaltype': key('principal', false),
  'aws:principalisawsservice': key('principal', false),
  'aws:userid': key('attribute', false),
  'aws:principalorgid': key('request'),
  'aws:principalorgpaths': key('request', true, true),
  'aws:sourceidentity': key('attribute'),
  'sts:rolesessionname': key('request', false),
  'sts:sourceidentity': key('request'),
  'sts:externalid': key('request'),
  'sts:durationseconds': key('request'),
  'sts:transitivetagkeys': key('request', true, true),
  'aws:tagkeys': key('request', true, true),
  'aws:multifactorauthpresent': key('request'),
  'aws:multifactorauthage': key('request'),
  'aws:sourceip': key('request'),
  'aws:vpcsourceip': key('request'),
  'aws:sourcevpc': key('request'),
  'aws:sourcevpce': key('request'),
  'aws:currenttime': key('request', false),
  'aws:epochtime': key('request', false),
  'aws:tokenissuetime': key('request'),
  'aws:securetransport': key('request', false),
  'aws:useragent': key('request'),
  'aws:referer': key('request'),
  'aws:requestedregion': key('request', false),
  'aws:viaawsservice': key('request', false),
  'aws:federatedprovider': key('request'),
  'aws:sourcearn': key('never'),
  'aws:sourceaccount': key('never'),
  'aws:sourceorgid': key('never'),
  'aws:sourceorgpaths': key('never'),
  'aws:principalservicename': key('never'),
  'aws:principalservicenameslist': key('never'),
};

const PRINCIPAL_TAG = key('attribute');
const REQUEST_TAG = key('request');
const NEVER = key('never');
const UNKNOWN = key('unknown');

/** By a name in lower case. */
export function keyOf(name: string): Key {
  if (Object.hasOwn(KEYS, name)) return KEYS[name] as Key;
  if (/^aws:principaltag\/./.test(name)) return PRINCIPAL_TAG;
  if (/^(?:aws:requesttag\/.)/.test(name)) return REQUEST_TAG;
  // An assertion is there when an identity provider's user comes in, and no more when the session goes on to another role.
  if (/^saml:/.test(name)) return NEVER;
  return UNKNOWN;
}

/** Keys whose value tells one caller from the others. */
export const namesCaller = (name: string): boolean =>
  name === 'aws:username' || keyOf(name).kind === 'attribute';
