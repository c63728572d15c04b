/**
 * Which records a scheduled query looks at: partitions and time. No part of a rule's meaning.
 *
 * Owns: the selection beside the condition. The clock is the engine's `current_timestamp` against eventTime; partitions
 * are days of delivery, which a late record reaches after the day of its eventTime, so one day is added on each side.
 * Must not: know the condition.
 */
import { identifier, integerLiteral, stringLiteral } from './literals.ts';
import type { PartitionLayout } from './partitions.ts';
import { type Sql, sql } from './sql.ts';

const DAY = 86_400;
/** Within so many seconds at most two calendar months are touched. */
const TWO_MONTHS = 28 * DAY;

const UNITS: readonly { readonly seconds: number; readonly name: Sql }[] = [
  { seconds: DAY, name: sql`DAY` },
  { seconds: 3_600, name: sql`HOUR` },
  { seconds: 60, name: sql`MINUTE` },
  { seconds: 1, name: sql`SECOND` },
];

/** `INTERVAL '75' MINUTE`: in the largest unit that divides. */
function interval(seconds: number): Sql {
  const unit = UNITS.find((unit) => seconds % unit.seconds === 0) ?? { seconds: 1, name: sql`SECOND` };
  return sql`INTERVAL ${stringLiteral(integerLiteral(seconds / unit.seconds))} ${unit.name}`;
}

/** A moment as text; the patterns are MySQL's (Trino, "Date and time functions: MySQL date functions"). */
function formatted(moment: Sql, pattern: string): Sql {
  return sql`date_format(${moment} AT TIME ZONE 'UTC', ${stringLiteral(pattern)})`;
}

const INSTANT = '%Y-%m-%dT%H:%i:%sZ';

/**
 * Conjuncts that select from the first parameter (in) to the second (out): ISO 8601 texts, whole seconds. Each stands
 * once, though it bounds both eventTime and the days, and directly in WHERE, the only clause that Athena takes one in
 * (docs/decisions/0011-prepared-statements.md): `nullif(least(from, edge), edge)` is `from` where the edge is later, and
 * NULL where it is not. The edge follows from the partition alone, so that an engine drops the partition unread.
 */
export function parameterPredicates(layout: PartitionLayout): readonly Sql[] {
  const bound = formatted(sql`from_iso8601_timestamp(?)`, INSTANT);
  const edge = (shift: Sql) => sql`CAST(${deliveryDay(layout)} ${shift} AS varchar)`;
  // A text of a day is less than every text of a moment in it.
  const end = edge(sql`+ INTERVAL '2' DAY`);
  const start = edge(sql`- INTERVAL '1' DAY`);
  return [
    sql`coalesce(eventtime >= nullif(least(${bound}, ${end}), ${end}), false)`,
    sql`coalesce(eventtime < nullif(greatest(${bound}, ${start}), ${start}), false)`,
  ];
}

/** The day of a partition as a date; NULL where a partition is named otherwise, and then it is never read. */
function deliveryDay(layout: PartitionLayout): Sql {
  switch (layout) {
    case 'projection':
      return sql`try_cast(replace(${identifier('timestamp')}, '/', '-') AS date)`;
    case 'region':
    case 'organization':
      return sql`try_cast(year || '-' || month || '-' || day AS date)`;
  }
}

/** Conjuncts that select the last `lookback` seconds. */
export function windowPredicates(lookback: number, layout: PartitionLayout): readonly Sql[] {
  const now = sql`current_timestamp`;
  const from = sql`(current_timestamp - ${interval(lookback)})`;
  return [
    ...partitionPredicates(lookback, layout),
    sql`eventtime >= ${formatted(from, INSTANT)}`,
    sql`eventtime <= ${formatted(now, INSTANT)}`,
  ];
}

/**
 * Conjuncts on the partition columns of days. `year` and `month` alone stand in conjuncts of their own: where such a
 * table is projected, Athena lists every partition that simple ones leave, and prunes them by the rest afterwards. All
 * regions and accounts are looked at.
 */
function partitionPredicates(lookback: number, layout: PartitionLayout): readonly Sql[] {
  const first = sql`(current_timestamp - ${interval(lookback + DAY)})`;
  const last = sql`(current_timestamp + ${interval(DAY)})`;
  const between = (what: Sql, pattern: string) =>
    sql`${what} BETWEEN ${formatted(first, pattern)} AND ${formatted(last, pattern)}`;
  switch (layout) {
    case 'projection':
      return [between(identifier('timestamp'), '%Y/%m/%d')];
    case 'region':
    case 'organization': {
      const months = sql`month IN (${formatted(first, '%m')}, ${formatted(last, '%m')})`;
      return [
        between(sql`year`, '%Y'),
        ...(lookback + 2 * DAY <= TWO_MONTHS ? [months] : []),
        between(sql`year || '-' || month || '-' || day`, '%Y-%m-%d'),
      ];
    }
  }
}
