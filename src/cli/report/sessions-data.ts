/**
 * Sessions for other programs: JSON (schema version 1) and CSV (RFC 4180).
 *
 * Owns: both shapes. They come in pieces, because a hundred thousand sessions are too long for one text. Must not: sort.
 */
import type { SessionRow } from '../../logs/trace/session-row.ts';
import type { SessionsReport } from '../../logs/trace/sessions.ts';
import { printJsonLine } from './json.ts';

/** One session a line. */
export function* sessionsAsJson(report: SessionsReport, windowHours: number): Generator<string> {
  const { sessions, intake, ...counts } = report;
  const head = printJsonLine({ schemaVersion: 1, windowHours, ...counts, input: intake }).trimEnd();
  yield `${head.slice(0, -1)},"sessions":[`;
  let before = '\n';
  for (const { row } of sessions) {
    yield `${before}${printJsonLine(row).trimEnd()}`;
    before = ',\n';
  }
  yield '\n]}\n';
}

const COLUMNS: Readonly<Record<string, (row: SessionRow) => string | number | boolean | null>> = {
  session: ({ session }) => session,
  type: ({ type }) => type,
  name: ({ name }) => name,
  account: ({ account }) => account,
  role_arn: ({ roleArn }) => roleArn,
  access_keys: ({ accessKeys }) => accessKeys.join(' '),
  began: ({ began }) => began,
  first: ({ first }) => first,
  last: ({ last }) => last,
  events: ({ events }) => events,
  mutating: ({ mutating }) => mutating,
  root_kind: ({ root }) => root.kind,
  root_type: ({ root }) => root.type,
  root_name: ({ root }) => root.name,
  root_account: ({ root }) => root.account,
  certain: ({ certain }) => certain,
  ambiguous: ({ ambiguous }) => ambiguous,
  missing: ({ missing }) => missing?.reason ?? null,
  links: ({ chain }) => chain.map(({ call, evidence }) => `${call}:${evidence}`).join(' '),
  event_ids: ({ chain }) => chain.map(({ eventID }) => eventID ?? '-').join(' '),
  renames: ({ renames }) => renames.map(({ from, to }) => `${from} -> ${to}`).join(' | '),
  source_identity: ({ sourceIdentity }) => sourceIdentity.value,
  source_identity_state: ({ sourceIdentity }) => sourceIdentity.state,
};

export function* sessionsAsCsv(report: SessionsReport): Generator<string> {
  const columns = Object.values(COLUMNS);
  yield `${Object.keys(COLUMNS).join(',')}\r\n`;
  for (const { row } of report.sessions) {
    yield `${columns.map((value) => csvCell(value(row))).join(',')}\r\n`;
  }
}

/**
 * A field of CSV. A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV
 * Injection"); account ids keep their leading zeros in every reader that treats them as text.
 */
export function csvCell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  if (!/^[=+\-@\t\r\n]|[",\r\n]/.test(value)) return value;
  const safe = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
