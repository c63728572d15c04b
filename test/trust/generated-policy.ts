/** Policies that nobody wrote. */
import type { Json } from '../../src/cloudtrail/event.ts';
import { IDENTITY, NAME, OTHER, OWN, role, tag, USERNAME, user } from './cases/policy.ts';
import { pick, type Random } from './oracle/requests.ts';

const PRINCIPALS: readonly Json[] = [
  '*',
  { AWS: '*' },
  { AWS: OWN },
  { AWS: `arn:aws:iam::${OTHER}:root` },
  user('alice'),
  user('eng/bob'),
  role('Dev'),
  { AWS: `arn:aws:sts::${OWN}:assumed-role/Dev/s1` },
  { AWS: [`arn:aws:iam::${OWN}:user/alice`, OTHER] },
  { Service: 'ec2.amazonaws.com' },
];
const ACTIONS: readonly Json[] = [
  'sts:AssumeRole',
  ['sts:AssumeRole', 'sts:SetSourceIdentity'],
  'sts:*',
  'STS:Assume?ole',
  'sts:SetSourceIdentity',
  'sts:TagSession',
];
const OPERATORS = [
  'StringEquals',
  'StringLike',
  'StringNotEquals',
  'StringNotLike',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringEqualsIfExists',
  'StringNotLikeIfExists',
  'ForAllValues:StringEquals',
  'ForAnyValue:StringLike',
  'ForAnyValue:StringNotEquals',
];
const VALUES = [
  USERNAME,
  tag('who'),
  'alice',
  'ALICE',
  'a*',
  '*',
  '?*',
  '??',
  '*e',
  'b?b',
  `${USERNAME}-*`,
  '$' + "{aws:username, 'anon'}",
  '$' + '{aws:SourceIdentity}',
  '$' + '{*}*',
];
const KEYS = [
  NAME,
  NAME,
  NAME,
  IDENTITY,
  'sts:ExternalId',
  'aws:username',
  'aws:PrincipalTag/who',
  'aws:PrincipalArn',
  'aws:SourceIdentity',
  'acme:key',
];

function someCondition(random: Random): Json {
  const condition: Record<string, Record<string, Json>> = {};
  for (let count = Math.floor(random() * 3); count > 0; count -= 1) {
    const roll = random();
    const key = pick(KEYS, random);
    const [operator, value]: readonly [string, Json] =
      roll < 0.1
        ? ['Null', pick(['true', 'false'], random)]
        : key === 'aws:PrincipalArn'
          ? [
              pick(['ArnLike', 'ArnNotLike', 'StringLike'], random),
              pick(
                [`arn:aws:iam::${OWN}:role/D*`, `arn:aws:iam::*:user/*`, `arn:aws:iam::${OWN}:user/alice`],
                random,
              ),
            ]
          : roll < 0.2
            ? ['Bool', 'true']
            : [
                pick(OPERATORS, random),
                random() < 0.3 ? [pick(VALUES, random), pick(VALUES, random)] : pick(VALUES, random),
              ];
    const on = operator === 'Bool' ? 'aws:MultiFactorAuthPresent' : key;
    condition[operator] = { ...condition[operator], [on]: value };
  }
  return condition;
}

export function somePolicy(random: Random): Json {
  const statements = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, at) => ({
    Effect: at === 0 || random() < 0.5 ? 'Allow' : 'Deny',
    Principal: pick(PRINCIPALS, random),
    Action: at === 0 ? pick(ACTIONS.slice(0, 4), random) : pick(ACTIONS, random),
    Condition: someCondition(random),
  }));
  return { ...(random() < 0.95 ? { Version: '2012-10-17' } : {}), Statement: statements };
}
