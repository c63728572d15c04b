/**
 * Sessions for people: a table on a terminal, or Markdown.
 *
 * Owns: which columns, and the sentences below. Must not: sort.
 */
import { code, plain, table } from '../../base/markdown.ts';
import type { SessionRow } from '../../logs/trace/session-row.ts';
import type { SessionsReport } from '../../logs/trace/sessions.ts';
import { renderTable } from './table.ts';

export function renderSessions(
  report: SessionsReport,
  options: { readonly color: boolean; readonly width: number | undefined },
): string {
  const rows = Array.from(report.sessions, ({ row }) => cellsOf(row));
  const sentences = totalsOf(report).map((line) => `${line}\n`);
  return `${rows.length === 0 ? '' : renderTable({ head: HEAD, rows }, options)}${sentences.join('')}`;
}

export function sessionsAsMarkdown(report: SessionsReport): string {
  const rows = Array.from(report.sessions, ({ row }) =>
    cellsOf(row).map((cell) => (cell === '' ? '' : code(cell))),
  );
  const body = rows.length === 0 ? '' : `${table(HEAD, rows)}\n\n`;
  return `## trailc sessions\n\n${body}${totalsOf(report).map(plain).join('\n\n')}\n`;
}

const HEAD = [
  'began',
  'behind it',
  'session',
  'account',
  'renamed',
  'source identity',
  'mutating',
  'events',
  'last',
];

function cellsOf(row: SessionRow): readonly string[] {
  const { sourceIdentity, renames } = row;
  return [
    row.began ?? row.first ?? '',
    rootWords(row),
    sessionWords(row),
    row.account ?? '',
    renames
      .map(({ from, to }) => `${from} → ${to}`)
      .reverse()
      .join(', '),
    sourceIdentity.value === null ? sourceIdentity.state : `${sourceIdentity.state}: ${sourceIdentity.value}`,
    String(row.mutating),
    String(row.events),
    row.last ?? '',
  ];
}

/** A name with a question mark is one that weaker evidence gives, or how far back the chain is known. */
function rootWords({ root, certain, claims }: Pick<SessionRow, 'root' | 'certain' | 'claims'>): string {
  if (root.kind === 'cycle') return 'unknown (the calls lead back to themselves)';
  if (root.kind === 'unknown') {
    const claim = claims.find(({ from }) => from === 'source identity');
    return claim === undefined ? 'unknown' : `unknown (says ${claim.value})`;
  }
  return `${root.name ?? root.arn ?? root.type ?? 'unknown'}${certain ? '' : ' ?'}`;
}

/** `Role/name` of a role session. */
function sessionWords({ session, name }: SessionRow): string {
  const role = session?.split(':assumed-role/')[1];
  return role ?? name ?? session ?? '';
}

function totalsOf(report: SessionsReport): readonly string[] {
  const { total, renamed, sessions, intake, late, withoutSession, refusedCalls } = report;
  const left = total - sessions.size;
  return [
    `${total} sessions, ${renamed} with a rename on the way${left > 0 ? `; the first ${sessions.size} are shown (--top)` : ''}`,
    `${intake.events} events read from ${intake.files} files, ${intake.repeated} repeated, ${intake.skipped} skipped, ${intake.malformed} malformed; ${withoutSession} by callers without a session, ${refusedCalls} refused calls for credentials`,
    ...(late > 0
      ? [
          `${late} events are older than the window and came after it had passed: their sessions may be listed twice or lack their origin. Give the logs in order of time.`,
        ]
      : []),
  ];
}
