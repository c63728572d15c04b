/**
 * A backtest of Parquet files on embedded DuckDB.
 *
 * Owns: the view over the files, what its columns must be, and streaming its rows. Texts of rules stand in what is run, so
 * the database reads these files and no other, and that cannot be changed by a statement. Must not: guess: a file whose
 * columns are other ones is refused.
 */

import { toDuckDb } from '../../duckdb/dialect.ts';
import { addTrinoFunctions } from '../../duckdb/functions.ts';
import type { Connection, DuckDbLibrary } from '../../duckdb/load.ts';
import type { Columns, ColumnType } from '../../targets/athena/columns.ts';
import type { Profile } from '../../targets/athena/profiles.ts';
import type { Ask } from '../engine.ts';
import { addFunctions, rowsOf, wordsOf } from './dialect.ts';

export interface ParquetTable {
  readonly ask: Ask;
  close(): void;
}

const SETTINGS = {
  threads: '2',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

/** Opens the files as `"security"."cloudtrail"`; or says why they cannot be that. Paths are absolute. */
export async function openParquet(
  library: DuckDbLibrary,
  paths: readonly string[],
  profile: Profile,
): Promise<ParquetTable | { readonly reason: string }> {
  const instance = await library.DuckDBInstance.create(':memory:', SETTINGS);
  const connection = await instance.connect();
  const close = () => {
    connection.closeSync();
    instance.closeSync();
  };
  const list = paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(', ');
  try {
    await connection.run(`SET allowed_paths = [${list}]`);
    await connection.run('SET enable_external_access = false');
    await connection.run('SET lock_configuration = true');
    await connection.run('CREATE SCHEMA security');
    await addTrinoFunctions(connection, library);
    await addFunctions({ query: (statement) => connection.run(statement) });
    // Files of other columns than the first are an error of DuckDB's own.
    await connection.run(`CREATE VIEW security.cloudtrail AS SELECT * FROM read_parquet([${list}])`);
    const wrong = await wrongColumns(connection, profile);
    if (wrong.length === 0) return { ask: askOn(connection), close };
    close();
    return {
      reason: `for the profile "${profile.name}", ${wrong.slice(0, SHOWN).join('; ')}${wrong.length > SHOWN ? `; and ${wrong.length - SHOWN} more` : ''}`,
    };
  } catch (error) {
    close();
    return { reason: `DuckDB says: ${wordsOf(error)}` };
  }
}

const SHOWN = 5;

/** What the columns of Athena's table are in Parquet, and these files have otherwise. */
async function wrongColumns(connection: Connection, { columns }: Profile): Promise<readonly string[]> {
  const described = await connection.runAndReadAll('DESCRIBE security.cloudtrail');
  const found = new Map(
    described.getRowsJS().map(([name, type]) => [String(name).toLowerCase(), String(type)]),
  );
  return [...columns].flatMap(([name, type]) => {
    const key = name.toLowerCase();
    const given = found.get(key);
    if (given === undefined) return [`the column "${key}" is missing`];
    return type.kind === 'map' || comparable(given) === typeText(type)
      ? []
      : [`the column "${key}" is ${given}, not ${typeText(type)}`];
  });
}

/** As DuckDB describes a type; names of members in lower case and without quotes, since they are plain words. */
const comparable = (type: string) =>
  type
    .replaceAll('"', '')
    .replace(
      /([A-Za-z_]+)( (?:VARCHAR|STRUCT|MAP))/g,
      (_, name: string, rest: string) => `${name.toLowerCase()}${rest}`,
    );

function typeText(type: ColumnType): string {
  switch (type.kind) {
    case 'text':
    case 'json':
      return 'VARCHAR';
    case 'map':
      return 'MAP(VARCHAR, VARCHAR)';
    case 'struct':
      return structText(type.members);
    case 'array':
      return `${structText(type.members)}[]`;
  }
}

const structText = (members: Columns) =>
  `STRUCT(${[...members].map(([name, type]) => `${name.toLowerCase()} ${typeText(type)}`).join(', ')})`;

function askOn(connection: Connection): Ask {
  return async function* ask(statement, signal) {
    const stop = () => connection.interrupt();
    signal.addEventListener('abort', stop, { once: true });
    let given = false;
    try {
      const result = await connection.stream(toDuckDb(statement));
      for await (const rows of result.yieldRowsJs()) {
        if (signal.aborted) break;
        if (rows.length === 0) continue;
        given = true;
        yield { kind: 'rows', rows: rowsOf(rows) };
      }
      yield signal.aborted ? STOPPED : { kind: 'end', state: 'done', reason: null, bytes: null };
    } catch (error) {
      yield signal.aborted
        ? STOPPED
        : {
            kind: 'end',
            state: 'failed',
            reason: `DuckDB says: ${wordsOf(error)}`,
            bytes: null,
            tooMuch: !given,
          };
    } finally {
      signal.removeEventListener('abort', stop);
    }
  };
}

const STOPPED = { kind: 'end', state: 'cancelled', reason: 'You stopped it.', bytes: null } as const;
