/** What somebody could write to mislead a reader, and what is no policy. */
import { allow, type Case, deny, NAME, OWN, policy, ROOT, USERNAME } from './policy.ts';

const CANNOT = { verdict: 'cannot-say', reason: 'unreadable' } as const;

export const HOSTILE: readonly Case[] = [
  { name: 'a policy that is null', policy: null, ...CANNOT },
  { name: 'a policy that is a number', policy: 7, ...CANNOT },
  { name: 'a policy that is a list', policy: [], ...CANNOT },
  { name: 'text that is not JSON', policy: 'Allow everybody', ...CANNOT },
  {
    name: 'text that was cut off',
    policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Princ',
    ...CANNOT,
  },
  { name: 'a broken encoding', policy: '%7B%22Version%2', ...CANNOT },
  { name: 'a version that AWS does not have', policy: { Version: '2026-01-01', Statement: [] }, ...CANNOT },
  { name: 'no statement', policy: { Version: '2012-10-17' }, ...CANNOT },
  { name: 'statements that are none', policy: policy(1, 'x'), ...CANNOT },
  { name: 'an effect in other letters', policy: policy({ ...allow(ROOT), Effect: 'allow' }), ...CANNOT },
  { name: 'Action and NotAction', policy: policy(allow(ROOT, undefined, { NotAction: 'x' })), ...CANNOT },
  { name: 'no principal', policy: policy({ Effect: 'Allow', Action: 'sts:AssumeRole' }), ...CANNOT },
  { name: 'a condition that is a list', policy: policy(allow(ROOT, [])), ...CANNOT },
  {
    name: 'a condition over a value that is an object',
    policy: policy(allow(ROOT, { StringEquals: { [NAME]: { a: 1 } } })),
    ...CANNOT,
  },
  {
    name: 'an empty list of statements',
    policy: policy(),
    verdict: 'not-assumable-by-aws-principals',
    reason: 'nobody',
  },
  {
    name: 'a condition without values',
    policy: policy(allow(ROOT, { StringEquals: { [NAME]: [] } })),
    verdict: 'not-assumable-by-aws-principals',
    reason: 'nobody',
  },
  {
    name: 'a key twice in one object',
    policy: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Effect":"Deny","Principal":"*","Action":"sts:AssumeRole"}]}`,
    ...CANNOT,
  },
  {
    name: '__proto__ as a condition operator',
    policy: `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Condition":{"__proto__":{"${NAME}":"a"}}}}`,
    verdict: 'cannot-say',
    reason: 'unknown',
  },
  {
    name: '__proto__ as an element',
    policy: `{"Version":"2012-10-17","__proto__":{"Statement":[]},"Statement":[]}`,
    ...CANNOT,
  },
  {
    name: 'nesting without end',
    policy: `{"Version":"2012-10-17","Statement":${'['.repeat(5000)}${']'.repeat(5000)}}`,
    ...CANNOT,
  },
  {
    name: 'a document larger than 100 KB',
    policy: JSON.stringify(policy(...Array.from({ length: 1200 }, () => allow(ROOT)))),
    ...CANNOT,
  },
  {
    name: 'a pattern of many stars, which matches in many ways',
    policy: policy(allow(ROOT, { StringLike: { [NAME]: `${'*a'.repeat(20)}*b` } })),
    verdict: 'pattern',
    reason: 'wide-pattern',
  },
  {
    name: 'a look-alike of the key',
    policy: policy(allow(ROOT, { StringEquals: { 'sts:RoleSessionNаme': USERNAME } })),
    verdict: 'cannot-say',
    reason: 'unknown',
  },
  {
    name: 'an action in letters that fold to others',
    policy: policy(allow(ROOT, undefined, { Action: 'ſts:AssumeRole' })),
    verdict: 'not-assumable-by-aws-principals',
    reason: 'nobody',
  },
  {
    name: 'a condition that is true for a name that is two things',
    policy: policy(allow(ROOT, { StringEquals: { [NAME]: 'a1' }, StringLike: { [NAME]: 'b*' } })),
    verdict: 'not-assumable-by-aws-principals',
    reason: 'nobody',
  },
  {
    name: 'a Deny with a condition that never holds',
    policy: policy(
      allow(ROOT),
      deny('*', { StringEquals: { [NAME]: USERNAME }, StringNotEquals: { [NAME]: USERNAME } }),
    ),
    verdict: 'free',
    reason: 'no-condition',
  },
  {
    name: 'fifty statements, one of them open',
    policy: policy(
      ...Array.from({ length: 49 }, (_, at) =>
        allow({ AWS: `arn:aws:iam::${OWN}:user/u${at}` }, { StringEquals: { [NAME]: USERNAME } }),
      ),
      allow({ AWS: `arn:aws:iam::${OWN}:user/last` }),
    ),
    verdict: 'free',
    reason: 'other-statement',
    statement: 50,
  },
];
