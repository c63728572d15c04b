/**
 * From compiled rules to the files of a bundle and its manifest.
 *
 * Owns: which file stands where, that no two are in each other's way, and that equal input gives equal bytes.
 * Must not: touch the disk (write.ts does; templates are read through the source it is given).
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { fail, hasErrors, type Result, succeed } from '../base/result.ts';
import type { TargetName } from '../content/document.ts';
import type { RuleIr } from '../ir/rule.ts';
import type { Artefact, Compiled, Target } from '../targets/shared/target.ts';
import {
  MANIFEST_SCHEMA_VERSION,
  type Manifest,
  type ManifestAnswer,
  type ManifestRule,
  type ManifestTarget,
  manifestAnswer,
  manifestFile,
  manifestRule,
} from './manifest.ts';
import { occupied, pathFault } from './paths.ts';
import { renderArtefact } from './render.ts';
import type { TemplateSource } from './templates.ts';

export interface BundleInput {
  /** Name of the environment that all rules were compiled for. */
  readonly environment: string;
  /** `YYYY-MM-DD` that the lists were cut off at, if they were. */
  readonly asOf?: string;
  readonly trailcVersion: string;
  /** One a rule and target, in any order. */
  readonly compiled: readonly CompiledRule[];
  /** The folder of each target inside the bundle: the table of targets fits. */
  readonly targets: Readonly<Record<TargetName, Pick<Target, 'folder' | 'proof'>>>;
  readonly templates: TemplateSource;
}

export interface CompiledRule {
  readonly rule: RuleIr;
  readonly target: TargetName;
  readonly profile: string;
  readonly compiled: Compiled;
  /** Name of the rule's test whose event an approximate answer gets wrong. */
  readonly counterExample?: string;
}

export interface BundleFile {
  /** Relative to the bundle, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface BundlePlan {
  /** By path, in code-unit order; without the manifest. */
  readonly files: readonly BundleFile[];
  readonly manifest: Manifest;
}

/** Plans a bundle. A file that several rules make with the same bytes (a lookup of a list) stands in it once. */
export function planBundle(input: BundleInput): Result<BundlePlan> {
  const compiled = [...input.compiled].sort(
    (a, b) =>
      compare(a.rule.document.stem, b.rule.document.stem) ||
      compare(a.rule.document.id.value, b.rule.document.id.value) ||
      compare(a.target, b.target),
  );
  const diagnostics: Diagnostic[] = [...input.templates.check()];
  if (hasErrors(diagnostics)) return fail(diagnostics);
  const targets = targetsOf(compiled, input.targets, diagnostics);
  const files = filesOf(compiled, input, diagnostics);
  if (hasErrors(diagnostics)) return fail(diagnostics);
  const manifest: Manifest = {
    schemaVersion: MANIFEST_SCHEMA_VERSION,
    trailc: input.trailcVersion,
    environment: input.environment,
    asOf: input.asOf ?? null,
    targets,
    rules: rulesOf(compiled, input.targets),
    files: files.map(({ path, text }) => manifestFile(path, text)),
  };
  return succeed({ files, manifest }, diagnostics);
}

type Folders = BundleInput['targets'];

/** Where a target's artefact stands in the bundle. */
function pathIn(folders: Folders, target: TargetName, artefact: Artefact): string {
  return `${folders[target].folder}/${artefact.path}`;
}

function targetsOf(
  compiled: readonly CompiledRule[],
  folders: Folders,
  diagnostics: Diagnostic[],
): Manifest['targets'] {
  const targets = new Map<TargetName, ManifestTarget>();
  for (const { target, profile, rule } of compiled) {
    const known = targets.get(target);
    const { folder, proof } = folders[target];
    if (known === undefined) targets.set(target, { folder, profile, proof });
    else if (known.profile !== profile) {
      const args = { target, profile: known.profile, other: profile };
      diagnostics.push(diagnose('bundle/profiles-differ', rule.document.path, args));
    }
  }
  return Object.fromEntries(targets);
}

function filesOf(
  compiled: readonly CompiledRule[],
  { targets, templates }: BundleInput,
  diagnostics: Diagnostic[],
): readonly BundleFile[] {
  const files = new Map<string, { readonly text: string; readonly owner: CompiledRule }>();
  const taken = occupied();
  // A fault in a template shows once, however many rules pass through it.
  const reported = new Set<string>();
  for (const owner of compiled) {
    for (const artefact of owner.compiled.artefacts) {
      const rendered = renderArtefact(artefact, templates);
      for (const diagnostic of rendered.diagnostics) {
        const key = JSON.stringify([
          diagnostic.code,
          diagnostic.what,
          diagnostic.span?.start,
          artefact.template,
        ]);
        if (!reported.has(key)) diagnostics.push(diagnostic);
        reported.add(key);
      }
      if (rendered.value === undefined) continue;
      const path = pathIn(targets, owner.target, artefact);
      const { document } = owner.rule;
      const reason = pathFault(path);
      if (reason !== undefined) {
        diagnostics.push(diagnose('bundle/path-refused', document.path, { path, reason }));
        continue;
      }
      const same = files.get(path);
      if (same?.text === rendered.value) continue;
      const other = same === undefined ? taken.obstacleOf(path) : path;
      const otherRule = other === undefined ? undefined : files.get(other)?.owner.rule.document.stem;
      if (other !== undefined) {
        const args = { path, other, rule: document.stem, otherRule: otherRule ?? '' };
        diagnostics.push(diagnose('bundle/path-collision', document.path, args));
        continue;
      }
      taken.add(path);
      files.set(path, { text: rendered.value, owner });
    }
  }
  return [...files].map(([path, { text }]) => ({ path, text })).sort((a, b) => compare(a.path, b.path));
}

function rulesOf(compiled: readonly CompiledRule[], folders: Folders): readonly ManifestRule[] {
  const rules = new Map<
    string,
    { readonly rule: RuleIr; readonly answers: Map<TargetName, ManifestAnswer> }
  >();
  for (const one of compiled) {
    const { stem, id } = one.rule.document;
    const key = JSON.stringify([stem, id.value]);
    const known = rules.get(key) ?? { rule: one.rule, answers: new Map() };
    const paths = [
      ...new Set(one.compiled.artefacts.map((artefact) => pathIn(folders, one.target, artefact))),
    ].sort();
    known.answers.set(one.target, manifestAnswer(one.compiled.answer, paths, one.counterExample));
    rules.set(key, known);
  }
  return [...rules.values()].map(({ rule, answers }) => manifestRule(rule, Object.fromEntries(answers)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
