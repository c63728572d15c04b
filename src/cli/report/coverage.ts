/**
 * Coverage of the tests inside rules, for people and as JSON.
 *
 * Owns: the table, the places that are not covered, and the JSON shape. Must not: measure, or decide an exit code.
 */
import { positionAt, type Span } from '../../base/source.ts';
import type { RuleCoverage } from '../../testing/coverage.ts';
import { type Gap, gapsOf } from '../../testing/coverage-gaps.ts';
import {
  COVERAGE_KINDS,
  type Count,
  type Counts,
  countsOf,
  percentOf,
  type Shortfall,
  totalOf,
} from '../../testing/coverage-totals.ts';
import { frameOf } from './frame.ts';
import { printJson } from './json.ts';
import { type Cell, renderTable } from './table.ts';
import { escapeForTerminal, type Paint, paintFor } from './terminal.ts';

export interface Coverage {
  readonly rules: readonly RuleCoverage[];
  /** Rules below a threshold of the configuration. */
  readonly below: readonly Shortfall[];
}

export interface CoverageOptions {
  readonly color: boolean;
  readonly width: number | undefined;
}

const READABLE_WIDTH = 110;
const NARROWEST = 40;
/** Columns that a frame's line numbers and rule take at most. */
const MARGIN = 12;
/** Of one rule and kind; the rest are counted. */
const SHOWN = 20;

/** What is not covered, with its line; then the table, and the rules below a threshold. */
function renderCoverage({ rules, below }: Coverage, options: CoverageOptions): string {
  const paint = paintFor(options.color);
  const width = Math.max(NARROWEST, options.width ?? READABLE_WIDTH);
  const gaps = rules.flatMap((rule) => shownGaps(rule, width, paint));
  return `${gaps.join('')}${renderCounts(rules, paint, options)}${renderBelow(below, paint.red)}`;
}

/** A line for each rule below a threshold. */
export function renderBelow(below: readonly Shortfall[], tint: (text: string) => string): string {
  return below
    .map(({ rule, kind, covered, total, wanted }) => {
      const found = `${covered} of ${total} ${kind}`;
      return `${tint('below')} ${rule}: ${found} covered, the configuration asks for ${wanted} %\n`;
    })
    .join('');
}

function renderCounts(
  rules: readonly RuleCoverage[],
  paint: Paint,
  { color, width }: CoverageOptions,
): string {
  const counted = rules.map((rule) => ({ rule: rule.rule, counts: countsOf(rule) }));
  const cell = (one: Count): Cell => ({
    text: one.total === 0 ? '-' : `${one.covered}/${one.total}`,
    paint: one.covered < one.total ? paint.yellow : (text) => text,
  });
  const row = (name: string, counts: Counts): readonly Cell[] => [
    name,
    ...COVERAGE_KINDS.map((kind) => cell(counts[kind])),
  ];
  const total = totalOf(counted.map(({ counts }) => counts));
  const rows = [
    ...counted.map(({ rule, counts }) => row(rule, counts)),
    row('total', total),
    ['', ...COVERAGE_KINDS.map((kind) => `${percentOf(total[kind])} %`)],
  ];
  return renderTable({ head: ['covered', ...COVERAGE_KINDS], rows }, { color, width });
}

function shownGaps(rule: RuleCoverage, width: number, paint: Paint): readonly string[] {
  const gaps = gapsOf(rule);
  return COVERAGE_KINDS.flatMap((kind) => {
    const ofKind = gaps.filter((gap) => gap.kind === kind);
    const more = ofKind.length - SHOWN;
    return [
      ...ofKind.slice(0, SHOWN).map((gap) => renderGap(rule.rule, gap, width, paint)),
      ...(more > 0
        ? [`${paint.dim(`${more} more ${kind} of ${rule.rule}; --format json has them all`)}\n\n`]
        : []),
    ];
  });
}

function renderGap(rule: string, { span, what }: Gap, width: number, paint: Paint): string {
  const { line, column } = positionAt(span.source, span.start);
  const place = escapeForTerminal(`${span.source.path}:${line}:${column}`);
  const lines = [`${place} ${paint.dim(rule)}`, `  ${paint.bold(escapeForTerminal(what))}`];
  const frame = frameOf(span, width - MARGIN);
  if (frame !== undefined) {
    const number = String(frame.line).padStart(4);
    const blank = ' '.repeat(number.length);
    lines.push(`  ${paint.dim(`${number} |`)} ${frame.text}`.trimEnd());
    lines.push(
      `  ${paint.dim(`${blank} |`)} ${' '.repeat(frame.before)}${paint.yellow('^'.repeat(frame.carets))}`,
    );
  }
  return `${lines.join('\n')}\n\n`;
}

/**
 * What the tests' own report becomes: `pretty` with the coverage before it, `json` with a key `coverage`. Other formats
 * have no place for it and stay as they are.
 */
export function withCoverage(
  format: string,
  tests: string,
  coverage: Coverage,
  options: CoverageOptions,
): string {
  if (format === 'pretty') return `${renderCoverage(coverage, options)}\n${tests}`;
  if (format !== 'json') return tests;
  return printJson({ ...(JSON.parse(tests) as object), coverage: coverageData(coverage) });
}

function coverageData({ rules, below: shortfalls }: Coverage): object {
  const total = totalOf(rules.map(countsOf));
  return {
    total: countsData(total),
    below: shortfalls,
    rules: rules.map((rule) => ({
      rule: rule.rule,
      id: rule.id,
      path: rule.path,
      counts: countsData(countsOf(rule)),
      clauses: rule.clauses.map(({ span, ...clause }) => ({ ...clause, ...placeOf(span) })),
      exclusions: rule.exclusions.map(({ span, ...exclusion }) => ({ ...exclusion, ...placeOf(span) })),
      params: rule.params.map(({ span, because, ...param }) => {
        return { ...param, because: because ?? null, ...placeOf(span) };
      }),
      entries: rule.entries.map(({ span, clause, because, ...entry }) => {
        return { ...entry, because: because ?? null, ...placeOf(span), clause: placeOf(clause) };
      }),
    })),
  };
}

function countsData(counts: Counts): object {
  const entries = COVERAGE_KINDS.map((kind) => [kind, { ...counts[kind], percent: percentOf(counts[kind]) }]);
  return Object.fromEntries(entries) as object;
}

function placeOf({ source, start }: Span): { path: string; line: number; column: number } {
  return { path: source.path, ...positionAt(source, start) };
}
