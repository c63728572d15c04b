/** `trailc ddl`: the statement that makes the Athena table of a profile, or brings an existing one up to it. */

import { hasErrors } from '../../base/result.ts';
import { renderArtefact, templateSource } from '../../bundle/render.ts';
import { ddlOf, patchOf } from '../../targets/athena/ddl.ts';
import { profileOf } from '../../targets/athena/settings.ts';
import { exitOfFaults } from '../exit-of-faults.ts';
import { EXIT, type Io } from '../io.ts';
import { renderDiagnostics } from '../report/diagnostics.ts';
import { openEnvironment, type RepositoryOptions } from '../repository.ts';

interface DdlOptions extends RepositoryOptions {
  readonly profile?: string;
  readonly patch?: boolean;
}

export async function ddl(options: DdlOptions, io: Io): Promise<number> {
  const opened = openEnvironment(options, io);
  const report = (found: typeof opened.diagnostics) =>
    io.err(renderDiagnostics(found, { color: io.color.err, width: io.width }));
  if (opened.content === undefined) {
    report(opened.diagnostics);
    return opened.exit;
  }
  const { content, environment, diagnostics } = opened;
  const { value: profile, diagnostics: faults } = profileOf(environment, options.profile);
  const statement = options.patch === true ? patchOf : ddlOf;
  const made = profile === undefined ? { diagnostics: faults } : statement(profile, environment);
  const rendered =
    made.value === undefined
      ? { diagnostics: [] }
      : await renderArtefact(made.value, templateSource(content.config));
  const found = [...diagnostics, ...made.diagnostics, ...rendered.diagnostics];
  report(found);
  if (hasErrors(found) || rendered.value === undefined) return exitOfFaults(found, options.profile);
  io.out(rendered.value);
  return EXIT.ok;
}
