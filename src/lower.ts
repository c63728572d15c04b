/**
 * Phase 4: a rule as written becomes a rule as executed, with one set of values for its params.
 *
 * Owns: which values those are. Apart from compile.ts, so that what runs rules itself (`test`, `explain`, `backtest`)
 * loads no target. Must not: lower (ir/lower.ts does).
 */
import type { Result } from './base/result.ts';
import type { Content, EnvironmentDocument, RuleDocument } from './content/document.ts';
import { environmentParams, exampleParams } from './content/params.ts';
import { lowerRule } from './ir/lower.ts';
import type { RuleIr } from './ir/rule.ts';

/** For the rule's own tests: params have their example values. */
export function lowerForTests(document: RuleDocument, content: Content): Result<RuleIr> {
  return lowerRule(document, { params: exampleParams(document), lists: content.lists, environment: '' });
}

/** For one environment: params have the environment's values. */
export function lowerForEnvironment(
  document: RuleDocument,
  content: Content,
  environment: EnvironmentDocument,
): Result<RuleIr> {
  const params = environmentParams(document, environment);
  if (params.value === undefined) return { diagnostics: params.diagnostics };
  const input = { params: params.value, lists: content.lists, environment: environment.name };
  return lowerRule(document, input);
}
