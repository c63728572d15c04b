/**
 * One run of `watch`: the repository read anew, and the rules that a change touches checked and tested.
 *
 * Owns: which rules those are, and what is known of the others from the run before. Must not: print, or wait for changes.
 */
import { relative, resolve, sep } from 'node:path';
import { type Diagnostic, sortDiagnostics } from '../../base/diagnostic.ts';
import { checkContent } from '../../check.ts';
import type { Content, RuleDocument } from '../../content/document.ts';
import { lowerAllForTests } from '../../lower.ts';
import { applySuppressions, type Suppressed } from '../../suppress.ts';
import { type RuleTestReport, runTests } from '../../testing/run.ts';
import { type StateBefore, touchedRules } from '../../touched.ts';
import type { Occasion } from '../../watch/loop.ts';
import type { Io } from '../io.ts';
import { shownPathOf } from '../report/outcome.ts';
import { openRepository, type RepositoryOptions } from '../repository.ts';
import { dayToday } from '../shown-faults.ts';

export interface WatchRun {
  /** The first is 1. */
  readonly number: number;
  readonly occasion: Occasion['kind'];
  /** Paths from the root, sorted. */
  readonly changed: readonly string[];
  /** Undefined: the configuration cannot be read. */
  readonly rules: RulesOfRun | undefined;
  /** In source order. */
  readonly faults: readonly Diagnostic[];
  readonly suppressed: readonly Suppressed[];
  readonly reports: readonly RuleTestReport[];
}

export interface RulesOfRun {
  /** File names without ending of those that were checked, and tested where they could be. */
  readonly run: readonly string[];
  readonly total: number;
  /** Rules with errors or failing tests in the run before that were not run now, because nothing touched them. */
  readonly left: readonly string[];
}

/** Makes the runs of one `watch`, each after the other. */
export function makeRunner(
  words: readonly string[],
  options: RepositoryOptions,
  io: Io,
): (occasion: Occasion) => Promise<WatchRun> {
  let number = 0;
  let before: Content | undefined;
  let bad: readonly string[] = [];
  return async ({ kind, changed }) => {
    number += 1;
    const { content, diagnostics } = openRepository(options, io, words);
    const about = { number, occasion: kind, changed: [...changed] };
    if (content === undefined) {
      [before, bad] = [undefined, []];
      const faults = sortDiagnostics(diagnostics);
      return { ...about, rules: undefined, faults, suppressed: [], reports: [] };
    }
    const touched = kind === 'change' && before !== undefined ? touchedIn(content, changed, before) : content;
    const narrowed: Content = { ...content, rules: touched.rules };
    const found = [...diagnostics, ...checkContent(narrowed, { today: dayToday() })];
    if (content.config.templates !== undefined) {
      const { templateFaults } = await import('./template-faults.ts');
      found.push(...templateFaults(narrowed));
    }
    const whole = touched.rules.length === content.rules.length;
    const { shown, suppressed } = withoutSuppressed(found, content, narrowed, whole && words.length === 0);
    const reports = lowerAllForTests(narrowed, undefined).flatMap(({ value }) =>
      value === undefined ? [] : [runTests(value)],
    );
    const all = [...content.rules, ...content.broken];
    const run = [...touched.rules, ...touched.broken];
    const known = bad;
    const isBad = badRules(shown, reports);
    bad = all.filter((rule) => isBad(rule) || (!run.includes(rule) && known.includes(rule.path))).map(pathOf);
    const left = all.filter((rule) => !isBad(rule) && bad.includes(rule.path));
    before = content;
    const rules = { run: run.map(stemOf).sort(), total: all.length, left: left.map(stemOf).sort() };
    return { ...about, rules, faults: shown, suppressed, reports };
  };
}

/** Of what is there now. What is gone is known from the state before. */
function touchedIn(
  content: Content,
  changed: ReadonlySet<string>,
  { config, lists }: Content,
): Pick<Content, 'rules' | 'broken'> {
  const fromRoot = (path: string) => relative(config.root, resolve(path)).split(sep).join('/');
  const listNames = new Map([...lists.values()].map(({ path, name }) => [fromRoot(path), name]));
  const state: StateBefore = { config, listNames };
  return touchedRules(content, changed, { before: state });
}

/**
 * What every rule suppresses holds for the faults of reading the files, which are all here; but only the suppressions of
 * rules that were checked can be judged.
 */
function withoutSuppressed(
  found: readonly Diagnostic[],
  content: Content,
  narrowed: Content,
  whole: boolean,
): { readonly shown: readonly Diagnostic[]; readonly suppressed: readonly Suppressed[] } {
  const today = dayToday();
  if (whole) return applySuppressions(found, content, { today, judge: 'all' });
  const known = new Set(found);
  const judged = applySuppressions(found, narrowed, { today, judge: 'rules' }).shown;
  const { shown, suppressed } = applySuppressions(found, content, { today, judge: 'none' });
  return { shown: sortDiagnostics([...shown, ...judged.filter((one) => !known.has(one))]), suppressed };
}

function badRules(faults: readonly Diagnostic[], reports: readonly RuleTestReport[]) {
  const paths = new Set([
    ...faults.filter(({ severity }) => severity === 'error').map(shownPathOf),
    ...reports.filter(({ failed }) => failed > 0).map(({ path }) => path),
  ]);
  return ({ path }: RuleDocument) => paths.has(path);
}

const pathOf = ({ path }: RuleDocument) => path;
const stemOf = ({ stem }: RuleDocument) => stem;
