/**
 * Compiled SQL held against the evaluator, for people.
 *
 * Owns: the layout, and the sentence on what such a run shows. Must not: compare. Events and logs are untrusted and come
 * out harmless.
 */
import { positionAt } from '../../base/source.ts';
import type { Origin } from '../../logs/read.ts';
import type { Reason } from '../../targets/shared/target.ts';
import type { SqlSaid } from '../../testing/sql-engine.ts';
import type { Difference, EventOrigin, RuleVerification } from '../../testing/verify.ts';
import { escapeForTerminal, type Paint, paintFor } from './terminal.ts';
import { renderTree } from './tree.ts';
import { clauseTree } from './verify-tree.ts';

export interface VerifyReport {
  /** Of DuckDB. */
  readonly version: string;
  readonly profile: string;
  readonly environment: string;
  /** Over the events of each rule's own tests. */
  readonly tests: readonly RuleVerification[];
  readonly notSaid: readonly NotSaid[];
  readonly logs?: LogVerification;
}

/** A rule that the profile cannot say. */
export interface NotSaid {
  readonly rule: string;
  readonly id: string;
  readonly path: string;
  readonly environment: string;
  /** Whether the rule says that it is content with that. */
  readonly consent: boolean;
  readonly reasons: readonly Reason[];
}

export interface LogVerification {
  readonly events: { readonly read: number; readonly skipped: number; readonly malformed: number };
  /** The first of them. */
  readonly malformedItems: readonly MalformedItem[];
  readonly rules: readonly RuleVerification[];
}

export interface MalformedItem {
  readonly reason: string;
  readonly origin: Origin;
}

const STANDS_IN =
  'DuckDB stands in for Athena: the table is filled as its SerDe would, and functions that only Trino has\n' +
  '(json_extract_scalar, casts to IPADDRESS and others) are written by trailc. Athena itself was not asked.\n';

/** Lines of an event that are shown; the JSON has all. */
const EVENT_LINES = 60;

export function renderVerification(report: VerifyReport, options: { readonly color: boolean }): string {
  const paint = paintFor(options.color);
  const { tests, logs, notSaid } = report;
  const all = [...tests, ...(logs?.rules ?? [])];
  const parts = [
    ...all.flatMap((rule) => rule.differences.map((difference) => renderDifference(rule, difference, paint))),
    ...all.map((rule) => ruleLine(rule, logs?.rules.includes(rule) === true, paint)),
    ...distinct(notSaid).map((rule) => renderNotSaid(rule, report.profile, paint)),
    ...(logs === undefined ? [] : [logLines(logs, paint)]),
    `${summary(all, report)}\n`,
    paint.dim(STANDS_IN),
  ];
  return parts.join('');
}

function ruleLine(rule: RuleVerification, ofLogs: boolean, paint: Paint): string {
  const { compared, matches, differing, outside, differences } = rule;
  const where = rule.environment === '' ? '' : ` (${escapeForTerminal(rule.environment)})`;
  const mark = differing === 0 ? paint.green('ok') : paint.red('differs');
  const from = ofLogs ? `${counted(compared, 'event')} of logs` : counted(compared, 'event');
  const verdict =
    differing === 0 ? 'SQL on DuckDB agrees' : `SQL on DuckDB differs on ${differing.toLocaleString('en')}`;
  const set = outside === 0 ? '' : `; ${counted(outside, 'event')} outside the answer’s assumptions`;
  const shown = differences.length;
  const more = differing + outside > shown ? ` (first ${shown} shown)` : '';
  return `${mark}  ${rule.rule}${where}  ${from}, ${counted(matches, 'match', 'matches')}, ${verdict}${set}${more}\n`;
}

/** Once for each rule and reason, though it was asked with examples and for an environment. */
function distinct(notSaid: readonly NotSaid[]): readonly NotSaid[] {
  const keyOf = ({ rule, reasons }: NotSaid) =>
    [rule, ...reasons.map(({ clause, why }) => clause + why)].join('\n');
  return [...new Map(notSaid.map((one) => [keyOf(one), one])).values()];
}

