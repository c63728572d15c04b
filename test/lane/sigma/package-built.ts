/**
 * The Sigma package of the shipped rules, built in process.
 *
 * Owns: building it, and finding its files. Must not: check them.
 */
import { resolve } from 'node:path';
import { assemble } from '../../../src/assemble.ts';
import { templateSource } from '../../../src/bundle/render.ts';
import type { Content, EnvironmentDocument } from '../../../src/content/document.ts';

export interface BuiltPackage {
  /** By path below `sigma/`. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** Texts of the files below a folder, in the order of their paths. */
  readonly below: (folder: string) => readonly { readonly path: string; readonly text: string }[];
}

/** Throws where the bundle does not build: the rules are ours. */
export function builtPackage(content: Content, environment: EnvironmentDocument): BuiltPackage {
  // The lane is bundled into one file, so the templates are named rather than found beside the source.
  const templates = templateSource({
    root: '.',
    templates: { value: resolve('templates'), span: environment.span },
  });
  const { value, diagnostics } = assemble(content, {
    environment,
    build: { trailc: '0.0.0', commit: '0123456' },
    templates,
  });
  if (value === undefined) throw new Error(diagnostics.map(({ what }) => what).join('\n'));
  const files = new Map(
    value.plan.files.flatMap(({ path, content: held }) =>
      path.startsWith('sigma/') ? [[path.slice('sigma/'.length), held] as const] : [],
    ),
  );
  return {
    files,
    below: (folder) =>
      [...files].flatMap(([path, held]) =>
        path.startsWith(`${folder}/`) && typeof held === 'string' ? [{ path, text: held }] : [],
      ),
  };
}
