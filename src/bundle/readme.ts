/**
 * `README.md` of a bundle: what a SOC does with it, in the order in which it does it.
 *
 * Owns: the facts that the page states. Must not: know how a target works beyond the files it packed.
 */
import { code, plain, table } from '../base/markdown.ts';
import type { BundleSettings, EnvironmentDocument, RuleDocument, TargetName } from '../content/document.ts';
import type { Package } from '../targets/shared/package.ts';
import type { Artefact } from '../targets/shared/target.ts';
import type { CompiledRule } from './bundle.ts';

export interface ReadmeInput {
  readonly environment: EnvironmentDocument;
  readonly bundle: BundleSettings;
  readonly asOf?: string;
  readonly compiled: readonly CompiledRule[];
  readonly packages: Readonly<Partial<Record<TargetName, Package>>>;
  /** Rules that earlier versions had. */
  readonly removed: readonly { readonly title: string; readonly stem: string; readonly id: string }[];
}

const TARGETS = ['spl', 'athena', 'sigma'] as const satisfies readonly TargetName[];

/** The page. Every text of its view is Markdown already. */
export function readmeOf({ environment, bundle, asOf, compiled, packages, removed }: ReadmeInput): Artefact {
  const rules = new Map<RuleDocument, Map<TargetName, CompiledRule>>();
  for (const one of compiled) {
    const answers = rules.get(one.rule.document) ?? new Map<TargetName, CompiledRule>();
    rules.set(one.rule.document, answers.set(one.target, one));
  }
  const sorted = [...rules].sort(([{ title: a }], [{ title: b }]) =>
    a.value < b.value ? -1 : a.value > b.value ? 1 : 0,
  );
  const pathOf = (target: TargetName, ending: string) =>
    [...(packages[target]?.archives ?? []), ...(packages[target]?.artefacts ?? [])].find(({ path }) =>
      path.endsWith(ending),
    )?.path;
  const app = pathOf('spl', '.spl');
  const stack = pathOf('athena', 'stack.template.json');
  const view = {
    name: plain(bundle.name),
    version: plain(bundle.version),
    description: plain(bundle.description),
    author: plain(bundle.author),
    environment: plain(environment.name),
    about: plain(environment.description ?? ''),
    asOf: plain(asOf ?? ''),
    ruleCount: rules.size,
    rules: table(
      ['rule', 'level', 'status', 'version', 'Splunk', 'Athena', 'Sigma'],
      sorted.map(([document, answers]) => [
        plain(document.title.value),
        document.level,
        document.status,
        document.version,
        ...TARGETS.map((target) => answerOf(answers.get(target))),
      ]),
    ),
    app: app === undefined ? '' : code(`splunk/${app}`),
    appFolder: app === undefined ? '' : code(`splunk/${app.replace(/-[^-]*$/, '')}`),
    index: environment.origins?.settings.has('spl.index') === false ? '' : code(environment.spl.index),
    sourcetype: code(environment.spl.sourcetype),
    table: code(`${environment.athena.database}.${environment.athena.table}`),
    profile: code(environment.athena.profile),
    ddl: code(`athena/tables/${environment.athena.profile}.sql`),
    stack: stack === undefined ? '' : code(`athena/${stack}`),
    removed: removed.map(({ title, stem, id }) => `${plain(title)} (${code(stem)}, id ${code(id)})`),
  };
  return { path: 'README.md', template: 'bundle/README.md.hbs', view };
}

function answerOf(one: CompiledRule | undefined): string {
  if (one === undefined) return '-';
  const { answer } = one.compiled;
  switch (answer.kind) {
    case 'exact':
      return 'exact';
    case 'exact-given':
      return `exact given ${answer.assumptions.length}`;
    case 'approximate':
      return answer.direction;
    case 'unsupported':
      return 'left out';
  }
}
