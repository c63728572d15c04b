/**
 * Mutants that survived, for people and as JSON.
 *
 * Owns: their layout. Must not: run anything.
 */
import { positionAt } from '../../base/source.ts';
import type { Json } from '../../cloudtrail/event.ts';
import { quoteText } from '../../ir/describe.ts';
import { explainedOf, type MutationReport, type Survivor, scoreOf } from '../../testing/mutate/mutate.ts';
import { printJson } from './json.ts';
import { escapeForTerminal, type Paint, paintFor } from './terminal.ts';

/** Of each of several rules; of one rule, all are shown. */
const MOST_SHOWN = 10;

export interface MutationView {
  /** Percent of each rule's mutants that are killed or accepted. */
  readonly threshold: number | undefined;
  /** What is accepted is listed as well. */
  readonly verbose: boolean;
  readonly color: boolean;
}

export function renderMutations(reports: readonly MutationReport[], view: MutationView): string {
  const { threshold, verbose } = view;
  const paint = paintFor(view.color);
  const most = reports.length === 1 ? Number.POSITIVE_INFINITY : MOST_SHOWN;
  const rules = reports.map((report) => {
    const { survivors } = report;
    const unexplained = survivors.filter(({ because }) => because === undefined);
    const shown = unexplained.slice(0, most).map((survivor) => survivorLines(report, survivor, paint));
    const more = unexplained.length - shown.length;
    const rest = more > 0 ? `  … ${more} more; "trailc mutate ${report.rule}" shows all\n` : '';
    const accepted = verbose ? survivors.map((survivor) => acceptedLines(report, survivor, paint)) : [];
    return `${headline(report, threshold, paint)}${shown.join('')}${rest}${accepted.join('')}`;
  });
  const below = threshold === undefined ? [] : reports.filter((report) => explainedOf([report]) < threshold);
  const verdict = below.length === 0 ? '' : `, ${below.length} below ${threshold} %`;
  const rulesCounted = reports.length === 1 ? '1 rule' : `${reports.length} rules`;
  const total = `${percent(scoreOf(reports))} of ${rulesCounted}: ${counts(reports)}${verdict}\n`;
  return `${rules.join('')}${total}`;
}

function headline(report: MutationReport, threshold: number | undefined, paint: Paint): string {
  const low = threshold === undefined ? report.unexplained > 0 : explainedOf([report]) < threshold;
  const shown = (low ? paint.yellow : paint.green)(percent(scoreOf([report])));
  return `${shown} ${report.rule}: ${counts([report])}\n`;
}

/** "60 of 63 mutants killed (2 by generated events), 3 accepted with a reason, 0 survive" */
function counts(reports: readonly MutationReport[]): string {
  const { mutants, killed, killedByGenerated, accepted, unexplained } = totalsOf(reports);
  return [
    `${killed} of ${mutants} mutants killed`,
    killedByGenerated > 0 ? ` (${killedByGenerated} by generated events)` : '',
    accepted > 0 ? `, ${accepted} accepted with a reason` : '',
    `, ${unexplained} ${unexplained === 1 ? 'survives' : 'survive'}`,
  ].join('');
}

function totalsOf(reports: readonly MutationReport[]) {
  const of = (count: (report: MutationReport) => number) =>
    reports.reduce((total, report) => total + count(report), 0);
  return {
    mutants: of(({ mutants }) => mutants),
    killed: of(({ killed }) => killed),
    killedByGenerated: of(({ killedByGenerated }) => killedByGenerated),
    survived: of(({ survivors }) => survivors.length),
    accepted: of(({ accepted }) => accepted),
    unexplained: of(({ unexplained }) => unexplained),
  };
}

function placeOf(report: MutationReport, { span }: Survivor, paint: Paint): string {
  const { line } = positionAt(span.source, span.start);
  const where =
    span.source.path === report.path ? `line ${line}` : escapeForTerminal(`${span.source.path}:${line}`);
  return paint.dim(`(${where})`);
}

function acceptedLines(report: MutationReport, survivor: Survivor, paint: Paint): string {
  const { change, because } = survivor;
  if (because === undefined) return '';
  const reason = escapeForTerminal(because.replace(/\s+/g, ' '));
  return `  accepted: ${escapeForTerminal(change)} ${placeOf(report, survivor, paint)}\n    ${reason}\n`;
}

function survivorLines(report: MutationReport, survivor: Survivor, paint: Paint): string {
  const { change, witness } = survivor;
  const sentence = `  no test fails when ${escapeForTerminal(change)} ${placeOf(report, survivor, paint)}`;
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
  return printJson({
    schemaVersion: 1,
    threshold: threshold ?? null,
    ...scoresOf(reports),
    ...totalsOf(reports),
    rules: reports.map((report) => {
      const { survivors, diagnostics: _, ...rest } = report;
      return { ...rest, ...scoresOf([report]), survivors: survivors.map(survivorAsJson) };
    }),
  });
}

const scoresOf = (reports: readonly MutationReport[]) => ({
  score: rounded(scoreOf(reports)),
  explainedScore: rounded(explainedOf(reports)),
});

function survivorAsJson({ kind, change, span, witness, because }: Survivor) {
  const { line, column } = positionAt(span.source, span.start);
  const place = { path: span.source.path, line, column };
  return { kind, change, ...place, because: because ?? null, witness: witness ?? null };
}
