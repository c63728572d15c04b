/**
 * A rule asked about events in this process, for programs that use trailc as a library.
 *
 * Owns: verdict and row together. Must not: evaluate (evaluate/ does) or read files.
 */
import { fail, type Result, succeed } from './base/result.ts';
import type { CloudTrailEvent } from './cloudtrail/event.ts';
import type { Content, EnvironmentDocument, RuleDocument } from './content/document.ts';
import { compileCondition } from './evaluate/condition.ts';
import { compileRow, type ResultRow } from './evaluate/row.ts';
import { lowerForEnvironment } from './lower.ts';

export interface Evaluation {
  readonly verdict: 'match' | 'no-match';
  /** The columns that every target shows of a match, `alertTitle` among them; null where the rule does not match. */
  readonly row: ResultRow | null;
}

export interface EvaluateOptions {
  /** Whose params and lists apply; `environmentOf` finds one by its name. */
  readonly environment: EnvironmentDocument;
}

/**
 * Compiles a rule once, for any number of events in any order; the function returned keeps no state. No value: the rule
 * cannot be lowered for the environment, a param lacks a value there, say.
 */
export function prepareRule(
  document: RuleDocument,
  content: Content,
  { environment }: EvaluateOptions,
): Result<(event: CloudTrailEvent) => Evaluation> {
  const { value: rule, diagnostics } = lowerForEnvironment(document, content, environment);
  if (rule === undefined) return fail(diagnostics);
  const matches = compileCondition(rule.condition);
  const rowOf = compileRow(rule);
  const evaluate = (event: CloudTrailEvent): Evaluation =>
    matches(event) ? { verdict: 'match', row: rowOf(event) } : { verdict: 'no-match', row: null };
  return succeed(evaluate, diagnostics);
}

/** The verdict on one event, as a JSON object; whoever has many prepares the rule. */
export function evaluateRule(
  document: RuleDocument,
  content: Content,
  event: CloudTrailEvent,
  options: EvaluateOptions,
): Result<Evaluation> {
  const { value: evaluate, diagnostics } = prepareRule(document, content, options);
  return evaluate === undefined ? fail(diagnostics) : succeed(evaluate(event), diagnostics);
}
