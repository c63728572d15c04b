/** `trailc build`: every rule of an environment, for every target, into a bundle with a manifest. */
import { resolve } from 'node:path';
import { assemble } from '../../assemble.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { append, hasErrors } from '../../base/result.ts';
import type { BundlePlan } from '../../bundle/bundle.ts';
import { guardBuild } from '../../bundle/lock/guard.ts';
import { templateSource } from '../../bundle/render.ts';
import { sealed, unchangedBundle } from '../../bundle/unchanged.ts';
import { writeBundle } from '../../bundle/write.ts';
import { type BuildInputs, buildInputs } from '../build-inputs.ts';
import { EXIT, type Format, type Io, UsageError } from '../io.ts';
import { type BuildResult, buildAsJson, renderBuild } from '../report/build.ts';
import { printJson } from '../report/json.ts';
import { type Since, sinceInWords, withSince } from '../report/since.ts';
import { escapeForTerminal } from '../report/terminal.ts';
import { chooseEnvironment, dayOf, openRepository, type RepositoryOptions } from '../repository.ts';
import { printFaults, writeFaults } from '../shown-faults.ts';
import { openSince } from '../since.ts';
import { trailcVersion } from '../version.ts';

interface BuildOptions extends RepositoryOptions {
  readonly out?: string;
  readonly asOf?: string;
  readonly sourceCommit?: string;
  readonly locked?: boolean;
  readonly since?: string;
  readonly format: Format;
}

export async function build(options: BuildOptions, io: Io): Promise<number> {
  refuseSinceIntoBundle(options);
  // What the last build of everything was made of says nothing about a part.
  const inputs = options.since === undefined ? buildInputs(options, io) : undefined;
  if (inputs !== undefined) {
    const out = outOf(options, inputs.root, inputs.environment, io);
    const manifest = unchangedBundle(out, inputs.sha256);
    // Only a build without notes leaves its inputs behind, so --locked would have nothing to say either.
    if (manifest !== undefined) return report({ out, manifest, unchanged: true }, options, io);
  }
  const { content, diagnostics } = openRepository(options, io);
  const found: Diagnostic[] = [...diagnostics];
  const stop = (code: number) => {
    writeFaults(found, content, options.format, io);
    return code;
  };
  if (content === undefined) return stop(EXIT.usage);
  const environment = chooseEnvironment(content, options);
  const since = await openSince(options, content, io, { templates: true });
  // Which rules are new, changed or gone can be told only where all could be read.
  const { locked = false } = options;
  const guarded = hasErrors(found) ? undefined : guardBuild(content, { locked, trailc: trailcVersion() });
  append(found, guarded?.diagnostics ?? []);
  const assembled = assemble(content, {
    environment,
    removed: guarded?.removed ?? [],
    ...(since && { partial: { rules: namesOf(since), since: since.commit } }),
    ...dayOf(options),
    build: { trailc: trailcVersion(), commit: commitOf(options) },
    templates: templateSource(content.config),
  });
  append(found, assembled.diagnostics);
  if (assembled.value === undefined || hasErrors(found)) return stop(EXIT.findings);
  if (since !== undefined && since.touched.length === 0) {
    printFaults(found, content, io);
    return reportNothing(since, environment.name, options, io);
  }
  const quiet = found.length === 0 && (guarded?.notes ?? []).length === 0;
  const plan = quiet ? withInputs(assembled.value.plan, inputs, options, io) : assembled.value.plan;
  const out = outOf(options, content.config.root, environment.name, io);
  const written = writeBundle(plan, out);
  found.push(...written.diagnostics);
  if (written.value === undefined) return stop(EXIT.findings);
  printFaults(found, content, io);
  const code = report({ out, manifest: plan.manifest, unchanged: false }, options, io, since);
  const note = options.format === 'json' ? io.err : io.out;
  for (const words of guarded?.notes ?? []) note(`note: ${escapeForTerminal(words)}\n`);
  return code;
}

function report(result: BuildResult, { format }: BuildOptions, io: Io, since?: Since): number {
  io.out(format === 'json' ? withSince(buildAsJson(result, io.cwd), since) : renderBuild(result, io));
  return EXIT.ok;
}

/** A part of a bundle never lands where somebody deploys from by default. */
function refuseSinceIntoBundle({ since, out }: BuildOptions): void {
  if (since === undefined || out !== undefined) return;
  throw new UsageError(
    '--since builds some of the rules only, and that is no bundle to deploy.',
    'Say where these files are to go: trailc build --since main --out out/changed.',
  );
}

const namesOf = ({ touched }: Since): ReadonlySet<string> => new Set(touched.map(({ rule }) => rule));

function reportNothing(since: Since, environment: string, { format }: BuildOptions, io: Io): number {
  const result = { schemaVersion: 1, environment, out: null, unchanged: true, files: 0, rules: [] };
  io.out(
    format === 'json' ? withSince(printJson(result), since) : `${sinceInWords(since)}: nothing to build\n`,
  );
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
