/**
 * From compiled rules to the files of a bundle and its manifest.
 *
 * Owns: which file stands where, that no two are in each other's way, and that equal input gives equal bytes.
 * Must not: touch the disk (write.ts does; templates are read through the source it is given).
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { fail, hasErrors, type Result, succeed } from '../base/result.ts';
import type { BundleSettings, ListDocument, TargetName } from '../content/document.ts';
import type { RuleIr } from '../ir/rule.ts';
import type { Package } from '../targets/shared/package.ts';
import type { Artefact, Compiled, Target } from '../targets/shared/target.ts';
import { gather, WHOLE } from './gather.ts';
import {
  MANIFEST_SCHEMA_VERSION,
  type Manifest,
  type ManifestAnswer,
  type ManifestRule,
  type ManifestTarget,
  manifestAnswer,
  manifestFile,
  manifestList,
  manifestRule,
} from './manifest.ts';
import type { TemplateSource } from './templates.ts';

export interface BundleInput {
  /** Name of the environment that all rules were compiled for. */
  readonly environment: string;
  /** `YYYY-MM-DD` that the lists were cut off at, if they were. */
  readonly asOf?: string;
  readonly bundle: Pick<BundleSettings, 'name' | 'version'>;
  /** Where these are not all rules. */
  readonly partial?: NonNullable<Manifest['partial']>;
  readonly build: BuildFacts;
  /** One a rule and target, in any order. */
  readonly compiled: readonly CompiledRule[];
  /** That a rule reads, as they hold in the environment, by name. */
  readonly lists: readonly ListDocument[];
  /** What targets add beside the files of rules. */
  readonly packages: Readonly<Partial<Record<TargetName, Package>>>;
  /** Files of the bundle as a whole; paths are relative to it. */
  readonly documents: readonly Artefact[];
  /** The folder of each target inside the bundle: the table of targets fits. */
  readonly targets: Readonly<Record<TargetName, Pick<Target, 'folder' | 'proof'>>>;
  readonly templates: TemplateSource;
}

/** What built a bundle; every template may print it, as `build`. */
export interface BuildFacts {
  /** Version. */
  readonly trailc: string;
  /** Of the content repository, in hexadecimal; empty where nobody gave it. */
  readonly commit: string;
}

export interface CompiledRule {
  readonly rule: RuleIr;
  /** The same with its condition in normal form, as targets are given it. */
  readonly normal: RuleIr;
  readonly target: TargetName;
  readonly profile: string;
  readonly compiled: Compiled;
  /** Name of the rule's test whose event an approximate answer gets wrong. */
  readonly counterExample?: string;
}

export interface BundleFile {
  /** Relative to the bundle, with `/`. */
  readonly path: string;
  /** A text is written as UTF-8. */
  readonly content: string | Uint8Array;
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
  const gathered = gather(input.build, input.templates, diagnostics);
  for (const { target, rule, compiled: made } of compiled) {
    const { stem, path } = rule.document;
    const owner = { name: stem, at: path };
    for (const artefact of made.artefacts)
      gathered.add(pathIn(input.targets, target, artefact), artefact, owner);
  }
  for (const artefact of input.documents) gathered.add(artefact.path, artefact, WHOLE);
  for (const target of TARGET_ORDER) {
    const held = input.packages[target];
    if (held === undefined) continue;
    for (const one of [...held.artefacts, ...held.assets]) {
      gathered.add(pathIn(input.targets, target, one), one, WHOLE);
    }
  }
  if (hasErrors(diagnostics)) return fail(diagnostics);
  for (const target of TARGET_ORDER) {
    for (const archive of input.packages[target]?.archives ?? []) {
      gathered.archive(pathIn(input.targets, target, archive), archive, input.targets[target].folder);
    }
  }
  if (hasErrors(diagnostics)) return fail(diagnostics);
  const files = gathered.files();
  const manifest: Manifest = {
    schemaVersion: MANIFEST_SCHEMA_VERSION,
    trailc: input.build.trailc,
    sourceCommit: input.build.commit === '' ? null : input.build.commit,
    bundle: { name: input.bundle.name, version: input.bundle.version },
    environment: input.environment,
    asOf: input.asOf ?? null,
    ...(input.partial === undefined ? {} : { partial: input.partial }),
    inputsSha256: null,
    targets,
    lists: input.lists.map(manifestList),
    rules: rulesOf(compiled, input.targets),
    files: files.map(({ path, content }) => manifestFile(path, content)),
  };
  return succeed({ files, manifest }, diagnostics);
}

const TARGET_ORDER: readonly TargetName[] = ['athena', 'sigma', 'spl'];

type Folders = BundleInput['targets'];

/** Where a target's artefact stands in the bundle. */
function pathIn(folders: Folders, target: TargetName, artefact: Pick<Artefact, 'path'>): string {
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

function rulesOf(compiled: readonly CompiledRule[], folders: Folders): readonly ManifestRule[] {
  const rules = new Map<
    string,
    { readonly rule: RuleIr; readonly answers: Map<TargetName, ManifestAnswer> }
  >();
  for (const one of compiled) {
    const { stem, id } = one.rule.document;
    const key = JSON.stringify([stem, id.value]);
    const known = rules.get(key) ?? { rule: one.normal, answers: new Map() };
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
