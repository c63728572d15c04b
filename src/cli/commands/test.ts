/** `trailc test [paths]`: the tests inside the rules, through the in-process evaluator. */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { sortDiagnostics } from '../../base/diagnostic.ts';
import { append, hasErrors, type Result } from '../../base/result.ts';
import type { Content, RuleDocument } from '../../content/document.ts';
import type { RuleIr } from '../../ir/rule.ts';
import { lowerForEnvironment, lowerForTests } from '../../lower.ts';
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
    for (const { value: rule, diagnostics: faults } of lowered(content, options)) {
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

/** Every rule with its examples; with `--env`, also the tests that declare that environment, with its params. */
function lowered(content: Content, options: TestOptions): readonly Result<RuleIr>[] {
  const examples = content.rules.map((document) => lowerForTests(document, content));
  if (options.env === undefined) return examples;
  const environment = chooseEnvironment(content, options);
  const again = content.rules.flatMap((document) => {
    const tests = document.tests.filter(({ envs }) => envs.some(({ value }) => value === environment.name));
    const narrowed: RuleDocument = { ...document, tests };
    return tests.length === 0 ? [] : [lowerForEnvironment(narrowed, content, environment)];
  });
  return [...examples, ...again];
}
