/** `trailc test [paths]`: the tests inside the rules, through the in-process evaluator. */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { append, hasErrors } from '../../base/result.ts';
import type { Content } from '../../content/document.ts';
import type { RuleIr } from '../../ir/rule.ts';
import { lowerAllForTests } from '../../lower.ts';
import { type RuleTestReport, runTests } from '../../testing/run.ts';
import { EXIT, type Io, UsageError } from '../io.ts';
import type { Coverage } from '../report/coverage.ts';
import { diagnosticsAsJson, renderDiagnostics } from '../report/diagnostics.ts';
import { TEST_FORMATS, type TestFormat } from '../report/formats.ts';
import type { TestOutcome } from '../report/outcome.ts';
import { placesFrom } from '../report/place.ts';
import { readReports, writeReport } from '../report/report-file.ts';
import { withSince } from '../report/since.ts';
import { renderTests, testsAsJson } from '../report/tests.ts';
import { chooseEnvironment, configPath, type RepositoryOptions } from '../repository.ts';
import { shownFaults } from '../shown-faults.ts';
import { openTouched } from '../since.ts';

interface TestOptions extends RepositoryOptions {
  readonly testName?: string;
  readonly coverage?: boolean;
  readonly since?: string;
  readonly verbose?: boolean;
  readonly format: TestFormat;
  readonly report: readonly string[];
}

export async function test(paths: readonly string[], options: TestOptions, io: Io): Promise<number> {
  refuseCoverageOfSome(options);
  const requests = readReports(options.report, TEST_FORMATS, io.cwd);
  const { since, content, diagnostics } = await openTouched(options, io, paths);
  const found = [...diagnostics];
  const rules: RuleIr[] = [];
  const reports: RuleTestReport[] = [];
  if (content !== undefined) {
    const environment = options.env === undefined ? undefined : chooseEnvironment(content, options);
    for (const { value: rule, diagnostics: faults } of lowerAllForTests(content, environment)) {
      append(found, faults);
      if (rule === undefined) continue;
      rules.push(rule);
      reports.push(runTests(rule, options.testName === undefined ? {} : { name: options.testName }));
    }
  }
  const faults = shownFaults(found, content);
  const places = placesFrom(configPath(options, io), io.cwd);
  const outcome: TestOutcome = {
    reports,
    faults,
    places,
    named: options.testName,
    verbose: options.verbose === true,
    ...(since && { since }),
  };
  const coverage = options.coverage === true ? await coverageOf(rules, content) : undefined;
  const report = async (as: TestFormat, onScreen: Screen) => {
    const tests = await REPORTS[as](outcome, onScreen.color);
    return coverage === undefined
      ? tests
      : (await reportCoverage()).withCoverage(as, tests, coverage, onScreen);
  };
  writeFaults(faults, options.format, io);
  io.out(await report(options.format, { color: io.color.out, width: io.width }));
  if (options.format === 'github') {
    const { addStepSummary } = await import('../report/step-summary.ts');
    const { testsAsMarkdown } = await import('../report/markdown-report.ts');
    addStepSummary((room) => testsAsMarkdown(outcome, room), io);
  }
  for (const { format, path } of requests) writeReport(path, await report(format, PLAIN), places.root);
  if (content === undefined) return EXIT.usage;
  const failed = reports.some((report) => report.failed > 0);
  const below = coverage?.below ?? [];
  // Formats that have no place for coverage leave it to the errors to say what ends in 1.
  if (below.length > 0 && options.format !== 'pretty' && options.format !== 'json') {
    io.err((await reportCoverage()).renderBelow(below, (text) => text));
  }
  return failed || below.length > 0 || hasErrors(faults) ? EXIT.findings : EXIT.ok;
}

interface Screen {
  readonly color: boolean;
  readonly width: number | undefined;
}
const PLAIN: Screen = { color: false, width: undefined };

function refuseCoverageOfSome({ coverage, testName }: TestOptions): void {
  if (coverage !== true || testName === undefined) return;
  throw new UsageError(
    '--coverage and --test-name do not go together.',
    'What some tests leave out others may cover: run --coverage with all tests of a rule.',
  );
}

const reportCoverage = () => import('../report/coverage.ts');

/** Tests that an environment reruns are the same events; what they cover is not counted twice. */
async function coverageOf(rules: readonly RuleIr[], content: Content | undefined): Promise<Coverage> {
  const { measureCoverage } = await import('../../testing/coverage.ts');
  const { shortfallsOf } = await import('../../testing/coverage-totals.ts');
  const measured = rules.filter(({ environment }) => environment === '').map(measureCoverage);
  return { rules: measured, below: shortfallsOf(measured, content?.config.coverage ?? {}) };
}

/** One a format; those for services are loaded when they are asked for. */
const REPORTS: {
  readonly [F in TestFormat]: (outcome: TestOutcome, color: boolean) => Promise<string>;
} = {
  pretty: async ({ reports, named, verbose }, color) => renderTests(reports, { color, named, verbose }),
  json: async ({ reports, since }) => withSince(testsAsJson(reports), since),
  junit: async (outcome) => (await import('../report/junit.ts')).testsAsJunit(outcome),
  github: async (outcome) => (await import('../report/github.ts')).testsAsGithub(outcome),
  markdown: async (outcome) => (await import('../report/markdown-report.ts')).testsAsMarkdown(outcome),
};

/** Faults of the rules beside the results. The runner of GitHub reads the errors too, and has them as commands. */
function writeFaults(faults: readonly Diagnostic[], format: TestFormat, io: Io): void {
  if (faults.length === 0 || format === 'github') return;
  if (format === 'json') io.err(diagnosticsAsJson(faults));
  else io.err(renderDiagnostics(faults, { color: io.color.err, width: io.width }));
}
