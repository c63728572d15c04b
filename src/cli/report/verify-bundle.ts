/**
 * What was verified of a bundle, for people and as JSON (schema version 1).
 *
 * Owns: both layouts. Must not: verify. A bundle is untrusted, and its texts come out harmless.
 */
import { relative } from 'node:path';
import { type Diagnostic, sortDiagnostics } from '../../base/diagnostic.ts';
import { hasErrors } from '../../base/result.ts';
import type { Verified } from '../../bundle/verify/verify.ts';
import type { Io } from '../io.ts';
import { diagnosticJson } from './diagnostics.ts';
import { printJson } from './json.ts';
import { escapeForTerminal, paintFor } from './terminal.ts';

export function renderVerified(verified: Verified, io: Io): string {
  const paint = paintFor(io.color.out);
  const { manifest, files, archives, members } = verified;
  const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
  const parts =
    manifest !== undefined && files !== 1
      ? [counted(files, 'file'), counted(manifest.rules.length, 'rule')]
      : [];
  if (archives > 0) parts.push(`${counted(archives, 'archive')} of ${counted(members, 'file')}`);
  const said = manifest === undefined ? 'read back' : 'as the manifest says, and read back';
  return `${about(verified)}${paint.green(parts.join(', '))}: ${said}\n`;
}

/** `acme-cloudtrail 1.2.0 for prod, built by trailc 0.1.0 from commit 0a1b2c3`. */
function about({ manifest }: Verified): string {
  if (manifest === undefined) return '';
  const { bundle, environment, trailc, sourceCommit, asOf } = manifest;
  const commit = sourceCommit === null ? '' : ` from commit ${sourceCommit}`;
  const day = asOf === null ? '' : ` as of ${asOf}`;
  const text = `${bundle.name} ${bundle.version} for ${environment}${day}, built by trailc ${trailc}${commit}`;
  return `${escapeForTerminal(text)}\n`;
}

export function verifiedAsJson(
  verified: Verified | undefined,
  diagnostics: readonly Diagnostic[],
  cwd: string,
): string {
  const manifest = verified?.manifest;
  return printJson({
    schemaVersion: 1,
    verified: verified !== undefined && !hasErrors(diagnostics),
    place: verified === undefined ? null : relative(cwd, verified.place) || '.',
    bundle:
      manifest === undefined
        ? null
        : {
            ...manifest.bundle,
            environment: manifest.environment,
            asOf: manifest.asOf,
            trailc: manifest.trailc,
            sourceCommit: manifest.sourceCommit,
            rules: manifest.rules.length,
          },
    files: verified?.files ?? 0,
    archives: verified?.archives ?? 0,
    members: verified?.members ?? 0,
    diagnostics: sortDiagnostics(diagnostics).map(diagnosticJson),
  });
}
