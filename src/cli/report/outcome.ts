/**
 * What `check` and `test` found, as the reports for services and people take it.
 *
 * Owns: those shapes, and the counts in words. Must not: lay anything out.
 */
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Suppressed } from '../../suppress.ts';
import type { RuleTestReport } from '../../testing/run.ts';
import type { Places } from './place.ts';
import type { Since } from './since.ts';

export interface CheckOutcome {
  /** In source order. */
  readonly faults: readonly Diagnostic[];
  readonly places: Places;
  /** What was looked at, such as `13 rules, 6 lists`; undefined where the configuration cannot be read. */
  readonly looked: string | undefined;
  /** Warnings that are not among the faults, in source order. */
  readonly suppressed?: readonly Suppressed[];
  /** Of `--since`. */
  readonly since?: Since;
}

export interface TestOutcome {
  readonly reports: readonly RuleTestReport[];
  /** In source order. */
  readonly faults: readonly Diagnostic[];
  readonly places: Places;
  /** The text that `--test-name` looks for. */
  readonly named: string | undefined;
  /** Of `--since`. */
  readonly since?: Since;
  /** Whether what passed is shown too. */
  readonly verbose: boolean;
}

export const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `, 2 warnings suppressed`, to follow other counts; nothing for none. */
export const suppressedInWords = ({ length }: readonly unknown[] = []): string =>
  length === 0 ? '' : `, ${counted(length, 'warning')} suppressed`;

/** `2 errors, 1 warning`, or `no faults`. */
export function faultsInWords(faults: readonly Diagnostic[]): string {
  const errors = faults.filter(({ severity }) => severity === 'error').length;
  const warnings = faults.length - errors;
  const parts = [
    ...(errors === 0 ? [] : [counted(errors, 'error')]),
    ...(warnings === 0 ? [] : [counted(warnings, 'warning')]),
  ];
  return parts.length === 0 ? 'no faults' : parts.join(', ');
}

/** `12 passed, 1 failed`. */
export function testsInWords(reports: readonly RuleTestReport[]): string {
  const sum = (of: (report: RuleTestReport) => number) =>
    reports.reduce((total, report) => total + of(report), 0);
  return `${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed`;
}

/** The rule, and the environment that its tests ran for where there is one. */
export const suiteName = ({ rule, environment }: RuleTestReport) =>
  environment === '' ? rule : `${rule} (${environment})`;

/** The path of a diagnostic as people are shown it; undefined: of none. */
export const shownPathOf = ({ span, path }: Pick<Diagnostic, 'span' | 'path'>) => span?.source.path ?? path;
