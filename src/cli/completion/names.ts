/**
 * What there is to name: rules, lists and environments of the repository, codes, schemas.
 *
 * Owns: finding names quickly, and that only harmless ones get to a shell. Whatever is wrong with the repository,
 * `trailc check` says; here it means fewer names. Must not: run, or read as a rule, anything of the repository.
 */
import { resolve } from 'node:path';
import { CATALOGUE } from '../../base/catalogue.ts';
import { findConfig, readConfig } from '../../content/config.ts';
import type { ConfigDocument } from '../../content/document.ts';
import { readSource } from '../../content/files.ts';
import { findFiles } from '../../content/find-files.ts';
import { RULE_ENDINGS, stemOf } from '../../content/rule-selection.ts';
import { SCHEMA_KINDS } from '../commands/schema.ts';
import type { Position } from './position.ts';

/**
 * Names come from files that anybody may have written. One of these signs alone is an ordinary letter to every shell,
 * and to trailc no option; others are not offered.
 */
const HARMLESS = /^[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}$/;

/** The names of a kind, without those that a shell could read as something else. */
export function namesOf(
  wants: Position['wants'],
  cwd: string,
  config: string | undefined,
): readonly string[] {
  switch (wants) {
    case 'code':
      return [...new Set(Object.keys(CATALOGUE).flatMap((code) => [code.split('/')[0] ?? '', code]))];
    case 'schema':
      return SCHEMA_KINDS;
    case 'rule':
    case 'list':
    case 'environment': {
      const names = OF_REPOSITORY[wants](readRepository(cwd, config));
      return [...new Set(names)].filter((name) => HARMLESS.test(name)).sort();
    }
    default:
      return [];
  }
}

function readRepository(cwd: string, named: string | undefined): ConfigDocument | undefined {
  const path = named === undefined ? findConfig(cwd) : resolve(cwd, named);
  const source = path === undefined ? undefined : readSource(path).value;
  return source && readConfig(source, resolve(path ?? '', '..')).value;
}

const filesOf = (config: ConfigDocument, key: 'rules' | 'lists') =>
  config[key].flatMap(({ value }) => findFiles(config.root, value, RULE_ENDINGS).value ?? []);

const OF_REPOSITORY = {
  rule: (config: ConfigDocument | undefined) =>
    config === undefined ? [] : filesOf(config, 'rules').map(stemOf),
  // The key stands in a line of its own; to read a long list as YAML takes longer than somebody waits for a tab.
  list: (config: ConfigDocument | undefined) =>
    (config === undefined ? [] : filesOf(config, 'lists')).flatMap(({ path }) => {
      const text = readSource(path).value?.text ?? '';
      return /^name:[ \t]*["']?([A-Za-z0-9_]+)/m.exec(text)?.slice(1) ?? [];
    }),
  environment: (config: ConfigDocument | undefined) => config?.environments.map(({ name }) => name) ?? [],
} as const;
