/**
 * A bundle on the disk held against what the repository compiles to now.
 *
 * Owns: what of a bundle can be compared: hashes, answers and files. A bundle holds no rules, so what changed in a
 * condition is not put into words. Must not: trust the bundle (its manifest is read with suspicion).
 */
import { join } from 'node:path';
import type { Assembled } from './assemble.ts';
import { unifiedDiff } from './base/text-diff.ts';
import { type FileSystem, REAL_FILE_SYSTEM } from './bundle/file-system.ts';
import type { Manifest, ManifestAnswer, ManifestRule, manifestRule } from './bundle/manifest.ts';
import type { RuleDifference, StateComparison } from './compare-states.ts';
import type { TargetName } from './content/document.ts';

/** More than any query has. In bytes. */
const LARGEST_FILE = 16 * 1024 * 1024;

/** `folder` is where the manifest was read from (absolute). */
export function compareBundle(
  manifest: Manifest,
  folder: string,
  { plan, compiled }: Assembled,
  fs: FileSystem = REAL_FILE_SYSTEM,
): StateComparison {
  const old = new Map(manifest.rules.map((rule) => [rule.id, rule]));
  const now = new Map(plan.manifest.rules.map((rule) => [rule.id, rule]));
  const primary = new Map(
    compiled.flatMap(({ rule, target, compiled: { artefacts } }) => {
      const [artefact] = artefacts;
      if (artefact === undefined) return [];
      const { folder: below } = plan.manifest.targets[target] ?? { folder: target };
      return [[`${rule.document.id.value} ${target}`, `${below}/${artefact.path}`] as const];
    }),
  );
  const texts = new Map(plan.files.map(({ path, content }) => [path, content]));
  const textsOf = (id: string, target: TargetName, was: ManifestAnswer | undefined) => {
    const path = primary.get(`${id} ${target}`);
    const content = path === undefined ? undefined : texts.get(path);
    const after = typeof content === 'string' ? content : '';
    // The same file of the bundle, or the one of its kind that the rule had under another name.
    const ending = path?.slice(path.lastIndexOf('.'));
    const there =
      was?.files.find((file) => file === path) ?? was?.files.find((file) => file.endsWith(ending ?? '\0'));
    return {
      before: there === undefined ? '' : readText(join(folder, there), fs),
      after,
      path: path ?? there ?? '',
    };
  };
  const rules: RuleDifference[] = [];
  for (const [id, rule] of now) {
    const was = old.get(id);
    const found = was === undefined ? addedOrGone(rule, 'added') : changed(was, rule, textsOf);
    if (found !== undefined) rules.push(found);
  }
  for (const [id, rule] of old) if (!now.has(id)) rules.push(addedOrGone(rule, 'removed'));
  return {
    rules: rules.sort((a, b) => (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)),
    unchanged: now.size - rules.filter(({ change }) => change !== 'removed').length,
    lists: [],
  };
}

type Rule = ReturnType<typeof manifestRule>;
type TextsOf = (
  id: string,
  target: TargetName,
  was: ManifestAnswer | undefined,
) => { readonly before: string; readonly after: string; readonly path: string };

function addedOrGone({ id, rule, title }: ManifestRule, change: 'added' | 'removed'): RuleDifference {
  const none = { words: [], answers: [], queries: [] };
  return { id, rule, title, change, class: change === 'added' ? 'new' : 'gone', ...none };
}

function changed(was: ManifestRule, is: Rule, textsOf: TextsOf): RuleDifference | undefined {
  const meaning = was.conditionSha256 !== is.conditionSha256;
  const words = [
    ...(meaning ? ['Its condition means something else in this environment.'] : []),
    ...(was.paramsSha256 === is.paramsSha256 ? [] : ['Its params have other values.']),
    ...(was.sourceSha256 === is.sourceSha256 ? [] : ['Its file has another text.']),
  ];
  const targets = [...new Set([...Object.keys(was.answers), ...Object.keys(is.answers)])] as TargetName[];
  const answers = targets.flatMap((target) => {
    const [before, after] = [said(was.answers[target]), said(is.answers[target])];
    return before === after ? [] : [{ target, before, after }];
  });
  const queries = targets.flatMap((target) => {
    const { before, after, path } = textsOf(is.id, target, was.answers[target]);
    const diff = unifiedDiff(`before: ${path}`, masked(before), `after: ${path}`, masked(after));
    return diff === '' ? [] : [{ target, diff }];
  });
  if (words.length === 0 && answers.length === 0 && queries.length === 0) return undefined;
  return {
    id: is.id,
    rule: is.rule,
    title: is.title,
    change: 'changed',
    versions: { before: was.version, after: is.version },
    class: meaning ? 'logic' : 'text',
    words,
    answers,
    queries,
  };
}

function said(answer: ManifestAnswer | undefined): string {
  if (answer === undefined) return 'not compiled';
  if (answer.kind === 'exact-given') {
    return `exact given ${(answer.assumptions ?? []).map(({ name }) => name).join(', ')}`;
  }
  return answer.direction ?? answer.kind;
}

/** Without what every build states anew. */
const masked = (text: string) =>
  text
    .replace(/\b[0-9a-f]{64}\b/g, '(SHA-256)')
    .replace(/^.*\bbuilt by trailc .*\n/gim, '')
    .replace(/^ +built_by: .*\n/gm, '');

function readText(path: string, fs: FileSystem): string {
  try {
    return fs.kindOf(path) === 'file'
      ? Buffer.from(fs.readBytes(path, LARGEST_FILE).bytes ?? []).toString('utf8')
      : '';
  } catch {
    return '';
  }
}
