/**
 * Runs compiled Athena SQL on DuckDB.
 *
 * Owns: the table as the SerDe fills it, and the functions of Trino that DuckDB lacks or has otherwise. Nothing here
 * knows the printers: the table follows the profile, the functions follow Trino's documentation. The only importer of
 * the DuckDB library.
 */
import { type DuckDBConnection, DuckDBInstance, DuckDBScalarFunction, VARCHAR } from '@duckdb/node-api';
import { type CloudTrailEvent, isJsonObject, type Json } from '../../src/cloudtrail/event.ts';
import type { Columns, ColumnType } from '../../src/targets/athena/columns.ts';
import { PARTITION_COLUMNS } from '../../src/targets/athena/partitions.ts';
import { EXTENDED, type Profile } from '../../src/targets/athena/profiles.ts';
import { ipOf } from './ip-of.ts';
import { toDuckDb } from './trino-dialect.ts';

/**
 * - json_extract_scalar  NULL on text that is no JSON, on null, objects and arrays; Trino's path becomes a JSON pointer,
 *                        in which, as in Trino, a number also means an element of an array
 * - json_format          the JSON text of a JSON value
 * - regexp_like          whether the pattern matches somewhere
 * - regexp_extract       NULL where the pattern does not match
 * - date_format          MySQL's patterns, as far as they are used
 */
const TRINO = String.raw`
CREATE MACRO trino_pointer(p) AS array_to_string(list_transform(
  regexp_extract_all(p, '\.[A-Za-z0-9_:]+|\["(?:[^"\\]|\\.)*"\]', 0),
  lambda step: '/' || replace(replace(
    CASE WHEN starts_with(step, '.') THEN substr(step, 2)
         ELSE regexp_replace(substr(step, 3, length(step) - 4), '\\(["\\])', '\1', 'g') END,
    '~', '~0'), '/', '~1')), '');
CREATE MACRO json_extract_scalar(j, p) AS
  CASE WHEN json_valid(j) AND json_type(j, trino_pointer(p)) NOT IN ('OBJECT', 'ARRAY', 'NULL')
       THEN json_extract_string(j, trino_pointer(p)) END;
CREATE MACRO json_extract(j, p) AS CASE WHEN json_valid(j) THEN system.main.json_extract(j, trino_pointer(p)) END;
CREATE MACRO json_format(j) AS CAST(j AS varchar);
CREATE MACRO cardinality(l) AS len(l);
CREATE MACRO regexp_like(x, p) AS regexp_matches(x, p);
CREATE MACRO regexp_extract(x, p, g) AS list_extract(regexp_extract_all(x, p, g), 1);
CREATE MACRO date_format(t, f) AS strftime(t, replace(replace(f, '%i', '%M'), '%s', '%S'));
`;

/** Conditions in one statement. */
const BATCH = 100;

export interface AthenaTable {
  /** Every row of a statement, values by position, as text or boolean. */
  query(statement: string): Promise<readonly (readonly unknown[])[]>;
  close(): void;
}

/** The day on which an event was delivered, from which its partition follows; the current one where it is not given. */
export type DeliveryOf = (event: CloudTrailEvent) => Date;

/** Opens a table `"security"."cloudtrail"` with Trino's functions and the events in it, in their order (`_row`). */
export async function openAthenaTable(
  events: readonly CloudTrailEvent[],
  profile: Profile = EXTENDED,
  deliveryOf: DeliveryOf = () => new Date(),
): Promise<AthenaTable> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run('SET threads TO 2');
  for (const statement of TRINO.split(';\n')) {
    if (statement.trim() !== '') await connection.run(statement);
  }
  connection.registerScalarFunction(ipFunction());
  await fill(connection, events, profile, deliveryOf);
  return {
    query: async (statement) => (await connection.runAndReadAll(toDuckDb(statement))).getRowsJS(),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
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
    const verdicts: boolean[][] = [];
    for (let at = 0; at < conditions.length; at += BATCH) {
      const batch = conditions.slice(at, at + BATCH);
      const columns = batch.map((condition, index) => `(${condition}) AS c${index}`).join(',\n');
      const rows = await table.query(`SELECT ${columns} FROM "security"."cloudtrail" ORDER BY _row`);
      for (const [index, condition] of batch.entries()) {
        verdicts.push(rows.map((row) => verdictOf(row[index], condition)));
      }
    }
    return verdicts;
  } finally {
    table.close();
  }
}

