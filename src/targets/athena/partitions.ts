/**
 * How the folders of a trail become partitions of a table.
 *
 * Owns: the partition columns of each layout. All are text with leading zeros, and days are days of delivery in UTC: the
 * folder that CloudTrail wrote a file to. Must not: compute a time (window.ts does).
 */

/**
 * - region        by hand: `.../CloudTrail/REGION/YYYY/MM/DD/` of one account
 * - projection    partition projection over the days of one region: `"timestamp"` is `YYYY/MM/DD`
 * - organization  by hand, over the accounts of an organization: `.../ORGANIZATION/ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/`
 */
export type PartitionLayout = 'region' | 'projection' | 'organization';

/** Athena User Guide, "Query AWS CloudTrail logs", the three ways to create the table. */
export const PARTITION_COLUMNS: { readonly [L in PartitionLayout]: readonly string[] } = {
  region: ['region', 'year', 'month', 'day'],
  projection: ['timestamp'],
  organization: ['account', 'region', 'year', 'month', 'day'],
};
