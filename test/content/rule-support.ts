/** A rule as text, with parts replaced, for tests of its reader. */

import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { sortDiagnostics } from '../../src/base/diagnostic.ts';
import { positionAt } from '../../src/base/source.ts';
import { readRule } from '../../src/content/rule.ts';

/** The lines of a rule by top-level key. `match` is the last, so that it can be of any length. */
export const LINES: Readonly<Record<string, string>> = {
  trailc: 'trailc: 1',
  id: 'id: 3e0f6a2e-52c5-4a0e-9a0c-0d1a5c1f7b11',
  title: 'title: A rule for tests',
  version: 'version: 1.0.0',
  status: 'status: stable',
  level: 'level: high',
  author: 'author: A. Author',
  date: 'date: 2026-01-31',
  description: 'description: What it finds.',
  triage: 'triage: What to do.',
  source: 'source: aws.cloudtrail',
  alert: 'alert: { title: An alert }',
  schedule: 'schedule: { every: 15m, lookback: 75m }',
  tests: 'tests: [{ name: one, event: { base: a }, expect: match }]',
  match: 'match: { eventName: AssumeRole }',
};

/** The rule with some keys replaced by these lines; `''` leaves a key out. New keys come last. */
export function ruleText(lines: Readonly<Record<string, string>> = {}): string {
  return `${Object.values({ ...LINES, ...lines })
    .filter((line) => line !== '')
    .join('\n')}\n`;
}

/** Reads the text as a rule whose tests all have the empty event. */
export function readText(text: string, path = 'rules/a-rule.yml') {
  return readRule({ path, text }, () => ({ value: {}, diagnostics: [] }));
}

/** `line:column code` of each, in the order of the text. */
export function placed(diagnostics: readonly Diagnostic[]): readonly string[] {
  return sortDiagnostics(diagnostics).map(({ code, span }) => {
    if (span === undefined) return code;
    const { line, column } = positionAt(span.source, span.start);
    return `${line}:${column} ${code}`;
  });
}
