/**
 * What differs between two readings of one configuration, for whoever asks which rules that concerns.
 *
 * Owns: which differences concern some rules alone (params, changes to lists) and which concern all. Must not: know rules.
 */
import type { ConfigDocument, EnvironmentDocument } from './document.ts';

export interface ConfigChanges {
  /** Params whose value differs in some environment. */
  readonly params: ReadonlySet<string>;
  /** Lists that some environment changes otherwise than before. */
  readonly lists: ReadonlySet<string>;
  /** Environments that there are no more. */
  readonly gone: ReadonlySet<string>;
  /** What concerns every rule, in words: `athena of the environment "prod"`. Empty: nothing. */
  readonly everything: readonly string[];
}

/** Keys of a configuration that say where things lie or what is asked of them. `environments` are compared apart. */
const WHOLE = [
  'rules',
  'lists',
  'fixtures',
  'templates',
  'bundle',
  'coverage',
  'mutation',
  'suppress',
  'defaultEnvironment',
] as const satisfies readonly (keyof ConfigDocument)[];

const SETTINGS = ['spl', 'athena', 'sigma'] as const satisfies readonly (keyof EnvironmentDocument)[];

/** Where something was written is no difference, and neither are comments and descriptions. */
export function configChanges(before: ConfigDocument, after: ConfigDocument): ConfigChanges {
  const params = new Set<string>();
  const lists = new Set<string>();
  const everything: string[] = WHOLE.filter((key) => differs(before[key], after[key]));
  const old = new Map(before.environments.map((one) => [one.name, one]));
  for (const now of after.environments) {
    const was = old.get(now.name);
    old.delete(now.name);
    if (was === undefined) {
      everything.push(`new environment "${now.name}"`);
      continue;
    }
    for (const name of differingKeys(was.params, now.params)) params.add(name);
    for (const name of differingKeys(was.lists, now.lists)) lists.add(name);
    for (const target of SETTINGS) {
      if (differs(was[target], now[target]) || differs(written(was, target), written(now, target)))
        everything.push(`${target} of the environment "${now.name}"`);
    }
  }
  return { params, lists, gone: new Set(old.keys()), everything };
}

function differingKeys<V>(before: ReadonlyMap<string, V>, after: ReadonlyMap<string, V>): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((key) =>
    differs(before.get(key), after.get(key)),
  );
}

/** The settings of a target that somebody wrote: one that has its default is another thing to some templates. */
const written = ({ origins }: EnvironmentDocument, target: string) =>
  [...(origins?.settings.keys() ?? [])].filter((name) => name.startsWith(`${target}.`)).sort();

const differs = (one: unknown, other: unknown) => plain(one) !== plain(other);

/** As JSON without places. Keys come in the order of the reader, which is one for both. */
const plain = (value: unknown): string =>
  JSON.stringify(value, (key, held) => (key === 'span' || key === 'spans' ? undefined : held)) ?? '';
