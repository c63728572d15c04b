/** `trailc build`: every rule of an environment, for every target, into a bundle with a manifest. */
import { resolve } from 'node:path';
import { assemble } from '../../assemble.ts';
import { type Diagnostic, sortDiagnostics } from '../../base/diagnostic.ts';
import { append, hasErrors } from '../../base/result.ts';
import { templateSource } from '../../bundle/render.ts';
import { writeBundle } from '../../bundle/write.ts';
import { EXIT, type Format, type Io, UsageError } from '../io.ts';
import { buildAsJson, renderBuild } from '../report/build.ts';
import { renderDiagnostics, writeDiagnostics } from '../report/diagnostics.ts';
import { chooseEnvironment, dayOf, openRepository, type RepositoryOptions } from '../repository.ts';
import { trailcVersion } from '../version.ts';

interface BuildOptions extends RepositoryOptions {
  readonly out?: string;
  readonly asOf?: string;
  readonly sourceCommit?: string;
  readonly format: Format;
}

export async function build(options: BuildOptions, io: Io): Promise<number> {
  const { content, diagnostics } = openRepository(options, io);
  const found: Diagnostic[] = [...diagnostics];
  const stop = (code: number) => {
    writeDiagnostics(found, options.format, io);
    return code;
  };
  if (content === undefined) return stop(EXIT.usage);
  const environment = chooseEnvironment(content, options);
  const assembled = assemble(content, {
    environment,
    ...dayOf(options),
    build: { trailc: trailcVersion(), commit: commitOf(options) },
    templates: templateSource(content.config),
  });
  append(found, assembled.diagnostics);
  if (assembled.value === undefined || hasErrors(found)) return stop(EXIT.findings);
  const { plan, compiled } = assembled.value;
  const out = resolve(
    options.out === undefined ? content.config.root : io.cwd,
    options.out ?? `dist/bundles/${environment.name}`,
  );
  const written = writeBundle(plan, out);
  found.push(...written.diagnostics);
  if (written.value === undefined) return stop(EXIT.findings);
  if (found.length > 0)
    io.err(renderDiagnostics(sortDiagnostics(found), { color: io.color.err, width: io.width }));
  const result = { environment: environment.name, out, compiled, files: plan.files.length };
  io.out(options.format === 'json' ? buildAsJson(result, io.cwd) : renderBuild(result, io));
  return EXIT.ok;
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
