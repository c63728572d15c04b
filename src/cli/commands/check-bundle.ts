/** `trailc check --bundle`: the Splunk apps of a bundle, as AppInspect would see them. */
import { resolve } from 'node:path';
import { sortDiagnostics } from '../../base/diagnostic.ts';
import { hasErrors } from '../../base/result.ts';
import { type CheckedApp, checkApps } from '../../bundle/app-check/check-apps.ts';
import { shownPath } from '../../content/files.ts';
import { EXIT, type Format, type Io, UsageError } from '../io.ts';
import { diagnosticsAsJson, renderDiagnostics } from '../report/diagnostics.ts';
import { escapeForTerminal } from '../report/terminal.ts';

interface CheckBundleOptions {
  readonly bundle: string;
  readonly format: Format;
}

export async function checkBundle(
  paths: readonly string[],
  options: CheckBundleOptions,
  io: Io,
): Promise<number> {
  if (paths.length > 0) {
    throw new UsageError(
      'with --bundle, check looks at no rules.',
      'Name the rules in a call of their own: trailc check detections/.',
    );
  }
  const path = resolve(io.cwd, options.bundle);
  const { value: apps, diagnostics } = checkApps(path, shownPath(path));
  const found = sortDiagnostics(diagnostics);
  if (options.format === 'json') io.out(diagnosticsAsJson(found));
  else if (found.length > 0) io.out(renderDiagnostics(found, { color: io.color.out, width: io.width }));
  else for (const app of apps ?? []) io.out(`${summary(app)}\n`);
  if (apps === undefined) return EXIT.usage;
  return hasErrors(found) ? EXIT.findings : EXIT.ok;
}

const summary = ({ shownAs, files }: CheckedApp) =>
  `${escapeForTerminal(shownAs)}: ${files} ${files === 1 ? 'file' : 'files'}, no faults`;
