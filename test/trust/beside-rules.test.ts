/**
 * The same policies before the two rules that read a trust policy as text and before the audit: where both agree, and what
 * the text test cannot see.
 */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/cloudtrail/event.ts';
import { environmentOf } from '../../src/content/environment-view.ts';
import { loadRepository } from '../../src/content/repository.ts';
import { evaluateRule } from '../../src/evaluate-rule.ts';
import { allow, deny, IDENTITY, NAME, policy, ROOT, USERNAME, user } from './cases/policy.ts';
import { audited } from './support.ts';

const { value: content } = loadRepository('trailc.config.yml');

function alerts(stem: string, document: Json): boolean {
  const rule = content?.rules.find((one) => one.stem === stem);
  const environment = content && environmentOf(content, content.config.defaultEnvironment);
  if (content === undefined || rule === undefined || environment === undefined)
    throw new Error('no such rule');
  const event = {
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateRole',
    requestParameters: { roleName: 'Target', assumeRolePolicyDocument: JSON.stringify(document) },
  };
  return evaluateRule(rule, content, event, { environment }).value?.verdict === 'match';
}

const mine = { StringEquals: { [NAME]: USERNAME } };
const both = { Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'] };

describe('the rule trust-policy-without-session-name and the audit', () => {
  it.each<readonly [string, Json, boolean, string]>([
    ['agree on a policy without a condition', policy(allow(ROOT)), true, 'free'],
    ['agree on the user name', policy(allow(ROOT, mine)), false, 'bound-to-caller'],
    [
      'agree on a service',
      policy(allow({ Service: 'ec2.amazonaws.com' })),
      false,
      'not-assumable-by-aws-principals',
    ],
    [
      'part on a value that demands nothing',
      policy(allow(ROOT, { StringLike: { [NAME]: '*' } })),
      false,
      'free',
    ],
    [
      'part on a condition in another statement',
      policy(allow(ROOT, mine), allow(user('bob'))),
      false,
      'free',
    ],
    [
      'part on an action by a wildcard',
      policy(allow(ROOT, undefined, { Action: 'sts:Assume*' })),
      false,
      'free',
    ],
    [
      'part on NotAction',
      policy({ Effect: 'Allow', Principal: ROOT, NotAction: 'sts:TagSession' }),
      false,
      'free',
    ],
    ['part on a Deny of all', policy(allow(ROOT), deny('*')), true, 'not-assumable-by-aws-principals'],
    ['part on a negation', policy(allow(ROOT, { StringNotEquals: { [NAME]: 'root' } })), false, 'free'],
    [
      'part on a variable in the old version',
      { Statement: [allow(ROOT, mine)] },
      false,
      'not-assumable-by-aws-principals',
    ],
  ])('%s', (_, document, alert, verdict) => {
    expect({
      alert: alerts('trust-policy-without-session-name', document),
      verdict: audited(document).verdict,
    }).toEqual({ alert, verdict });
  });
});

describe('the rule trust-policy-without-source-identity and the audit', () => {
  it.each<readonly [string, Json, boolean, string]>([
    ['agree on a policy without a condition', policy(allow(ROOT)), true, 'no'],
    [
      'agree on one that must be there',
      policy(allow(ROOT, { StringLike: { [IDENTITY]: '*' } }, both)),
      false,
      'yes',
    ],
    ['part on IfExists', policy(allow(ROOT, { StringLikeIfExists: { [IDENTITY]: '*' } }, both)), false, 'no'],
    [
      'part on a negation, which an absent one passes',
      policy(allow(ROOT, { StringNotEquals: { [IDENTITY]: 'x' } }, both)),
      false,
      'no',
    ],
    [
      'part on a permission that is missing',
      policy(allow(ROOT, { StringLike: { [IDENTITY]: '*' } })),
      false,
      'not-assumable',
    ],
  ])('%s', (_, document, alert, required) => {
    expect({
      alert: alerts('trust-policy-without-source-identity', document),
      required: audited(document).sourceIdentity.required,
    }).toEqual({ alert, required });
  });
});
