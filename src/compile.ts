/**
 * The phases, in order. Read this file first.
 *
 *   text ──1──▶ YAML events ──2──▶ value + spans ──3──▶ RuleDocument      content/ (loadRepository)
 *   RuleDocument ──4──▶ RuleIr                                            lower.ts, ir/ (lowerRule)
 *   RuleIr ──5──▶ diagnostics                                             check.ts, checks/ (RULE_CHECKS, LIST_CHECKS)
 *   RuleIr ──6──▶ { verdict | SPL | SQL | Sigma }                         evaluate/; here, targets/
 *   { path, template, view } ──7──▶ files + manifest                      bundle/
 *
 * Every arrow returns `{ value?, diagnostics }`; nothing that a user can cause is thrown.
 * Owns: the order, and what a target's answer means for a build. Must not: hold the logic of any phase.
 */
import { diagnose } from './base/catalogue.ts';
import type { Diagnostic } from './base/diagnostic.ts';
import { fail, type Result, succeed } from './base/result.ts';
import { didYouMean } from './base/suggest.ts';
import type { CompiledRule } from './bundle/bundle.ts';
import type { Content, EnvironmentDocument, RuleDocument, TargetName } from './content/document.ts';
import { compileCondition } from './evaluate/condition.ts';
import { normalForm } from './ir/normal.ts';
import type { RuleIr } from './ir/rule.ts';
import { lowerForEnvironment, lowerForTests } from './lower.ts';
import { TARGETS } from './targets/index.ts';
import type { Answer } from './targets/shared/target.ts';

export interface CompileOptions {
  readonly environment: EnvironmentDocument;
  readonly targets: readonly TargetName[];
  /** Instead of the environment's. */
  readonly profile?: string;
  /** YYYY-MM-DD: entries of lists that had expired by then are left out. */
  readonly asOf?: string;
}

export type { CompiledRule };

/**
 * Phases 4 and 6 for one rule and environment: one result for each target that has one, in the order asked for. What
 * the rule does not consent to is an error. No value: the rule cannot be lowered for the environment.
 */
export function compileRule(
  document: RuleDocument,
  content: Content,
  { environment, targets, profile, asOf }: CompileOptions,
): Result<readonly CompiledRule[]> {
  const { value: rule, diagnostics } = lowerForEnvironment(document, content, environment, asOf);
  if (rule === undefined) return fail(diagnostics);
  const normal = normalised(rule);
  const results = targets.map((target) => {
    const settings = { environment, target, profile: profile ?? environment[target].profile };
    return compileFor(rule, normal, content, settings);
  });
  return succeed(
    results.flatMap(({ value }) => value ?? []),
    [...diagnostics, ...results.flatMap((result) => result.diagnostics)],
  );
}

interface TargetSettings {
  readonly environment: EnvironmentDocument;
  readonly target: TargetName;
  readonly profile: string;
}

function compileFor(
  rule: RuleIr,
  normal: RuleIr,
  content: Content,
  settings: TargetSettings,
): Result<CompiledRule> {
  const { environment, target, profile } = settings;
  const { document } = rule;
  const profiles = TARGETS[target].profiles.map(({ name }) => name);
  if (!profiles.includes(profile)) {
    const args = { target, profile, known: profiles.join(', '), suggestion: didYouMean(profile, profiles) };
    return fail([diagnose('compile/unknown-profile', environment.span, args)]);
  }
  const { value: compiled, diagnostics } = TARGETS[target].compile(normal, environment, profile);
  if (compiled === undefined) return fail(diagnostics);
  const consent = consentFaults(document, target, compiled.answer);
  const example = counterExample(document, content, settings, compiled.answer);
  const counter = example.value === undefined ? {} : { counterExample: example.value };
  return succeed({ rule, normal, target, profile, compiled, ...counter }, [
    ...diagnostics,
    ...consent,
    ...example.diagnostics,
  ]);
}

/** Targets print the normal form; the rule itself keeps every clause for traces. */
export function normalised(rule: RuleIr): RuleIr {
  return { ...rule, condition: normalForm(rule.condition) };
}

/** Unsupported without consent is an error; consent without need is a warning. */
function consentFaults(document: RuleDocument, target: TargetName, answer: Answer): readonly Diagnostic[] {
  const consent = document.targets[target];
  if (answer.kind === 'unsupported') {
    if (consent?.accept === 'unsupported') return [];
    return answer.reasons.map(({ span, clause, why }) =>
      diagnose('compile/unsupported', span, { target, rule: document.stem, clause, reason: why }),
    );
  }
  if (answer.kind === 'approximate' || consent === undefined) return [];
  const said = answer.kind === 'exact' ? 'exactly' : 'exactly, given its assumptions';
  const args = { target, accept: consent.accept, answer: said };
  return [diagnose('compile/consent-not-needed', consent.span, args)];
}

/** The first of the rule's tests on which an approximate target errs; the evaluator finds it. */
function counterExample(
  document: RuleDocument,
  content: Content,
  { environment, target, profile }: TargetSettings,
  answer: Answer,
): Result<string> {
  if (answer.kind !== 'approximate') return { diagnostics: [] };
  // The tests' events are made for the examples of the params, so the target is asked about these.
  const { value: rule } = lowerForTests(document, content);
  const asked = rule && TARGETS[target].compile(normalised(rule), environment, profile).value?.answer;
  if (rule === undefined || asked?.kind !== 'approximate') return { diagnostics: [] };
  const means = compileCondition(rule.condition);
  const says = compileCondition(asked.says);
  const test = document.tests.find(({ event }) => means(event) !== says(event));
  if (test !== undefined) return { value: test.name.value, diagnostics: [] };
  const { direction } = answer;
  const wanted = direction === 'over-matches' ? 'no-match' : 'match';
  const span = document.targets[target]?.span ?? document.title.span;
  return { diagnostics: [diagnose('compile/no-counter-example', span, { target, direction, wanted })] };
}
