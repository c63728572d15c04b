/**
 * The tables that events may be stored in: which columns, and which folders are partitions.
 *
 * Owns: the profiles by name. Must not: print SQL.
 */
import { type Columns, DOCUMENTED_COLUMNS, EXTENDED_COLUMNS } from './columns.ts';
import type { PartitionLayout } from './partitions.ts';

export interface Profile {
  readonly name: string;
  readonly description: string;
  readonly columns: Columns;
  readonly layout: PartitionLayout;
}

export const DOCUMENTED: Profile = {
  name: 'documented',
  description: "AWS's documented table, partitioned by hand by region, year, month and day.",
  columns: DOCUMENTED_COLUMNS,
  layout: 'region',
};

const PROJECTION: Profile = {
  name: 'projection',
  description: 'AWS\'s documented table with partition projection: one region, the day in "timestamp".',
  columns: DOCUMENTED_COLUMNS,
  layout: 'projection',
};

const ORGANIZATION: Profile = {
  name: 'organization',
  description: "AWS's documented table for an organization's trail, partitioned by account, region and day.",
  columns: DOCUMENTED_COLUMNS,
  layout: 'organization',
};

export const EXTENDED: Profile = {
  name: 'extended',
  description: 'The documented table and the fields it lacks, the source identity first among them.',
  columns: EXTENDED_COLUMNS,
  layout: 'region',
};

const EXTENDED_PROJECTION: Profile = {
  name: 'extended-projection',
  description: 'The extended columns with partition projection.',
  columns: EXTENDED_COLUMNS,
  layout: 'projection',
};

const EXTENDED_ORGANIZATION: Profile = {
  name: 'extended-organization',
  description: "The extended columns for an organization's trail.",
  columns: EXTENDED_COLUMNS,
  layout: 'organization',
};

export const PROFILES: readonly Profile[] = [
  DOCUMENTED,
  PROJECTION,
  ORGANIZATION,
  EXTENDED,
  EXTENDED_PROJECTION,
  EXTENDED_ORGANIZATION,
];

export function findProfile(name: string): Profile | undefined {
  return PROFILES.find((profile) => profile.name === name);
}
