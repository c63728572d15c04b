/**
 * Phase 7: everything that a repository compiles to for one environment, as the plan of a bundle.
 *
 * Owns: from content and environment to a plan, for whoever writes it, compares it or reads it. Must not: hold the logic
 * of any phase, or touch the disk beyond templates.
 */
import type { Diagnostic } from './base/diagnostic.ts';
import { append, fail, hasErrors, type Result, succeed } from './base/result.ts';
import { type BuildFacts, type BundlePlan, planBundle } from './bundle/bundle.ts';
import type { TemplateSource } from './bundle/templates.ts';
import { type CompiledRule, compileRule, normalised } from './compile.ts';
import type { Content, EnvironmentDocument, ListDocument, TargetName } from './content/document.ts';
import { effectiveLists, overlayFaults } from './content/list-overlay.ts';
import { predicatesOf } from './ir/expression.ts';
import { TARGET_NAMES, TARGETS } from './targets/index.ts';
import type { Package, PackedRule } from './targets/shared/package.ts';

export interface AssembleOptions {
  readonly environment: EnvironmentDocument;
  readonly build: BuildFacts;
  readonly templates: TemplateSource;
  /** YYYY-MM-DD: entries of lists that had expired by then are left out. */
  readonly asOf?: string;
}

export interface Assembled {
  readonly plan: BundlePlan;
  readonly compiled: readonly CompiledRule[];
}

/** All faults come in one pass; a value only without errors. */
export function assemble(content: Content, options: AssembleOptions): Result<Assembled> {
  const { environment, build, templates, asOf } = options;
  const day = asOf === undefined ? {} : { asOf };
  const found: Diagnostic[] = [...overlayFaults(environment, content.lists)];
  const compiled: CompiledRule[] = [];
  for (const document of content.rules) {
    const made = compileRule(document, content, { environment, targets: TARGET_NAMES, ...day });
    append(found, made.diagnostics);
    compiled.push(...(made.value ?? []));
  }
  if (hasErrors(found)) return fail(found);
  const lists = effectiveLists(content.lists, environment, asOf);
  const packages: Partial<Record<TargetName, Package>> = {};
  for (const target of TARGET_NAMES) {
    const { profile } = environment[target];
    const rules = packedRules(compiled, target);
    const read = listsRead(compiled, lists);
    const input = { environment, profile, bundle: content.config.bundle, rules, lists: read };
    const packed = TARGETS[target].pack(input);
    append(found, packed.diagnostics);
    if (packed.value !== undefined) packages[target] = packed.value;
  }
  if (hasErrors(found)) return fail(found);
  const plan = planBundle({
    environment: environment.name,
    ...day,
    bundle: content.config.bundle,
    build,
    compiled,
    packages,
    documents: [],
    targets: TARGETS,
    templates,
  });
  append(found, plan.diagnostics);
  return plan.value === undefined ? fail(found) : succeed({ plan: plan.value, compiled }, found);
}

function packedRules(compiled: readonly CompiledRule[], target: TargetName): readonly PackedRule[] {
  return compiled
    .filter((one) => one.target === target)
    .map((one) => ({ rule: normalised(one.rule), compiled: one.compiled }))
    .sort((a, b) => byName(a.rule.document.stem, b.rule.document.stem));
}

/** Also those that are empty, which the normal form of a rule reads no more. */
function listsRead(
  compiled: readonly CompiledRule[],
  lists: ReadonlyMap<string, ListDocument>,
): readonly ListDocument[] {
  const names = new Set(
    [...new Set(compiled.map(({ rule }) => rule))]
      .flatMap(({ condition }) => predicatesOf(condition))
      .flatMap((predicate) => (predicate.operator === 'inList' ? [predicate.list] : [])),
  );
  return [...lists.values()].filter(({ name }) => names.has(name)).sort((a, b) => byName(a.name, b.name));
}

const byName = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
