/**
 * The catalogue of rules as a plan of files: a page for each, a page that lists them, a layer for the ATT&CK Navigator.
 *
 * Owns: from content and environment to that plan. Must not: lay out a page (bundle/rule-page.ts does) or touch the disk.
 */
import { type AssembleOptions, compileAll } from './assemble.ts';
import type { Diagnostic } from './base/diagnostic.ts';
import { append, fail, hasErrors, type Result, succeed } from './base/result.ts';
import { type BundlePlan, type CompiledRule, planBundle } from './bundle/bundle.ts';
import { navigatorLayer } from './bundle/navigator.ts';
import { renderArtefact } from './bundle/render.ts';
import { indexPage, rulePage } from './bundle/rule-page.ts';
import type { Content, RuleDocument, TargetName } from './content/document.ts';
import { TARGET_NAMES, TARGETS } from './targets/index.ts';

/** A bundle of pages: its manifest says what each rule's answers are, and names no file of a target. */
export function planPages(content: Content, options: AssembleOptions): Result<BundlePlan> {
  const { environment, build, templates, asOf } = options;
  const made = compileAll(content, options);
  if (made.value === undefined) return fail(made.diagnostics);
  const { compiled, lists } = made.value;
  const found: Diagnostic[] = [...made.diagnostics];
  const rules = byRule(compiled);
  const pages = rules.map((rule) => {
    const queries = new Map<TargetName, string>();
    for (const { target, compiled: one } of rule.compiled) {
      const [artefact] = one.artefacts;
      if (artefact === undefined) continue;
      const rendered = renderArtefact({ ...artefact, view: { ...artefact.view, build } }, templates);
      append(found, rendered.diagnostics);
      if (rendered.value !== undefined) queries.set(target, rendered.value);
    }
    return rulePage({ ...rule, queries, environment, lists });
  });
  if (hasErrors(found)) return fail(found);
  const documents = [
    indexPage(rules, environment),
    navigatorLayer(
      rules.map(({ document }) => document),
      environment,
    ),
    ...pages,
  ];
  const plan = planBundle({
    environment: environment.name,
    ...(asOf === undefined ? {} : { asOf }),
    bundle: content.config.bundle,
    build,
    compiled: compiled.map((one) => ({ ...one, compiled: { ...one.compiled, artefacts: [] } })),
    lists: [],
    packages: {},
    documents,
    targets: TARGETS,
    templates,
  });
  append(found, plan.diagnostics);
  return plan.value === undefined ? fail(found) : succeed(plan.value, found);
}

interface RuleAnswers {
  readonly document: RuleDocument;
  /** In the order of the table of targets. */
  readonly compiled: readonly CompiledRule[];
}

/** By title, as people look for them. */
function byRule(compiled: readonly CompiledRule[]): readonly RuleAnswers[] {
  const rules = new Map<RuleDocument, CompiledRule[]>();
  for (const one of compiled) {
    const { document } = one.rule;
    rules.set(document, [...(rules.get(document) ?? []), one]);
  }
  const order = ({ target }: CompiledRule) => TARGET_NAMES.indexOf(target);
  return [...rules]
    .map(([document, answers]) => ({ document, compiled: answers.sort((a, b) => order(a) - order(b)) }))
    .sort((a, b) => (a.document.title.value < b.document.title.value ? -1 : 1));
}
