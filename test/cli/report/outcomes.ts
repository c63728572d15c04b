/** Outcomes around one text, for the reports: a fault that quotes it, and a failed and a passed test that bear it. */
import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import type { SourceText } from '../../../src/base/source.ts';
import type { CheckOutcome, TestOutcome } from '../../../src/cli/report/outcome.ts';
import { placesFrom } from '../../../src/cli/report/place.ts';
import type { RuleTestReport } from '../../../src/testing/run.ts';
import { runTests } from '../../../src/testing/run.ts';
import { documentOf, ruleOf } from '../../support/rule.ts';

/** The root is a folder without `.git` at or above it. */
export const places = placesFrom('/made/for-a-test/trailc.config.yml', '/made/for-a-test');

export function faultAt(source: SourceText, word: string, more: Partial<Diagnostic> = {}): Diagnostic {
  const start = source.text.indexOf(word);
  const span = { source, start, end: start + word.length };
  return { code: 'yaml/tab', severity: 'error', what: `"${word}" is wrong.`, why: '', do: '', span, ...more };
}

export function checkOf(text: string): CheckOutcome {
  const source = { path: 'detections/a.yml', text: `a: 1\nb: 2 # ${text}\n` };
  const quoted = { what: `"${text}" is wrong.`, why: `Because of ${text}`, do: `${text} has to go` };
  const faults = [
    faultAt(source, 'b: 2', quoted),
    { code: 'yaml/tag', severity: 'warning', ...quoted, path: 'lists/b.yml' } as const,
  ];
  return { faults, places, looked: '1 rule, 1 list' };
}

/** A test of this name fails on an event that holds the text; another passes. Neither has to be what YAML can hold. */
export function reportOf(name: string, text: string): RuleTestReport {
  const one = { event: { inline: {} }, expect: 'match' };
  const document = documentOf(
    { eventName: 'CreateUser', userAgent: ['x', 'other'] },
    {
      tests: [
        { ...one, name: 'fails' },
        { ...one, name: 'passes', expect: 'no-match' },
      ],
    },
  );
  const tests = document.tests.map((test) =>
    test.name.value === 'passes'
      ? test
      : { ...test, name: { ...test.name, value: name }, event: { eventName: 'Other', userAgent: text } },
  );
  return runTests(ruleOf({ ...document, tests }));
}

export function testsOf(report: RuleTestReport, more: Partial<TestOutcome> = {}): TestOutcome {
  return { reports: [report], faults: [], places, named: undefined, verbose: false, ...more };
}
