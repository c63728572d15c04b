/**
 * `trailc backtest --engine duckdb`: log files, or Parquet.
 *
 * Owns: which of the two the inputs are, and what is said where DuckDB is missing. Must not: run queries itself.
 */
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { DUCKDB_PACKAGE, type DuckDbLibrary, loadDuckDb } from '../../duckdb/load.ts';
import { runOnLogs } from '../../engines/duckdb/json.ts';
import { openParquet } from '../../engines/duckdb/parquet.ts';
import { type RunOptions, runQueries } from '../../engines/run.ts';
import type { AskedRule } from '../../logs/backtest/question.ts';
import type { BacktestReport } from '../../logs/backtest/report.ts';
import { listFiles, STDIN } from '../../logs/inputs.ts';
import type { Profile } from '../../targets/athena/profiles.ts';
import { UsageError } from '../io.ts';

type Run = (rules: readonly AskedRule[], options: RunOptions) => Promise<BacktestReport>;

/** Throws UsageError where DuckDB is missing, or Parquet files cannot be the table of the profile. */
export async function duckDbRunner(
  inputs: readonly string[],
  profile: Profile,
  stdin: Readable,
): Promise<Run> {
  const library = await requireDuckDb();
  const paths = await parquetPaths(inputs);
  if (paths === undefined)
    return (rules, options) => runOnLogs(rules, inputs, { ...options, library, stdin });
  const opened = await openParquet(library, paths, profile);
  if ('reason' in opened) {
    throw new UsageError(
      `these Parquet files cannot be asked: ${opened.reason}.`,
      'They must have the columns of the Athena table, in lower case, as VARCHAR, STRUCT and arrays of STRUCT (docs/backtest.md); --profile names another table.',
    );
  }
  return async (rules, options) => {
    try {
      return await runQueries(rules, opened.ask, options);
    } finally {
      opened.close();
    }
  };
}

async function requireDuckDb(): Promise<DuckDbLibrary> {
  const loaded = await loadDuckDb();
  if (loaded.kind === 'loaded') return loaded.library;
  const why =
    loaded.kind === 'missing'
      ? 'which is optional and not installed'
      : `which cannot be loaded: ${loaded.reason}`;
  throw new UsageError(
    `--engine duckdb runs on DuckDB, ${why}.`,
    `Install it where trailc is: npm install --save-dev ${DUCKDB_PACKAGE}`,
  );
}

const isParquet = (path: string) => /\.parquet$/i.test(path);

/** Absolute paths where the inputs are Parquet; undefined where they are logs. The first file decides, and the rest must agree. */
async function parquetPaths(inputs: readonly string[]): Promise<readonly string[] | undefined> {
  const paths: string[] = [];
  for await (const file of listFiles(inputs)) {
    if (file.kind === 'unreadable') {
      if (paths.length === 0 && !isParquet(file.path)) return undefined;
      throw new UsageError(`${file.path} cannot be read: ${file.reason}.`);
    }
    if (file.path === STDIN || !isParquet(file.path)) {
      if (paths.length === 0) return undefined;
      throw new UsageError(
        `${file.path} is no Parquet file, and ${paths[0]} is.`,
        'Ask them one after the other.',
      );
    }
    paths.push(resolve(file.path));
  }
  return paths.length === 0 ? undefined : paths;
}
