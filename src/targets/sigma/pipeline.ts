/**
 * The generic variants of rules, and the processing pipeline that fills in their placeholders.
 *
 * Owns: both kinds of file. Must not: decide what can be a placeholder (placeholder.ts).
 */
import type { PackedRule, PackInput } from '../shared/package.ts';
import { provenanceOf } from '../shared/provenance.ts';
import type { Artefact } from '../shared/target.ts';
import { derivedId } from './derived-id.ts';
import { viewOf } from './document.ts';
import { genericFileNameOf } from './file-name.ts';
import { sigmaValue, type YamlText, yamlComment, yamlKey, yamlLine, yamlScalar } from './literals.ts';
import type { Generic } from './placeholder.ts';
import { detectionOf } from './selections.ts';
import { titleCase } from './title.ts';

type Filled = Extract<Generic, { kind: 'generic' }>;

/** One rule with placeholders: a rule of its own to every reader, and so under an id, title and file name of its own. */
export function genericArtefact({ rule, compiled }: PackedRule, generic: Filled, profile: string): Artefact {
  const { answer } = compiled;
  if (answer.kind === 'unsupported') throw new Error('a rule that Sigma cannot say has no generic form');
  const { document } = rule;
  const detection = detectionOf(generic.tree);
  const given = `Placeholders: ${generic.params.map((name) => `%${name}%`).join(', ')}. To be converted with the pipeline of an environment.`;
  const own = viewOf(rule, profile, answer, detection);
  const view = {
    ...own,
    comment: [...own.comment, yamlComment(given)],
    title: yamlScalar(titleCase(`${document.title.value} - Generic`)),
    id: yamlLine(genericId(document.id.value)),
    related: [{ id: own.id, type: yamlLine('derived') }, ...own.related],
    provenance: provenanceOf(rule),
  };
  return { path: genericPath(document.stem), template: 'sigma/rule.yml.hbs', view };
}

export const genericId = (id: string): string => derivedId('sigma generic', id);

export const genericPath = (stem: string): string =>
  `generic/cloud/aws/cloudtrail/${genericFileNameOf(stem)}`;

export const pipelinePath = ({ bundle, environment }: Pick<PackInput, 'bundle' | 'environment'>): string =>
  `pipelines/${bundle.name}-${environment.name}.yml`;

/** A view of `templates/sigma/pipeline.yml.hbs`: every text is YAML already. */
export interface PipelineView {
  readonly name: YamlText;
  readonly vars: readonly { readonly name: YamlText; readonly values: readonly YamlText[] }[];
}

/** The values of the params, by name. A value is escaped as in a rule: pySigma reads wildcards in it. */
export function pipelineArtefact(
  input: Pick<PackInput, 'bundle' | 'environment'>,
  values: ReadonlyMap<string, readonly string[]>,
): Artefact {
  const { bundle, environment } = input;
  const names = [...values].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const view: PipelineView = {
    name: yamlLine(`${bundle.name}: params of the environment ${environment.name}`),
    vars: names.map(([name, texts]) => ({
      name: yamlKey(name),
      values: texts.map((text) => yamlScalar(sigmaValue(text))),
    })),
  };
  return { path: pipelinePath(input), template: 'sigma/pipeline.yml.hbs', view: { ...view } };
}
