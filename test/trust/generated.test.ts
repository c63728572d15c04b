/**
 * Policies that nobody wrote, held against the oracle: what the judge says may be chosen is let in, and what it says is asked
 * is not got round. Also of the corrections: never weaker, and judged better.
 */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/cloudtrail/event.ts';
import { GRADES } from '../../src/trust/judge.ts';
import { IDENTITY, NAME, OTHER, OWN, role, tag, USERNAME, user } from './cases/policy.ts';
import { opens, pick, type Random, randomFrom, someCall } from './oracle/requests.ts';
import { audited, refuted } from './support.ts';

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

function somePolicy(random: Random): Json {
  const statements = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, at) => ({
    Effect: at === 0 || random() < 0.5 ? 'Allow' : 'Deny',
    Principal: pick(PRINCIPALS, random),
    Action: at === 0 ? pick(ACTIONS.slice(0, 4), random) : pick(ACTIONS, random),
    Condition: someCondition(random),
  }));
  return { ...(random() < 0.95 ? { Version: '2012-10-17' } : {}), Statement: statements };
}

const COUNT = 300;

describe('generated policies', () => {
  const random = randomFrom(2026);
  const all = Array.from({ length: COUNT }, () => somePolicy(random));
  const found = all.map((policy) => ({ policy, audit: audited(policy) }));

  it('are of every verdict', () => {
    for (const verdict of [
      'bound-to-caller',
      'fixed-names',
      'pattern',
      'free',
      'not-assumable-by-aws-principals',
      'cannot-say',
    ] as const)
      expect(found.filter(({ audit }) => audit.verdict === verdict).length, verdict).toBeGreaterThan(0);
  });

  it('have the verdict that trying calls bears out', () => {
    const tries = randomFrom(7);
    const wrong = found.flatMap(({ policy, audit }) => {
      const problem = refuted(policy, audit, 150, tries);
      return problem === undefined
        ? []
        : [{ problem, verdict: audit.verdict, policy: JSON.stringify(policy) }];
    });
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  it('say of the source identity what trying calls bears out', () => {
    const tries = randomFrom(9);
    const wrong = found.flatMap(({ policy, audit }) => {
      if (audit.sourceIdentity.required !== 'yes') return [];
      for (let at = 0; at < 150; at += 1) {
        const { given, ...call } = someCall(policy, tries);
        const { 'sts:sourceidentity': _, ...without } = given;
        if (opens(policy, { ...call, given: without }) === 'yes')
          return [JSON.stringify({ policy, call, without })];
      }
      return [];
    });
    expect(wrong).toEqual([]);
  });

  it('are corrected so that the name is the caller’s or fixed, and nothing more is let in', () => {
    const tries = randomFrom(10);
    const corrected = found.flatMap(({ policy, audit }) =>
      audit.correction === undefined ? [] : [{ policy, audit, better: audit.correction }],
    );
    expect(corrected.length).toBeGreaterThan(30);
    for (const { policy, better } of corrected) {
      expect(GRADES.indexOf(better.grade)).toBeLessThanOrEqual(GRADES.indexOf('fixed'));
      expect(audited(better.policy).verdict).not.toBe('free');
      for (let at = 0; at < 60; at += 1) {
        const call = someCall(better.policy, tries);
        // A source identity may be kept from now on; apart from that, what is let in was let in.
        const { 'sts:sourceidentity': identity, ...given } = call.given;
        if (identity === undefined && opens(better.policy, call) === 'yes')
          expect(opens(policy, { ...call, given })).not.toBe('no');
      }
    }
  });
});
