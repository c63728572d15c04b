/**
 * Many roles: the same trust policy is judged once.
 *
 * Owns: that, and the order of results. Must not: judge itself, or print.
 */
import { type AuditOptions, auditRole, type RoleAudit, type Verdict } from './audit.ts';
import type { Role } from './inventory.ts';
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

/** Sorted by verdict, worst first, then by ARN or name. */
export function auditRoles(roles: readonly Role[], options: AuditOptions): readonly RoleAudit[] {
  const known = new Map<string, RoleAudit>();
  const audits = roles.map((role) => {
    const { document, ...shown } = role;
    if (document.kind === 'unreadable') return auditRole(role, options);
    const key = JSON.stringify([role.account, document.json]);
    const before = known.get(key);
    if (before === undefined) {
      const audit = auditRole(role, options);
      known.set(key, audit);
      return audit;
    }
    const { correction } = before;
    const renamed = correction && {
      ...correction,
      diff: correction.diff.replace(/^--- .*\n\+\+\+ .*\n/, () => `--- a/${role.name}\n+++ b/${role.name}\n`),
    };
    const self = { role: shown, selfTrust: selfTrustOf(document.policy, role) };
    return { ...before, ...self, ...(renamed === undefined ? {} : { correction: renamed }) };
  });
  const rank = ({ verdict }: RoleAudit) => VERDICT_ORDER.indexOf(verdict);
  const name = ({ role }: RoleAudit) => role.arn ?? role.name;
  return audits.sort((a, b) => rank(a) - rank(b) || (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
}
