/**
 * Who calls AssumeRole: one AWS principal, and what IAM knows of it.
 *
 * Owns: ARNs, the keys that follow from a principal, and which principal element means it. Must not: know conditions.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal" and "AWS global condition context keys".
 */
import type { PrincipalElement } from './policy.ts';

export interface Caller {
  readonly kind: 'user' | 'role' | 'root' | 'federated-user';
  readonly partition: string;
  readonly account: string;
  /** With its path: `eng/alice`. Empty for root. */
  readonly name: string;
  /** Of a role: the session that calls. */
  readonly session: string;
  /** The principal element that lets it in, as written. */
  readonly from: string;
}

const lastOf = (name: string) => name.slice(name.lastIndexOf('/') + 1);

/** The ARN as `aws:PrincipalArn` has it: of a session, its role's. */
function principalArn({ kind, partition, account, name }: Caller): string {
  switch (kind) {
    case 'root':
      return `arn:${partition}:iam::${account}:root`;
    case 'federated-user':
      return `arn:${partition}:sts::${account}:federated-user/${name}`;
    case 'user':
    case 'role':
      return `arn:${partition}:iam::${account}:${kind}/${name}`;
  }
}

/** The ARN as CloudTrail shows it. */
export const callerArn = (caller: Caller): string =>
  caller.kind === 'role'
    ? `arn:${caller.partition}:sts::${caller.account}:assumed-role/${lastOf(caller.name)}/${caller.session}`
    : principalArn(caller);

/** The value of a key that follows from the principal; undefined where it has none. */
export function principalKey(name: string, caller: Caller): string | undefined {
  switch (name) {
    case 'aws:username':
      return caller.kind === 'user' ? lastOf(caller.name) : undefined;
    case 'aws:principalarn':
      return principalArn(caller);
    case 'aws:principalaccount':
      return caller.account;
    case 'aws:principaltype':
      return { user: 'User', role: 'AssumedRole', root: 'Account', 'federated-user': 'FederatedUser' }[
        caller.kind
      ];
    case 'aws:principalisawsservice':
      return 'false';
    default:
      return undefined;
  }
}

export function isMeant(element: PrincipalElement, caller: Caller): boolean {
  switch (element.kind) {
    case 'all':
    // The statement counts as unknown, and is read both ways.
    case 'strange':
      return true;
    case 'account':
      return element.account === caller.account;
    case 'arn':
      return element.arn === principalArn(caller) || element.arn === callerArn(caller);
    case 'service':
    case 'federated':
    case 'canonical':
      return false;
  }
}

/** The caller that an ARN names: of a role, a session of it; undefined for one that names none. */
export function callerOf(arn: string, session: string, from: string): Caller | undefined {
  const [, partition = '', account = '', kind, name = ''] =
    /^arn:([a-z-]+):(?:iam|sts)::([0-9]{12}):(root|user|role|assumed-role|federated-user)(?:\/(.+))?$/s.exec(
      arn,
    ) ?? [];
  const base = { partition, account, session: '', from };
  switch (kind) {
    case 'root':
      return { ...base, kind, name: '' };
    case 'user':
    case 'federated-user':
      return name === '' ? undefined : { ...base, kind, name };
    case 'role':
      return name === '' ? undefined : { ...base, kind, name, session };
    case 'assumed-role': {
      const [role = '', of] = name.split('/');
      return of === undefined ? undefined : { ...base, kind: 'role', name: role, session: of };
    }
    default:
      return undefined;
  }
}

export const elementText = (element: PrincipalElement): string =>
  element.kind === 'all' ? '*' : element.text;
