/**
 * Trust policies that differ in nothing but ids of accounts, names of roles and external ids: one is judged for all.
 *
 * Owns: which policies may be renamed so, and the renaming there and back. A policy is judged by what in it is equal, and
 * by its patterns; a consistent renaming keeps the first, and what could touch a pattern is refused: a policy is only
 * renamed where accounts and roles stand in `Principal` alone, and external ids in `StringEquals` of an Allow. Must not: judge.
 */
import { isJsonObject, type Json } from '../cloudtrail/event.ts';
import { FOREIGN, ROLES } from './callers.ts';

export interface Renamed {
  readonly json: Json;
  /** The role's own account, under its new name. */
  readonly account: string | undefined;
  /** New names → the policy's own. */
  readonly names: ReadonlyMap<string, string>;
}

/** Keys whose conditions compare with no account: all that most policies have. */
const KEYS: ReadonlySet<string> = new Set([
  'sts:externalid',
  'sts:rolesessionname',
  'sts:sourceidentity',
  'aws:multifactorauthpresent',
  'aws:principalorgid',
  'aws:securetransport',
]);
/** A value that is one variable of the caller, and nothing else. */
const OF_CALLER = /^\$\{aws:(?:username|PrincipalTag\/[\w.:/=+@-]{1,128})\}$/;
const ACCOUNT = /(?<![0-9])[0-9]{12}(?![0-9])/g;
/** Of the letters and length of a session name, so that one stands for all. STS allows more. */
const EXTERNAL_ID = /^[\w+=,.@-]{8,64}$/;
/** The last part of a role's ARN that is all of a JSON text; not those that stand for any role (callers.ts). */
const ROLE = /(:role\/(?:[\w+=,.@-]+\/)*)([\w+=,.@-]{3,64})(?=")/g;
const STANDING: ReadonlySet<string> = new Set(ROLES);
/** New names; no policy that has such a text is renamed. Both are of the form that they stand for. */
const accountName = (at: number) => `0000000${String(10_000 + at)}`;
const externalName = (at: number) => `zq.external-id.${String(10_000 + at)}`;
const roleName = (at: number) => `zq.role.${String(10_000 + at)}`;
const TAKEN = /(?<![0-9])00000001[0-9]{4}(?![0-9])|zq\.(?:external-id|role)\./;
const NEW_NAME = /00000001[0-9]{4}|zq\.(?:external-id|role)\.1[0-9]{4}/g;
/** More names in one policy than this are not worth it. */
const MOST_NAMES = 50;

/** The policy under other names, or undefined where it cannot be said that its judgement stays the same. */
export function renamed(policy: Json, account: string | undefined): Renamed | undefined {
  if (!isJsonObject(policy) || (account !== undefined && !/^[0-9]{12}$/.test(account))) return undefined;
  const text = `${JSON.stringify(policy)} ${account ?? ''}`;
  if (TAKEN.test(text) || FOREIGN.some((one) => text.includes(one))) return undefined;
  const accounts = new Map<string, string>();
  const externals = new Map<string, string>();
  const roles = new Map<string, string>();
  const accountOf = (id: string) => nameIn(accounts, id, accountName);
  const own = account === undefined ? undefined : accountOf(account);
  const given = policy.Statement;
  const statements = (Array.isArray(given) ? given : [given ?? null]).map((one): Json | undefined => {
    if (!isJsonObject(one)) return undefined;
    const { Principal: principal, Condition: condition, ...rest } = one;
    const isAllow = rest.Effect === 'Allow';
    const asked = condition === undefined ? {} : renamedCondition(condition, isAllow, externals);
    if (asked === undefined || principal === undefined) return undefined;
    const written = JSON.stringify(principal).replace(ROLE, (whole, before: string, name: string) =>
      STANDING.has(name) ? whole : before + nameIn(roles, name, roleName),
    );
    const who = JSON.parse(written.replace(ACCOUNT, accountOf)) as Json;
    // In the order in which it was written: lines and columns are those of the policy.
    return Object.fromEntries(
      Object.entries(one).map(([key, value]): [string, Json] => [
        key,
        key === 'Principal' ? who : key === 'Condition' ? asked : (value ?? null),
      ]),
    );
  });
  if (statements.includes(undefined) || accounts.size + roles.size + externals.size > MOST_NAMES)
    return undefined;
  const list = statements as Json[];
  const json = { ...policy, Statement: Array.isArray(given) ? list : (list[0] ?? null) };
  const names = new Map([...accounts, ...roles, ...externals].map(([was, is]) => [is, was]));
  return isClean(JSON.stringify(json), [...externals.keys(), ...roles.keys()])
    ? { json, account: own, names }
    : undefined;
}

/** No id is left where it was not looked for. */
function isClean(text: string, others: readonly string[]): boolean {
  const accounts = [...text.matchAll(ACCOUNT)].some(([id]) => !id.startsWith('00000001'));
  return !accounts && others.every((id) => !text.includes(id));
}

function nameIn(names: Map<string, string>, id: string, make: (at: number) => string): string {
  const known = names.get(id) ?? make(names.size);
  names.set(id, known);
  return known;
}

/** A digit beside a wildcard could tell one account from another, where a tag of the caller holds an account. */
const isPlain = (text: string): boolean =>
  text.includes('${') ? OF_CALLER.test(text) : !(/[*?]/.test(text) && /[0-9]/.test(text));

function renamedCondition(
  condition: Json,
  isAllow: boolean,
  externals: Map<string, string>,
): Json | undefined {
  if (!isJsonObject(condition)) return undefined;
  const operators: [string, Json][] = [];
  for (const [operator, keys] of Object.entries(condition)) {
    if (!isJsonObject(keys)) return undefined;
    const tests: [string, Json][] = [];
    for (const [key, values = null] of Object.entries(keys)) {
      const name = key.toLowerCase();
      const texts = (Array.isArray(values) ? values : [values]).map((value) =>
        typeof value === 'string' ? value : '${',
      );
      if (!KEYS.has(name) || !texts.every(isPlain)) return undefined;
      if (name !== 'sts:externalid') {
        tests.push([key, values]);
        continue;
      }
      if (!isAllow || operator !== 'StringEquals' || !texts.every((text) => EXTERNAL_ID.test(text)))
        return undefined;
      const named = texts.map((text) => nameIn(externals, text, externalName));
      tests.push([key, Array.isArray(values) ? named : (named[0] ?? null)]);
    }
    operators.push([operator, Object.fromEntries(tests)]);
  }
  return Object.fromEntries(operators);
}

/** Plain data with each new name replaced by what it stands for: an id needs no escaping in JSON. */
export function restored<T>(data: T, { names }: Renamed): T {
  return JSON.parse(JSON.stringify(data).replace(NEW_NAME, (name) => names.get(name) ?? name)) as T;
}
