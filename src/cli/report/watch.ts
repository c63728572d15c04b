/**
 * A run of `watch`, for people and as one line of JSON.
 *
 * Owns: their layout, and what clears a terminal. Must not: run anything.
 */
import { hasErrors } from '../../base/result.ts';
import type { WatchRun } from '../watch/run.ts';
import { diagnosticJson, renderDiagnostics, suppressedJson } from './diagnostics.ts';
import { printJsonLine } from './json.ts';
import { counted, faultsInWords, suppressedInWords, testsInWords } from './outcome.ts';
import { escapeForTerminal, paintFor } from './terminal.ts';
import { renderFailures, testsJson } from './tests.ts';

export interface WatchScreen {
  readonly color: boolean;
  readonly width: number | undefined;
  /** Whether the screen is cleared before each run but the first. */
  readonly clears: boolean;
  readonly keys: boolean;
  /** Folders that cannot be watched, and the code of the operating system. */
  readonly blind: ReadonlyMap<string, string>;
}

/** Home, the screen, and what was scrolled out of it. */
const CLEAR = '\u001b[H\u001b[2J\u001b[3J';
const LINE = `${'-'.repeat(60)}\n`;

/** Of many, as with a checkout of another branch, these are named. */
const NAMED = 5;

export function renderRun(run: WatchRun, screen: WatchScreen): string {
  const paint = paintFor(screen.color);
  const { rules, faults, reports } = run;
  const between = run.number === 1 ? '' : screen.clears ? CLEAR : LINE;
  const header = run.number === 1 || screen.clears ? `${paint.dim(headerOf(run, screen))}\n` : '';
  const changed =
    run.occasion === 'change' || (run.occasion === 'asked' && run.changed.length > 0)
      ? `changed: ${named(run.changed, 'file')}\n`
      : '';
  const faultsShown = renderDiagnostics(faults, {
    color: screen.color,
    width: screen.width,
    uncounted: true,
  });
  const failures = renderFailures(reports, paint);
  const left = rules?.left ?? [];
  const notRun =
    left.length === 0 ? '' : `not run again, and not ok before: ${named(left, 'rule')}${keyHint(screen)}\n`;
  return `${between}${header}${changed}${faultsShown}${failures}${notRun}${totals(run, screen.color)}\n`;
}

function headerOf({ rules }: WatchRun, { keys, blind }: WatchScreen): string {
  const what = rules === undefined ? 'no configuration' : counted(rules.total, 'rule');
  const ends = keys ? 'Enter runs all, q or Ctrl-C ends' : 'Ctrl-C ends';
  const [reason] = new Set(blind.values());
  const slow =
    reason === undefined
      ? ''
      : `\nlooking every second, because ${counted(blind.size, 'folder')} cannot be watched (${reason})`;
  return `trailc watch: ${what}; waiting for changes (${ends})${slow}`;
}

const keyHint = ({ keys }: WatchScreen) => (keys ? ' (Enter runs all)' : '');

function named(names: readonly string[], noun: string): string {
  const shown = names.slice(0, NAMED).map(escapeForTerminal).join(', ');
  return names.length <= NAMED ? shown : `${shown} and ${counted(names.length - NAMED, `more ${noun}`)}`;
}

function totals({ rules, faults, suppressed, reports }: WatchRun, color: boolean): string {
  const paint = paintFor(color);
  const fine = isFine({ rules, faults, reports });
  const mark = fine ? paint.green('ok') : paint.red('not ok');
  const found = `${faultsInWords(faults)}${suppressedInWords(suppressed)}`;
  if (rules === undefined) return `${mark}: ${found}; waiting for a configuration that can be read`;
  const { run, total } = rules;
  const tests = run.length === 0 ? 'no test run' : testsInWords(reports);
  return `${mark}: ${run.length} of ${counted(total, 'rule')}, ${found}; ${tests}`;
}

/** Whether `check` and `test` would end in 0. */
const isFine = ({ rules, faults, reports }: Pick<WatchRun, 'rules' | 'faults' | 'reports'>) =>
  rules?.left.length === 0 && !hasErrors(faults) && reports.every(({ failed }) => failed === 0);

/** One line, so that a reader has a whole run with each. */
export function runAsJson(run: WatchRun): string {
  const { number, occasion, changed, rules, faults, suppressed, reports } = run;
  return printJsonLine({
    schemaVersion: 1,
    run: number,
    occasion,
    changed,
    ok: isFine(run),
    rules: rules ?? null,
    diagnostics: faults.map(diagnosticJson),
    suppressed: suppressed.map(suppressedJson),
    tests: testsJson(reports),
  });
}
