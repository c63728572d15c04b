/**
 * A whole content repository: configuration, lists, fixtures and rules, every fault of every file in one pass.
 *
 * Owns: which files are read, in which order, and what files say against each other (two rules with one id).
 * Must not: know the meaning of a rule.
 */
import { dirname, resolve } from 'node:path';
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { append, fail, hasErrors, type Result, succeed } from '../base/result.ts';
import type { SourceText } from '../base/source.ts';
import { readConfig } from './config.ts';
import type { ConfigDocument, Content, ListDocument, RuleDocument, Spanned } from './document.ts';
import { exists, LARGEST_LIST, readSource, shownPath } from './files.ts';
import { type FoundFile, findFiles, locate, sortFiles } from './find-files.ts';
import { type FixtureFile, type Fixtures, readFixtures } from './fixture-events.ts';
import { readList } from './list.ts';
import { readRule } from './rule.ts';
import { duplicateRules, identityOf, type RuleIdentity } from './rule-duplicates.ts';
import { RULE_ENDINGS, selectRules, stemOf } from './rule-selection.ts';
import { shownPlace } from './shown-place.ts';

export { findConfig } from './config.ts';

const LIST_ENDINGS = ['.yml', '.yaml'] as const;
const FIXTURE_ENDINGS = ['.yml', '.yaml', '.json'] as const;

/** A text of at most `limit` bytes, from the disk or from what is held in its place. */
export type ReadFound = (file: Pick<FoundFile, 'path' | 'shownAs'>, limit?: number) => Result<SourceText>;

const readFromDisk: ReadFound = ({ path, shownAs }, limit) => readSource(path, shownAs, limit);

export interface LoadOptions {
  /**
   * Files or folders, relative to the working folder, or rules by file name without ending. Left out: all rules that
   * the configuration names. Rules are then compared with each other only among those.
   */
  readonly rules?: readonly string[];
  /** Reads in the place of the disk, once a file is known to lie inside the root. */
  readonly read?: ReadFound;
}

/**
 * Reads the repository whose configuration is at `configPath`. A rule with errors is left out of `rules`, its
 * diagnostics stay; a list with errors stays, without its broken entries. No value: the configuration cannot be read.
 */
export function loadRepository(configPath: string, options: LoadOptions = {}): Result<Content> {
  const { read: readFound = readFromDisk } = options;
  const source = readFound({ path: configPath, shownAs: shownPath(configPath) });
  if (source.value === undefined) return fail(source.diagnostics);
  const read = readConfig(source.value, dirname(resolve(configPath)));
  if (read.value === undefined) return fail(read.diagnostics);
  const config = read.value;
  const diagnostics: Diagnostic[] = [...read.diagnostics];
  if (config.templates !== undefined) {
    append(diagnostics, locate(config.root, config.templates.value, config.templates.span).diagnostics);
  }
  const lists = loadLists(config, readFound, diagnostics);
  const fixtures = loadFixtures(config, readFound, diagnostics);
  const configured = filesOf(config, config.rules, RULE_ENDINGS, diagnostics);
  const selected =
    options.rules === undefined ? undefined : selectRules(config.root, configured, options.rules);
  append(diagnostics, selected?.diagnostics ?? []);
  const rules = loadRules(selected?.value ?? configured, fixtures, readFound, diagnostics);
  const { bases } = fixtures;
  return succeed(
    { config, ...rules, lists, ...(bases.size === 0 ? {} : { fixtureBases: bases }) },
    diagnostics,
  );
}

/** The files that some configured paths stand for, each once, in the order of their paths from the root. */
function filesOf(
  config: ConfigDocument,
  entries: readonly Spanned<string>[],
  endings: readonly string[],
  diagnostics: Diagnostic[],
): readonly FoundFile[] {
  const { root } = config;
  const files = new Map<string, FoundFile>();
  for (const { value, span } of entries) {
    // A folder that nobody named need not be there: git keeps no empty ones.
    if (span === config.span && endings !== RULE_ENDINGS && !exists(resolve(root, value))) continue;
    const found = findFiles(root, value, endings, span);
    append(diagnostics, found.diagnostics);
    for (const file of found.value ?? []) if (!files.has(file.real)) files.set(file.real, file);
  }
  return sortFiles(files.values());
}

function loadLists(
  config: ConfigDocument,
  read: ReadFound,
  diagnostics: Diagnostic[],
): ReadonlyMap<string, ListDocument> {
  const byName = new Map<string, ListDocument>();
  for (const file of filesOf(config, config.lists, LIST_ENDINGS, diagnostics)) {
    const source = read(file, LARGEST_LIST);
    append(diagnostics, source.diagnostics);
    if (source.value === undefined) continue;
    const { value: list, diagnostics: faults } = readList(source.value);
    append(diagnostics, faults);
    if (list === undefined) continue;
    const other = byName.get(list.name.toLowerCase());
    if (other === undefined) {
      byName.set(list.name.toLowerCase(), list);
    } else {
      diagnostics.push(
        diagnose('list/same-name', list.span, { name: list.name, other: shownPlace(other.span) }),
      );
    }
  }
  return new Map([...byName.values()].map((list) => [list.name, list]));
}

function loadFixtures(config: ConfigDocument, read: ReadFound, diagnostics: Diagnostic[]): Fixtures {
  const files: FixtureFile[] = [];
  for (const file of filesOf(config, config.fixtures, FIXTURE_ENDINGS, diagnostics)) {
    const source = read(file);
    append(diagnostics, source.diagnostics);
    const name = file.relative.replace(/\.[^.]*$/, '');
    files.push({ name, path: file.shownAs, source: source.value });
  }
  const fixtures = readFixtures(files);
  append(diagnostics, fixtures.diagnostics);
  return fixtures;
}

function loadRules(
  files: readonly FoundFile[],
  fixtures: Fixtures,
  read: ReadFound,
  diagnostics: Diagnostic[],
): Pick<Content, 'rules' | 'broken'> {
  const broken: RuleDocument[] = [];
  const sound = new Map<RuleIdentity, RuleDocument>();
  const identities: RuleIdentity[] = [];
  for (const file of files) {
    const source = read(file);
    append(diagnostics, source.diagnostics);
    if (source.value === undefined) continue;
    const { value: rule, diagnostics: faults } = readRule(source.value, fixtures.readEvent, stemOf(file));
    append(diagnostics, faults);
    const identity =
      rule === undefined || hasErrors(faults)
        ? identityOf(stemOf(file), source.value)
        : { stem: stemOf(file), source: source.value, id: rule.id, title: rule.title };
    identities.push(identity);
    if (rule === undefined) continue;
    if (hasErrors(faults)) broken.push(rule);
    else sound.set(identity, rule);
  }
  const duplicates = duplicateRules(identities);
  append(diagnostics, duplicates.diagnostics);
  const rules: RuleDocument[] = [];
  for (const [identity, rule] of sound) (duplicates.rules.has(identity) ? broken : rules).push(rule);
  return { rules, broken };
}