function renderNotSaid({ rule, path, consent, reasons }: NotSaid, profile: string, paint: Paint): string {
  const mark = consent ? paint.yellow('not said') : paint.red('not said');
  const allowed = consent ? 'as the rule accepts' : 'and the rule does not accept that';
  const lines = reasons.map(({ span, clause, why }) => {
    const { line, column } = positionAt(span.source, span.start);
    const place = paint.dim(`${escapeForTerminal(path)}:${line}:${column}`);
    return `     ${escapeForTerminal(clause)}: ${escapeForTerminal(why)}  ${place}\n`;
  });
  return `${mark}  ${rule}  not compared: profile "${profile}" cannot say it, ${allowed}\n${lines.join('')}`;
}

function logLines({ events, malformedItems }: LogVerification, paint: Paint): string {
  const { read, skipped, malformed } = events;
  const named = malformedItems.map(({ reason, origin }) => {
    const place = origin.line === undefined ? origin.path : `${origin.path}:${origin.line}`;
    return `  ${paint.yellow('malformed')} ${escapeForTerminal(`${place}: ${reason}`)}\n`;
  });
  const more = malformed > named.length ? `  … ${malformed - named.length} more malformed\n` : '';
  return `${counted(read, 'event')} read from logs, ${skipped} skipped, ${malformed} malformed\n${named.join('')}${more}`;
}

function summary(all: readonly RuleVerification[], { notSaid, profile, version }: VerifyReport): string {
  const sum = (of: (rule: RuleVerification) => number) => all.reduce((total, rule) => total + of(rule), 0);
  const rules = new Set(all.map(({ rule }) => rule)).size;
  const [compared, differing, outside] = [
    sum((rule) => rule.compared),
    sum((rule) => rule.differing),
    sum((rule) => rule.outside),
  ];
  const said = compared === 0 ? 'nothing was compared' : counted(differing, 'difference');
  const unsaid = new Set(notSaid.map(({ rule }) => rule)).size;
  return [
    `${counted(rules, 'rule')}, ${counted(compared, 'verdict')} compared: ${said}`,
    ...(outside === 0 ? [] : [`${outside.toLocaleString('en')} outside assumptions`]),
    ...(unsaid === 0 ? [] : [`${counted(unsaid, 'rule')} not said`]),
    `profile "${profile}", DuckDB ${version}`,
  ].join('; ');
}

function renderDifference(rule: RuleVerification, difference: Difference, paint: Paint): string {
  const { origin, event, evaluator, sql, broken, clauses } = difference;
  const mark = broken.length === 0 ? paint.red('differs') : paint.yellow('outside');
  const lines = [
    `${mark}  ${rule.rule}: ${escapeForTerminal(nameOf(origin))}  ${paint.dim(escapeForTerminal(placeOf(origin, rule)))}`,
    `     evaluator: ${verdictOf(evaluator)}; SQL on DuckDB: ${verdictOf(sql)}`,
  ];
  if (broken.length > 0) {
    lines.push(`     the event breaks what the answer assumes: ${broken.join(', ')}`);
  }
  if (clauses === undefined) return `${lines.join('\n')}\n\n`;
  lines.push('     event', ...eventLines(event), '     clause by clause: evaluator, SQL on DuckDB');
  return `${lines.join('\n')}\n${renderTree(clauseTree(clauses, paint), { indent: 5 })}\n`;
}

function eventLines(event: Difference['event']): readonly string[] {
  const lines = JSON.stringify(event, null, 2).split('\n');
  const shown = lines.slice(0, EVENT_LINES).map((line) => `     ${escapeForTerminal(line)}`);
  const more = lines.length - shown.length;
  return more === 0 ? shown : [...shown, `     … ${more} more lines (--format json has them)`];
}

const nameOf = (origin: EventOrigin) =>
  origin.kind === 'test' ? origin.name : `record ${origin.record} of ${origin.path}`;

function placeOf(origin: EventOrigin, { path }: RuleVerification): string {
  if (origin.kind === 'log') return origin.line === undefined ? '' : `line ${origin.line}`;
  const { line, column } = positionAt(origin.span.source, origin.span.start);
  return `${path}:${line}:${column}`;
}

/** A verdict in words; of SQL also what is none. */
function verdictOf(said: SqlSaid): string {
  if (said === null) return 'NULL, which a query takes for no match';
  if (typeof said === 'boolean') return said ? 'match' : 'no match';
  return `fails: ${escapeForTerminal(said.fault)}`;
}

const counted = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
