/** Several statements, other principals, actions, Deny, source identities, and what nobody can know. */
import {
  allow,
  type Case,
  deny,
  IDENTITY,
  NAME,
  OTHER,
  OWN,
  policy,
  ROOT,
  role,
  USERNAME,
  user,
} from './policy.ts';

const mine = { StringEquals: { [NAME]: USERNAME } };
const both = { Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'] };
const SAML = { Federated: `arn:aws:iam::${OWN}:saml-provider/Okta` };
const OIDC = { Federated: `arn:aws:iam::${OWN}:oidc-provider/token.actions.githubusercontent.com` };
const NONE = 'not-assumable-by-aws-principals';

export const SEVERAL: readonly Case[] = [
  // Whatever name a stand-in for all others may have.
  ...['alice', 'zoe', 'a', 'deploy-pipeline'].map(
    (name): Case => ({
      name: `any user but the one called ${name}, who is denied`,
      policy: policy(deny(user(name)), allow(ROOT, { Null: { 'aws:username': 'false' } })),
      verdict: 'free',
      reason: 'no-condition',
    }),
  ),
  {
    name: 'asked in one statement, let in by another',
    policy: policy(allow(ROOT, mine, { Sid: 'Asked' }), allow(user('bob'))),
    verdict: 'free',
    reason: 'other-statement',
    statement: 2,
  },
  {
    name: 'asked for a source identity in the other statement',
    policy: policy(allow(ROOT, mine), allow(ROOT, { StringLike: { [IDENTITY]: '*' } }, both)),
    verdict: 'free',
    reason: 'other-statement',
    statement: 2,
  },
  {
    name: 'a Deny of every other name',
    policy: policy(allow(user('alice')), deny('*', { StringNotEquals: { [NAME]: USERNAME } })),
    verdict: 'bound-to-caller',
    reason: 'equals-caller',
    statement: 2,
  },
  {
    name: 'a Deny of every other name, and callers without a user name',
    policy: policy(allow(ROOT), deny('*', { StringNotEquals: { [NAME]: USERNAME } })),
    verdict: 'cannot-say',
    reason: 'unknown',
  },
  {
    name: 'a Deny of every name outside a set',
    policy: policy(allow(ROOT), deny(ROOT, { StringNotEquals: { [NAME]: ['app-a', 'app-b'] } })),
    verdict: 'fixed-names',
    reason: 'fixed-set',
    statement: 2,
  },
  {
    name: 'a Deny of every name that is not of the domain',
    policy: policy(allow(ROOT), deny('*', { StringNotLike: { [NAME]: '*@example.com' } })),
    verdict: 'pattern',
    reason: 'wide-pattern',
  },
  {
    name: 'a Deny of an absent name, which there is not',
    policy: policy(allow(ROOT), deny('*', { Null: { [NAME]: 'true' } })),
    verdict: 'free',
    reason: 'no-condition',
  },
  {
    name: 'a Deny of every present name',
    policy: policy(allow(ROOT), deny('*', { Null: { [NAME]: 'false' } })),
    verdict: NONE,
    reason: 'nobody',
  },
  { name: 'a Deny of all', policy: policy(allow('*'), deny('*')), verdict: NONE, reason: 'nobody' },
  {
    name: 'a Deny for another account',
    policy: policy(allow(ROOT), deny({ AWS: OTHER })),
    verdict: 'free',
    reason: 'no-condition',
  },
  {
    name: 'a Deny of another action',
    policy: policy(allow(ROOT), deny('*', undefined, { Action: 'sts:TagSession' })),
    verdict: 'free',
    reason: 'no-condition',
  },
  {
    name: 'a Deny without a second factor, and the name asked',
    policy: policy(allow(ROOT, mine), deny('*', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })),
    verdict: 'bound-to-caller',
    reason: 'equals-caller',
  },
  {
    name: 'a Deny of one name',
    policy: policy(allow(ROOT), deny('*', { StringEquals: { [NAME]: 'root' } })),
    verdict: 'free',
    reason: 'no-condition',
  },
  {
    name: 'every action',
    policy: policy(allow(ROOT, undefined, { Action: '*' })),
    verdict: 'free',
    reason: 'no-condition',
  },
  {
    name: 'every action of STS',
    policy: policy(allow(ROOT, undefined, { Action: 'sts:*' })),
    verdict: 'free',
    reason: 'no-condition',
  },
  {
    name: 'actions by a beginning',
    policy: policy(allow(ROOT, undefined, { Action: 'sts:Assume*' })),
    verdict: 'free',
    reason: 'no-condition',
  },
  {
    name: 'actions with a question mark',
    policy: policy(allow(ROOT, undefined, { Action: 'sts:AssumeRol?' })),
    verdict: 'free',
    reason: 'no-condition',
  },
  {
    name: 'other actions alone',
    policy: policy(allow(ROOT, undefined, { Action: ['sts:TagSession', 'sts:AssumeRoleWithSAML'] })),
    verdict: NONE,
    reason: 'nobody',
  },
  {
    name: 'all but another action',
    policy: policy({ Effect: 'Allow', Principal: ROOT, NotAction: 'sts:TagSession' }),
    verdict: 'free',
    reason: 'no-condition',
  },
  {
    name: 'all but this action',
    policy: policy({ Effect: 'Allow', Principal: ROOT, NotAction: 'sts:Assume*' }),
    verdict: NONE,
    reason: 'nobody',
  },
  {
    name: 'a service',
    policy: policy(allow({ Service: 'ec2.amazonaws.com' })),
    verdict: NONE,
    reason: 'only-apart',
  },
  {
    name: 'a service and an account in one statement',
    policy: policy(allow({ Service: 'lambda.amazonaws.com', ...ROOT })),
    verdict: 'free',
    reason: 'no-condition',
  },
  {
    name: 'a SAML provider',
    policy: policy(
      allow(
        SAML,
        { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
        { Action: 'sts:AssumeRoleWithSAML' },
      ),
    ),
    verdict: NONE,
    reason: 'only-apart',
  },
  {
    name: 'an OIDC provider',
    policy: policy(
      allow(
        OIDC,
        { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:o/r:*' } },
        { Action: 'sts:AssumeRoleWithWebIdentity' },
      ),
    ),
    verdict: NONE,
    reason: 'only-apart',
  },
  {
    name: 'a canonical user',
    policy: policy(allow({ CanonicalUser: 'a'.repeat(64) })),
    verdict: NONE,
    reason: 'only-apart',
  },
  {
    name: 'a user that was deleted',
    policy: policy(allow({ AWS: 'AIDAEXAMPLEEXAMPLE123' })),
    verdict: NONE,
    reason: 'nobody',
  },
  {
    name: 'an account, narrowed to roles by their ARNs',
    policy: policy(allow(ROOT, { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:role/Admin*` } })),
    verdict: 'free',
    reason: 'no-condition',
  },
  {
    name: 'roles by their ARNs, asked for a user name',
    policy: policy(
      allow(ROOT, { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:role/Admin*` }, ...mine }),
    ),
    verdict: NONE,
    reason: 'nobody',
  },
  {
    name: 'an account, narrowed to another',
    policy: policy(allow(ROOT, { StringEquals: { 'aws:PrincipalAccount': OTHER } })),
    verdict: NONE,
    reason: 'nobody',
  },
  {
    name: 'anyone of an organisation',
    policy: policy(allow('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } })),
    verdict: 'free',
    reason: 'no-condition',
  },
  {
    name: 'a key that only services bring',
    policy: policy(allow(ROOT, { ArnLike: { 'aws:SourceArn': `arn:aws:sns:us-east-1:${OWN}:topic` } })),
    verdict: NONE,
    reason: 'nobody',
  },
  {
    name: 'all but one user by ARN denied',
    policy: policy(
      allow(ROOT),
      deny('*', { ArnNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:user/alice` } }),
    ),
    verdict: 'free',
    reason: 'no-condition',
  },
  {
    name: 'one user by name and by session name',
    policy: policy(allow(ROOT, { StringEquals: { 'aws:username': 'alice', [NAME]: 'alice' } })),
    verdict: 'fixed-names',
    reason: 'fixed-set',
  },
  {
    name: 'a source identity must be there, but may not be set',
    policy: policy(allow(ROOT, { StringLike: { [IDENTITY]: '*' } })),
    verdict: NONE,
    reason: 'nobody',
    sourceIdentity: 'not-assumable',
  },
  {
    name: 'a source identity if there is one',
    policy: policy(allow(ROOT, { StringEqualsIfExists: { [IDENTITY]: USERNAME } }, both)),
    verdict: 'free',
    reason: 'no-condition',
    sourceIdentity: 'no',
  },
  {
    name: 'a source identity by Deny of its absence',
    policy: policy(allow(ROOT, undefined, both), deny('*', { Null: { [IDENTITY]: 'true' } })),
    verdict: 'free',
    reason: 'no-condition',
    sourceIdentity: 'yes',
  },
  {
    name: 'a source identity under ForAllValues, which an absent one passes',
    policy: policy(allow(ROOT, { 'ForAllValues:StringEquals': { [IDENTITY]: USERNAME } }, both)),
    verdict: 'free',
    reason: 'no-condition',
    sourceIdentity: 'no',
  },
  {
    name: 'a source identity by negation, which an absent one passes',
    policy: policy(allow(ROOT, { StringNotEquals: { [IDENTITY]: 'root' } }, both)),
    verdict: 'free',
    reason: 'no-condition',
    sourceIdentity: 'no',
  },
  {
    name: 'AWS’s chain: both asked of one role',
    policy: policy(
      allow(
        role('Developer_Role', OTHER),
        { StringLike: { [IDENTITY]: '*', [NAME]: '$' + '{aws:SourceIdentity}' } },
        both,
      ),
    ),
    verdict: 'bound-to-caller',
    reason: 'equals-caller',
    sourceIdentity: 'yes',
  },
  {
    name: 'NotPrincipal with Allow, which trust policies do not have',
    policy: policy({ Effect: 'Allow', NotPrincipal: user('x'), Action: 'sts:AssumeRole' }),
    verdict: 'cannot-say',
    reason: 'unknown',
  },
  {
    name: 'NotPrincipal with Deny',
    policy: policy(allow(ROOT), { Effect: 'Deny', NotPrincipal: user('x'), Action: 'sts:AssumeRole' }),
    verdict: 'cannot-say',
    reason: 'unknown',
  },
  {
    name: 'an operator that is not known',
    policy: policy(allow(ROOT, { StringMatches: { [NAME]: 'a' } })),
    verdict: 'cannot-say',
    reason: 'unknown',
  },
  {
    name: 'an operator in other letters',
    policy: policy(allow(ROOT, { stringequals: { [NAME]: USERNAME } })),
    verdict: 'cannot-say',
    reason: 'unknown',
  },
  {
    name: 'an operator that is not known, where it does not matter',
    policy: policy(allow(ROOT), deny({ AWS: OTHER }, { Nope: { [NAME]: 'a' } })),
    verdict: 'free',
    reason: 'no-condition',
  },
  {
    name: 'a key that is not known, where it can only help',
    policy: policy(allow(ROOT, { StringEquals: { [NAME]: USERNAME, 'acme:Team': 'x' } })),
    verdict: 'bound-to-caller',
    reason: 'equals-caller',
  },
  {
    name: 'a key that is not known, where all hangs on it',
    policy: policy(allow(ROOT, { StringEquals: { 'acme:Team': 'x' } })),
    verdict: 'cannot-say',
    reason: 'unknown',
  },
  {
    name: 'a name compared as a number',
    policy: policy(allow(ROOT, { NumericEquals: { [NAME]: '5' } })),
    verdict: 'cannot-say',
    reason: 'unknown',
  },
  {
    name: 'an element that is not known',
    policy: policy(allow(ROOT, undefined, { Resource: '*' })),
    verdict: 'cannot-say',
    reason: 'unknown',
  },
  {
    name: 'a principal with a wildcard, which IAM refuses',
    policy: policy(allow({ AWS: `arn:aws:iam::${OWN}:role/*` })),
    verdict: 'cannot-say',
    reason: 'unknown',
  },
  {
    name: 'a name that is another choice of the same call',
    policy: policy(allow(ROOT, { StringEquals: { [NAME]: '$' + '{sts:ExternalId}' } })),
    verdict: NONE,
    reason: 'nobody',
  },
];
