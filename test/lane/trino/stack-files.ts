/**
 * The Athena stack of the shipped rules as it stands in a bundle, for a table of each profile on the lane's Trino.
 *
 * Owns: packing and rendering it. Must not: run anything.
 */
import { renderArtefact, templateSource } from '../../../src/bundle/render.ts';
import type { Content, ListDocument } from '../../../src/content/document.ts';
import { normalForm } from '../../../src/ir/normal.ts';
import type { RuleIr } from '../../../src/ir/rule.ts';
import { athenaTarget } from '../../../src/targets/athena/index.ts';
import { pack } from '../../../src/targets/athena/pack.ts';
import type { Profile } from '../../../src/targets/athena/profiles.ts';
import { schemaOf, TABLE } from './trail.ts';

export interface StackFiles {
  readonly profile: Profile;
  /** Text by path, such as `views/cloudtrail_logs_events.sql`, in the order in which they can be run. */
  readonly files: ReadonlyMap<string, string>;
}

export function stackFiles(
  rules: readonly RuleIr[],
  lists: readonly ListDocument[],
  { config }: Content,
  profile: Profile,
): StackFiles {
  const [example] = config.environments;
  if (example === undefined) throw new Error('the configuration names no environment');
  const athena = { ...example.athena, profile: profile.name, database: schemaOf(profile), table: TABLE };
  const environment = { ...example, athena };
  const packed = rules.flatMap((rule) => {
    const normal = { ...rule, condition: normalForm(rule.condition) };
    const { value } = athenaTarget.compile(normal, environment, profile.name);
    return value === undefined ? [] : [{ rule: normal, compiled: value }];
  });
  const { value, diagnostics } = pack({
    environment,
    profile: profile.name,
    bundle: config.bundle,
    rules: packed,
    lists,
  });
  if (value === undefined) throw new Error(diagnostics.map(({ what }) => what).join('\n'));
  const templates = templateSource({
    root: '.',
    templates: { value: 'templates', span: config.span },
  });
  // What a deployment is made of is not Trino's to run.
  const statements = value.artefacts.filter(({ path }) => /^(?:views|lists|prepared)\//.test(path));
  return {
    profile,
    files: new Map(
      statements.map((artefact) => {
        const { value: text, diagnostics: faults } = renderArtefact(artefact, templates);
        if (text === undefined) throw new Error(faults.map(({ what }) => what).join('\n'));
        return [artefact.path, text];
      }),
    ),
  };
}
