/**
 * Faults and failed tests as workflow commands of GitHub Actions: annotations on the lines they are about.
 *
 * Owns: the commands' spelling. The runner reads every line of a step, so a line here is a command of ours or the totals,
 * and no text of a user begins one. Must not: write the step summary (step-summary.ts).
 */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { positionAt, type Span } from '../../base/source.ts';
import type { RuleTestReport, TestResult } from '../../testing/run.ts';
import {
  type CheckOutcome,
  faultsInWords,
  shownPathOf,
  suiteName,
  type TestOutcome,
  testsInWords,
} from './outcome.ts';
import type { Places } from './place.ts';
import { escapeForTerminal } from './terminal.ts';
import { failureInWords, failureTree } from './test-failure.ts';

/** The runner cuts a message there (actions/runner, Issue messages); in UTF-16 units. */
const LONGEST_MESSAGE = 4096;

/** One command a fault, and a line of totals. */
export function checkAsGithub({ faults, places, looked }: CheckOutcome): string {
  const commands = faults.map((fault) => faultCommand(fault, places));
  const totals = looked === undefined ? faultsInWords(faults) : `${looked}: ${faultsInWords(faults)}`;
  return `${[...commands, totals].join('\n')}\n`;
}

/** One command a fault and a failed test, and a line of totals. */
export function testsAsGithub({ reports, faults, places }: TestOutcome): string {
  const commands = [
    ...faults.map((fault) => faultCommand(fault, places)),
    ...reports.flatMap((report) =>
      report.results.filter(({ passed }) => !passed).map((result) => failureCommand(report, result, places)),
    ),
  ];
  return `${[...commands, testsInWords(reports)].join('\n')}\n`;
}

function faultCommand(fault: Diagnostic, places: Places): string {
  const { code, severity, what, why, do: remedy, span } = fault;
  const lines = [what, ...(why === '' ? [] : [`why: ${why}`]), ...(remedy === '' ? [] : [`do: ${remedy}`])];
  return command(
    severity,
    { file: places.pathOf(shownPathOf(fault)), ...startOf(span), title: code },
    lines.join('\n'),
  );
}

function failureCommand(report: RuleTestReport, result: TestResult, places: Places): string {
  const file = places.pathOf(result.span.source.path);
  const title = `${suiteName(report)}: ${result.name}`;
  const text = `${failureInWords(result)}\n${failureTree(result)}`.trimEnd();
  return command('error', { file, ...startOf(result.span), title }, text);
}

function startOf(span: Span | undefined): { readonly line?: number; readonly col?: number } {
  if (span === undefined) return {};
  const { line, column } = positionAt(span.source, span.start);
  return { line, col: column };
}

function command(
  name: 'error' | 'warning',
  properties: Readonly<Record<string, string | number>>,
  text: string,
): string {
  const shown = text
    .split(/\r\n|[\r\n]/)
    .map(escapeForTerminal)
    .join('\n');
  const cut = shown.length > LONGEST_MESSAGE ? `${shown.slice(0, LONGEST_MESSAGE - 2)} …` : shown;
  const pairs = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${name} ${pairs.join(',')}::${data(cut)}`;
}

/** As @actions/core spells data and properties. The percent sign comes first: the others bring their own. */
const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string) =>
  data(escapeForTerminal(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
