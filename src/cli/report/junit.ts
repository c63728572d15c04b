/**
 * Results of tests as JUnit XML.
 *
 * Owns: which elements there are. Must not: give times (the same tests give the same bytes).
 */
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { RuleTestReport, TestResult } from '../../testing/run.ts';
import { attributes, junitDocument, linesOf } from './junit-xml.ts';
import { shownPathOf, suiteName, type TestOutcome } from './outcome.ts';
import { type Places, placeFromRoot } from './place.ts';
import { failureInWords, failureTree } from './test-failure.ts';

/** One suite a rule; rules that could not be tested are errors in a suite of their own. Ends with a line feed. */
export function testsAsJunit({ reports, faults, places }: TestOutcome): string {
  const errors = faults.filter(({ severity }) => severity === 'error');
  const tested = reports.filter(({ results }) => results.length > 0);
  const tests = tested.reduce((total, { results }) => total + results.length, 0);
  const failures = tested.reduce((total, { failed }) => total + failed, 0);
  const counts = { tests: tests + errors.length, failures, errors: errors.length };
  return junitDocument(counts, [
    ...tested.flatMap((report) => suiteLines(report, places)),
    ...(errors.length === 0 ? [] : faultLines(errors, places)),
  ]);
}

function suiteLines(report: RuleTestReport, places: Places): readonly string[] {
  const name = suiteName(report);
  const suite = {
    name,
    tests: report.results.length,
    failures: report.failed,
    errors: 0,
    skipped: 0,
    id: report.id,
    file: places.pathOf(report.path),
  };
  return [
    `  <testsuite${attributes(suite)}>`,
    ...report.results.map((result) => caseLines(name, result, places)),
    '  </testsuite>',
  ];
}

/** `classname` with `name` is how services tell tests apart. */
function caseLines(classname: string, result: TestResult, places: Places): string {
  const open = `    <testcase${attributes({ classname, name: result.name })}`;
  if (result.passed) return `${open}/>`;
  const type = result.expected === result.verdict ? 'alert-title' : 'verdict';
  const words = failureInWords(result);
  const text = linesOf(`${placeFromRoot(result, places)}\n${words}\n${failureTree(result)}`);
  return `${open}>\n      <failure${attributes({ type, message: words })}>${text}</failure>\n    </testcase>`;
}

function faultLines(errors: readonly Diagnostic[], places: Places): readonly string[] {
  const counts = { tests: errors.length, failures: 0, errors: errors.length, skipped: 0 };
  return [
    `  <testsuite${attributes({ name: 'faults', ...counts })}>`,
    ...errors.map((fault) => {
      const classname = places.pathOf(shownPathOf(fault));
      const name = `${fault.code} ${placeFromRoot(fault, places)}`.trimEnd();
      const text = linesOf([placeFromRoot(fault, places), fault.what, fault.why, fault.do].join('\n'));
      const error = `<error${attributes({ type: fault.code, message: fault.what })}>${text}</error>`;
      return `    <testcase${attributes({ classname, name })}>\n      ${error}\n    </testcase>`;
    }),
    '  </testsuite>',
  ];
}
