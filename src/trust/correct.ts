/**
 * A trust policy that asks for a session name of the caller, and lets a source identity be kept.
 *
 * Owns: the smallest change that does. Must not: take a condition, a Deny or a principal away: every request that the
 * corrected policy lets through under a name, the given one did too. What is corrected is judged again by the same judge.
 */
import { unifiedDiff } from '../base/text-diff.ts';
import { isJsonObject, type Json, type JsonObject } from '../cloudtrail/event.ts';
import { callersOf } from './callers.ts';
import { coversAction, SET_SOURCE_IDENTITY } from './clauses.ts';
import { GRADES, type Grade, type Judged, judge } from './judge.ts';
import { printPolicy } from './place.ts';
import { type Policy, SESSION_NAME, type Statement } from './policy.ts';
import { readPolicy } from './read-policy.ts';

export interface Correction {
  /** `diff -u` of the policies, printed with an indent of two. */
  readonly diff: string;
  readonly policy: Json;
  /** What is judged of the corrected policy. */
  readonly grade: Grade;
}

export interface ToCorrect {
  readonly policy: Policy;
  readonly json: Json;
  readonly account: string | undefined;
  readonly name: Judged;
  readonly identity: Judged;
  readonly label: string;
}

const MOST_STEPS = 20;

/** Undefined where nothing is amiss, or no change is sure to help. */
export function correct(
  given: ToCorrect,
  options: { readonly principalTag: string },
): Correction | undefined {
  if (given.name.kind === 'cannot-say' || !isJsonObject(given.json)) return undefined;
  const before = given.name.judgement.grade;
  if (before === 'none') return undefined;
  let json: JsonObject = listed(given.json);
  let judged: Judged = given.name;
  // In the old version a variable is text, and text that becomes a variable could let more through.
  const old = given.policy.version === '2008-10-17';
  if (old && isOpen(judged)) {
    if (JSON.stringify(json).includes('${')) return undefined;
    const { Version: _version, ...rest } = json;
    json = { Version: '2012-10-17', ...rest };
  }
  for (let steps = 0; steps < MOST_STEPS && isOpen(judged); steps += 1) {
    const changed: JsonObject | undefined = askForName(json, judged, options.principalTag);
    const read = changed && readPolicy(changed);
    if (changed === undefined || read?.kind !== 'policy') return undefined;
    json = changed;
    judged = judge(read.policy, SESSION_NAME, callersOf(read.policy, given.account));
  }
  if (isOpen(judged) || judged.kind === 'cannot-say') return undefined;
  const { identity } = given;
  const needsIdentity = identity.kind === 'judged' && identity.judgement.able.length === 0;
  // Where names were asked for in the old version, the new one is a change for its author to make.
  const keeping = needsIdentity && (!old || isOpen(given.name)) ? letIdentityBeKept(json) : json;
  return keeping === json
    ? changeTo(json, given, before, judged)
    : (changeTo(keeping, given, before) ?? changeTo(json, given, before, judged));
}

/** The change, if what comes of it is judged no worse and asks for names. */
function changeTo(
  json: JsonObject,
  given: ToCorrect,
  before: Grade,
  judged?: Judged,
): Correction | undefined {
  const [was, is] = [printPolicy(given.json), printPolicy(json)];
  const read = readPolicy(json);
  if (read.kind !== 'policy' || was === is) return undefined;
  const callers = () => callersOf(read.policy, given.account);
  const after = judged ?? judge(read.policy, SESSION_NAME, callers(), { shown: false });
  if (after.kind === 'cannot-say' || isOpen(after)) return undefined;
  const { grade } = after.judgement;
  const worse = GRADES.indexOf(grade) > GRADES.indexOf(before);
  if (worse || grade === 'none') return undefined;
  return { diff: unifiedDiff(`a/${given.label}`, was, `b/${given.label}`, is), policy: json, grade };
}

const isOpen = (judged: Judged): boolean =>
  judged.kind === 'judged' && (judged.judgement.grade === 'free' || judged.judgement.grade === 'pattern');

/** With its statements as a list. */
function listed(json: JsonObject): JsonObject {
  return Array.isArray(json.Statement) ? json : { ...json, Statement: [json.Statement ?? null] };
}

const statementsOf = (json: JsonObject): readonly Json[] =>
  Array.isArray(json.Statement) ? json.Statement : [];

