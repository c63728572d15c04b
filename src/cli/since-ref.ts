/**
 * What `--since REF` narrows to: the rules that a change touches, loaded only where a command is asked for it.
 *
 * Owns: what is known of the state before, and which faults are still shown. Must not: decide what a
 * change touches (touched.ts does) or call git (bundle/at-ref.ts does).
 */
import { relative, resolve, sep } from 'node:path';
import { type ChangedSince, changedSince } from '../bundle/at-ref.ts';
import { LOCK_FILE } from '../bundle/lock/lock.ts';
import { readConfig } from '../content/config.ts';
import type { Content, RuleDocument } from '../content/document.ts';
import { shownText } from '../content/files.ts';
import { readList } from '../content/list.ts';
import { rulesByFixture, rulesByList } from '../content/uses.ts';
import { type StateBefore, type Touched, touchedRules } from '../touched.ts';
import { UsageError } from './io.ts';
import type { Since } from './report/since.ts';
import { escapeForTerminal } from './report/terminal.ts';
import { trailcVersion } from './version.ts';

/** Undefined without a configuration. A ref that cannot be compared with ends the command. */
export function sinceOf(
  ref: string,
  content: Content | undefined,
  options: { readonly templates: boolean } = { templates: false },
): Since | undefined {
  if (content === undefined) return undefined;
  const changed = changesSince(content.config.root, ref);
  const before = stateBefore(content, changed, ref);
  const touched = touchedRules(content, changed.files, { ...options, before });
  return {
    ref,
    commit: changed.commit,
    of: content.rules.length + content.broken.length,
    touched: [...touched.why]
      .map(([rule, because]) => ({ rule, because }))
      .sort((a, b) => (a.rule < b.rule ? -1 : 1)),
    content: { ...content, rules: touched.rules, broken: touched.broken },
    shows: shownBy(content, changed.files, touched),
  };
}

/** What changed, or the end of the command. */
function changesSince(root: string, ref: string): ChangedSince {
  const { value, diagnostics } = changedSince(root, ref);
  if (value !== undefined) return value;
  const [fault] = diagnostics;
  throw new UsageError(
    escapeForTerminal(`${fault?.what ?? 'There is nothing to compare with.'} [${fault?.code}]`),
    escapeForTerminal(fault?.do ?? ''),
  );
}

/** Lists of which the state before is read one by one; where more changed, everything is touched. */
const MOST_LISTS = 64;

function stateBefore({ config }: Content, { files, textThen }: ChangedSince, ref: string): StateBefore {
  const fromRoot = (path: string) => relative(config.root, resolve(path)).split(sep).join('/');
  const reasons: string[] = [];
  const was = versionIn(textThen(LOCK_FILE));
  const now = trailcVersion();
  if (was !== undefined && was !== now) reasons.push(`trailc ${was} at ${ref}, ${now} here`);
  const folders = config.lists.map(({ value }) => fromRoot(resolve(config.root, value)));
  const lists = [...files].filter(
    (path) =>
      /\.ya?ml$/i.test(path) &&
      folders.some((folder) => folder === '' || path === folder || path.startsWith(`${folder}/`)),
  );
  if (lists.length > MOST_LISTS) reasons.push(`${lists.length} lists`);
  const listNames = lists.slice(0, MOST_LISTS).flatMap((path): [string, string][] => {
    const text = textThen(path);
    const name = text === undefined ? undefined : readList({ path, text }).value?.name;
    return name === undefined ? [] : [[path, name]];
  });
  const path = fromRoot(config.path);
  const text = files.has(path) ? textThen(path) : undefined;
  const old = text === undefined ? undefined : readConfig({ path, text }, config.root);
  // One with faults may have said more than could be read.
  const sound = old?.diagnostics.some(({ severity }) => severity === 'error') === false;
  return {
    listNames: new Map(listNames),
    ...(sound && old?.value !== undefined ? { config: old.value } : {}),
    ...(reasons.length === 0 ? {} : { everything: reasons.join('; ') }),
  };
}

/** The trailc that wrote a lock. */
function versionIn(lock: string | undefined): string | undefined {
  try {
    const { trailc } = JSON.parse(lock ?? '{}') as { readonly trailc?: unknown };
    return typeof trailc === 'string' ? shownText(trailc) : undefined;
  } catch {
    return undefined;
  }
}

/** Faults in which two files are named, of which the other one may be what changed. */
const OF_TWO_FILES: readonly string[] = ['list/same-name', 'test/same-fixture'];

function shownBy(content: Content, files: ReadonlySet<string>, touched: Touched): Since['shows'] {
  const { root, path: configPath } = content.config;
  const fromRoot = (path: string) => relative(root, resolve(path)).split(sep).join('/');
  const changed = new Set([...files].map(shownText));
  const rules = new Set([...touched.rules, ...touched.broken]);
  const shown = new Set([...rules].map(({ path }) => path));
  const usesAny = (users: readonly RuleDocument[]) => users.some((rule) => rules.has(rule));
  for (const [name, users] of rulesByList(content)) {
    const list = content.lists.get(name);
    if (list !== undefined && usesAny(users)) shown.add(list.path);
  }
  const fixtures = new Set(
    [...rulesByFixture(content)].flatMap(([name, users]) => (usesAny(users) ? [name] : [])),
  );
  if (rules.size > 0) shown.add(configPath);
  return ({ code, span, path }) => {
    const place = span?.source.path ?? path;
    // What cannot be read as a whole, or is there twice, concerns the repository.
    if (touched.all || place === undefined || shown.has(place)) return true;
    if (code.startsWith('file/') || OF_TWO_FILES.includes(code)) return true;
    const name = fromRoot(place);
    if (fixtures.has(name.replace(/\.[^./]*$/, ''))) return true;
    return name.split('/').some((_, at, parts) => changed.has(parts.slice(0, at + 1).join('/')));
  };
}
