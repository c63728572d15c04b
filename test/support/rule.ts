/** Rules from fragments, for tests that need no repository. JSON is YAML, so a rule is written as an object. */
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { hasErrors } from '../../src/base/result.ts';
import { positionAt } from '../../src/base/source.ts';
import type { Content, ListDocument, RuleDocument } from '../../src/content/document.ts';
import { readList } from '../../src/content/list.ts';
import { exampleParams } from '../../src/content/params.ts';
import { readRule } from '../../src/content/rule.ts';
import { lowerRule } from '../../src/ir/lower.ts';
import type { RuleIr } from '../../src/ir/rule.ts';
import { ENVIRONMENT } from './environment.ts';

export const RULE = {
  trailc: 1,
  id: '7d3cb1f2-0f0e-4d5c-9f7e-2a3a4f0a9b10',
  title: 'A rule made for a test',
  version: '1.0.0',
  status: 'test',
  level: 'low',
  author: 'trailc',
  date: '2026-11-21',
  description: 'A rule.',
  references: ['https://example.com/rule'],
  tags: ['attack.t1078'],
  falsePositives: ['None that are known'],
  triage: 'Look.',
  source: 'aws.cloudtrail',
  alert: { title: 'A rule' },
  schedule: { every: '15m', lookback: '75m' },
} as const;

/** The document of a rule around `match`; throws when it cannot be read, which is the test's own fault. */
export function documentOf(match: unknown, more: Readonly<Record<string, unknown>> = {}): RuleDocument {
  const tests = [{ name: 'one', event: { inline: {} }, expect: 'no-match' }];
  const text = JSON.stringify({ ...RULE, tests, match, ...more }, null, 1);
  const read = readRule({ path: 'made-for-a-test.yml', text }, () => ({ value: {}, diagnostics: [] }));
  if (read.value === undefined || hasErrors(read.diagnostics))
    throw new Error(whats(read.diagnostics).join('\n'));
  return read.value;
}

export function listsOf(
  lists: readonly Readonly<Record<string, unknown>>[],
): ReadonlyMap<string, ListDocument> {
  return new Map(
    lists.map((list) => {
      const text = JSON.stringify({ trailc: 1, description: 'A list.', ...list });
      const { value, diagnostics } = readList({ path: `${list.name}.yml`, text });
      if (value === undefined) throw new Error(whats(diagnostics).join('\n'));
      return [value.name, value];
    }),
  );
}

/** Lowered with the params' examples. */
export function ruleOf(document: RuleDocument, lists: ReadonlyMap<string, ListDocument> = new Map()): RuleIr {
  const { value, diagnostics } = lowerRule(document, {
    params: exampleParams(document),
    lists,
    environment: '',
  });
  if (value === undefined) throw new Error(whats(diagnostics).join('\n'));
  return value;
}

export function contentOf(
  rules: readonly RuleDocument[],
  lists: ReadonlyMap<string, ListDocument> = new Map(),
): Content {
  const { span } = ENVIRONMENT;
  const config = {
    path: 'trailc.config.yml',
    root: '.',
    span,
    rules: [],
    lists: [],
    fixtures: [],
    bundle: { name: 'acme-cloudtrail', version: '1.0.0', author: 'Acme', description: 'Rules.', span },
    environments: [ENVIRONMENT],
    defaultEnvironment: ENVIRONMENT.name,
  };
  return { config, rules, broken: [], lists };
}

/** `code line:column` of each. */
export function codes(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code, span }) => {
    if (span === undefined) return code;
    const { line, column } = positionAt(span.source, span.start);
    return `${code} ${line}:${column}`;
  });
}

export const whats = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map(({ what }) => what);