/** Adds a condition to the statement that lets the worst through. */
function askForName(json: JsonObject, judged: Judged, tag: string): JsonObject | undefined {
  const statement = judged.kind === 'judged' ? judged.judgement.statement : undefined;
  if (statement === undefined || statement.effect !== 'Allow') return undefined;
  const written = statementsOf(json)[statement.index];
  if (!isJsonObject(written)) return undefined;
  const { people, roles } = whoOf(statement);
  const values = [...(people ? [`\${aws:username}`] : []), ...(roles ? [`\${aws:PrincipalTag/${tag}}`] : [])];
  const condition = withTest(
    written.Condition,
    roles ? 'StringLike' : 'StringEquals',
    'sts:RoleSessionName',
    values,
  );
  if (condition === undefined) return undefined;
  const [aws, others] = apart(written);
  const asking = { ...aws, Condition: condition };
  const changed = others === undefined ? [asking] : [asking, others];
  return {
    ...json,
    Statement: statementsOf(json).flatMap((one, at) => (at === statement.index ? changed : [one])),
  };
}

function whoOf({ principals }: Statement): { readonly people: boolean; readonly roles: boolean } {
  const isRole = (arn: string) => /:(?:role|assumed-role)\//.test(arn);
  const roles = principals.some((one) => one.kind === 'arn' && isRole(one.arn));
  const people = principals.some(
    (one) => one.kind === 'all' || one.kind === 'account' || (one.kind === 'arn' && !isRole(one.arn)),
  );
  return { people, roles };
}

/** The statement for its AWS principals, and another for services and identity providers, to whom nothing changes. */
function apart(written: JsonObject): readonly [JsonObject, JsonObject?] {
  const principal = written.Principal;
  if (!isJsonObject(principal)) return [written];
  const { AWS: aws, ...others } = principal;
  if (aws === undefined || Object.keys(others).length === 0) return [written];
  const { Sid: _sid, ...unnamed } = written;
  return [
    { ...written, Principal: { AWS: aws } },
    { ...unnamed, Principal: others },
  ];
}

/** A condition block with one test more; an operator that asks for the key already is left as it is. */
function withTest(
  given: Json | undefined,
  operator: string,
  key: string,
  values: readonly string[],
): Json | undefined {
  const condition = isJsonObject(given) ? given : {};
  for (const name of [operator, 'StringLike', 'StringEquals', 'StringEqualsIgnoreCase']) {
    const keys = Object.hasOwn(condition, name) ? condition[name] : {};
    if (!isJsonObject(keys)) return undefined;
    if (Object.keys(keys).some((one) => one.toLowerCase() === key.toLowerCase())) continue;
    return { ...condition, [name]: { ...keys, [key]: values.length === 1 ? (values[0] ?? '') : values } };
  }
  return undefined;
}

/** Without the keys of AssumeRole: whether a request to set a source identity carries them, AWS does not say. */
function globalTests(condition: Json | undefined): Json {
  const kept = Object.entries(isJsonObject(condition) ? condition : {}).flatMap(([operator, keys]) => {
    const tests = Object.entries(isJsonObject(keys) ? keys : {}).filter(([key]) => /^aws:/i.test(key));
    return tests.length === 0 ? [] : [[operator, Object.fromEntries(tests)] as const];
  });
  return Object.fromEntries(kept);
}

/** Lets a caller set no other source identity than its own name, and pass on the one it has. */
function letIdentityBeKept(json: JsonObject): JsonObject {
  const read = readPolicy(json);
  if (read.kind !== 'policy') return json;
  const more = read.policy.statements.flatMap((statement): readonly JsonObject[] => {
    const { people, roles } = whoOf(statement);
    const written = statementsOf(json)[statement.index];
    const assumes = statement.effect === 'Allow' && coversAction(statement, 'sts:AssumeRole');
    if (!assumes || (!people && !roles) || !isJsonObject(written)) return [];
    if (coversAction(statement, SET_SOURCE_IDENTITY)) return [];
    const whole = statement.principals.some(({ kind }) => kind !== 'arn');
    const values = [
      ...(people ? [`\${aws:username}`] : []),
      ...(roles || whole ? [`\${aws:SourceIdentity}`] : []),
    ];
    const condition = withTest(globalTests(written.Condition), 'StringEquals', 'sts:SourceIdentity', values);
    const principal = apart(written)[0].Principal;
    if (condition === undefined || principal === undefined) return [];
    return [{ Effect: 'Allow', Principal: principal, Action: SET_SOURCE_IDENTITY, Condition: condition }];
  });
  return { ...json, Statement: [...statementsOf(json), ...more] };
}
