/** An audit of roles for people on a terminal. Must not: decide anything. */
import {
  type AuditedRole,
  type AuditReport,
  identityWords,
  placeOfRole,
  selfWords,
  summaryOf,
  VERDICT_WORDS,
  witnessWords,
} from './audit.ts';
import { escapeForTerminal, type Paint, paintFor } from './terminal.ts';

export function renderAudit(report: AuditReport, { color }: { readonly color: boolean }): string {
  const paint = paintFor(color);
  const blocks = report.roles.map((one) => blockOf(one, paint));
  return `${[...blocks, paint.bold(summaryOf(report))].join('\n')}\n`;
}

function blockOf({ audit, finding, exception }: AuditedRole, paint: Paint): string {
  const style = finding ? paint.red : exception === undefined ? paint.green : paint.yellow;
  const shown = escapeForTerminal(audit.role.arn ?? audit.role.name);
  const place = escapeForTerminal(placeOfRole(audit));
  const head = `${style(VERDICT_WORDS[audit.verdict])}  ${paint.bold(shown)}  ${paint.dim(place)}`;
  if (!finding && exception === undefined)
    return `${head}\n  ${paint.dim(escapeForTerminal(audit.reason.says))}\n`;
  const { statement } = audit;
  const sid = statement?.sid === undefined ? '' : ` ("${statement.sid}")`;
  const lines = [
    audit.reason.says,
    witnessWords(audit),
    statement &&
      `Statement ${statement.number}${sid}, line ${statement.line}, column ${statement.column} of the policy.`,
    audit.onlyIfExists ? 'The condition asks with IfExists; leave it out.' : undefined,
    identityWords(audit),
    selfWords(audit),
    exception && exceptionWords(exception),
  ];
  const said = lines.flatMap((line) => (line ? [`  ${escapeForTerminal(line)}`] : []));
  const diff =
    audit.correction === undefined || exception !== undefined ? [] : diffOf(audit.correction.diff, paint);
  return [head, ...said, ...diff, ''].join('\n');
}

const exceptionWords = ({ reason, owner, ticket, expires }: NonNullable<AuditedRole['exception']>): string =>
  [
    `Excepted: ${reason.replace(/[.\s]+$/, '')}`,
    owner === undefined ? '' : ` (${owner})`,
    ticket === undefined ? '' : `, ${ticket}`,
    expires === undefined ? '' : `, until ${expires.value}`,
    '.',
  ].join('');

function diffOf(diff: string, paint: Paint): readonly string[] {
  return diff
    .trimEnd()
    .split('\n')
    .map((line) => {
      const style = line.startsWith('+') ? paint.green : line.startsWith('-') ? paint.red : paint.dim;
      return `    ${style(escapeForTerminal(line))}`;
    });
}
