/**
 * What is wrong with the user's templates: everything is rendered with them, in memory.
 *
 * Owns: that `watch` says after saving a template what `build` would say. Must not: write anything.
 */
import { type Assembled, assemble } from '../../assemble.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Result } from '../../base/result.ts';
import { templateSource } from '../../bundle/templates.ts';
import type { Content } from '../../content/document.ts';
import { environmentOf } from '../../content/environment-view.ts';
import { trailcVersion } from '../version.ts';

/** With the default environment. Nothing is rendered while rules have errors, or where no rule is asked about. */
export function templateFaults(content: Content): readonly Diagnostic[] {
  const templates = templateSource(content.config);
  const environment = environmentOf(content, content.config.defaultEnvironment);
  const made: Result<Assembled> =
    environment === undefined || content.rules.length === 0
      ? { diagnostics: [] }
      : assemble(content, { environment, build: { trailc: trailcVersion(), commit: '' }, templates });
  // The others are those of checking, which are told already.
  const ofTemplates = made.diagnostics.filter(({ code }) => code.startsWith('bundle/'));
  return [...templates.check(), ...ofTemplates];
}
