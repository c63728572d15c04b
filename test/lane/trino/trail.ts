/**
 * A trail in folders of days, as a table of each Athena profile: what a deployed query is run on.
 *
 * Owns: folders, tables and partitions, and which folders a query may read. Partitions are made as the profile says: by
 * hand, or projected. Must not: run or explain a query.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import { PARTITION_COLUMNS } from '../../../src/targets/athena/partitions.ts';
import { PROFILES, type Profile } from '../../../src/targets/athena/profiles.ts';
import type { Server } from './server.ts';
import { trinoColumns, writeLines } from './table.ts';

/** A folder of a trail: the records that CloudTrail delivered on one day in one region. */
export interface Folder {
  readonly region: string;
  /** `2026-11-21`, in UTC. */
  readonly day: string;
  readonly events: readonly CloudTrailEvent[];
}

export const HOME_REGION = 'us-east-1';
export const ACCOUNT = '111122223333';
export const TABLE = 'cloudtrail_logs';

/** The schema that holds the table of a profile. */
export const schemaOf = ({ name }: Profile): string => `trail_${name.replaceAll('-', '_')}`;

/** Writes the folders, and makes a table of every profile over them. */
export async function createTrail({ client, folder }: Server, folders: readonly Folder[]): Promise<void> {
  const byName = join(folder, 'trail-by-name');
  const byDay = join(folder, 'trail-by-day');
  for (const { region, day, events } of folders) {
    const lines = events.map((event) => JSON.stringify(event));
    const [year, month, date] = day.split('-');
    // Trino finds partitions by itself in folders that are named so; a trail's own are made partitions one by one.
    const named = [`account=${ACCOUNT}`, `region=${region}`, `year=${year}`, `month=${month}`, `day=${date}`];
    writeLines(join(byName, ...named), lines);
    if (region === HOME_REGION) writeLines(join(byDay, ...day.split('-')), lines);
  }
  const locations = { region: join(byName, `account=${ACCOUNT}`), organization: byName, projection: byDay };
  for (const profile of PROFILES) {
    await client.rows(`CREATE SCHEMA ${schemaOf(profile)}`);
    await client.rows(tableStatement(profile, pathToFileURL(locations[profile.layout]).href));
    if (profile.layout !== 'projection') {
      await client.rows(`CALL system.sync_partition_metadata('${schemaOf(profile)}', '${TABLE}', 'ADD')`);
    }
  }
}

/** The table of a profile over the folders at `location`, under a name within the profile's schema. */
export function tableStatement(profile: Profile, location: string, name: string = TABLE): string {
  const names = PARTITION_COLUMNS[profile.layout];
  const projected = profile.layout === 'projection';
  const columns = names.map((name) => `"${name}" varchar${projected ? ` WITH (${DAYS})` : ''}`);
  const more = projected
    ? `, partition_projection_enabled = true, partition_projection_location_template = '${location}/\${timestamp}/'`
    : '';
  return `CREATE TABLE ${schemaOf(profile)}.${name} (${trinoColumns(profile.columns)}, ${columns.join(', ')})
  WITH (external_location = '${location}', format = 'OPENX_JSON',
    partitioned_by = ARRAY[${names.map((name) => `'${name}'`).join(', ')}]${more})`;
}

/** What the TBLPROPERTIES of templates/athena/table-projection.sql.hbs say, in Trino's words. */
const DAYS = [
  "partition_projection_type = 'date'",
  "partition_projection_format = 'yyyy/MM/dd'",
  'partition_projection_interval = 1',
  "partition_projection_interval_unit = 'DAYS'",
  "partition_projection_range = ARRAY['2020/01/01', 'NOW']",
].join(', ');

/** The days that a query of this lookback, in seconds, may read: a day on either side of its window (docs/athena.md). */
export function isDayRead(day: string, lookback: number, now: Date): boolean {
  return day >= dayOf(now, -lookback - DAY) && day <= dayOf(now, DAY);
}

/** Whether a table of this layout has the folder at all: a projected one is of one region, up to the present day. */
export function isInTable({ region, day }: Folder, { layout }: Profile, now: Date): boolean {
  return layout !== 'projection' || (region === HOME_REGION && day <= dayOf(now, 0));
}

/** The values of a folder's partition, by column. */
export function partitionOf({ region, day }: Folder, { layout }: Profile): ReadonlyMap<string, string> {
  const [year = '', month = '', date = ''] = day.split('-');
  const all: Readonly<Record<string, string>> = {
    account: ACCOUNT,
    region,
    year,
    month,
    day: date,
    timestamp: `${year}/${month}/${date}`,
  };
  return new Map(PARTITION_COLUMNS[layout].map((name) => [name, all[name] ?? '']));
}

/** Seconds. */
export const DAY = 86_400;

/** The day in UTC so many seconds later. */
export function dayOf(now: Date, seconds: number): string {
  return new Date(now.getTime() + seconds * 1_000).toISOString().slice(0, 10);
}
