/**
 * The phases, in order. Read this file first.
 *
 *   text ──1──▶ YAML events ──2──▶ value + spans ──3──▶ RuleDocument      content/ (loadRepository)
 *   RuleDocument ──4──▶ RuleIr                                            ir/      (lowerRule)
 *   RuleIr ──5──▶ diagnostics                                             checks/  (RULE_CHECKS, LIST_CHECKS)
 *   RuleIr ──6──▶ { verdict | SPL | SQL | Sigma }                         evaluate/, targets/
 *   { path, template, view } ──7──▶ files + manifest                      bundle/
 *
 * Every arrow returns `{ value?, diagnostics }`; nothing that a user can cause is thrown.
 * Owns: the order, and what a target's answer means for a build. Must not: hold the logic of any phase.
 */
import { diagnose } from './base/catalogue.ts';
import { type Diagnostic, sortDiagnostics } from './base/diagnostic.ts';
import { hasErrors, type Result } from './base/result.ts';
import { didYouMean } from './base/suggest.ts';
import { LIST_CHECKS, RULE_CHECKS } from './checks/index.ts';
import type { Content, EnvironmentDocument, RuleDocument, TargetName } from './content/document.ts';
import { environmentParams, exampleParams } from './content/params.ts';
import { compileCondition } from './evaluate/condition.ts';
import { lowerRule } from './ir/lower.ts';
import { normalForm } from './ir/normal.ts';
import type { RuleIr } from './ir/rule.ts';
import { TARGET_NAMES, TARGETS } from './targets/index.ts';
import type { Answer, Compiled } from './targets/shared/target.ts';

/** Phase 4 for the rule's own tests: params have their example values. */
export function lowerForTests(document: RuleDocument, content: Content): Result<RuleIr> {
  return lowerRule(document, { params: exampleParams(document), lists: content.lists, environment: '' });
}

/** Phase 4 for one environment: params have the environment's values. */
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

/** Phases 4 and 5: everything that is wrong or doubtful in the rules, lists and environments of a repository. */
export function checkContent(content: Content, options: { readonly today: string }): readonly Diagnostic[] {
  // A rule that cannot be built may still have names to mend: all faults come in one pass.
  const found: Diagnostic[] = content.broken.flatMap(
    (document) => lowerForTests(document, content).diagnostics,
  );
  const rules: RuleIr[] = [];
  for (const document of content.rules) {
    const { value: rule, diagnostics } = lowerForTests(document, content);
    found.push(...diagnostics);
    if (rule === undefined) continue;
    rules.push(rule);
    for (const check of RULE_CHECKS) found.push(...check({ document, rule, content }));
    for (const environment of content.config.environments) {
      for (const target of TARGET_NAMES) {
        found.push(...compileRule(document, content, { environment, target }).diagnostics);
      }
    }
  }
  for (const list of content.lists.values()) {
    for (const check of LIST_CHECKS) found.push(...check({ list, rules, today: options.today }));
  }
  return once(found);
}

export interface CompileOptions {
  readonly environment: EnvironmentDocument;
  readonly target: TargetName;
  /** Instead of the environment's. */
  readonly profile?: string;
}

export interface CompiledRule {
  readonly rule: RuleIr;
  readonly target: TargetName;
  readonly profile: string;
  readonly compiled: Compiled;
  /** Name of a test on whose event the target errs, where it is approximate. */
  readonly counterExample?: string;
}

/** Phases 4 and 6 for one rule, environment and target. What the rule does not consent to is an error. */
export function compileRule(
  document: RuleDocument,
  content: Content,
  options: CompileOptions,
): Result<CompiledRule> {
  const { environment, target: name } = options;
  const target = TARGETS[name];
  const profile = options.profile ?? environment[name].profile;
  const profiles = target.profiles.map((known) => known.name);
  if (!profiles.includes(profile)) {
    const args = {
      target: name,
      profile,
      known: profiles.join(', '),
      suggestion: didYouMean(profile, profiles),
    };
    return { diagnostics: [diagnose('compile/unknown-profile', environment.span, args)] };
  }
  const lowered = lowerForEnvironment(document, content, environment);
  if (lowered.value === undefined) return { diagnostics: lowered.diagnostics };
  const rule = lowered.value;
  const { value: compiled, diagnostics } = target.compile(normalised(rule), environment, profile);
  if (compiled === undefined) return { diagnostics };
  const consent = consentFaults(document, name, compiled.answer);
  const example = counterExample(document, content, options, compiled.answer);
  const all = [...lowered.diagnostics, ...diagnostics, ...consent, ...example.diagnostics];
  const counter = example.value === undefined ? {} : { counterExample: example.value };
  return { value: { rule, target: name, profile, compiled, ...counter }, diagnostics: all };
}

/** Targets print the normal form; the rule itself keeps every clause for traces. */
const normalised = (rule: RuleIr): RuleIr => ({ ...rule, condition: normalForm(rule.condition) });

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
  { environment, target, profile }: CompileOptions,
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

/** True when nothing stands in the way of a build. */
export function isSound(diagnostics: readonly Diagnostic[]): boolean {
  return !hasErrors(diagnostics);
}

/** The same fault seen in several environments is one fault. */
function once(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return sortDiagnostics(diagnostics).filter(({ code, what, span, path }) => {
    const key = JSON.stringify([code, what, span?.source.path ?? path, span?.start]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
