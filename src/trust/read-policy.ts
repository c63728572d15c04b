/**
 * From JSON to a policy.
 *
 * Owns: what is well formed, and what is only reported as unknown. Must not: judge, or read text. Element names are taken
 * as AWS spells them. Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
import type { Json } from '../cloudtrail/event.ts';
import { keyOf } from './keys.ts';
import { operatorOf } from './operator.ts';
import type { Policy, PrincipalElement, Statement, Test } from './policy.ts';

/** A policy, or why it is none. */
export type PolicyRead =
  | { readonly kind: 'policy'; readonly policy: Policy }
  | { readonly kind: 'unreadable'; readonly reason: string };

type Fields = Readonly<Record<string, Json>>;

const VERSIONS = ['2012-10-17', '2008-10-17'] as const;

export function readPolicy(json: Json): PolicyRead {
  if (!isObject(json)) return unreadable('it is not a JSON object');
  const { Version: version = '2008-10-17', Statement: statement, ...rest } = json;
  const known = VERSIONS.find((one) => one === version);
  if (known === undefined) return unreadable(`its Version is ${shown(version)}, which AWS does not define`);
  if (statement === undefined) return unreadable('it has no Statement');
  const strange = Object.keys(rest).filter((name) => name !== 'Id');
  if (strange.length > 0) return unreadable(`it has the unknown element "${strange[0]}"`);
  const statements: Statement[] = [];
  for (const [index, one] of (Array.isArray(statement) ? statement : [statement]).entries()) {
    const read = readStatement(one, index);
    if (typeof read === 'string') return unreadable(`statement ${index + 1} ${read}`);
    statements.push(read);
  }
  return { kind: 'policy', policy: { version: known, statements } };
}

const unreadable = (reason: string): PolicyRead => ({ kind: 'unreadable', reason });

/** A statement, or what is wrong with it. */
function readStatement(json: Json, index: number): Statement | string {
  if (!isObject(json)) return 'is not a JSON object';
  const { Sid: sid, Effect: effect, Principal: principal, Action: action, ...more } = json;
  const { NotAction: notAction, Condition: condition, NotPrincipal: notPrincipal, ...strange } = more;
  if (effect !== 'Allow' && effect !== 'Deny') return `has the Effect ${shown(effect)}`;
  if ((action === undefined) === (notAction === undefined)) return 'has not one of Action and NotAction';
  const actions = textsOf(action ?? notAction);
  if (actions === undefined) return 'has an action that is no text';
  const unknown = Object.keys(strange).map((name) => `a trust policy cannot have the element "${name}"`);
  if (notPrincipal !== undefined) unknown.push('AWS does not define NotPrincipal in a trust policy');
  if (principal === undefined && notPrincipal === undefined) return 'has no Principal';
  const principals = principal === undefined ? [{ kind: 'all' } as const] : readPrincipal(principal, unknown);
  const tests = condition === undefined ? [] : readCondition(condition);
  if (tests === undefined) return 'has a Condition that is not operators over keys over values';
  return {
    index,
    ...(typeof sid === 'string' && sid !== '' ? { sid } : {}),
    effect,
    principals,
    actions,
    actionsNegated: action === undefined,
    tests,
    unknown,
  };
}

function readPrincipal(json: Json, unknown: string[]): readonly PrincipalElement[] {
  if (json === '*') return [{ kind: 'all' }];
  if (!isObject(json)) {
    unknown.push(`its Principal is ${shown(json)}, which AWS does not define`);
    return [{ kind: 'strange', text: shown(json) }];
  }
  return Object.entries(json).flatMap(([kind, value]) => {
    const texts = textsOf(value);
    if (texts === undefined) {
      unknown.push(`its Principal has a "${kind}" that is no text`);
      return [{ kind: 'strange', text: kind }];
    }
    return texts.flatMap((text): readonly PrincipalElement[] => {
      switch (kind) {
        case 'AWS':
          return readAws(text, unknown);
        case 'Service':
          return [{ kind: 'service', text }];
        case 'Federated':
          return [{ kind: 'federated', text }];
        case 'CanonicalUser':
          return [{ kind: 'canonical', text }];
        default:
          unknown.push(`its Principal has the unknown kind "${kind}"`);
          return [{ kind: 'strange', text }];
      }
    });
  });
}

const ARN = /^arn:[a-z-]+:(?:iam|sts)::([0-9]{12}):(root|(?:user|role|assumed-role|federated-user)\/.+)$/s;

function readAws(text: string, unknown: string[]): readonly PrincipalElement[] {
  if (text === '*') return [{ kind: 'all' }];
  if (/^[0-9]{12}$/.test(text)) return [{ kind: 'account', account: text, text }];
  const [, account = '', rest] = ARN.exec(text) ?? [];
  if (rest === 'root') return [{ kind: 'account', account, text }];
  // What is left of a user or role that was deleted is its id: nobody is that any more.
  if (/^A(?:IDA|ROA|GPA|NPA)[A-Z0-9]{12,}$/.test(text)) return [];
  if (rest !== undefined && !/[*?]/.test(text)) return [{ kind: 'arn', arn: text, text }];
  unknown.push(`its principal "${text}" is of no form that AWS defines`);
  return [{ kind: 'strange', text }];
}

function readCondition(json: Json): readonly Test[] | undefined {
  if (!isObject(json)) return undefined;
  const tests: Test[] = [];
  for (const [operator, keys] of Object.entries(json)) {
    if (!isObject(keys)) return undefined;
    for (const [key, value] of Object.entries(keys)) {
      const values = textsOf(value);
      if (values === undefined) return undefined;
      tests.push({ operator: operatorOf(operator), key, name: key.toLowerCase(), values });
    }
  }
  return tests;
}

/** What nobody can know of a test; none: nothing. */
export function unknownOf({ operator, key, name }: Test): string | undefined {
  if (operator.kind === 'unknown') return `the condition operator "${operator.written}" is unknown`;
  return keyOf(name).kind === 'unknown' ? `the condition key "${key}" is unknown` : undefined;
}

const isObject = (json: Json | undefined): json is Fields =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** A text or a list of texts; booleans and numbers are texts, as in IAM. */
function textsOf(json: Json | undefined): readonly string[] | undefined {
  const items = Array.isArray(json) ? json : [json];
  const texts: string[] = [];
  for (const item of items) {
    if (typeof item !== 'string' && typeof item !== 'boolean' && typeof item !== 'number') return undefined;
    texts.push(String(item));
  }
  return texts;
}

function shown(json: Json | undefined): string {
  if (json === undefined) return 'missing';
  const text = JSON.stringify(json);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
