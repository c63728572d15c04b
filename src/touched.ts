/**
 * Which rules a change touches: through their own files, or through the lists, fixtures, params and templates they use.
 *
 * Owns: that question, asked of the state after the change. It may name a rule that is as it was, and never leaves out
 * one that is not. Must not: read files or ask git (bundle/at-ref.ts does).
 */
import { relative, resolve, sep } from 'node:path';
import { type ConfigChanges, configChanges } from './content/config-changes.ts';
import type { ConfigDocument, Content, RuleDocument } from './content/document.ts';
import { shownText } from './content/files.ts';
import { rulesByFixture, rulesByList, rulesByParam } from './content/uses.ts';

export interface Touched {
  /** Those that can be run, in the order of the content. */
  readonly rules: readonly RuleDocument[];
  /** The others of the content. */
  readonly broken: readonly RuleDocument[];
  /** Whether something changed that concerns every rule there may be. */
  readonly all: boolean;
  /** By file name of the rule without ending: what changed, paths from the root first. */
  readonly why: ReadonlyMap<string, readonly string[]>;
}

/** What is known of the state before; without it, less can be told apart and more is touched. */
export interface StateBefore {
  /** Left out: it cannot be read, so that any change of its file concerns all. */
  readonly config?: ConfigDocument;
  /** Names that the changed lists had, by path from the root. */
  readonly listNames?: ReadonlyMap<string, string>;
  /** Why every rule is touched, where no file shows it: another version of trailc. */
  readonly everything?: string;
}

export interface TouchedOptions {
  readonly before?: StateBefore;
  /** Whether templates count: they do for what is built, and change no verdict. Left out: they count. */
  readonly templates?: boolean;
}

/**
 * `changed` are paths from the root of the configuration, with `/`, of files that differ, are new, or are gone. A changed
 * link or submodule stands for everything below it.
 */
export function touchedRules(
  content: Content,
  changed: ReadonlySet<string>,
  { before = {}, templates = true }: TouchedOptions = {},
): Touched {
  const { config } = content;
  const paths = pathsOf(config.root, changed);
  const why = new Map<string, Set<string>>();
  const touch = (rules: Iterable<RuleDocument>, because: string) => {
    for (const { stem } of rules) why.set(stem, (why.get(stem) ?? new Set()).add(because));
  };
  const everyone = [...content.rules, ...content.broken];
  const general: string[] = before.everything === undefined ? [] : [before.everything];

  for (const rule of everyone) for (const path of paths.at(rule.path)) touch([rule], path);
  const byList = rulesByList(content);
  for (const [name, because] of changedLists(content, paths, before)) touch(byList.get(name) ?? [], because);
  for (const [name, rules] of rulesByFixture(content)) {
    for (const path of paths.named(name)) touch(rules, path);
  }
  for (const path of paths.at(config.path)) {
    const changes = before.config && configChanges(before.config, config);
    for (const one of changes?.everything ?? ['']) general.push(one === '' ? path : `${path}: ${one}`);
    if (changes !== undefined) touchByConfig(content, changes, path, touch);
  }
  if (templates) general.push(...changedTemplates(config, paths));
  for (const because of general) touch(everyone, because);
  const isTouched = ({ stem }: RuleDocument) => why.has(stem);
  return {
    rules: content.rules.filter(isTouched),
    broken: content.broken.filter(isTouched),
    all: general.length > 0,
    why: new Map([...why].map(([stem, reasons]) => [stem, [...reasons]])),
  };
}

type Paths = ReturnType<typeof pathsOf>;

/** Answers with the changed paths that a file owes its change to: its own, or a link or submodule above it. */
function pathsOf(root: string, changed: ReadonlySet<string>) {
  // Files are known by the path that people are shown; two that are shown alike count as one.
  const all = new Set([...changed].map((path) => shownText(path.replace(/\/$/, ''))));
  const bare = new Map<string, string[]>();
  for (const path of all) {
    const name = path.replace(/\.[^./]*$/, '');
    bare.set(name, [...(bare.get(name) ?? []), path]);
  }
  const above = (path: string) =>
    path.split('/').flatMap((_, at, parts) => {
      const folder = parts.slice(0, at).join('/');
      return all.has(folder) ? [folder] : [];
    });
  const fromRoot = (shown: string) => relative(root, resolve(shown)).split(sep).join('/');
  return {
    all,
    fromRoot,
    /** By the path that a document was read from. */
    at: (shown: string): readonly string[] => {
      const path = fromRoot(shown);
      return [...(all.has(path) ? [path] : []), ...above(path)];
    },
    /** By a path from the root without its ending. */
    named: (name: string): readonly string[] => {
      const path = shownText(name);
      return [...(bare.get(path) ?? []), ...above(path)];
    },
    /** Below a configured folder, or that file. */
    below: (entry: string): readonly string[] => {
      const folder = fromRoot(resolve(root, entry));
      return [...all].filter((path) => folder === '' || path === folder || path.startsWith(`${folder}/`));
    },
  };
}

/** Names of lists with the path that changed. What a file that is gone was called is known from the state before. */
function changedLists(
  { config, lists, rules, broken }: Content,
  paths: Paths,
  { listNames }: StateBefore,
): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  const present = new Set<string>();
  for (const { name, path } of lists.values()) {
    present.add(paths.fromRoot(path));
    for (const because of paths.at(path)) found.push([name, because]);
  }
  for (const [path, name] of listNames ?? []) if (paths.all.has(shownText(path))) found.push([name, path]);
  const lost = config.lists.flatMap(({ value }) => paths.below(value)).filter((path) => !present.has(path));
  if (lost.length === 0) return found;
  // A list that is nowhere may have been in any of them.
  const asked = rulesByList({ config, lists, rules, broken }).keys();
  for (const name of asked) if (!lists.has(name)) for (const path of lost) found.push([name, path]);
  return found;
}

function touchByConfig(
  content: Content,
  { params, lists, gone }: ConfigChanges,
  path: string,
  touch: (rules: Iterable<RuleDocument>, because: string) => void,
): void {
  const [byParam, byList] = [rulesByParam(content), rulesByList(content)];
  for (const param of params) touch(byParam.get(param) ?? [], `${path}: ${param}`);
  for (const list of lists) touch(byList.get(list) ?? [], `${path}: ${list}`);
  for (const name of gone) {
    const rerun = ({ tests }: RuleDocument) =>
      tests.some(({ envs }) => envs.some(({ value }) => value === name));
    touch([...content.rules, ...content.broken].filter(rerun), `${path}: environment "${name}" is gone`);
  }
}

/** First folders of templates that write the files of rules; those of others write what is about no rule. */
const OF_RULES = ['spl', 'athena', 'sigma', 'docs'];

/** Paths of templates that write files of every rule. A link in the place of a folder stands for all in it. */
function changedTemplates({ root, templates }: ConfigDocument, paths: Paths): readonly string[] {
  if (templates === undefined) return [];
  const folder = resolve(root, templates.value);
  return [
    ...paths.at(folder),
    ...paths.below(templates.value).filter((path) => {
      const [first = ''] = relative(folder, resolve(root, path)).split(sep);
      return OF_RULES.includes(first);
    }),
  ];
}
