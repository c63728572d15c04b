/**
 * A table `"security"."cloudtrail"` of one profile on embedded DuckDB, on which SQL for Athena runs.
 *
 * Owns: the database and its life. Texts of rules stand in what is run, so the database can neither open a file nor
 * load an extension, and that cannot be changed by a statement. Must not: know conditions.
 */
import type { CloudTrailEvent } from '../cloudtrail/event.ts';
import type { Profile } from '../targets/athena/profiles.ts';
import { toDuckDb } from './dialect.ts';
import { addTrinoFunctions } from './functions.ts';
import type { Connection, DuckDbLibrary } from './load.ts';
import { rowOf, structureOf } from './rows.ts';

/** The day on which an event was delivered, from which its partition follows. */
export type DeliveryOf = (event: CloudTrailEvent) => Date;

export interface AthenaTable {
  /** Of DuckDB: `1.5.5`. */
  readonly version: string;
  /** Puts these events into the table, in their order (`_row`), in the place of those it holds. */
  fill(events: readonly CloudTrailEvent[], deliveryOf?: DeliveryOf): Promise<void>;
  /** Every row of a statement for Athena, values by position. Rejects where DuckDB refuses the statement or fails. */
  query(statement: string): Promise<readonly (readonly unknown[])[]>;
  close(): void;
}

const SETTINGS = {
  threads: '2',
  enable_external_access: 'false',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

/** Opens an empty table in memory. */
export async function openAthenaTable(library: DuckDbLibrary, profile: Profile): Promise<AthenaTable> {
  const instance = await library.DuckDBInstance.create(':memory:', SETTINGS);
  const connection = await instance.connect();
  await connection.run('SET lock_configuration = true');
  await connection.run('CREATE SCHEMA security');
  await addTrinoFunctions(connection, library);
  await fillTable(connection, profile, []);
  return {
    version: library.version().replace(/^v/, ''),
    fill: (events, deliveryOf) => fillTable(connection, profile, events, deliveryOf),
    query: async (statement) => (await connection.runAndReadAll(toDuckDb(statement))).getRowsJS(),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function fillTable(
  connection: Connection,
  profile: Profile,
  events: readonly CloudTrailEvent[],
  deliveryOf?: DeliveryOf,
): Promise<void> {
  await connection.run('CREATE OR REPLACE TABLE lines (_row INTEGER, line VARCHAR)');
  const appender = await connection.createAppender('lines');
  for (const [row, event] of events.entries()) {
    appender.appendInteger(row);
    appender.appendVarchar(rowOf(event, profile, deliveryOf?.(event)));
    appender.endRow();
  }
  appender.closeSync();
  await connection.run(
    `CREATE OR REPLACE TABLE security.cloudtrail AS
     SELECT _row, unnest(json_transform(line, '${structureOf(profile)}')) FROM lines`,
  );
  await connection.run('DROP TABLE lines');
}
