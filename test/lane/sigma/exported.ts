/**
 * A rule as the Sigma file that a bundle would hold.
 *
 * Owns: compiling and rendering, as trailc does. Must not: ask an engine.
 */
import { basename, resolve } from 'node:path';
import { load } from 'js-yaml';
import { renderArtefact, templateSource } from '../../../src/bundle/render.ts';
import { normalForm } from '../../../src/ir/normal.ts';
import type { Answer } from '../../../src/targets/shared/target.ts';
import { sigmaTarget } from '../../../src/targets/sigma/index.ts';
import { ENVIRONMENT } from '../../support/environment.ts';
import type { LaneRule } from '../executor.ts';

/** As a reader of YAML gets it. */
export type Detection = Readonly<Record<string, unknown>>;

/** Where Sigma cannot say a rule, the first of the reasons. */
export type Exported =
  | {
      readonly kind: 'file';
      readonly answer: Answer;
      readonly fileName: string;
      readonly yaml: string;
      readonly detection: Detection;
    }
  | { readonly kind: 'not-said'; readonly why: string };

/** The lane is bundled into one file, so the templates are named rather than found beside the source. */
const templates = templateSource({
  root: '.',
  templates: { value: resolve('templates'), span: ENVIRONMENT.span },
});

/** Throws on a fault of trailc's own: a rule that does not compile, or a template that does not render. */
export function exported({ name, rule, environment }: Omit<LaneRule, 'content'>): Exported {
  const normal = { ...rule, condition: normalForm(rule.condition) };
  const { value, diagnostics } = sigmaTarget.compile(normal, environment);
  if (value === undefined) throw new Error(`${name}: ${diagnostics.map(({ what }) => what).join('\n')}`);
  const { answer, artefacts } = value;
  if (answer.kind === 'unsupported') {
    return { kind: 'not-said', why: answer.reasons[0]?.why ?? 'unsupported' };
  }
  const [artefact] = artefacts;
  if (artefact === undefined) throw new Error(`${name}: no Sigma file`);
  const rendered = renderArtefact(artefact, templates);
  if (rendered.value === undefined) {
    throw new Error(`${name}: ${rendered.diagnostics.map(({ what }) => what).join('\n')}`);
  }
  const yaml = rendered.value;
  const { detection } = load(yaml) as { readonly detection: Detection };
  return { kind: 'file', answer, fileName: basename(artefact.path), yaml, detection };
}
