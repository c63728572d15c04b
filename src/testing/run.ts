/**
 * Runs the tests that stand in a rule.
 *
 * Owns: expectation against verdict, and the evidence of a failure. Plain data for every output format. Must not: read
 * files or print.
 */
import type { Span } from '../base/source.ts';
import type { TestDocument } from '../content/document.ts';
import { compileCondition } from '../evaluate/condition.ts';
import { renderTitle } from '../evaluate/title.ts';
import { type TraceNode, traceCondition } from '../evaluate/trace.ts';
import type { RuleIr } from '../ir/rule.ts';
import { compareTitles, type TitleDifference } from './title-difference.ts';

export interface TestResult {
  readonly name: string;
  readonly span: Span;
  readonly expected: TestDocument['expect'];
  readonly verdict: TestDocument['expect'];
  readonly passed: boolean;
  /** The condition on the test's event, node by node; on failure only. */
  readonly trace?: TraceNode;
  /** The event matched as expected, but its title is another. */
  readonly title?: TitleDifference;
}

export interface RuleTestReport {
  /** Stem of the rule's file. */
  readonly rule: string;
  readonly id: string;
  readonly path: string;
  /** Of the environment the rule was lowered for; `''` for its params' examples. */
  readonly environment: string;
  /** In the order of the file. */
  readonly results: readonly TestResult[];
  readonly passed: number;
  readonly failed: number;
  /** Tests that the name filter left out. */
  readonly filteredOut: number;
}

export interface RunTestsOptions {
  /** Runs only tests whose name contains this, in any case. */
  readonly name?: string;
}

/** Runs a rule's tests in-process. The rule is lowered for the environment that its tests are meant for. */
export function runTests(rule: RuleIr, options: RunTestsOptions = {}): RuleTestReport {
  const { document } = rule;
  const wanted = options.name?.toLowerCase() ?? '';
  const chosen = document.tests.filter((test) => test.name.value.toLowerCase().includes(wanted));
  const evaluate = compileCondition(rule.condition);
  const results = chosen.map((test) => runTest(rule, test, evaluate(test.event)));
  const passed = results.filter((result) => result.passed).length;
  return {
    rule: document.stem,
    id: document.id.value,
    path: document.path,
    environment: rule.environment,
    results,
    passed,
    failed: results.length - passed,
    filteredOut: document.tests.length - chosen.length,
  };
}

function runTest(rule: RuleIr, test: TestDocument, matches: boolean): TestResult {
  const verdict = matches ? 'match' : 'no-match';
  const wantedTitle = test.alert?.title?.value;
  // A title belongs to an alert: without a match there is none to compare.
  const title =
    matches && test.expect === 'match' && wantedTitle !== undefined
      ? compareTitles(wantedTitle, renderTitle(rule.alert.title, test.event))
      : undefined;
  const passed = verdict === test.expect && title === undefined;
  return {
    name: test.name.value,
    span: test.span,
    expected: test.expect,
    verdict,
    passed,
    ...(passed ? {} : { trace: traceCondition(rule.condition, test.event) }),
    ...(title === undefined ? {} : { title }),
  };
}
