/** `trailc audit roles FILES…`: which trust policies let a caller choose the session name. */

import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { diagnose } from '../../base/catalogue.ts';
import { type Diagnostic, sortDiagnostics } from '../../base/diagnostic.ts';
import { append, hasErrors } from '../../base/result.ts';
import { checkInputs, listFiles, reasonOf, STDIN } from '../../logs/inputs.ts';
import type { RoleAudit } from '../../trust/audit.ts';
import { auditRoles } from '../../trust/audit-all.ts';
import { type Role, readInventory } from '../../trust/inventory.ts';
import { EXIT, type Io, UsageError } from '../io.ts';
import { type AuditedRole, type AuditReport, entryOf, isOpen } from '../report/audit.ts';
import { renderDiagnostics } from '../report/diagnostics.ts';
import { openStatusLine } from '../report/progress.ts';
import { dayOf } from '../repository.ts';
import { dayToday } from '../shown-faults.ts';
import { type Exceptions, readExceptions } from './audit-exceptions.ts';

export interface AuditOptions {
  readonly exceptions?: string;
  readonly requireSourceIdentity?: boolean;
  readonly principalTag?: string;
  readonly asOf?: string;
  readonly config?: string;
  readonly format: 'pretty' | 'json' | 'sarif' | 'csv' | 'markdown';
}

export async function auditRolesCommand(
  files: readonly string[],
  options: AuditOptions,
  io: Io,
): Promise<number> {
  const asOf = dayOf(options).asOf ?? dayToday();
  const principalTag = options.principalTag ?? 'UserName';
  if (!/^[\w.:/=+@-]{1,128}$/.test(principalTag))
    throw new UsageError(
      `"${principalTag}" is no key of a tag.`,
      'Write it as IAM has it, such as --principal-tag email.',
    );
  const exceptions = readExceptions(options, io);
  const print = (found: readonly Diagnostic[]) => {
    if (found.length > 0)
      io.err(renderDiagnostics(sortDiagnostics(found), { color: io.color.err, width: io.width }));
  };
  const missing = checkInputs(files);
  if (missing.length > 0 || hasErrors(exceptions.diagnostics)) {
    print([...exceptions.diagnostics, ...missing]);
    return EXIT.usage;
  }
  const { roles, diagnostics } = await readAll(files, io.stdin);
  const found: Diagnostic[] = [...diagnostics];
  const audited = auditWatched(roles, principalTag, io).map((audit): AuditedRole => {
    const entry = entryOf(audit, exceptions.entries);
    const open = isOpen(audit, options.requireSourceIdentity === true);
    const expired = entry?.expires !== undefined && entry.expires.value < asOf;
    if (open && expired) found.push(expiredOf(entry));
    const exception = open && !expired ? entry : undefined;
    return {
      audit,
      finding: open && exception === undefined,
      ...(exception === undefined ? {} : { exception }),
    };
  });
  const report: AuditReport = { asOf, roles: audited, unread: diagnostics.length };
  io.out(await printed(report, options.format, io));
  print(found);
  return audited.some(({ finding }) => finding) || hasErrors(found) ? EXIT.findings : EXIT.ok;
}

/** With progress on a terminal: a hostile or rich policy takes seconds. */
function auditWatched(roles: readonly Role[], principalTag: string, io: Io): readonly RoleAudit[] {
  if (!io.interactive) return auditRoles(roles, { principalTag });
  const line = openStatusLine(io.err);
  const of = roles.length.toLocaleString('en');
  try {
    return auditRoles(roles, { principalTag }, ({ arn, name }, judged) =>
      line.draw(() => ({
        text: `${judged.toLocaleString('en')} of ${of} policies judged, now `,
        path: arn ?? name,
      })),
    );
  } finally {
    line.end();
  }
}

const expiredOf = ({ values, expires, owner, span }: Exceptions['entries'][number]) =>
  diagnose('trust/expired-exception', span, {
    role: values[0] ?? '',
    expires: expires?.value ?? '',
    owner: owner ?? 'not named',
  });

async function printed(report: AuditReport, format: AuditOptions['format'], io: Io): Promise<string> {
  switch (format) {
    case 'pretty':
      return (await import('../report/audit-pretty.ts')).renderAudit(report, { color: io.color.out });
    case 'json':
      return (await import('../report/audit-data.ts')).auditAsJson(report);
    case 'csv':
      return (await import('../report/audit-data.ts')).auditAsCsv(report);
    case 'markdown':
      return (await import('../report/audit-markdown.ts')).auditAsMarkdown(report);
    case 'sarif':
      return (await import('../report/audit-sarif.ts')).auditAsSarif(report);
  }
}

async function readAll(files: readonly string[], stdin: Readable) {
  const roles: Role[] = [];
  const diagnostics: Diagnostic[] = [];
  for await (const input of listFiles(files)) {
    const { path } = input;
    const read = input.kind === 'unreadable' ? { reason: input.reason } : await readText(path, stdin);
    if ('reason' in read) {
      diagnostics.push(diagnose('trust/unreadable-file', path, { path, reason: read.reason }));
      continue;
    }
    const inventory = readInventory({ path, text: read.text });
    append(roles, inventory.roles);
    append(diagnostics, inventory.diagnostics);
  }
  return { roles, diagnostics };
}

async function readText(path: string, stdin: Readable): Promise<{ text: string } | { reason: string }> {
  let bytes: Buffer;
  try {
    bytes = path === STDIN ? await bytesOf(stdin) : await readFile(path);
  } catch (error) {
    return { reason: reasonOf(error) };
  }
  if (!isUtf8(bytes)) return { reason: 'it is not text in UTF-8' };
  try {
    return { text: bytes.toString('utf8') };
  } catch {
    // The longest string of the JavaScript engine.
    return { reason: 'it is larger than 512 MB' };
  }
}

async function bytesOf(stdin: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
