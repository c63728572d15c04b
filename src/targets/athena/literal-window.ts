/**
 * Which records a query over a window of known moments looks at: partitions and time, all as literals.
 *
 * Owns: the same selection as window.ts makes around the engine's clock: days of delivery with one day added on each
 * side, because a record may be delivered after the day of its eventTime. Must not: know the condition.
 */
import { instantOf } from '../shared/issuing-call.ts';
import { identifier, stringLiteral } from './literals.ts';
import type { PartitionLayout } from './partitions.ts';
import { type Sql, sql, tuple } from './sql.ts';

const DAY = 86_400;

/** Conjuncts that select from the first moment to the second, both included, in seconds since 1970. */
export function literalWindow(from: number, to: number, layout: PartitionLayout): readonly Sql[] {
  return [
    ...partitions(from - DAY, to + DAY, layout),
    sql`eventtime >= ${stringLiteral(instantOf(from))}`,
    sql`eventtime <= ${stringLiteral(instantOf(to))}`,
  ];
}

/** `year` and `month` alone stand in conjuncts of their own, as in window.ts. */
function partitions(first: number, last: number, layout: PartitionLayout): readonly Sql[] {
  const between = (what: Sql, part: (seconds: number) => string) =>
    sql`${what} BETWEEN ${stringLiteral(part(first))} AND ${stringLiteral(part(last))}`;
  switch (layout) {
    case 'projection':
      return [between(identifier('timestamp'), (seconds) => day(seconds).replaceAll('-', '/'))];
    case 'region':
    case 'organization': {
      const months = monthsBetween(first, last);
      return [
        between(sql`year`, (seconds) => day(seconds).slice(0, 4)),
        ...(months.length < 12 ? [sql`month IN ${tuple(months.map(stringLiteral))}`] : []),
        between(sql`year || '-' || month || '-' || day`, day),
      ];
    }
  }
}

/** Every month of the calendar that the span touches, `01` to `12`, each once. */
function monthsBetween(first: number, last: number): readonly string[] {
  const months = new Set<string>();
  for (let at = first; at < last; at += DAY) months.add(day(at).slice(5, 7));
  return [...months.add(day(last).slice(5, 7))].sort();
}

const day = (seconds: number) => instantOf(seconds).slice(0, 10);
