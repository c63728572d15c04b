/** `trailc test [paths]`: the tests inside the rules, through the in-process evaluator. */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { sortDiagnostics } from '../../base/diagnostic.ts';
import { append, hasErrors } from '../../base/result.ts';
import { lowerAllForTests } from '../../lower.ts';
import { type RuleTestReport, runTests } from '../../testing/run.ts';
import { EXIT, type Format, type Io } from '../io.ts';
import { diagnosticsAsJson, renderDiagnostics } from '../report/diagnostics.ts';
import { renderTests, testsAsJson } from '../report/tests.ts';
import { chooseEnvironment, openRepository, type RepositoryOptions } from '../repository.ts';

interface TestOptions extends RepositoryOptions {
  readonly testName?: string;
  readonly format: Format;
}

export async function test(paths: readonly string[], options: TestOptions, io: Io): Promise<number> {
  const { content, diagnostics } = openRepository(options, io, paths);
  const found: Diagnostic[] = [...diagnostics];
  const reports: RuleTestReport[] = [];
  if (content !== undefined) {
    const environment = options.env === undefined ? undefined : chooseEnvironment(content, options);
    for (const { value: rule, diagnostics: faults } of lowerAllForTests(content, environment)) {
      append(found, faults);
      if (rule === undefined) continue;
      reports.push(runTests(rule, options.testName === undefined ? {} : { name: options.testName }));
    }
  }
  const faults = sortDiagnostics(found);
  if (options.format === 'json') {
    io.out(testsAsJson(reports));
    if (faults.length > 0) io.err(diagnosticsAsJson(faults));
  } else {
    if (faults.length > 0) io.err(renderDiagnostics(faults, { color: io.color.err, width: io.width }));
    io.out(renderTests(reports, { color: io.color.out, named: options.testName }));
  }
  if (content === undefined) return EXIT.usage;
  const failed = reports.some((report) => report.failed > 0);
  return failed || hasErrors(faults) ? EXIT.findings : EXIT.ok;
}
