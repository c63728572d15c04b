/**
 * Which rules a command was asked for: by file, by folder, or by file name without ending.
 *
 * Owns: resolving those words. Must not: read a rule.
 */
import { relative, resolve, sep } from 'node:path';
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { append, fail, type Result, succeed } from '../base/result.ts';
import { didYouMean } from '../base/suggest.ts';
import { exists, shownText } from './files.ts';
import { type FoundFile, findFiles, sortFiles } from './find-files.ts';

export const RULE_ENDINGS = ['.yml', '.yaml'] as const;

/** `manual-action` of `detections/aws/manual-action.yml`. */
export const stemOf = ({ relative: path }: FoundFile): string =>
  path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/i, '');

/**
 * The files that `words` ask for, each once, sorted by path from the root. A path is taken from the working folder; in
 * a folder, the rules that the configuration names are meant, and if there are none, every rule file below it.
 */
export function selectRules(
  root: string,
  configured: readonly FoundFile[],
  words: readonly string[],
): Result<readonly FoundFile[]> {
  const diagnostics: Diagnostic[] = [];
  const selected = new Map<string, FoundFile>();
  for (const word of words) {
    const byPath = word !== '' && exists(word) ? filesAt(root, configured, word) : succeed([]);
    append(diagnostics, byPath.diagnostics);
    if (byPath.value === undefined) continue;
    const byName = configured.filter((file) => stemOf(file) === word || file.relative.endsWith(`/${word}`));
    const files = byPath.value.length > 0 ? byPath.value : byName;
    for (const file of files) selected.set(file.real, file);
    if (files.length > 0) continue;
    const known = [...configured.map(stemOf), ...configured.map(({ shownAs }) => shownAs)];
    const args = { path: shownText(word), suggestion: didYouMean(word, known) };
    diagnostics.push(diagnose('file/no-rule-here', shownText(word), args));
  }
  return succeed(sortFiles(selected.values()), diagnostics);
}

function filesAt(root: string, configured: readonly FoundFile[], word: string): Result<readonly FoundFile[]> {
  const path = resolve(word);
  const inside = configured.filter((file) => file.path === path || file.path.startsWith(path + sep));
  if (inside.length > 0) return succeed(inside);
  const entry = relative(root, path).split(sep).join('/');
  if (entry === '..' || entry.startsWith('../')) {
    const shownAs = shownText(word);
    return fail([diagnose('file/outside', shownAs, { path: shownAs, reason: 'it lies outside' })]);
  }
  return findFiles(root, entry, RULE_ENDINGS);
}
