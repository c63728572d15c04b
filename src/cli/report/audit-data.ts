/** An audit of roles for other programs: JSON (schema version 1) and CSV (RFC 4180). Must not: decide anything. */
import { type AuditedRole, type AuditReport, identityWords, summaryOf, witnessWords } from './audit.ts';
import { printJson } from './json.ts';
import { csvCell } from './sessions-data.ts';

export function auditAsJson(report: AuditReport): string {
  return printJson({
    schemaVersion: 1,
    asOf: report.asOf,
    summary: summaryOf(report),
    findings: report.roles.filter(({ finding }) => finding).length,
    unread: report.unread,
    roles: report.roles.map(({ audit, finding, exception }) => ({
      ...roleAsJson(audit.role),
      verdict: audit.verdict,
      finding,
      reason: audit.reason.code,
      says: audit.reason.says,
      statement:
        audit.statement === undefined ? null : { ...audit.statement, sid: audit.statement.sid ?? null },
      witness: audit.witness ?? null,
      onlyIfExists: audit.onlyIfExists,
      sourceIdentity: audit.sourceIdentity,
      trusts: audit.trusts.map((trust) => ({ ...trust, apart: trust.apart ?? null })),
      selfTrust: audit.selfTrust,
      correction:
        audit.correction === undefined
          ? null
          : { diff: audit.correction.diff, policy: audit.correction.policy },
      exception:
        exception === undefined
          ? null
          : {
              reason: exception.reason,
              owner: exception.owner ?? null,
              ticket: exception.ticket ?? null,
              expires: exception.expires?.value ?? null,
            },
    })),
  });
}

function roleAsJson({ name, arn, account, path, line }: AuditedRole['audit']['role']): object {
  return { name, arn: arn ?? null, account: account ?? null, path, line };
}

const COLUMNS: Readonly<Record<string, (role: AuditedRole) => string | number | boolean | null>> = {
  role: ({ audit }) => audit.role.name,
  arn: ({ audit }) => audit.role.arn ?? null,
  account: ({ audit }) => audit.role.account ?? null,
  verdict: ({ audit }) => audit.verdict,
  finding: ({ finding }) => finding,
  reason: ({ audit }) => audit.reason.says,
  statement: ({ audit }) => audit.statement?.number ?? null,
  witness: ({ audit }) => witnessWords(audit) ?? null,
  sourceIdentity: ({ audit }) => identityWords(audit),
  selfTrust: ({ audit }) => audit.selfTrust,
  exception: ({ exception }) => exception?.reason ?? null,
  owner: ({ exception }) => exception?.owner ?? null,
  expires: ({ exception }) => exception?.expires?.value ?? null,
  file: ({ audit }) => audit.role.path,
  line: ({ audit }) => audit.role.line,
};

export function auditAsCsv({ roles }: AuditReport): string {
  const rows = roles.map((role) => Object.values(COLUMNS).map((cell) => csvCell(cell(role))));
  return [Object.keys(COLUMNS), ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}
