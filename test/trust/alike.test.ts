/**
 * Policies that differ in ids alone are judged once: what is said of the second is what would be said of it alone, to
 * the last word. Each policy here is met first under other names.
 */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/cloudtrail/event.ts';
import { renamed, restored } from '../../src/trust/alike.ts';
import { auditRole } from '../../src/trust/audit.ts';
import { rememberingAudit } from '../../src/trust/audit-all.ts';
import { readInventory } from '../../src/trust/inventory.ts';
import {
  allow,
  deny,
  IDENTITY,
  NAME,
  OTHER,
  OWN,
  policy,
  role,
  tag,
  USERNAME,
  user,
} from './cases/policy.ts';
import { somePolicy } from './generated-policy.ts';
import { pick, type Random, randomFrom } from './oracle/requests.ts';

const OPTIONS = { principalTag: 'UserName' };

function roleWith(json: Json, account = OWN) {
  const given = {
    RoleName: 'Target',
    Arn: `arn:aws:iam::${account}:role/Target`,
    AssumeRolePolicyDocument: json,
  };
  const { roles } = readInventory({ path: 'roles.json', text: JSON.stringify({ Role: given }) });
  const [read] = roles;
  if (read === undefined) throw new Error('no role');
  return read;
}

/** The same under other ids, so that the policy itself is the second of its kind. */
const OTHERS: readonly (readonly [string, string])[] = [
  [OWN, '777766665555'],
  [OTHER, '222211110000'],
  ['Dev"', 'Runner-of-jobs"'],
  ['partner-7781', 'q9.other_partner'],
];
const disguised = (json: Json): Json =>
  JSON.parse(OTHERS.reduce((text, [was, is]) => text.replaceAll(was, is), JSON.stringify(json))) as Json;

/** What is said of the second, and what is said of it alone. */
function both(json: Json) {
  const audit = rememberingAudit(OPTIONS);
  audit(roleWith(disguised(json), '777766665555'));
  const asked = roleWith(json);
  return {
    second: audit(asked),
    alone: auditRole(asked, OPTIONS),
    isRenamed: renamed(json, OWN) !== undefined,
  };
}

const EXTERNAL = { 'sts:ExternalId': 'partner-7781' };
const COMMON: readonly Json[] = [
  policy(allow({ AWS: `arn:aws:iam::${OWN}:root` })),
  policy(allow({ AWS: OTHER })),
  policy(allow({ AWS: '*' })),
  policy(allow(role('Dev'))),
  policy(allow({ AWS: [`arn:aws:iam::${OTHER}:root`, `arn:aws:iam::${OWN}:role/ci/Dev`] })),
  policy(allow({ AWS: `arn:aws:sts::${OWN}:assumed-role/Dev/s1` })),
  policy(allow(user('alice'))),
  policy(allow({ AWS: OTHER }, { StringEquals: EXTERNAL })),
  policy(allow({ AWS: OTHER }, { StringEquals: { ...EXTERNAL, [NAME]: USERNAME } })),
  policy(
    allow({ AWS: OTHER }, { StringEquals: EXTERNAL }),
    allow({ AWS: OWN }, { StringLike: { [NAME]: 'ci-*' } }),
  ),
  policy(allow({ AWS: OWN }, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }), deny(role('Dev'))),
  policy(allow({ AWS: OWN }, { StringLike: { [NAME]: [USERNAME, tag('who')] } })),
  policy(
    allow(
      { AWS: OWN },
      { StringLike: { [IDENTITY]: '*' } },
      { Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'] },
    ),
  ),
  policy(allow({ AWS: OWN }, { StringLike: { [NAME]: 'ci-*' } }), allow(role('Developer'))),
  // A role of the name that stands for any role (callers.ts): whoever is of its account is looked at through it.
  policy(
    allow(role('Developer'), undefined, { Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'] }),
    allow({ AWS: OWN }),
  ),
  policy(allow({ Service: 'ec2.amazonaws.com' })),
];

describe('policies that differ in ids alone', () => {
  it.each(COMMON.map((json) => [JSON.stringify(json), json] as const))('%s', (_, json) => {
    const { second, alone, isRenamed } = both(json);
    expect(isRenamed).toBe(true);
    expect(second).toEqual(alone);
  });

  it('are judged as each alone, where nobody wrote them', () => {
    const random = randomFrom(88);
    let renamedOnes = 0;
    for (let at = 0; at < 250; at += 1) {
      const { second, alone, isRenamed } = both(withIds(somePolicy(random), random));
      expect(second).toEqual(alone);
      if (isRenamed) renamedOnes += 1;
    }
    expect(renamedOnes).toBeGreaterThan(40);
  });
});

/** Some with an external id, as most policies for other accounts have. */
function withIds(json: Json, random: Random): Json {
  const { Statement: statements, ...rest } = json as {
    readonly Statement: readonly { readonly [key: string]: Json }[];
  };
  return {
    ...rest,
    Statement: statements.map(({ Condition: condition, ...one }) => ({
      ...one,
      Condition: pick(
        [condition ?? {}, {}, { StringEquals: EXTERNAL }, { StringNotEquals: EXTERNAL }],
        random,
      ),
    })),
  } as Json;
}

describe('what is not renamed', () => {
  const mine = (condition: Json) => policy(allow({ AWS: OWN }, condition));
  it.each<readonly [string, Json]>([
    ['an account in a condition', mine({ StringEquals: { 'aws:PrincipalAccount': OWN } })],
    ['a pattern of ARNs', mine({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Ci-*' } })],
    ['an account in a name', mine({ StringEquals: { [NAME]: `ci-${OTHER}` } })],
    ['a digit beside a wildcard', mine({ StringLike: { [NAME]: '1111*' } })],
    ['a Sid with the account', policy(allow({ AWS: OWN }, undefined, { Sid: `From${OTHER}` }))],
    ['an external id under a Deny', policy(deny({ AWS: OWN }, { StringEquals: EXTERNAL }))],
    ['an external id with a wildcard', mine({ StringLike: { 'sts:ExternalId': 'partner-*' } })],
    ['an external id that is a name too', mine({ StringEquals: { ...EXTERNAL, [NAME]: 'partner-7781' } })],
    ['a variable inside a text', mine({ StringLike: { [NAME]: `${USERNAME}-*` } })],
    ['a role whose name stands elsewhere too', policy(allow(role('AssumeRole')))],
    ['a text of the form of a new name', policy(allow({ AWS: '000000010000' }))],
    ['an account that stands for others', policy(allow({ AWS: '999988887777' }))],
    ['an unknown key', mine({ StringEquals: { 'acme:key': 'x' } })],
  ])('%s', (_, json) => {
    expect(renamed(json, OWN)).toBeUndefined();
  });

  it('gets its own ids back, and nothing else changes', () => {
    const json = policy(allow({ AWS: [OTHER, OWN] }, { StringEquals: EXTERNAL }));
    const other = renamed(json, OWN);
    if (other === undefined) throw new Error('not renamed');
    expect(JSON.stringify(other.json)).not.toMatch(/111122223333|444455556666|partner/);
    expect(restored(other.json, other)).toEqual(json);
  });
});

describe('the same policy again', () => {
  it('has a diff under its own role’s name, written as that of the first', () => {
    const audit = rememberingAudit(OPTIONS);
    const json = policy(allow({ AWS: OWN }));
    const hostile = (name: string) => ({ ...roleWith(json), name });
    audit(hostile('first'));
    const name = 'x\u001b[31m\ny "z';
    expect(audit(hostile(name)).correction).toEqual(auditRole(hostile(name), OPTIONS).correction);
  });
});
