/**
 * What somebody expects of a backtest, held against what it found.
 *
 * Owns: when an expectation is fulfilled, also by figures of a part. Must not: read the file of expectations, or print.
 */
import type { BacktestReport, RuleReport } from './report.ts';

/** As they were written; `exactly` stands alone. All are inclusive, and at least one is there. */
export interface Bounds {
  readonly exactly?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Which figure of a rule is bounded: events that match, or the alerts that are left of them. */
export type Figure = 'matches' | 'alerts';

export type ExpectedOfRule = Readonly<Partial<Record<Figure, Bounds>>>;

export interface Expectations {
  /** By stem of the rule's file. */
  readonly rules: ReadonlyMap<string, ExpectedOfRule>;
  /** Of every rule that is not named. */
  readonly others: ExpectedOfRule;
}

/** Where nothing is said of the rules that are not named: whatever they match is unexpected. */
export const NOTHING: ExpectedOfRule = { matches: { exactly: 0 } };

export interface ExpectationResult {
  readonly rule: string;
  /** False: the expectation is that of all rules that are not named. */
  readonly named: boolean;
  readonly of: Figure;
  readonly expected: Bounds;
  readonly found: number;
  readonly passed: boolean;
  /** Why it is not fulfilled, as a sentence; null where it is. */
  readonly reason: string | null;
}

export interface Judged {
  /** In the order of the report's rules. */
  readonly results: readonly ExpectationResult[];
  readonly passed: number;
  readonly failed: number;
  /** Rules that are named, and that this backtest was not asked about. */
  readonly notAsked: readonly string[];
}

/** A rule that only the former state has is asked nothing: there is no such rule any more. */
export function judge({ rules, others }: Expectations, report: BacktestReport): Judged {
  const unread = unreadOf(report);
  const asked = report.rules.filter(({ change }) => change?.state !== 'removed');
  const results = asked.flatMap((rule) => {
    const own = rules.get(rule.rule);
    const expected = own ?? others;
    return (['matches', 'alerts'] as const).flatMap((of): readonly ExpectationResult[] => {
      const bounds = expected[of];
      if (bounds === undefined) return [];
      const found = figureOf(rule, of);
      const reason = shortOf(bounds, of, found, unread);
      const named = own !== undefined;
      return [
        {
          rule: rule.rule,
          named,
          of,
          expected: bounds,
          found,
          passed: reason === undefined,
          reason: reason ?? null,
        },
      ];
    });
  });
  const known = new Set(asked.map(({ rule }) => rule));
  const passed = results.filter((result) => result.passed).length;
  return {
    results,
    passed,
    failed: results.length - passed,
    notAsked: [...rules.keys()].filter((rule) => !known.has(rule)),
  };
}

/** What kept input from being asked, to follow "since"; undefined: all of it was. */
export function unreadOf({ complete, stopped, source }: BacktestReport): string | undefined {
  if (!complete) return `the backtest is of a part (${(stopped ?? 'it was stopped').replace(/\.$/, '')})`;
  const files = source.kind === 'files' ? source : source.files;
  const malformed = files?.events.malformed ?? 0;
  if (malformed === 0) return undefined;
  return malformed === 1
    ? 'one item of the logs could not be read'
    : `${malformed} items of the logs could not be read`;
}

function figureOf({ matches, alerts }: RuleReport, of: Figure): number {
  return of === 'matches' ? matches : alerts.count;
}

/**
 * Why a figure is not within its bounds. More input can only raise it (alerts too: suppression keeps as many as fit), so
 * a part can break an upper bound and fulfil a lower one, and never the other way round.
 */
function shortOf(bounds: Bounds, of: Figure, found: number, unread: string | undefined): string | undefined {
  const least = bounds.exactly ?? bounds.atLeast ?? 0;
  const most = bounds.exactly ?? bounds.atMost;
  const words = `${counted(found, of)}, expected ${boundsInWords(bounds)}`;
  if (most !== undefined && found > most) return `${words}.`;
  if (unread !== undefined && (most !== undefined || found < least))
    return `${words}, which nobody can tell, since ${unread}.`;
  return found < least ? `${words}.` : undefined;
}

/** `at least 1 and at most 3`, `exactly 2`. */
export function boundsInWords({ exactly, atLeast, atMost }: Bounds): string {
  if (exactly !== undefined) return `exactly ${exactly}`;
  const words = [
    ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
    ...(atMost === undefined ? [] : [`at most ${atMost}`]),
  ];
  return words.join(' and ');
}

/** `1 match`, `2 alerts`. */
export function counted(count: number, of: Figure): string {
  const one = of === 'matches' ? 'match' : 'alert';
  return `${count} ${count === 1 ? one : of}`;
}
