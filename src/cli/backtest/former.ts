/**
 * A repository as it was, once its files lie in a folder.
 *
 * Owns: reading it, and saying in a sentence what was wrong with it, since nobody can mend it any more. Must not: fetch
 * the files (bundle/at-ref.ts does) or compare.
 */
import { join, relative, resolve } from 'node:path';
import { diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { ConfigDocument, Content, EnvironmentDocument } from '../../content/document.ts';
import { loadRepository } from '../../content/repository.ts';

export interface FormerContent {
  readonly content: Content;
  readonly errors: readonly Diagnostic[];
}

/** The repository in `folder`; `config` is that of today, and was in the same place. Undefined: it was not there. */
export function readFormer(
  ref: string,
  folder: string,
  config: ConfigDocument,
  found: Diagnostic[],
): FormerContent | undefined {
  const name = relative(config.root, resolve(config.path)) || config.path;
  const { value: content, diagnostics } = loadRepository(join(folder, name));
  if (content === undefined) {
    found.push(diagnose('diff/no-configuration', config.path, { ref, config: name }));
    return undefined;
  }
  return { content, errors: diagnostics.filter(({ severity }) => severity === 'error') };
}

/** One warning for all errors of the former state. */
export function sayFormerErrors(
  ref: string,
  errors: readonly Diagnostic[],
  { path }: ConfigDocument,
  found: Diagnostic[],
): void {
  const [first] = errors;
  if (first === undefined) return;
  found.push(diagnose('diff/before-faults', path, { ref, count: errors.length, first: first.what }));
}

/** The environment of the same name; where there was none, that of today, with a warning at today's configuration. */
export function formerEnvironment(
  ref: string,
  { config }: Content,
  today: EnvironmentDocument,
  { path }: ConfigDocument,
  found: Diagnostic[],
): EnvironmentDocument {
  const environment = config.environments.find(({ name }) => name === today.name);
  if (environment === undefined)
    found.push(diagnose('diff/other-environment', path, { ref, environment: today.name }));
  return environment ?? today;
}
