/** The files of an Athena stack, packed and rendered as a bundle has them, for tests that need no repository. */
import { hasErrors } from '../../../src/base/result.ts';
import { renderArtefact, templateSource } from '../../../src/bundle/render.ts';
import type { AthenaSettings, ListDocument, RuleDocument } from '../../../src/content/document.ts';
import { normalForm } from '../../../src/ir/normal.ts';
import { athenaTarget } from '../../../src/targets/athena/index.ts';
import { pack } from '../../../src/targets/athena/pack.ts';
import type { Compiled } from '../../../src/targets/shared/target.ts';
import { span } from '../../evaluate/build.ts';
import { contentOf, ruleOf, whats } from '../../support/rule.ts';
import { environment } from './environment.ts';

const templates = templateSource({ root: '.' });

export interface Packed {
  /** Text by path, relative to the folder of the target; the rules' queries too. Empty where there are errors. */
  readonly files: ReadonlyMap<string, string>;
  readonly codes: readonly string[];
}

export function packed(
  rules: readonly RuleDocument[],
  settings: Partial<AthenaSettings> = {},
  lists: ReadonlyMap<string, ListDocument> = new Map(),
): Packed {
  const where = environment(settings);
  const { profile } = where.athena;
  const compiled = rules.map((document) => {
    const rule = ruleOf(document, lists);
    const normal = { ...rule, condition: normalForm(rule.condition) };
    const { value, diagnostics } = athenaTarget.compile(normal, where, profile);
    if (value === undefined) throw new Error(whats(diagnostics).join('\n'));
    return { rule: normal, compiled: value };
  });
  const { bundle } = contentOf([]).config;
  const { value, diagnostics } = pack({
    environment: where,
    profile,
    bundle: { ...bundle, span },
    rules: compiled,
    lists: [...lists.values()],
  });
  const codes = diagnostics.map(({ code }) => code);
  if (value === undefined || hasErrors(diagnostics)) return { files: new Map(), codes };
  const made = compiled.flatMap((one): Compiled['artefacts'] => one.compiled.artefacts);
  // A build says which trailc it is; these are rendered without one.
  const files = [...made, ...value.artefacts].map((artefact): readonly [string, string] => {
    const { value: text, diagnostics: faults } = renderArtefact(withoutBuild(artefact), templates);
    if (text === undefined) throw new Error(whats(faults).join('\n'));
    return [artefact.path, text];
  });
  return { files: new Map(files), codes };
}

const withoutBuild = (artefact: Compiled['artefacts'][number]) => ({
  ...artefact,
  view: { build: undefined, ...artefact.view },
});
