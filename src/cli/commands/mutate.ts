/** `trailc mutate [paths]`: what could be changed in a rule without any of its tests failing. */
import { sortDiagnostics } from '../../base/diagnostic.ts';
import { append, hasErrors } from '../../base/result.ts';
import { lowerForTests } from '../../lower.ts';
import { type MutationReport, mutateRule, scoreOf } from '../../testing/mutate/mutate.ts';
import { EXIT, type Format, type Io, UsageError } from '../io.ts';
import { diagnosticsAsJson, renderDiagnostics } from '../report/diagnostics.ts';
import { mutationsAsJson, renderMutations } from '../report/mutate.ts';
import { openRepository, type RepositoryOptions } from '../repository.ts';

interface MutateOptions extends RepositoryOptions {
  readonly threshold?: string;
  readonly format: Format;
}

export async function mutate(paths: readonly string[], options: MutateOptions, io: Io): Promise<number> {
  const threshold = thresholdOf(options);
  const { content, diagnostics } = openRepository(options, io, paths);
  const found = [...diagnostics];
  const reports: MutationReport[] = [];
  for (const document of content?.rules ?? []) {
    const { value: rule, diagnostics: faults } = lowerForTests(
      document,
      content as NonNullable<typeof content>,
    );
    append(found, faults);
    if (rule !== undefined) reports.push(mutateRule(rule));
  }
  const faults = sortDiagnostics(found);
  if (options.format === 'json') {
    io.out(mutationsAsJson(reports, threshold));
    if (faults.length > 0) io.err(diagnosticsAsJson(faults));
  } else {
    if (faults.length > 0) io.err(renderDiagnostics(faults, { color: io.color.err, width: io.width }));
    io.out(renderMutations(reports, threshold, io.color.out));
  }
  if (content === undefined) return EXIT.usage;
  const failing = reports.filter(({ failing: count }) => count > 0).map(({ rule }) => rule);
  if (failing.length > 0) {
    io.err(
      `trailc: tests of ${failing.join(', ')} fail, so the scores say little; "trailc test" shows which.\n`,
    );
  }
  const below = threshold !== undefined && reports.some((report) => scoreOf([report]) < threshold);
  return below || failing.length > 0 || hasErrors(faults) ? EXIT.findings : EXIT.ok;
}

/** Percent, 0 to 100. */
function thresholdOf({ threshold }: MutateOptions): number | undefined {
  if (threshold === undefined) return undefined;
  const percent = Number(threshold);
  if (/^[0-9]{1,3}(?:\.[0-9]+)?$/.test(threshold) && percent <= 100) return percent;
  throw new UsageError(
    `"${threshold}" is no threshold.`,
    'Write the share of mutants to be killed in percent, 0 to 100, such as --threshold 90.',
  );
}
