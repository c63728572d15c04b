/**
 * Phase 4: a rule as written becomes a rule as executed, with one set of values for its params.
 *
 * Owns: which values those are. Apart from compile.ts, so that what runs rules itself (`test`, `explain`, `backtest`)
 * loads no target. Must not: lower (ir/lower.ts does).
 */
import type { Result } from './base/result.ts';
import type { Content, EnvironmentDocument, RuleDocument } from './content/document.ts';
import { effectiveLists } from './content/list-overlay.ts';
import { environmentParams, exampleParams } from './content/params.ts';
import { lowerRule } from './ir/lower.ts';
import type { RuleIr } from './ir/rule.ts';

/** The answer for a target, each self-test and the tests themselves ask for the same. */
const forTests = new WeakMap<
  RuleDocument,
  { readonly lists: Content['lists']; readonly lowered: Result<RuleIr> }
>();

/** For the rule's own tests: params have their example values, lists no overlays. */
export function lowerForTests(document: RuleDocument, { lists }: Content): Result<RuleIr> {
  const known = forTests.get(document);
  if (known?.lists === lists) return known.lowered;
  const lowered = lowerRule(document, { params: exampleParams(document), lists, environment: '' });
  forTests.set(document, { lists, lowered });
  return lowered;
}

/**
 * Every rule for its tests; with an environment, also once more for the tests that declare it, with its params. Those
 * rules have no other tests.
 */
export function lowerAllForTests(
  content: Content,
  environment: EnvironmentDocument | undefined,
): readonly Result<RuleIr>[] {
  const examples = content.rules.map((document) => lowerForTests(document, content));
  if (environment === undefined) return examples;
  const again = content.rules.flatMap((document) => {
    const tests = document.tests.filter(({ envs }) => envs.some(({ value }) => value === environment.name));
    return tests.length === 0 ? [] : [lowerForEnvironment({ ...document, tests }, content, environment)];
  });
  return [...examples, ...again];
}

/**
 * For one environment: params have its values, lists its changes. `asOf` (YYYY-MM-DD) leaves out entries that had expired
 * by that day; without it time changes nothing.
 */
export function lowerForEnvironment(
  document: RuleDocument,
  content: Content,
  environment: EnvironmentDocument,
  asOf?: string,
): Result<RuleIr> {
  const params = environmentParams(document, environment);
  if (params.value === undefined) return { diagnostics: params.diagnostics };
  const unchanged = environment.lists.size === 0 && asOf === undefined;
  const lists = unchanged ? content.lists : effectiveLists(content.lists, environment, asOf);
  const input = { params: params.value, lists, environment: environment.name };
  return lowerRule(document, input);
}
