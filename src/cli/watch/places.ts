/**
 * Where `watch` looks: what the configuration names, the configuration itself, and rules named on the command line.
 *
 * Owns: that a configuration which cannot be read for a moment changes nothing. Must not: walk folders.
 */
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { readConfig } from '../../content/config.ts';
import { readSource } from '../../content/files.ts';
import { RULE_ENDINGS } from '../../content/rule-selection.ts';
import type { Place, Places } from '../../watch/snapshot.ts';

/** Where rules, lists and fixtures most likely lie, until the configuration can be read. */
const BY_DEFAULT = ['detections', 'lists', 'fixtures'];

/** `config` is absolute; `words` are taken from `cwd`, and may be names of rules. The result looks anew at each call. */
export function placesOf(config: string, words: readonly string[], cwd: string): () => Places {
  const root = dirname(config);
  const fixed: readonly Place[] = [
    { path: basename(config) },
    // A name of a rule is no path, and harmless as one. The root stands for what the configuration names.
    ...words
      .map((word) => relative(root, resolve(cwd, word)).split(sep).join('/'))
      .filter((path) => path !== '')
      .map((path) => ({ path, endings: RULE_ENDINGS })),
  ];
  let known: readonly Place[] = BY_DEFAULT.map((path) => ({ path, endings: ENDINGS }));
  return () => {
    known = namedBy(config) ?? known;
    return { root, places: [...fixed, ...known] };
  };
}

const ENDINGS = ['.yml', '.yaml', '.json'];

function namedBy(path: string): readonly Place[] | undefined {
  const source = readSource(path).value;
  const config = source && readConfig(source, dirname(path)).value;
  if (config === undefined) return undefined;
  const { rules, lists, fixtures, templates } = config;
  const places = [...rules, ...lists, ...fixtures].map(({ value }) => ({ path: value, endings: ENDINGS }));
  // In a folder of templates any file may count.
  return templates === undefined ? places : [...places, { path: templates.value }];
}
