/**
 * Mutants that survived, for people and as JSON.
 *
 * Owns: their layout. Must not: run anything.
 */
import { positionAt } from '../../base/source.ts';
import type { Json } from '../../cloudtrail/event.ts';
import { quoteText } from '../../ir/describe.ts';
import { type MutationReport, type Survivor, scoreOf } from '../../testing/mutate/mutate.ts';
import { printJson } from './json.ts';
import { escapeForTerminal, type Paint, paintFor } from './terminal.ts';

/** Of each of several rules; of one rule, all are shown. */
const MOST_SHOWN = 10;

export function renderMutations(
  reports: readonly MutationReport[],
  threshold: number | undefined,
  color: boolean,
): string {
  const paint = paintFor(color);
  const most = reports.length === 1 ? Number.POSITIVE_INFINITY : MOST_SHOWN;
  const rules = reports.map((report) => {
    const shown = report.survivors.slice(0, most).map((survivor) => survivorLines(report, survivor, paint));
    const more = report.survivors.length - shown.length;
    const rest = more > 0 ? `  … ${more} more; "trailc mutate ${report.rule}" shows all\n` : '';
    return `${headline(report, threshold, paint)}${shown.join('')}${rest}`;
  });
  const of = (count: (report: MutationReport) => number) =>
    reports.reduce((total, report) => total + count(report), 0);
  const below = threshold === undefined ? [] : reports.filter((report) => scoreOf([report]) < threshold);
  const verdict = below.length === 0 ? '' : `, ${below.length} below ${threshold} %`;
  const survive = of(({ survivors }) => survivors.length);
  const rulesCounted = reports.length === 1 ? '1 rule' : `${reports.length} rules`;
  const total = `${percent(scoreOf(reports))} of ${rulesCounted}: ${of(({ killed }) => killed)} of ${of(({ mutants }) => mutants)} mutants killed, ${surviving(survive)}${verdict}\n`;
  return `${rules.join('')}${total}`;
}

function headline(report: MutationReport, threshold: number | undefined, paint: Paint): string {
  const score = scoreOf([report]);
  const low = threshold === undefined ? report.survivors.length > 0 : score < threshold;
  const shown = (low ? paint.yellow : paint.green)(percent(score));
  const { mutants, killed, survivors } = report;
  return `${shown} ${report.rule}: ${killed} of ${mutants} mutants killed, ${surviving(survivors.length)}\n`;
}

const surviving = (count: number) => `${count} ${count === 1 ? 'survives' : 'survive'}`;

function survivorLines(report: MutationReport, { change, span, witness }: Survivor, paint: Paint): string {
  const { line } = positionAt(span.source, span.start);
  const where =
    span.source.path === report.path ? `line ${line}` : escapeForTerminal(`${span.source.path}:${line}`);
  const sentence = `  no test fails when ${escapeForTerminal(change)} ${paint.dim(`(${where})`)}`;
  if (witness === undefined) return `${sentence}; no event was found that shows the difference\n`;
  const changes = [
    ...witness.changes.set.map(({ path, value }) => `set ${path}: ${valueInLine(value)}`),
    ...witness.changes.unset.map((path) => `unset ${path}`),
  ];
  const shown = changes.map((one) => `      ${escapeForTerminal(one)}\n`).join('');
  const test = escapeForTerminal(JSON.stringify(witness.test));
  const verdicts = `the rule says ${witness.verdict}, changed it would say ${witness.mutantVerdict}`;
  return `${sentence}; an event like this would:\n    that of the test ${test} (${verdicts}) with\n${shown}`;
}

const LONGEST_VALUE = 200;

function valueInLine(value: Json): string {
  const text = typeof value === 'string' ? quoteText(value) : JSON.stringify(value);
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)} …`;
}

/** Rounded down, so that 100 % is said of all alone. */
const rounded = (score: number) => Math.floor(score * 10) / 10;
const percent = (score: number) => `${rounded(score)} %`;

export function mutationsAsJson(reports: readonly MutationReport[], threshold: number | undefined): string {
  const of = (count: (report: MutationReport) => number) =>
    reports.reduce((total, report) => total + count(report), 0);
  return printJson({
    schemaVersion: 1,
    threshold: threshold ?? null,
    score: rounded(scoreOf(reports)),
    mutants: of(({ mutants }) => mutants),
    killed: of(({ killed }) => killed),
    survived: of(({ survivors }) => survivors.length),
    rules: reports.map(({ survivors, ...report }) => ({
      ...report,
      score: rounded(scoreOf([report])),
      survivors: survivors.map(({ span, witness, ...survivor }) => {
        const { line, column } = positionAt(span.source, span.start);
        return { ...survivor, path: span.source.path, line, column, witness: witness ?? null };
      }),
    })),
  });
}
