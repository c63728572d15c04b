/**
 * Many roles: the same trust policy is judged once, also where only account ids and external ids differ.
 *
 * Owns: that, and the order of results. Must not: judge itself, or print.
 */
import { unifiedDiff } from '../base/text-diff.ts';
import { type Renamed, renamed, restored } from './alike.ts';
import { type AuditOptions, auditRole, type RoleAudit, type Verdict } from './audit.ts';
import type { Role } from './inventory.ts';
import { readPolicy } from './read-policy.ts';
import { selfTrustOf } from './trusts.ts';

/** Worst first. */
export const VERDICT_ORDER: readonly Verdict[] = [
  'free',
  'cannot-say',
  'pattern',
  'fixed-names',
  'bound-to-caller',
  'not-assumable-by-aws-principals',
];

/** Sorted by verdict, worst first, then by ARN or name. `before` is told of each role and how many were judged before it. */
export function auditRoles(
  roles: readonly Role[],
  options: AuditOptions,
  before: (role: Role, judged: number) => void = () => {},
): readonly RoleAudit[] {
  const audit = rememberingAudit(options);
  const audits = roles.map((role, judged) => {
    before(role, judged);
    return audit(role);
  });
  const rank = ({ verdict }: RoleAudit) => VERDICT_ORDER.indexOf(verdict);
  const name = ({ role }: RoleAudit) => role.arn ?? role.name;
  return audits.sort((a, b) => rank(a) - rank(b) || (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
}

/** Audits one role after the other, and knows the policies that it has met. */
export function rememberingAudit(options: AuditOptions): (role: Role) => RoleAudit {
  const known = new Map<string, RoleAudit>();
  return (role) => {
    const { document, ...shown } = role;
    if (document.kind === 'unreadable') return auditRole(role, options);
    const other = renamed(document.json, role.account);
    const asked = other === undefined ? role : underOtherNames(role, other);
    const key = JSON.stringify([asked.account, jsonOf(asked)]);
    const before = known.get(key) ?? auditRole(asked, options);
    known.set(key, before);
    const found = other === undefined ? before : restored(before, other);
    const { correction } = found;
    const labelled = correction && { ...correction, diff: labelledAs(role.name, correction.diff) };
    const self = { role: shown, selfTrust: selfTrustOf(document.policy, role) };
    return { ...found, ...self, ...(labelled === undefined ? {} : { correction: labelled }) };
  };
}

/** Under the role's own name, written as a diff has it. */
function labelledAs(name: string, diff: string): string {
  const header = unifiedDiff(`a/${name}`, '', `b/${name}`, '-').split('\n').slice(0, 2);
  return [...header, ...diff.split('\n').slice(2)].join('\n');
}

function underOtherNames({ account: _, ...role }: Role, { json, account }: Renamed): Role {
  const read = readPolicy(json);
  const document: Role['document'] =
    read.kind === 'policy' ? { kind: 'policy', policy: read.policy, json } : read;
  return { ...role, document, ...(account === undefined ? {} : { account }) };
}

const jsonOf = ({ document }: Role) => (document.kind === 'policy' ? document.json : null);
