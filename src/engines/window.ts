/**
 * Which records a backtest's query looks at: the days of `--from` and `--to` as partitions, and eventTime.
 *
 * Owns: open bounds, and bounds as whole seconds, which is all that CloudTrail writes. Between two bounds the selection is
 * the Athena target's own. Must not: know conditions, or a clock.
 */
import type { Range } from '../logs/backtest/range.ts';
import { literalWindow } from '../targets/athena/literal-window.ts';
import { identifier, stringLiteral } from '../targets/athena/literals.ts';
import type { PartitionLayout } from '../targets/athena/partitions.ts';
import { type Sql, sql } from '../targets/athena/sql.ts';
import { instantOf } from '../targets/shared/issuing-call.ts';

const DAY = 86_400;
/** Years of four digits, a day of delivery around them included. */
const EARLIEST = Date.UTC(1, 0, 2) / 1000;
const LATEST = Date.UTC(9999, 11, 30) / 1000;

/** Conjuncts; none where nothing is asked for. A table without partitions has no layout. */
export function windowOf(range: Range, layout: PartitionLayout | undefined): readonly Sql[] {
  const { first, last } = boundsOf(range);
  if (first !== undefined && last !== undefined && layout !== undefined) {
    // Between two bounds in this order there is no moment, and their months would be listed for nothing.
    return last < first ? [sql`false`] : literalWindow(first, last, layout);
  }
  return [
    ...(first === undefined || layout === undefined ? [] : bound(sql`>=`, first - DAY, layout)),
    ...(last === undefined || layout === undefined ? [] : bound(sql`<=`, last + DAY, layout)),
    ...(first === undefined ? [] : [sql`eventtime >= ${stringLiteral(instantOf(first))}`]),
    ...(last === undefined ? [] : [sql`eventtime <= ${stringLiteral(instantOf(last))}`]),
  ];
}

/** Days of delivery that are looked at, both included; null: no bound. */
export function daysOf(range: Range): { readonly first: string | null; readonly last: string | null } {
  const { first, last } = boundsOf(range);
  const day = (seconds: number) => instantOf(seconds).slice(0, 10);
  return {
    first: first === undefined ? null : day(first - DAY),
    last: last === undefined ? null : day(last + DAY),
  };
}

/** In seconds since 1970, both included: the bound `to` is outside, and CloudTrail writes whole seconds. */
function boundsOf({ from, to }: Range) {
  return {
    first: from === undefined ? undefined : secondsOf(from),
    last: to === undefined ? undefined : secondsOf(to) - 1,
  };
}

function secondsOf(time: number): number {
  return Math.min(Math.max(Math.ceil(time / 1000), EARLIEST), LATEST);
}

/** `year` in a conjunct of its own, as between two bounds. */
function bound(than: Sql, seconds: number, layout: PartitionLayout): readonly Sql[] {
  const day = instantOf(seconds).slice(0, 10);
  switch (layout) {
    case 'projection':
      return [sql`${identifier('timestamp')} ${than} ${stringLiteral(day.replaceAll('-', '/'))}`];
    case 'region':
    case 'organization':
      return [
        sql`year ${than} ${stringLiteral(day.slice(0, 4))}`,
        sql`year || '-' || month || '-' || day ${than} ${stringLiteral(day)}`,
      ];
  }
}
