/**
 * Whom a trust policy names, in classes that people know.
 *
 * Owns: the classes, and what is said of those whose session names are not chosen by AWS principals. Must not: judge names.
 */
import { callerOf, elementText, isMeant } from './caller.ts';
import { coversAction } from './clauses.ts';
import type { Role } from './inventory.ts';
import { type Policy, SESSION_NAME, type Statement } from './policy.ts';

export type TrustClass =
  | 'anyone'
  | 'own-account'
  | 'other-account'
  | 'user'
  | 'role'
  | 'session'
  | 'root'
  | 'federated-user'
  | 'service'
  | 'saml'
  | 'oidc'
  | 'canonical-user';

export interface Trust {
  readonly class: TrustClass;
  /** As written. */
  readonly principal: string;
  /** Why it is not judged with the others; none: it is. */
  readonly apart?: string;
}

const SAML = 'sts:AssumeRoleWithSAML';
const OIDC = 'sts:AssumeRoleWithWebIdentity';

/** Principals of the statements that allow a session to be opened, each once. */
export function trustsOf(policy: Policy, account: string | undefined): readonly Trust[] {
  const found = new Map<string, Trust>();
  for (const statement of policy.statements) {
    if (statement.effect !== 'Allow') continue;
    for (const trust of trustsOfStatement(statement, account))
      found.set(`${trust.class} ${trust.principal}`, trust);
  }
  return [...found.values()];
}

function trustsOfStatement(statement: Statement, account: string | undefined): readonly Trust[] {
  const assumes = coversAction(statement, 'sts:AssumeRole');
  return statement.principals.flatMap((element): readonly Trust[] => {
    const principal = elementText(element);
    switch (element.kind) {
      case 'all':
        return assumes ? [{ class: 'anyone', principal }] : [];
      case 'account':
        return assumes
          ? [{ class: element.account === account ? 'own-account' : 'other-account', principal }]
          : [];
      case 'arn':
        return assumes ? [{ class: classOfArn(element.arn), principal }] : [];
      case 'strange':
        return [];
      case 'service':
        return [{ class: 'service', principal, apart: 'AWS names the sessions of its services' }];
      case 'canonical':
        return [
          { class: 'canonical-user', principal, apart: 'a canonical user is no principal of a trust policy' },
        ];
      default:
        // `federated`, the kind that is left.
        return federated(statement, principal);
    }
  });
}

function classOfArn(arn: string): TrustClass {
  if (arn.includes(':assumed-role/')) return 'session';
  const kind = callerOf(arn, '', '')?.kind;
  return kind ?? 'role';
}

function federated(statement: Statement, principal: string): readonly Trust[] {
  const asked = statement.tests.some(({ name }) => name === SESSION_NAME);
  const condition = asked ? ', and the statement has a condition on it' : '';
  const saml = coversAction(statement, SAML) && principal.includes(':saml-provider/');
  const oidc = coversAction(statement, OIDC) && !principal.includes(':saml-provider/');
  if (saml)
    return [
      { class: 'saml', principal, apart: `the session name comes from the provider’s assertion${condition}` },
    ];
  if (!oidc) return [];
  // AssumeRoleWithWebIdentity takes RoleSessionName as a parameter; the token names its subject beside it.
  const apart = `the session name is a parameter of the call${condition}; the token’s subject stands beside it in CloudTrail`;
  return [{ class: 'oidc', principal, apart }];
}

export type SelfTrust = 'named' | 'through-account' | 'no';

/** Whether sessions of a role may assume that same role again: since 2023 only where its trust policy says so. */
export function selfTrustOf(policy: Policy, role: Pick<Role, 'arn'>): SelfTrust {
  const self = role.arn === undefined ? undefined : callerOf(role.arn, 'session', '');
  if (self === undefined) return 'no';
  const admitting = policy.statements.filter(
    (one) =>
      one.effect === 'Allow' &&
      coversAction(one, 'sts:AssumeRole') &&
      one.principals.some((by) => isMeant(by, self)),
  );
  if (admitting.some(({ principals }) => principals.some((by) => by.kind === 'arn' && isMeant(by, self))))
    return 'named';
  return admitting.length > 0 ? 'through-account' : 'no';
}
