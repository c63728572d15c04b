/**
 * Which files `fmt` is asked for: all YAML files of the repository, or those that some paths stand for.
 *
 * Owns: that choice. Fixtures in JSON are no YAML style's matter and are passed over. Must not: leave the root, or read
 * any file but the configuration.
 */
import { basename, dirname, resolve } from 'node:path';
import type { Diagnostic } from '../base/diagnostic.ts';
import { append, fail, type Result, succeed } from '../base/result.ts';
import { readConfig } from '../content/config.ts';
import { exists, readSource } from '../content/files.ts';
import { type FoundFile, findFiles, sortFiles } from '../content/find-files.ts';
import { selectRules } from '../content/rule-selection.ts';

const YAML = ['.yml', '.yaml'] as const;
/** What may stand in the folders; of a fixture, the configuration may name a JSON file. */
const ENDINGS = [...YAML, '.json'] as const;

/** Files by the configuration at `configPath`, each once, sorted. `words` are paths or file names without ending. */
export function filesToFormat(configPath: string, words: readonly string[]): Result<readonly FoundFile[]> {
  const source = readSource(configPath);
  if (source.value === undefined) return fail(source.diagnostics);
  const { value: config, diagnostics: faults } = readConfig(source.value, dirname(resolve(configPath)));
  if (config === undefined) return fail(faults);
  const { root, span } = config;
  const diagnostics: Diagnostic[] = [];
  const files = new Map<string, FoundFile>();
  const add = (found: Result<readonly FoundFile[]>) => {
    append(diagnostics, found.diagnostics);
    for (const file of found.value ?? []) if (isYaml(file.path)) files.set(file.real, file);
  };
  add(findFiles(root, basename(configPath), ENDINGS));
  for (const entry of [...config.rules, ...config.lists, ...config.fixtures]) {
    // A folder that nobody named need not be there.
    if (entry.span === span && !exists(resolve(root, entry.value))) continue;
    add(findFiles(root, entry.value, ENDINGS, entry.span));
  }
  const all = sortFiles(files.values());
  if (words.length === 0) return succeed(all, diagnostics);
  const selected = selectRules(root, all, words);
  return succeed(selected.value ?? [], selected.diagnostics);
}

const isYaml = (path: string) => YAML.some((ending) => path.toLowerCase().endsWith(ending));
