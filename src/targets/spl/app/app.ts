/**
 * The Splunk app of an environment: its files and its archive.
 *
 * Owns: which files there are, where they stand, and what their templates are given. Nothing of it stands in `local/`,
 * so that an upgrade keeps what people write there. Must not: print a search, or judge a name.
 */
import { plain } from '../../../base/markdown.ts';
import { fail, hasErrors, type Result, succeed } from '../../../base/result.ts';
import type { Asset, Package, PackInput } from '../../shared/package.ts';
import type { Artefact } from '../../shared/target.ts';
import { confValue } from '../conf.ts';
import type { SplLookup } from '../lookup-file.ts';
import { lookupFile } from '../lookups.ts';
import type { SplProfile } from '../profiles.ts';
import { appFaults, ruleFaults } from './faults.ts';
import { type AppId, appIdOf, unsetMacro } from './names.ts';
import { assumptionsOf, includedRule, leftOutRule } from './readme.ts';
import { type AppRule, appRule } from './rules.ts';
import { sourceOf } from './source.ts';

const ICONS = ['appIcon.png', 'appIcon_2x.png', 'appIconAlt.png', 'appIconAlt_2x.png'];

/** The app with the rules that the target can say; faults name the rule that is in the way. */
export function packApp(input: PackInput, profile: SplProfile): Result<Package> {
  const { environment, bundle } = input;
  const id = appIdOf(bundle, environment);
  const said = input.rules.filter(({ compiled }) => compiled.answer.kind !== 'unsupported');
  const rules = said.map((rule) => appRule(rule, id, environment, profile));
  const faults = [...appFaults(id, input), ...ruleFaults(id, rules)];
  if (hasErrors(faults)) return fail(faults);
  const lookups = [...new Map(rules.flatMap((rule) => rule.lookups.map((one) => [one.name, one]))).values()];
  const artefacts = filesOf(input, id, rules, lookups).map((file) => ({
    ...file,
    path: `${id}/${file.path}`,
  }));
  const assets = ICONS.map(
    (icon): Asset => ({ path: `${id}/static/${icon}`, asset: `spl/app/static/${icon}` }),
  );
  const members = [...artefacts, ...assets].map(({ path }) => ({ path, name: path })).sort(byPath);
  const archive = { path: `${id}-${bundle.version}.spl`, format: 'tar.gz', members } as const;
  return succeed({ artefacts, assets, archives: [archive] }, faults);
}

function filesOf(
  input: PackInput,
  id: AppId,
  rules: readonly AppRule[],
  lookups: readonly SplLookup[],
): readonly Artefact[] {
  const about = aboutOf(input, id);
  const transforms = { names: lookups.map(({ name }) => ({ name, file: `${name}.csv` })) };
  const template = (path: string, name: string, view: Artefact['view']): Artefact => ({
    path,
    template: `spl/app/${name}.hbs`,
    view,
  });
  return [
    template('app.manifest', 'app.manifest', about),
    template('README.md', 'README.md', readmeOf(input, id, rules, lookups)),
    template('default/app.conf', 'app.conf', about),
    template('default/data/ui/nav/default.xml', 'nav.xml', {}),
    template('default/macros.conf', 'macros.conf', macrosOf(input, id, rules)),
    template('default/savedsearches.conf', 'savedsearches.conf', {
      rules: rules.map(({ stanza }) => stanza),
    }),
    ...(lookups.length === 0 ? [] : [template('default/transforms.conf', 'transforms.conf', transforms)]),
    ...lookups.map((lookup) => lookupFile(lookup, `lookups/${lookup.name}.csv`)),
    template('metadata/default.meta', 'default.meta', {}),
  ];
}

/** app.conf: a label has between 5 and 80 characters. */
const labelOf = ({ bundle, environment }: PackInput) =>
  `${bundle.name} ${environment.name}`.padEnd(5, '.').slice(0, 80);

function aboutOf(input: PackInput, id: AppId) {
  const { bundle } = input;
  return {
    id,
    version: confValue(bundle.version),
    label: confValue(labelOf(input)),
    author: confValue(bundle.author),
    description: confValue(bundle.description),
  };
}

function macrosOf({ environment }: PackInput, id: AppId, rules: readonly AppRule[]) {
  return { source: sourceOf(environment, id), filters: rules.map(({ filter }) => filter) };
}

function readmeOf(input: PackInput, id: AppId, rules: readonly AppRule[], lookups: readonly SplLookup[]) {
  const { bundle, environment, profile } = input;
  return {
    id,
    version: plain(bundle.version),
    author: plain(bundle.author),
    description: plain(bundle.description),
    environment: plain(environment.name),
    profile: plain(profile),
    source: sourceOf(environment, id),
    missing: unsetMacro(id),
    lookups: lookups.map(({ name, rows }) => ({ name, rows: rows.length })),
    rules: rules.map(({ packed, filter }) => includedRule(packed, filter.name)),
    assumptions: assumptionsOf(rules.map(({ packed }) => packed)),
    leftOut: input.rules.filter(({ compiled }) => compiled.answer.kind === 'unsupported').map(leftOutRule),
  };
}

const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
