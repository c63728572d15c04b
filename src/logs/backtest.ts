/**
 * Many rules over many events, in one pass.
 *
 * Owns: the backtest report. Memory grows with the matches and never with the events: of an event nothing is kept but
 * the row of its match. Must not: read files (read.ts does) or print.
 */
import type { CloudTrailEvent } from '../cloudtrail/event.ts';
import { compileCondition } from '../evaluate/condition.ts';
import { compileRow, type ResultRow } from '../evaluate/row.ts';
import { indexByFacts } from '../evaluate/select.ts';
import type { RuleIr } from '../ir/rule.ts';
import type { LogItem, Origin } from './read.ts';

/** A match shows the columns of every target; the rule's id stands beside its list of matches. */
export type BacktestMatch = Omit<ResultRow, 'ruleId'> & { readonly origin: Origin };

export interface RuleMatches {
  /** Stem of the rule's file. */
  readonly rule: string;
  readonly id: string;
  /** In reading order. */
  readonly matches: readonly BacktestMatch[];
}

/** Input that is well-formed but no event: why, how often, and where first. */
export interface SkippedReason {
  readonly reason: string;
  readonly count: number;
  /** Files it occurs in. */
  readonly files: number;
  readonly first: Origin;
}

export interface BacktestReport {
  /** Files read to where they end. */
  readonly files: number;
  /** Files among them in which nothing was found at all: an empty `Records`, or no byte. */
  readonly emptyFiles: { readonly count: number; readonly first: Origin | null };
  /** `read` counts events that were evaluated. */
  readonly events: { readonly read: number; readonly skipped: number; readonly malformed: number };
  /** In order of first sight. */
  readonly skippedByReason: readonly SkippedReason[];
  /** The first of what could not be read; `events.malformed` counts all. */
  readonly malformedItems: readonly { readonly reason: string; readonly origin: Origin }[];
  /** Every rule that was asked, in the order given, also those without a match. */
  readonly rules: readonly RuleMatches[];
}

/** Enough to see what is wrong with a set of files; a damaged archive can hold millions. */
const MALFORMED_SHOWN = 100;

/** Evaluates every rule on every event of a stream, whose items may come one by one or in batches. */
export async function backtest(
  rules: readonly RuleIr[],
  items: AsyncIterable<LogItem | readonly LogItem[]>,
): Promise<BacktestReport> {
  const run = openRun(rules);
  for await (const next of items) {
    if ('kind' in next) run.take(next);
    else for (const item of next) run.take(item);
  }
  return run.report();
}

/** The rules, compiled, and the counts so far. */
function openRun(rules: readonly RuleIr[]) {
  const lanes = rules.map(openLane);
  const visitCandidates = indexByFacts(lanes);
  const skippedBy = new Map<
    string,
    { reason: string; count: number; files: number; first: Origin; last: string }
  >();
  const malformedItems: { reason: string; origin: Origin }[] = [];
  const counts = { files: 0, empty: 0, read: 0, skipped: 0, malformed: 0 };
  let firstEmpty: Origin | null = null;
  return {
    take(item: LogItem): void {
      switch (item.kind) {
        case 'event':
          counts.read += 1;
          visitCandidates(item.event, (lane) => lane.evaluate(item.event, item.origin));
          break;
        case 'skipped': {
          counts.skipped += 1;
          const known = skippedBy.get(item.reason);
          const { path } = item.origin;
          if (known === undefined) {
            skippedBy.set(item.reason, {
              reason: item.reason,
              count: 1,
              files: 1,
              first: item.origin,
              last: path,
            });
          } else {
            known.count += 1;
            // Files come one after the other, so another path is another file.
            if (known.last !== path) known.files += 1;
            known.last = path;
          }
          break;
        }
        case 'malformed':
          counts.malformed += 1;
          if (malformedItems.length < MALFORMED_SHOWN) {
            malformedItems.push({ reason: item.reason, origin: item.origin });
          }
          break;
        case 'file':
          counts.files += 1;
          if (item.origin.record === 0) {
            counts.empty += 1;
            firstEmpty ??= item.origin;
          }
          break;
      }
    },
    report(): BacktestReport {
      const { files, empty, read, skipped, malformed } = counts;
      return {
        files,
        emptyFiles: { count: empty, first: firstEmpty },
        events: { read, skipped, malformed },
        skippedByReason: [...skippedBy.values()].map(({ last: _, ...reason }) => reason),
        malformedItems,
        rules: lanes.map(({ rule, id, matches }) => ({ rule, id, matches })),
      };
    },
  };
}

/** One rule, compiled, with the matches it has had so far. */
function openLane(rule: RuleIr) {
  const matches: BacktestMatch[] = [];
  const holds = compileCondition(rule.condition);
  const rowOf = compileRow(rule);
  return {
    rule: rule.document.stem,
    id: rule.document.id.value,
    condition: rule.condition,
    matches,
    evaluate(event: CloudTrailEvent, origin: Origin): void {
      if (!holds(event)) return;
      const { ruleId: _, ...columns } = rowOf(event);
      matches.push({ ...columns, origin });
    },
  };
}
