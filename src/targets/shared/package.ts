/**
 * What a target adds to a bundle beside the files of single rules: an app, a stack, a package.
 *
 * Owns: the contract. Must not: render, archive or write (bundle/ does).
 */
import type { Result } from '../../base/result.ts';
import type { BundleSettings, EnvironmentDocument, ListDocument } from '../../content/document.ts';
import type { RuleIr } from '../../ir/rule.ts';
import type { Artefact, Compiled } from './target.ts';

export interface PackInput {
  readonly environment: EnvironmentDocument;
  /** Instead of the environment's. */
  readonly profile: string;
  readonly bundle: BundleSettings;
  /** In the order of their names, also those that the target cannot say. */
  readonly rules: readonly PackedRule[];
  /** Lists that a rule reads, as they hold in the environment, by name. */
  readonly lists: readonly ListDocument[];
}

/** What a bundle holds beside the rules' files. Without a value, the errors say which rule is in the way. */
export type Pack = (input: PackInput) => Result<Package>;

export interface PackedRule {
  /** Its condition is in normal form, as the target was given it. */
  readonly rule: RuleIr;
  readonly compiled: Compiled;
}

export interface Package {
  /** Paths are relative to the target's folder, as those of the rules' artefacts. */
  readonly artefacts: readonly Artefact[];
  readonly assets: readonly Asset[];
  readonly archives: readonly Archive[];
}

/** A file that stands below `templates/` as it is to be: an image. */
export interface Asset {
  readonly path: string;
  /** Relative to `templates/`. */
  readonly asset: string;
}

/** An archive of files of the target's folder, in this order. */
export interface Archive {
  readonly path: string;
  readonly format: 'tar.gz' | 'zip';
  readonly members: readonly { readonly path: string; readonly name: string }[];
}

export const NO_PACKAGE: Package = { artefacts: [], assets: [], archives: [] };
