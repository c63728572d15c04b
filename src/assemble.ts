/**
 * Phase 7: everything that a repository compiles to for one environment, as the plan of a bundle.
 *
 * Owns: from content and environment to a plan, for whoever writes it, compares it or reads it. Must not: hold the logic
 * of any phase, or touch the disk beyond templates.
 */
import type { Diagnostic } from './base/diagnostic.ts';
import { append, fail, hasErrors, type Result, succeed } from './base/result.ts';
import { type BuildFacts, type BundlePlan, planBundle } from './bundle/bundle.ts';
import { readmeOf } from './bundle/readme.ts';
import type { TemplateSource } from './bundle/templates.ts';
import { ENVIRONMENT_CHECKS } from './checks/index.ts';
import { type CompiledRule, compileRule } from './compile.ts';
import type { Content, EnvironmentDocument, ListDocument, TargetName } from './content/document.ts';
import { effectiveLists, overlayFaults } from './content/list-overlay.ts';
import { predicatesOf } from './ir/expression.ts';
import { canariesOf, SELFTESTS } from './selftest.ts';
import { TARGET_NAMES, TARGETS } from './targets/index.ts';
import { PACKS } from './targets/packs.ts';
import type { Package, PackedRule } from './targets/shared/package.ts';
import type { Artefact } from './targets/shared/target.ts';

export interface AssembleOptions {
  readonly environment: EnvironmentDocument;
  readonly build: BuildFacts;
  readonly templates: TemplateSource;
  /** YYYY-MM-DD: entries of lists that had expired by then are left out. */
  readonly asOf?: string;
  /** Only the rules of these names, without what is about all of them: to look at, never to deploy. */
  readonly partial?: { readonly rules: ReadonlySet<string>; readonly since: string };
  /** Rules that the lock has as removed, for the bundle's README. */
  readonly removed?: readonly { readonly title: string; readonly stem: string; readonly id: string }[];
}

export interface Assembled {
  readonly plan: BundlePlan;
  readonly compiled: readonly CompiledRule[];
}

export interface CompiledContent {
  /** One a rule and target. */
  readonly compiled: readonly CompiledRule[];
  /** As they hold in the environment. */
  readonly lists: ReadonlyMap<string, ListDocument>;
}

/** Every rule for every target. All faults come in one pass; a value only without errors. */
export function compileAll(
  content: Content,
  { environment, asOf }: Pick<AssembleOptions, 'environment' | 'asOf'>,
): Result<CompiledContent> {
  const day = asOf === undefined ? {} : { asOf };
  const found: Diagnostic[] = [...overlayFaults(environment, content.lists)];
  for (const check of ENVIRONMENT_CHECKS) append(found, check({ environments: [environment], content }));
  const compiled: CompiledRule[] = [];
  for (const document of content.rules) {
    const made = compileRule(document, content, { environment, targets: TARGET_NAMES, ...day });
    append(found, made.diagnostics);
    compiled.push(...(made.value ?? []));
  }
  if (hasErrors(found)) return fail(found);
  return succeed({ compiled, lists: effectiveLists(content.lists, environment, asOf) }, found);
}

/** The plan of a bundle. A value only without errors. */
export function assemble(content: Content, options: AssembleOptions): Result<Assembled> {
  const { environment, build, templates, asOf, removed = [], partial } = options;
  const made = compileAll(content, options);
  if (made.value === undefined) return fail(made.diagnostics);
  const { lists } = made.value;
  const compiled = made.value.compiled.filter(
    ({ rule }) => partial === undefined || partial.rules.has(rule.document.stem),
  );
  const found: Diagnostic[] = [...made.diagnostics];
  const day = asOf === undefined ? {} : { asOf };
  const read = listsRead(compiled, lists);
  const packages: Partial<Record<TargetName, Package>> = {};
  for (const target of partial === undefined ? TARGET_NAMES : []) {
    const { profile } = environment[target];
    const rules = packedRules(compiled, target);
    const input = { environment, profile, bundle: content.config.bundle, rules, lists: read };
    const packed = PACKS[target](input);
    append(found, packed.diagnostics);
    if (packed.value !== undefined) packages[target] = packed.value;
  }
  if (hasErrors(found)) return fail(found);
  const plan = planBundle({
    environment: environment.name,
    ...day,
    bundle: content.config.bundle,
    ...(partial === undefined ? {} : { partial: { since: partial.since, of: content.rules.length } }),
    build,
    compiled,
    lists: read,
    packages,
    documents:
      partial === undefined
        ? [
            readmeOf({ environment, bundle: content.config.bundle, ...day, compiled, packages, removed }),
            ...selftests(content, environment, compiled),
          ]
        : [],
    targets: TARGETS,
    templates,
  });
  append(found, plan.diagnostics);
  return plan.value === undefined ? fail(found) : succeed({ plan: plan.value, compiled }, found);
}

/** Tests and canaries, a file each. Their faults are those of compiling, which have been told. */
function selftests(
  content: Content,
  environment: EnvironmentDocument,
  compiled: readonly CompiledRule[],
): readonly Artefact[] {
  const deployed = packedRules(compiled, 'spl').map(({ rule }) => rule);
  const planned = [
    { folder: TARGETS.spl.folder, queries: canariesOf(deployed, environment, undefined) },
    { folder: TARGETS.spl.folder, queries: SELFTESTS.spl(content, environment, undefined, true) },
    // As few statements as Athena's limit allows: they are pasted one at a time.
    { folder: TARGETS.athena.folder, queries: SELFTESTS.athena(content, environment, undefined, false) },
  ];
  return planned.flatMap(({ folder, queries }) =>
    (queries.value?.queries ?? []).map(({ artefact }) => ({
      ...artefact,
      path: `${folder}/selftest/${artefact.path}`,
    })),
  );
}

function packedRules(compiled: readonly CompiledRule[], target: TargetName): readonly PackedRule[] {
  return compiled
    .filter((one) => one.target === target)
    .map((one) => ({ rule: one.normal, compiled: one.compiled }))
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
