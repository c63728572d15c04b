/** `trailc verify-bundle`: whether a bundle is what its manifest says, and every file of it can be read. */
import { resolve } from 'node:path';
import { append, hasErrors, type Result } from '../../base/result.ts';
import { type Verified, verifyBundle } from '../../bundle/verify/verify.ts';
import { repairBundle } from '../../bundle/write.ts';
import { EXIT, type Format, type Io } from '../io.ts';
import { writeDiagnostics } from '../report/diagnostics.ts';
import { renderVerified, verifiedAsJson } from '../report/verify-bundle.ts';

interface VerifyBundleOptions {
  readonly repair?: boolean;
  readonly format: Format;
}

export function verifyBundleCommand(path: string, options: VerifyBundleOptions, io: Io): number {
  const { value, diagnostics } = repairedAndVerified(resolve(io.cwd, path), options.repair === true);
  if (options.format === 'json') io.out(verifiedAsJson(value, diagnostics, io.cwd));
  else if (diagnostics.length > 0) writeDiagnostics(diagnostics, 'pretty', io);
  if (diagnostics.some(({ code }) => code === 'verify/nothing-there')) return EXIT.usage;
  if (value === undefined || hasErrors(diagnostics)) return EXIT.findings;
  if (options.format === 'pretty') io.out(renderVerified(value, io));
  return EXIT.ok;
}

function repairedAndVerified(path: string, repair: boolean): Result<Verified> {
  const repaired = repair ? repairBundle(path).diagnostics : [];
  if (hasErrors(repaired)) return { diagnostics: repaired };
  const { value, diagnostics } = verifyBundle(path);
  const all = [...repaired];
  append(all, diagnostics);
  return value === undefined ? { diagnostics: all } : { value, diagnostics: all };
}
