/** `trailc build`: every rule of an environment, for every target, into a bundle with a manifest. */
import { resolve } from 'node:path';
import { type Diagnostic, sortDiagnostics } from '../../base/diagnostic.ts';
import { append, hasErrors } from '../../base/result.ts';
import { planBundle } from '../../bundle/bundle.ts';
import { templateSource } from '../../bundle/render.ts';
import { writeBundle } from '../../bundle/write.ts';
import { type CompiledRule, compileRule } from '../../compile.ts';
import { overlayFaults } from '../../content/list-overlay.ts';
import { TARGET_NAMES, TARGETS } from '../../targets/index.ts';
import { EXIT, type Format, type Io } from '../io.ts';
import { buildAsJson, renderBuild } from '../report/build.ts';
import { renderDiagnostics, writeDiagnostics } from '../report/diagnostics.ts';
import { chooseEnvironment, dayOf, openRepository, type RepositoryOptions } from '../repository.ts';
import { trailcVersion } from '../version.ts';

interface BuildOptions extends RepositoryOptions {
  readonly out?: string;
  readonly asOf?: string;
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
  const day = dayOf(options);
  append(found, overlayFaults(environment, content.lists));
  const compiled: CompiledRule[] = [];
  for (const document of content.rules) {
    const { value, diagnostics: faults } = compileRule(document, content, {
      environment,
      targets: TARGET_NAMES,
      ...day,
    });
    append(found, faults);
    compiled.push(...(value ?? []));
  }
  if (hasErrors(found)) return stop(EXIT.findings);
  const plan = planBundle({
    environment: environment.name,
    ...day,
    trailcVersion: trailcVersion(),
    compiled,
    targets: TARGETS,
    templates: templateSource(content.config),
  });
  found.push(...plan.diagnostics);
  if (plan.value === undefined) return stop(EXIT.findings);
  const out = resolve(
    options.out === undefined ? content.config.root : io.cwd,
    options.out ?? `dist/bundles/${environment.name}`,
  );
  const written = writeBundle(plan.value, out);
  found.push(...written.diagnostics);
  if (written.value === undefined) return stop(EXIT.findings);
  if (found.length > 0)
    io.err(renderDiagnostics(sortDiagnostics(found), { color: io.color.err, width: io.width }));
  const result = { environment: environment.name, out, compiled, files: plan.value.files.length };
  io.out(options.format === 'json' ? buildAsJson(result, io.cwd) : renderBuild(result, io));
  return EXIT.ok;
}
