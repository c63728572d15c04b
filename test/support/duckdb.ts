/**
 * Compiled Athena SQL on DuckDB, for tests: the table of `trailc verify` (src/duckdb/), filled at once.
 *
 * Owns: that a test fails where the library is missing or a condition is anything but true or false.
 */
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import { conditionValues, type SqlValue } from '../../src/duckdb/conditions.ts';
import { type DuckDbLibrary, loadDuckDb } from '../../src/duckdb/load.ts';
import { type AthenaTable, type DeliveryOf, openAthenaTable as open } from '../../src/duckdb/table.ts';
import { EXTENDED, type Profile } from '../../src/targets/athena/profiles.ts';

export type { AthenaTable, DeliveryOf };

async function library(): Promise<DuckDbLibrary> {
  const loaded = await loadDuckDb();
  if (loaded.kind !== 'loaded') throw new Error(`DuckDB cannot be loaded: ${JSON.stringify(loaded)}`);
  return loaded.library;
}

/** Opens a table with the events in it, in their order (`_row`); all were delivered today where nothing else is said. */
export async function openAthenaTable(
  events: readonly CloudTrailEvent[],
  profile: Profile = EXTENDED,
  deliveryOf: DeliveryOf = () => new Date(),
): Promise<AthenaTable> {
  const table = await open(await library(), profile);
  await table.fill(events, deliveryOf);
  return table;
}

/**
 * Verdicts of conditions on events: `verdicts[condition][event]`. A condition that is NULL on any row is an error: a
 * compiled condition has two values.
 */
export async function athenaVerdicts(
  conditions: readonly string[],
  events: readonly CloudTrailEvent[],
  profile: Profile = EXTENDED,
): Promise<boolean[][]> {
  const table = await openAthenaTable(events, profile);
  try {
    const values = await conditionValues(table, conditions, events.length);
    return values.map((row, at) => row.map((value) => verdictOf(value, conditions[at] ?? '')));
  } finally {
    table.close();
  }
}

function verdictOf(value: SqlValue, condition: string): boolean {
  if (typeof value === 'boolean') return value;
  throw new Error(`the condition is ${JSON.stringify(value)} on a row: ${condition}`);
}
