/**
 * An audit of roles as every format prints it.
 *
 * Owns: what a finding is beside its exceptions, the summary line, and the words for source identities. Must not: print.
 */
import type { ListEntry } from '../../content/document.ts';
import { isFinding, type RoleAudit, type Verdict } from '../../trust/audit.ts';
import { VERDICT_ORDER } from '../../trust/audit-all.ts';

export interface AuditedRole {
  readonly audit: RoleAudit;
  readonly finding: boolean;
  /** The entry under which it may stay as it is. */
  readonly exception?: ListEntry;
}

export interface AuditReport {
  readonly asOf: string;
  readonly roles: readonly AuditedRole[];
  /** Faults of the inputs: roles may be missing. */
  readonly unread: number;
}

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  free: 'free',
  'cannot-say': 'cannot say',
  pattern: 'pattern',
  'fixed-names': 'fixed names',
  'bound-to-caller': 'bound to the caller',
  'not-assumable-by-aws-principals': 'not for AWS principals',
};

export function isOpen(audit: RoleAudit, requireSourceIdentity: boolean): boolean {
  const { required } = audit.sourceIdentity;
  return isFinding(audit) || (requireSourceIdentity && (required === 'no' || required === 'cannot-say'));
}

export const entryOf = ({ role }: RoleAudit, entries: readonly ListEntry[]): ListEntry | undefined =>
  role.arn === undefined ? undefined : entries.find(({ values }) => values[0] === role.arn);

export const placeOfRole = ({ role }: RoleAudit): string => `${role.path}:${role.line}`;

/** `12 roles: 3 free, 9 bound to the caller. 2 findings, 1 excepted.` */
export function summaryOf({ roles, unread }: AuditReport): string {
  const counts = VERDICT_ORDER.flatMap((verdict) => {
    const count = roles.filter(({ audit }) => audit.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${VERDICT_WORDS[verdict]}`];
  });
  const findings = roles.filter(({ finding }) => finding).length;
  const excepted = roles.filter(({ exception }) => exception !== undefined).length;
  return [
    `${counted(roles.length, 'role')}${counts.length === 0 ? '' : `: ${counts.join(', ')}`}.`,
    ` ${counted(findings, 'finding')}${excepted === 0 ? '' : `, ${excepted} excepted`}.`,
    unread === 0 ? '' : ` ${counted(unread, 'place')} of the input could not be read.`,
  ].join('');
}

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

export function witnessWords({ witness, verdict }: RoleAudit): string | undefined {
  if (witness === undefined) return undefined;
  const names = witness.names.map((name) => `"${name}"`).join(' or ');
  const given = Object.entries(witness.given).map(([key, value]) => `${key} "${value}"`);
  const may =
    verdict === 'free' || verdict === 'pattern' ? 'may choose the session name' : 'may use the session name';
  return `${witness.principal} ${may} ${names}${given.length === 0 ? '' : `, given ${given.join(', ')}`}.`;
}

export function identityWords({ sourceIdentity }: RoleAudit): string {
  const { required, value, settableBy, notSettableBy } = sourceIdentity;
  switch (required) {
    case 'cannot-say':
      return 'Whether a source identity is required cannot be said.';
    case 'not-assumable':
      return '';
    case 'yes':
      return `A source identity is required${value === 'bound' ? ', and is the caller’s' : value === 'fixed' ? ', of a fixed set' : ''}.`;
    case 'no':
      return settableBy.length === 0
        ? 'No source identity is required, and none may be set: a session that has one cannot go on to this role.'
        : `No source identity is required${notSettableBy.length === 0 ? '' : `; ${notSettableBy.join(', ')} may set none`}.`;
  }
}

export function selfWords({ selfTrust }: RoleAudit): string {
  switch (selfTrust) {
    case 'named':
      return 'The role trusts itself: a session may take another name by assuming it again.';
    case 'through-account':
      return 'The role trusts its account, itself included, where its permissions allow sts:AssumeRole.';
    case 'no':
      return '';
  }
}
