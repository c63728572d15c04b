/** `trailc docs`: a page for each rule, and a layer for the ATT&CK Navigator. */
import { relative, resolve } from 'node:path';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { append, hasErrors } from '../../base/result.ts';
import { templateSource } from '../../bundle/render.ts';
import { writeBundle } from '../../bundle/write.ts';
import { planPages } from '../../pages.ts';
import { EXIT, type Format, type Io } from '../io.ts';
import { printJson } from '../report/json.ts';
import { paintFor } from '../report/terminal.ts';
import { chooseEnvironment, dayOf, openRepository, type RepositoryOptions } from '../repository.ts';
import { printFaults, writeFaults } from '../shown-faults.ts';
import { trailcVersion } from '../version.ts';

interface DocsOptions extends RepositoryOptions {
  readonly out?: string;
  readonly asOf?: string;
  readonly format: Format;
}

export async function docs(paths: readonly string[], options: DocsOptions, io: Io): Promise<number> {
  const { content, diagnostics } = openRepository(options, io, paths);
  const found: Diagnostic[] = [...diagnostics];
  const stop = (code: number) => {
    writeFaults(found, content, options.format, io);
    return code;
  };
  if (content === undefined) return stop(EXIT.usage);
  const environment = chooseEnvironment(content, options);
  const plan = planPages(content, {
    environment,
    ...dayOf(options),
    build: { trailc: trailcVersion(), commit: '' },
    templates: templateSource(content.config),
  });
  append(found, plan.diagnostics);
  if (plan.value === undefined || hasErrors(found)) return stop(EXIT.findings);
  const out = resolve(
    options.out === undefined ? content.config.root : io.cwd,
    options.out ?? `dist/docs/${environment.name}`,
  );
  const written = writeBundle(plan.value, out);
  append(found, written.diagnostics);
  if (written.value === undefined) return stop(EXIT.findings);
  printFaults(found, content, io);
  const folder = relative(io.cwd, out) || '.';
  const { manifest, files } = plan.value;
  if (options.format === 'json') {
    const result = { schemaVersion: 1, environment: environment.name, out: folder };
    io.out(printJson({ ...result, rules: manifest.rules.length, files: files.map(({ path }) => path) }));
  } else {
    const { green } = paintFor(io.color.out);
    io.out(`${green(`${files.length} files`)} about ${manifest.rules.length} rules written to ${folder}\n`);
  }
  return EXIT.ok;
}
