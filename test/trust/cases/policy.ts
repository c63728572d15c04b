/** Short ways to write trust policies in cases. */
import type { Json } from '../../../src/cloudtrail/event.ts';
import type { Verdict } from '../../../src/trust/audit.ts';
import type { ReasonCode } from '../../../src/trust/reason.ts';

export const OWN = '111122223333';
export const OTHER = '444455556666';
export const ROOT = { AWS: `arn:aws:iam::${OWN}:root` };
export const user = (name: string, account = OWN) => ({ AWS: `arn:aws:iam::${account}:user/${name}` });
export const role = (name: string, account = OWN) => ({ AWS: `arn:aws:iam::${account}:role/${name}` });
export const USERNAME = '$' + '{aws:username}';
export const tag = (key: string) => `\${aws:PrincipalTag/${key}}`;
export const NAME = 'sts:RoleSessionName';
export const IDENTITY = 'sts:SourceIdentity';

type Fields = Readonly<Record<string, Json>>;

export const allow = (principal: Json, condition?: Json, more: Fields = {}): Fields => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 'sts:AssumeRole',
  ...(condition === undefined ? {} : { Condition: condition }),
  ...more,
});

export const deny = (principal: Json, condition?: Json, more: Fields = {}): Fields => ({
  ...allow(principal, condition, more),
  Effect: 'Deny',
});

export const policy = (...statements: readonly Json[]): Fields => ({
  Version: '2012-10-17',
  Statement: statements,
});

export interface Case {
  readonly name: string;
  readonly policy: Json;
  readonly verdict: Verdict;
  readonly reason: ReasonCode;
  /** Of the statement that decides, from 1; undefined: not looked at. */
  readonly statement?: number;
  readonly sourceIdentity?: 'yes' | 'no' | 'cannot-say' | 'not-assumable';
}