function verdictOf(value: unknown, condition: string): boolean {
  if (typeof value === 'boolean') return value;
  throw new Error(`the condition is ${String(value)} on a row: ${condition}`);
}

async function fill(
  connection: DuckDBConnection,
  events: readonly CloudTrailEvent[],
  profile: Profile,
  deliveryOf: DeliveryOf,
): Promise<void> {
  await connection.run('CREATE TABLE lines (_row INTEGER, line VARCHAR)');
  const appender = await connection.createAppender('lines');
  for (const [row, event] of events.entries()) {
    const partitions = partitionOf(deliveryOf(event), profile);
    appender.appendInteger(row);
    appender.appendVarchar(utf8(JSON.stringify({ ...fillColumns(event, profile.columns), ...partitions })));
    appender.endRow();
  }
  appender.closeSync();
  const names = PARTITION_COLUMNS[profile.layout];
  const partitions = Object.fromEntries(names.map((name) => [name, 'VARCHAR']));
  const structure = JSON.stringify({ ...structureOf(profile.columns), ...partitions });
  await connection.run('CREATE SCHEMA security');
  await connection.run(
    `CREATE TABLE security.cloudtrail AS
     SELECT _row, unnest(json_transform(line, '${structure}')) FROM lines`,
  );
  await connection.run('DROP TABLE lines');
}

/** A lone surrogate escape is no JSON to DuckDB; a SerDe writes the replacement character or a question mark. */
function utf8(json: string): string {
  return json.replace(/\\u[dD][89a-fA-F][0-9a-fA-F]{2}/g, '\\ufffd');
}

function structureOf(columns: Columns): Record<string, unknown> {
  const typeOf = (type: ColumnType): unknown => {
    switch (type.kind) {
      case 'text':
      case 'json':
      case 'map':
        return 'VARCHAR';
      case 'struct':
        return structureOf(type.members);
      case 'array':
        return [structureOf(type.members)];
    }
  };
  return Object.fromEntries([...columns].map(([name, type]) => [name.toLowerCase(), typeOf(type)]));
}

/** What OPENX_JSON puts into the columns; keys ignore case and the last of two wins. */
function fillColumns(value: Json | undefined, columns: Columns): Record<string, unknown> | null {
  if (!isJsonObject(value)) return null;
  const byName = new Map(Object.entries(value).map(([key, member]) => [key.toLowerCase(), member]));
  return Object.fromEntries(
    [...columns].map(([name, type]) => {
      const key = name.toLowerCase();
      return [key, fillColumn(byName.get(key), type)];
    }),
  );
}

function fillColumn(value: Json | undefined, type: ColumnType): unknown {
  if (value === undefined || value === null) return null;
  switch (type.kind) {
    case 'text':
    case 'json':
    case 'map':
      if (typeof value === 'string') return value;
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    case 'struct':
      return fillColumns(value, type.members);
    case 'array': {
      const elements: readonly Json[] = Array.isArray(value) ? value : [value as Json];
      return elements.map((element) => fillColumns(element, type.members));
    }
  }
}

/** The partition of a day in UTC, in one region of one account. */
function partitionOf(delivery: Date, { layout }: Profile): Record<string, string | undefined> {
  const [year = '', month = '', day = ''] = delivery.toISOString().slice(0, 10).split('-');
  const timestamp = `${year}/${month}/${day}`;
  const all: Record<string, string> = {
    account: '111122223333',
    region: 'us-east-1',
    year,
    month,
    day,
    timestamp,
  };
  return Object.fromEntries(PARTITION_COLUMNS[layout].map((name) => [name, all[name]]));
}

/** `ip_of`, which stands in for casts to IPADDRESS. */
function ipFunction(): DuckDBScalarFunction {
  return DuckDBScalarFunction.create({
    name: 'ip_of',
    parameterTypes: [VARCHAR],
    returnType: VARCHAR,
    mainFunction: (_, input, output) => {
      const texts = input.getColumnVector(0);
      for (let row = 0; row < input.rowCount; row += 1) {
        const text = texts.getItem(row);
        output.setItem(row, (typeof text === 'string' ? ipOf(text) : undefined) ?? null);
      }
      output.flush();
    },
  });
}
