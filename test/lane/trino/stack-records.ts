/**
 * What lies in the table of a profile, as Trino reads its plain columns: which test's record, made when, in which folder.
 *
 * Owns: reading it back, so that nothing about the time of loading is assumed. Must not: run what is to be proved.
 */
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import type { RuleIr } from '../../../src/ir/rule.ts';
import { PARTITION_COLUMNS } from '../../../src/targets/athena/partitions.ts';
import type { Profile } from '../../../src/targets/athena/profiles.ts';
import type { Client } from './client.ts';
import { deliveredTests } from './deliveries.ts';
import { schemaOf, TABLE } from './trail.ts';

export interface StoredRecord {
  /** The event as it was loaded; its eventTime is a text of whole seconds. */
  readonly event: CloudTrailEvent;
  readonly id: string;
  readonly time: string;
  readonly partition: Partition;
}

export interface Partition {
  /** `2026-11-21` */
  readonly day: string;
  /** By column. */
  readonly values: ReadonlyMap<string, string>;
  /** Records in it, also those that no test made. */
  readonly lines: number;
}

export interface Stored {
  readonly partitions: readonly Partition[];
  readonly records: readonly StoredRecord[];
}

export async function storedIn(client: Client, rules: readonly RuleIr[], profile: Profile): Promise<Stored> {
  const columns = PARTITION_COLUMNS[profile.layout];
  const names = columns.map((name) => `"${name}"`).join(', ');
  const table = `${schemaOf(profile)}.${TABLE}`;
  const counted = await client.rows(`SELECT ${names}, count(*) FROM ${table} GROUP BY ${names}`);
  const partitions = counted.map((row): Partition => {
    const values = new Map(columns.map((name, at) => [name, String(row[at])]));
    return { day: dayIn(values), values, lines: Number(row[columns.length]) };
  });
  const byValues = new Map(partitions.map((partition) => [[...partition.values.values()].join(), partition]));
  const events = eventsById(rules);
  const rows = await client.rows(
    `SELECT eventid, eventtime, ${names} FROM ${table} WHERE eventid IS NOT NULL`,
  );
  const records = rows.map(([id, time, ...values]): StoredRecord => {
    const event = events.get(String(id));
    const partition = byValues.get(values.join());
    if (event === undefined || partition === undefined) throw new Error(`no test made the record ${id}`);
    return { event: { ...event, eventTime: String(time) }, id: String(id), time: String(time), partition };
  });
  return { partitions, records };
}

function dayIn(values: ReadonlyMap<string, string>): string {
  const projected = values.get('timestamp');
  if (projected !== undefined) return projected.replaceAll('/', '-');
  return ['year', 'month', 'day'].map((name) => values.get(name)).join('-');
}

/** The records are the same whenever they are made, but for their times. */
function eventsById(rules: readonly RuleIr[]): ReadonlyMap<string, CloudTrailEvent> {
  const events = deliveredTests(rules, new Date()).flatMap((folder) => folder.events);
  return new Map(events.map((event) => [String(event.eventID), event]));
}
