/** An audit of roles as Markdown, for summaries and tickets. Must not: decide anything. */
import { code, codeBlock, plain, table } from '../../base/markdown.ts';
import { type AuditReport, identityWords, summaryOf, VERDICT_WORDS, witnessWords } from './audit.ts';

export function auditAsMarkdown(report: AuditReport): string {
  const rows = report.roles.map(({ audit, finding, exception }) => [
    code(audit.role.arn ?? audit.role.name),
    `${finding ? '**' : ''}${VERDICT_WORDS[audit.verdict]}${finding ? '**' : ''}`,
    plain(audit.reason.says),
    exception === undefined ? '' : plain(`${exception.reason} (${exception.owner ?? 'no owner'})`),
  ]);
  const findings = report.roles
    .filter(({ finding }) => finding)
    .map(({ audit }) => {
      const said = [audit.reason.says, witnessWords(audit), identityWords(audit)].filter((text) => text);
      const diff = audit.correction === undefined ? [] : [codeBlock(audit.correction.diff, 'diff')];
      return [`### ${code(audit.role.arn ?? audit.role.name)}`, plain(said.join(' ')), ...diff].join('\n\n');
    });
  const parts = [
    '## Roles and session names',
    plain(summaryOf(report)),
    ...(rows.length === 0 ? [] : [table(['role', 'verdict', 'why', 'exception'], rows)]),
  ];
  return `${[...parts, ...findings].join('\n\n')}\n`;
}
