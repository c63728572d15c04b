/** `trailc build`: every rule of an environment, for every target, into a bundle with a manifest. */
import { resolve } from 'node:path';
import { assemble } from '../../assemble.ts';
import { type Diagnostic, sortDiagnostics } from '../../base/diagnostic.ts';
import { append, hasErrors } from '../../base/result.ts';
import type { BundlePlan } from '../../bundle/bundle.ts';
import { guardBuild } from '../../bundle/lock/guard.ts';
import { templateSource } from '../../bundle/render.ts';
import { sealed, unchangedBundle } from '../../bundle/unchanged.ts';
import { writeBundle } from '../../bundle/write.ts';
import { type BuildInputs, buildInputs } from '../build-inputs.ts';
import { EXIT, type Format, type Io, UsageError } from '../io.ts';
import { type BuildResult, buildAsJson, renderBuild } from '../report/build.ts';
import { renderDiagnostics, writeDiagnostics } from '../report/diagnostics.ts';
import { escapeForTerminal } from '../report/terminal.ts';
import { chooseEnvironment, dayOf, openRepository, type RepositoryOptions } from '../repository.ts';
import { trailcVersion } from '../version.ts';

interface BuildOptions extends RepositoryOptions {
  readonly out?: string;
  readonly asOf?: string;
  readonly sourceCommit?: string;
  readonly locked?: boolean;
  readonly format: Format;
}

export async function build(options: BuildOptions, io: Io): Promise<number> {
  const inputs = buildInputs(options, io);
  if (inputs !== undefined) {
    const out = outOf(options, inputs.root, inputs.environment, io);
    const manifest = unchangedBundle(out, inputs.sha256);
    // Only a build without notes leaves its inputs behind, so --locked would have nothing to say either.
    if (manifest !== undefined) return report({ out, manifest, unchanged: true }, options, io);
  }
  const { content, diagnostics } = openRepository(options, io);
  const found: Diagnostic[] = [...diagnostics];
  const stop = (code: number) => {
    writeDiagnostics(found, options.format, io);
    return code;
  };
  if (content === undefined) return stop(EXIT.usage);
  const environment = chooseEnvironment(content, options);
  // Which rules are new, changed or gone can be told only where all could be read.
  const { locked = false } = options;
  const guarded = hasErrors(found) ? undefined : guardBuild(content, { locked, trailc: trailcVersion() });
  append(found, guarded?.diagnostics ?? []);
  const assembled = assemble(content, {
    environment,
    removed: guarded?.removed ?? [],
    ...dayOf(options),
    build: { trailc: trailcVersion(), commit: commitOf(options) },
    templates: templateSource(content.config),
  });
  append(found, assembled.diagnostics);
  if (assembled.value === undefined || hasErrors(found)) return stop(EXIT.findings);
  const quiet = found.length === 0 && (guarded?.notes ?? []).length === 0;
  const plan = quiet ? withInputs(assembled.value.plan, inputs, options, io) : assembled.value.plan;
  const out = outOf(options, content.config.root, environment.name, io);
  const written = writeBundle(plan, out);
  found.push(...written.diagnostics);
  if (written.value === undefined) return stop(EXIT.findings);
  if (found.length > 0)
    io.err(renderDiagnostics(sortDiagnostics(found), { color: io.color.err, width: io.width }));
  const code = report({ out, manifest: plan.manifest, unchanged: false }, options, io);
  const note = options.format === 'json' ? io.err : io.out;
  for (const words of guarded?.notes ?? []) note(`note: ${escapeForTerminal(words)}\n`);
  return code;
}

function report(result: BuildResult, { format }: BuildOptions, io: Io): number {
  io.out(format === 'json' ? buildAsJson(result, io.cwd) : renderBuild(result, io));
  return EXIT.ok;
}

function outOf({ out }: BuildOptions, root: string, environment: string, io: Io): string {
  return resolve(out === undefined ? root : io.cwd, out ?? `dist/bundles/${environment}`);
}

/**
 * Of a build that had nothing to say: another leaves the inputs out, so that the next one says it again. So does one
 * whose inputs changed while it read them.
 */
function withInputs(
  plan: BundlePlan,
  inputs: BuildInputs | undefined,
  options: BuildOptions,
  io: Io,
): BundlePlan {
  if (inputs === undefined) return plan;
  if (buildInputs(options, io)?.sha256 !== inputs.sha256) return plan;
  return { ...plan, manifest: sealed(plan.manifest, inputs.sha256) };
}

/** A commit is printed into comments of every language: hexadecimal, as git has it. */
function commitOf({ sourceCommit }: BuildOptions): string {
  if (sourceCommit === undefined) return '';
  if (/^[0-9a-f]{7,64}$/.test(sourceCommit)) return sourceCommit;
  throw new UsageError(
    `"${sourceCommit}" is no commit.`,
    'Write it as git does: --source-commit "$(git rev-parse HEAD)".',
  );
}
