/** `trailc check`: every fault of rules, lists, environments and configuration, in one pass. */
import { sortDiagnostics } from '../../base/diagnostic.ts';
import { hasErrors } from '../../base/result.ts';
import { checkContent } from '../../check.ts';
import { EXIT, type Io, UsageError } from '../io.ts';
import { diagnosticsAsJson, renderDiagnostics } from '../report/diagnostics.ts';
import { CHECK_FORMATS, type CheckFormat } from '../report/formats.ts';
import { type CheckOutcome, counted } from '../report/outcome.ts';
import { placesFrom } from '../report/place.ts';
import { readReports, writeReport } from '../report/report-file.ts';
import { configPath, openRepository, type RepositoryOptions } from '../repository.ts';

interface CheckOptions extends RepositoryOptions {
  readonly format: CheckFormat;
  readonly report: readonly string[];
  readonly bundle?: string;
}

export async function check(paths: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  if (options.bundle !== undefined) return checkBundleOf(options.bundle, paths, options, io);
  const requests = readReports(options.report, CHECK_FORMATS, io.cwd);
  const { content, diagnostics } = openRepository(options, io, paths);
  const today = new Date().toISOString().slice(0, 10);
  const semantic = content === undefined ? [] : checkContent(content, { today });
  const found = sortDiagnostics([...diagnostics, ...semantic]);
  const places = placesFrom(configPath(options, io), io.cwd);
  const looked =
    content && `${counted(content.rules.length, 'rule')}, ${counted(content.lists.size, 'list')}`;
  const outcome: CheckOutcome = { faults: found, places, looked };
  io.out(await REPORTS[options.format](outcome, { color: io.color.out, width: io.width }));
  if (options.format === 'github') {
    const { addStepSummary } = await import('../report/step-summary.ts');
    const { checkAsMarkdown } = await import('../report/markdown-report.ts');
    addStepSummary((room) => checkAsMarkdown(outcome, room), io);
  }
  for (const { format, path } of requests)
    writeReport(path, await REPORTS[format](outcome, { color: false, width: undefined }), places.root);
  if (content === undefined) return EXIT.usage;
  return hasErrors(found) ? EXIT.findings : EXIT.ok;
}

interface Terminal {
  readonly color: boolean;
  readonly width: number | undefined;
}

/** One a format; those for services are loaded when they are asked for. */
const REPORTS: {
  readonly [F in CheckFormat]: (outcome: CheckOutcome, terminal: Terminal) => Promise<string>;
} = {
  pretty: async ({ faults, looked }, terminal) =>
    faults.length === 0 && looked !== undefined
      ? `${looked}: no faults\n`
      : renderDiagnostics(faults, terminal),
  json: async ({ faults }) => diagnosticsAsJson(faults),
  sarif: async (outcome) => (await import('../report/sarif.ts')).checkAsSarif(outcome),
  github: async (outcome) => (await import('../report/github.ts')).checkAsGithub(outcome),
  markdown: async (outcome) => (await import('../report/markdown-report.ts')).checkAsMarkdown(outcome),
};

async function checkBundleOf(
  bundle: string,
  paths: readonly string[],
  { format, report }: CheckOptions,
  io: Io,
): Promise<number> {
  if ((format !== 'pretty' && format !== 'json') || report.length > 0) {
    throw new UsageError(
      'with --bundle, check prints pretty or json alone.',
      'The files of a bundle are generated: reports for services are about the rules.',
    );
  }
  return (await import('./check-bundle.ts')).checkBundle(paths, { bundle, format }, io);
}
