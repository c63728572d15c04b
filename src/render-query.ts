/**
 * The text of a compiled query, through its template.
 *
 * Owns: which file of a rule is its query. Must not: compile or render (targets/ and bundle/ do).
 */
import type { Result } from './base/result.ts';
import type { CompiledRule } from './bundle/bundle.ts';
import { renderArtefact, type TemplateSource } from './bundle/render.ts';

/**
 * What `trailc compile` prints of a rule and a target; templates come from `templateSource(content.config)`. Neither
 * value nor fault: the target cannot say the rule, and the rule consents to that.
 */
export function renderQuery({ compiled }: CompiledRule, templates: TemplateSource): Result<string> {
  const [query] = compiled.artefacts;
  return query === undefined ? { diagnostics: [] } : renderArtefact(query, templates);
}
