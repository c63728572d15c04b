/** `trailc mutate [paths]`: what could be changed in a rule without any of its tests failing. */
import { append, hasErrors } from '../../base/result.ts';
import { lowerForTests } from '../../lower.ts';
import { explainedOf, type MutationReport, mutateRule } from '../../testing/mutate/mutate.ts';
import { EXIT, type Format, type Io, UsageError } from '../io.ts';
import { diagnosticsAsJson, renderDiagnostics } from '../report/diagnostics.ts';
import { mutationsAsJson, renderMutations } from '../report/mutate.ts';
import { withSince } from '../report/since.ts';
import type { RepositoryOptions } from '../repository.ts';
import { shownFaults } from '../shown-faults.ts';
import { openTouched } from '../since.ts';

interface MutateOptions extends RepositoryOptions {
  readonly threshold?: string;
  readonly since?: string;
  readonly verbose?: boolean;
  readonly format: Format;
}

export async function mutate(paths: readonly string[], options: MutateOptions, io: Io): Promise<number> {
  const asked = thresholdOf(options);
  const { since, content, diagnostics } = await openTouched(options, io, paths);
  const threshold = asked ?? content?.config.mutation?.threshold;
  const found = [...diagnostics];
  const reports: MutationReport[] = [];
  for (const document of content?.rules ?? []) {
    const { value: rule, diagnostics: faults } = lowerForTests(
      document,
      content as NonNullable<typeof content>,
    );
    append(found, faults);
    if (rule === undefined) continue;
    const report = mutateRule(rule);
    append(found, report.diagnostics);
    reports.push(report);
  }
  const faults = shownFaults(found, content);
  if (options.format === 'json') {
    io.out(withSince(mutationsAsJson(reports, threshold), since));
    if (faults.length > 0) io.err(diagnosticsAsJson(faults));
  } else {
    if (faults.length > 0) io.err(renderDiagnostics(faults, { color: io.color.err, width: io.width }));
    io.out(renderMutations(reports, { threshold, verbose: options.verbose === true, color: io.color.out }));
  }
  if (content === undefined) return EXIT.usage;
  const failing = reports.filter(({ failing: count }) => count > 0).map(({ rule }) => rule);
  // JSON has the number of failing tests of each rule.
  if (failing.length > 0 && options.format !== 'json') {
    io.err(
      `trailc: tests of ${failing.join(', ')} fail, so the scores say little; "trailc test" shows which.\n`,
    );
  }
  const below = threshold !== undefined && reports.some((report) => explainedOf([report]) < threshold);
  return below || failing.length > 0 || hasErrors(faults) ? EXIT.findings : EXIT.ok;
}

/** Percent, 0 to 100. */
function thresholdOf({ threshold }: MutateOptions): number | undefined {
  if (threshold === undefined) return undefined;
  const percent = Number(threshold);
  if (/^[0-9]{1,3}(?:\.[0-9]+)?$/.test(threshold) && percent <= 100) return percent;
  throw new UsageError(
    `"${threshold}" is no threshold.`,
    'Write the share of mutants to be killed or accepted in percent, 0 to 100, such as --threshold 90.',
  );
}
