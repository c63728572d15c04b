/**
 * The lane's results as data and as text for a terminal.
 *
 * Owns: the counts that decide, and the table. Must not: run or compare anything.
 */
import { renderTable } from '../../src/cli/report/table.ts';
import type { Check } from './check.ts';
import type { Disagreement, Tally } from './judge.ts';

export interface Missing {
  readonly engine: string;
  readonly why: string;
  /** It was there and gave up: a failure, whether or not every engine is required. */
  readonly failed?: boolean;
}

export interface LaneReport {
  /** Executors with what really ran, in the order of the table. */
  readonly executors: readonly { readonly name: string; readonly version: string }[];
  readonly tallies: readonly Tally[];
  /** Verdicts that people wrote down, and on which of them the evaluator differs. */
  readonly written: readonly {
    readonly suite: string;
    readonly pairs: number;
    readonly wrong: readonly string[];
  }[];
  readonly checks: readonly Check[];
  readonly missing: readonly Missing[];
  /** Public records that were read; 0 where TRAILC_CORPUS is not set. */
  readonly records: number;
}

/** A rule on an executor in a suite, a written verdict's suite, and a finding count one each. */
export function countsOf({ tallies, written, checks }: LaneReport) {
  const findings = checks.flatMap((check) => check.findings);
  const failedRules = tallies.map(
    ({ disagreements }) => new Set(disagreements.map(({ rule }) => rule.name)).size,
  );
  const failed =
    sum(failedRules) +
    written.filter(({ wrong }) => wrong.length > 0).length +
    findings.filter(({ ok }) => !ok).length;
  const passed =
    sum(tallies.map(({ agreeing }) => agreeing)) +
    written.filter(({ wrong }) => wrong.length === 0).length +
    findings.filter(({ ok }) => ok).length;
  return { passed, failed };
}

export const outsideOf = ({ outside }: Tally) => sum([...outside.values()]);
export const notSaidOf = ({ notSaid }: Tally) => sum([...notSaid.values()].map((rules) => rules.length));

/** Of the table of verdicts. */
export const HEAD = [
  'suite',
  'executor',
  'rules',
  'pairs agreeing',
  'of them matches',
  'errs as announced',
  'outside',
  'unreadable',
  'rules not said',
  'disagreements',
];

/** One line a suite and executor. */
export function rowsOf(tallies: readonly Tally[]): readonly (readonly string[])[] {
  return tallies.map((tally) => [
    tally.suite,
    tally.executor,
    number(tally.rules),
    number(tally.same),
    number(tally.matches),
    number(tally.announced),
    number(outsideOf(tally)),
    number(tally.unreadablePairs),
    number(notSaidOf(tally)),
    number(tally.disagreements.length),
  ]);
}

export function tableText(report: LaneReport): string {
  return renderTable({ head: HEAD, rows: rowsOf(report.tallies) }, { color: false });
}

/** How many disagreements of one rule are shown in full. */
const SHOWN = 2;

export function disagreementsText(tallies: readonly Tally[]): string {
  const shown = new Map<string, number>();
  return tallies
    .flatMap(({ disagreements }) => disagreements)
    .flatMap((one) => {
      const key = `${one.executor} ${one.suite} ${one.rule.name}`;
      const before = shown.get(key) ?? 0;
      shown.set(key, before + 1);
      return before < SHOWN ? [disagreementText(one)] : [];
    })
    .join('\n');
}

function disagreementText({ executor, suite, rule, event, wanted, got, why, query }: Disagreement): string {
  return [
    `DISAGREE ${executor}, ${suite}: ${rule.name}`,
    `  ${why}: wanted ${wanted}, got ${got}`,
    `  event ${JSON.stringify(event)}`,
    `  query ${query.split('\n').join('\n        ')}`,
    '',
  ].join('\n');
}

export function checksText(checks: readonly Check[]): string {
  return checks
    .flatMap(({ name, by, findings, notes }) => {
      const bad = findings.filter(({ ok }) => !ok);
      const head = `${bad.length === 0 ? 'ok  ' : 'FAIL'} ${name} (${by}): ${findings.length - bad.length} of ${findings.length}`;
      return [
        head,
        ...bad.map((one) => `     ${one.name}: ${one.detail ?? ''}`),
        ...(notes ?? []).map((note) => `     ${note}`),
      ];
    })
    .map((line) => `${line}\n`)
    .join('');
}

/** Why pairs and rules were set aside, most frequent first. */
export function setAsideText(tallies: readonly Tally[]): string {
  const lines = tallies.flatMap(({ suite, executor, outside, unreadable, notSaid }) => [
    ...[...outside].map(([name, pairs]) => `${executor}, ${suite}: ${number(pairs)} pairs break "${name}"`),
    ...[...notSaid].map(([why, rules]) => `${executor}, ${suite}: ${rules.length} rules not said: ${why}`),
    ...(unreadable.size === 0 ? [] : [`${executor}, ${suite}: cannot read ${[...unreadable].join(', ')}`]),
  ]);
  return lines.map((line) => `${line}\n`).join('');
}

/** Plain data for `--format json`: maps and sets become objects and arrays, rules their names. */
export function reportJson(report: LaneReport): string {
  const plain = (key: string, value: unknown): unknown => {
    if (value instanceof Map) return Object.fromEntries(value);
    if (value instanceof Set) return [...value];
    if (key === 'rule' && typeof value === 'object' && value !== null && 'name' in value) return value.name;
    return value;
  };
  return `${JSON.stringify({ ...report, counts: countsOf(report) }, plain, 2)}\n`;
}

export const number = (value: number) => value.toLocaleString('en');
const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
