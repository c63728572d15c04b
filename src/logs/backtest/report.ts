/**
 * What a backtest yields.
 *
 * Owns: the shapes, from the match of one event to the whole report. Must not: count (tally.ts), read or print.
 */
import type { ResultRow } from '../../evaluate/row.ts';
import type { Origin } from '../item.ts';

/** An event that at least one rule matched, with the columns that are the same for each of them. */
export interface MatchedEvent extends Omit<ResultRow, 'ruleId' | 'alertTitle'> {
  /** ARN of the role session that acted; null where the caller is none. */
  readonly session: string | null;
  /** Null for a row that an engine returned. */
  readonly origin: Origin | null;
  readonly hits: readonly Hit[];
}

/** What one rule says of the event. */
export interface Hit {
  /** Index in the rules that were asked. */
  readonly rule: number;
  readonly alertTitle: string;
  /** Texts of the rule's `groupBy`, in its order; null where absent. */
  readonly group: readonly (string | null)[];
  /** Whether the rule matches; false only where it is compared with a former state, which did. */
  readonly is: boolean;
  /** Whether the rule's former state matched; false where nothing is compared. */
  readonly was: boolean;
}

/** An event in a report. */
export interface EventShown extends Omit<ResultRow, 'ruleId'> {
  readonly session: string | null;
  readonly origin: Origin | null;
}

export interface Counted {
  readonly value: string;
  readonly count: number;
}

/** The most frequent values, most frequent first, equal ones by value. */
export interface Top {
  readonly values: readonly Counted[];
  /** Different values there are in all. */
  readonly distinct: number;
  /** False: there were more values than are counted one by one, and `distinct` is the least there can be. */
  readonly exact: boolean;
}

export interface RuleReport {
  /** Stem of the rule's file. */
  readonly rule: string;
  readonly id: string;
  readonly title: string;
  readonly level: string;
  /** Events, each eventID once. */
  readonly matches: number;
  /** Further records with an eventID that was counted already. */
  readonly duplicates: number;
  /** Matches without an eventTime that is a time: in `matches`, in no day, and each an alert. */
  readonly untimed: number;
  /** Least and greatest eventTime; null without one. */
  readonly first: string | null;
  readonly last: string | null;
  /** Days (UTC) with a match, in order, YYYY-MM-DD. */
  readonly byDay: readonly { readonly day: string; readonly matches: number; readonly alerts: number }[];
  /** What is left after grouping and suppression; `groups` counts different values of the rule's `groupBy`. */
  readonly alerts: { readonly count: number; readonly groups: number };
  readonly actors: Top;
  readonly actions: Top;
  readonly sessions: Top;
  /** The earliest, by eventTime, then in reading order. */
  readonly events: readonly EventShown[];
  /** Against a former state; null where nothing is compared. */
  readonly change: RuleChange | null;
}

export interface RuleChange {
  /** A rule that is on one side only is `added` or `removed`. */
  readonly state: 'added' | 'removed' | 'changed' | 'same';
  /** Matches of the former state. */
  readonly before: number;
  readonly newly: number;
  readonly noLonger: number;
  /** The earliest of each. */
  readonly newlyEvents: readonly EventShown[];
  readonly noLongerEvents: readonly EventShown[];
}

/** Input that is well-formed but no event: why, how often, and where first. */
export interface SkippedReason {
  readonly reason: string;
  readonly count: number;
  /** Files it occurs in. */
  readonly files: number;
  readonly first: Origin;
}

export interface FilesRead {
  readonly kind: 'files';
  /** Files read to where they end. */
  readonly files: number;
  /** Files among them in which nothing was found at all: an empty `Records`, or no byte. */
  readonly emptyFiles: { readonly count: number; readonly first: Origin | null };
  /** Files that were not opened because their path says that they hold nothing of the time asked for. */
  readonly prunedFiles: number;
  /** `read` counts events that were evaluated; `outside` those whose eventTime is not within `--from` and `--to`. */
  readonly events: {
    readonly read: number;
    readonly outside: number;
    readonly skipped: number;
    readonly malformed: number;
  };
  /** In order of first sight. */
  readonly skippedByReason: readonly SkippedReason[];
  /** The first of what could not be read; `events.malformed` counts all. */
  readonly malformedItems: readonly { readonly reason: string; readonly origin: Origin }[];
}

export interface QueriesRun {
  readonly kind: 'queries';
  readonly engine: 'duckdb' | 'trino' | 'athena';
  readonly table: string;
  /** By rule, in the order in which rules were asked; several may share one query of the engine. */
  readonly queries: readonly QueryRun[];
  /** What the engine's owner charges for it all, where somebody does. */
  readonly cost?: Cost | null;
  /** What trailc itself read into an engine that runs here. */
  readonly files?: FilesRead | null;
}

export interface Cost {
  readonly usd: number;
  /** The price that it was reckoned with, for a terabyte that was read. */
  readonly usdPerTb: number;
}

export interface QueryRun {
  readonly rule: string;
  readonly state: 'done' | 'failed' | 'cancelled' | 'not-run';
  /** What the engine, or trailc, says of a query that is not done; null for one that is. */
  readonly reason: string | null;
  /** Rows returned for this rule so far, before duplicates are taken out. */
  readonly rows: number;
  /**
   * Bytes the engine says it read; null where it does not say. A query that several rules share has them at the first of
   * these rules alone, so that the sum is what was read.
   */
  readonly bytes: number | null;
  /** The engine's own name of the query, the same for rules that share it; null where it has none. */
  readonly queryId: string | null;
}

export interface BacktestReport {
  /** False: `stopped` says what kept the rest from being read, and every figure is of a part. */
  readonly complete: boolean;
  readonly stopped: string | null;
  /** Bounds of eventTime that were asked for: from (inclusive) and to (exclusive), ISO 8601. */
  readonly range: { readonly from: string | null; readonly to: string | null };
  /** The state that was compared with; null without one. */
  readonly against: string | null;
  readonly source: FilesRead | QueriesRun;
  /** Every rule that was asked, in the order given, also those without a match. */
  readonly rules: readonly RuleReport[];
}
