/**
 * Results of the tests inside rules, for people and as JSON.
 *
 * Owns: their layout. Must not: run anything.
 */
import { positionAt } from '../../base/source.ts';
import type { RuleTestReport, TestResult } from '../../testing/run.ts';
import { printJson } from './json.ts';
import { escapeForTerminal, type Paint, paintFor } from './terminal.ts';
import { traceAsJson, traceTree } from './trace.ts';
import { renderTree } from './tree.ts';

/** What failed, and a line of totals; `verbose` adds every rule with each of its tests. */
export function renderTests(
  reports: readonly RuleTestReport[],
  options: { readonly color: boolean; readonly named: string | undefined; readonly verbose: boolean },
): string {
  const paint = paintFor(options.color);
  const rules = reports
    .filter(({ results, failed }) => results.length > 0 && (options.verbose || failed > 0))
    .map((report) => {
      const mark = report.failed === 0 ? paint.green('pass') : paint.red('fail');
      const where = report.environment === '' ? '' : ` (${report.environment})`;
      const head = `${mark} ${report.rule}${where}: ${counts(report.passed, report.failed)}\n`;
      return options.verbose ? `${head}${testLines(report, paint)}` : head;
    });
  const passed = sum(reports, ({ passed: count }) => count);
  const failed = sum(reports, ({ failed: count }) => count);
  const none =
    passed + failed === 0 && options.named !== undefined
      ? `no test is named "${escapeForTerminal(options.named)}"\n`
      : '';
  return `${renderFailures(reports, paint)}${rules.join('')}${none}${counts(passed, failed)}\n`;
}

/** Each test that failed, with its condition as a tree; nothing for none. */
export function renderFailures(reports: readonly RuleTestReport[], paint: Paint): string {
  return reports
    .flatMap((report) =>
      report.results.filter((result) => !result.passed).map((result) => failure(report, result, paint)),
    )
    .join('');
}

function testLines({ results }: RuleTestReport, paint: Paint): string {
  return results
    .map(({ name, passed }) => {
      const mark = passed ? paint.green('pass') : paint.red('fail');
      return `     ${mark} ${escapeForTerminal(name)}\n`;
    })
    .join('');
}

function failure(report: RuleTestReport, result: TestResult, paint: Paint): string {
  const { line, column } = positionAt(result.span.source, result.span.start);
  const place = `${report.path}:${line}:${column}`;
  const lines = [
    `${paint.red('fail')} ${report.rule}: ${escapeForTerminal(result.name)}  ${paint.dim(place)}`,
  ];
  if (result.expected !== result.verdict) {
    lines.push(`     expected ${result.expected}, got ${result.verdict}`);
  } else if (result.title !== undefined) {
    lines.push(`     expected the alert title ${quoted(result.title.expected)}`);
    lines.push(`     got                      ${quoted(result.title.found)}`);
  }
  const tree = result.trace === undefined ? '' : renderTree(traceTree(result.trace, paint), { indent: 5 });
  return `${lines.join('\n')}\n${tree}\n`;
}

export function testsAsJson(reports: readonly RuleTestReport[]): string {
  return printJson({ schemaVersion: 1, ...testsJson(reports) });
}

/** The same within something else. */
export function testsJson(reports: readonly RuleTestReport[]) {
  const rules = reports.map(({ results, ...report }) => ({
    ...report,
    results: results.map(({ span, trace, ...result }) => {
      const { line, column } = positionAt(span.source, span.start);
      return { ...result, line, column, ...(trace === undefined ? {} : { condition: traceAsJson(trace) }) };
    }),
  }));
  const passed = sum(reports, ({ passed: count }) => count);
  const failed = sum(reports, ({ failed: count }) => count);
  return { passed, failed, rules };
}

const quoted = (text: string) => escapeForTerminal(JSON.stringify(text));
const counts = (passed: number, failed: number) => `${passed} passed, ${failed} failed`;

const sum = <T>(items: readonly T[], of: (item: T) => number) =>
  items.reduce((total, item) => total + of(item), 0);
