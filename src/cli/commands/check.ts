/** `trailc check`: every fault of rules, lists, environments and configuration, in one pass. */
import { sortDiagnostics } from '../../base/diagnostic.ts';
import { hasErrors } from '../../base/result.ts';
import { checkContent } from '../../check.ts';
import { applySuppressions } from '../../suppress.ts';
import { EXIT, type Io, UsageError } from '../io.ts';
import { checkedAsJson, mendableInWords, renderDiagnostics } from '../report/diagnostics.ts';
import { CHECK_FORMATS, type CheckFormat } from '../report/formats.ts';
import { type CheckOutcome, counted, suppressedInWords } from '../report/outcome.ts';
import { placesFrom } from '../report/place.ts';
import { readReports, writeReport } from '../report/report-file.ts';
import { sinceInWords, withSince } from '../report/since.ts';
import { configPath, openRepository, type RepositoryOptions } from '../repository.ts';
import { dayToday } from '../shown-faults.ts';
import { openSince } from '../since.ts';

interface CheckOptions extends RepositoryOptions {
  readonly format: CheckFormat;
  readonly report: readonly string[];
  readonly bundle?: string;
  readonly since?: string;
  readonly fix?: boolean;
  readonly yes?: boolean;
  readonly cost?: boolean;
}

export async function check(paths: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  if (options.cost === true) (await import('./check-cost.ts')).refuseOptions(options);
  if (options.fix === true) {
    const { checkAndFix, refuseOptions } = await import('./check-fix.ts');
    refuseOptions(options);
    return checkAndFix(paths, options, io, (to) => checkOnce(paths, options, to));
  }
  if (options.yes === true)
    throw new UsageError('--yes goes with --fix alone.', 'Run "trailc check --fix --yes".');
  return checkOnce(paths, options, io);
}

async function checkOnce(paths: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  if (options.bundle !== undefined && options.since !== undefined) {
    throw new UsageError('--since and --bundle do not go together.', 'A bundle is checked as a whole.');
  }
  if (options.bundle !== undefined) return checkBundleOf(options.bundle, paths, options, io);
  const requests = readReports(options.report, CHECK_FORMATS, io.cwd);
  const { content, diagnostics } = openRepository(options, io, paths);
  const today = dayToday();
  const semantic = content === undefined ? [] : checkContent(content, { today });
  const all = [...diagnostics, ...semantic];
  const judge = paths.length === 0 ? 'all' : 'rules';
  const judged =
    content === undefined
      ? { shown: sortDiagnostics(all), suppressed: [] }
      : applySuppressions(all, content, { today, judge });
  const places = placesFrom(configPath(options, io), io.cwd);
  // All is checked, since rules and lists are held against each other; what concerns no change is not shown.
  const since = await openSince(options, content, io);
  const found = judged.shown.filter((fault) => since?.shows(fault) ?? true);
  const suppressed = judged.suppressed.filter(({ diagnostic }) => since?.shows(diagnostic) ?? true);
  const looked = since
    ? sinceInWords(since)
    : content && `${counted(content.rules.length, 'rule')}, ${counted(content.lists.size, 'list')}`;
  const outcome: CheckOutcome = { faults: found, places, looked, suppressed, ...(since && { since }) };
  const costs =
    options.cost === true && content !== undefined
      ? (await import('./check-cost.ts')).costsOf(since?.content ?? content)
      : undefined;
  const said = await REPORTS[options.format](outcome, { color: io.color.out, width: io.width });
  io.out(
    costs !== undefined && options.format === 'json'
      ? (await import('../report/cost.ts')).withCost(said, costs)
      : said,
  );
  if (options.format === 'pretty' && options.fix !== true) io.out(mendableInWords(found));
  // For whoever sits there; in a log it would only be noise.
  if (options.format === 'pretty' && found.length > 0 && io.width !== undefined)
    io.out('"trailc why CODE" says more about one.\n');
  if (costs !== undefined && options.format === 'pretty')
    io.out((await import('../report/cost.ts')).costInWords(costs, { color: io.color.out, width: io.width }));
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
  pretty: async ({ faults, looked, suppressed }, terminal) =>
    faults.length === 0 && looked !== undefined
      ? `${looked}: no faults${suppressedInWords(suppressed)}\n`
      : renderDiagnostics(faults, { ...terminal, besides: suppressedInWords(suppressed) }),
  json: async ({ faults, suppressed, since }) => withSince(checkedAsJson(faults, suppressed), since),
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
