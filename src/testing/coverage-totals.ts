/**
 * Coverage in numbers, and held against the thresholds of the configuration.
 *
 * Owns: what is counted, and when a threshold is met. Must not: measure or print.
 */
import type { CoverageThresholds } from '../content/document.ts';
import type { RuleCoverage } from './coverage.ts';

export const COVERAGE_KINDS = ['clauses', 'entries', 'exclusions', 'params'] as const;
export type CoverageKind = (typeof COVERAGE_KINDS)[number];

export interface Count {
  readonly covered: number;
  readonly total: number;
}

export type Counts = { readonly [K in CoverageKind]: Count };

export function countsOf({ clauses, entries, exclusions, params }: RuleCoverage): Counts {
  return {
    clauses: count(clauses, ({ seenTrue, seenFalse }) => seenTrue && seenFalse),
    entries: count(entries, ({ state }) => state === 'test' || state === 'generated'),
    exclusions: count(exclusions, ({ used }) => used),
    params: count(params, ({ used }) => used),
  };
}

function count<T>(items: readonly T[], covered: (item: T) => boolean): Count {
  return { covered: items.filter(covered).length, total: items.length };
}

export function totalOf(counts: readonly Counts[]): Counts {
  const sum = (kind: CoverageKind): Count => ({
    covered: counts.reduce((all, one) => all + one[kind].covered, 0),
    total: counts.reduce((all, one) => all + one[kind].total, 0),
  });
  return {
    clauses: sum('clauses'),
    entries: sum('entries'),
    exclusions: sum('exclusions'),
    params: sum('params'),
  };
}

/** Whole percent, rounded down, so that 100 means all; 100 of nothing. */
export function percentOf({ covered, total }: Count): number {
  return total === 0 ? 100 : Math.floor((covered * 100) / total);
}

/** A rule below a threshold. */
export interface Shortfall extends Count {
  readonly rule: string;
  readonly kind: CoverageKind;
  /** Percent. */
  readonly wanted: number;
}

/** A threshold holds for each rule, so that a well-tested rule does not make up for another. */
export function shortfallsOf(
  rules: readonly RuleCoverage[],
  thresholds: CoverageThresholds,
): readonly Shortfall[] {
  return rules.flatMap((coverage) => {
    const counts = countsOf(coverage);
    return COVERAGE_KINDS.flatMap((kind): readonly Shortfall[] => {
      const wanted = thresholds[kind];
      const { covered, total } = counts[kind];
      if (wanted === undefined || covered * 100 >= wanted * total) return [];
      return [{ rule: coverage.rule, kind, covered, total, wanted }];
    });
  });
}
