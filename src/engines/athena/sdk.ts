/**
 * AWS's client of Athena, which is optional: loaded when a backtest runs there, and not before.
 *
 * Owns: the only import of it; the four calls that a query takes. Credentials, region and retries (throttling among them)
 * are the SDK's own, from its usual places. Must not: decide what an answer means.
 */
import type { AthenaClient } from '@aws-sdk/client-athena';
import type { Row } from '../engine.ts';

type Library = typeof import('@aws-sdk/client-athena');

const PACKAGE = '@aws-sdk/client-athena';
/** What `npm install` takes. */
export const ATHENA_PACKAGE = `${PACKAGE}@3`;

export type Loaded =
  | { readonly kind: 'loaded'; readonly library: Library }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unusable'; readonly reason: string };

/** Loads it from beside trailc, as Node resolves it. `name` is another one in tests only. Never throws. */
export async function loadAthena(name: string = PACKAGE): Promise<Loaded> {
  try {
    // Not a literal: the command is bundled, and this library stays outside.
    return { kind: 'loaded', library: await import(name) };
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    const missing = code === 'ERR_MODULE_NOT_FOUND' && reason.includes(`'${name}'`);
    return missing ? { kind: 'missing' } : { kind: 'unusable', reason };
  }
}

export interface AthenaSettings {
  readonly workgroup: string;
  readonly database: string;
  readonly catalog: string;
  /** `s3://…` for the results; absent where the workgroup has one. */
  readonly outputLocation?: string;
  /** Otherwise from the SDK's usual places. */
  readonly region?: string;
}

export interface Looked {
  /** QUEUED, RUNNING, SUCCEEDED, FAILED or CANCELLED. */
  readonly state: string;
  /** Athena's words for a query that failed or was cancelled. */
  readonly reason: string;
  readonly bytes: number | null;
}

export interface ResultPage {
  /** The header too, on the first page. */
  readonly rows: readonly Row[];
  readonly columns: readonly string[];
  readonly next: string | undefined;
}

/** Each call rejects with the SDK's error, after its retries. */
export interface AthenaApi {
  /** The query's id. Two calls with one token start one query. */
  start(statement: string, token: string): Promise<string>;
  look(queryId: string): Promise<Looked>;
  /** Results from a page's `next`; from the first page on without one. */
  page(queryId: string, next: string | undefined): Promise<ResultPage>;
  stop(queryId: string): Promise<void>;
  close(): void;
}

const ATTEMPTS = 8;

export function openAthena(library: Library, settings: AthenaSettings): AthenaApi {
  const { workgroup, database, catalog, outputLocation, region } = settings;
  const client: AthenaClient = new library.AthenaClient({
    maxAttempts: ATTEMPTS,
    retryMode: 'adaptive',
    ...(region === undefined ? {} : { region }),
  });
  return {
    start: async (statement, token) => {
      const { QueryExecutionId: id } = await client.send(
        new library.StartQueryExecutionCommand({
          QueryString: statement,
          ClientRequestToken: token,
          WorkGroup: workgroup,
          QueryExecutionContext: { Database: database, Catalog: catalog },
          ...(outputLocation === undefined
            ? {}
            : { ResultConfiguration: { OutputLocation: outputLocation } }),
        }),
      );
      if (id === undefined) throw new Error('Athena gave the query no id');
      return id;
    },
    look: async (id) => {
      const { QueryExecution: found } = await client.send(
        new library.GetQueryExecutionCommand({ QueryExecutionId: id }),
      );
      return {
        state: found?.Status?.State ?? '',
        reason: found?.Status?.StateChangeReason ?? found?.Status?.AthenaError?.ErrorMessage ?? '',
        bytes: found?.Statistics?.DataScannedInBytes ?? null,
      };
    },
    page: async (id, next) => {
      const { ResultSet: set, NextToken: after } = await client.send(
        new library.GetQueryResultsCommand({
          QueryExecutionId: id,
          MaxResults: MOST_ROWS,
          ...(next === undefined ? {} : { NextToken: next }),
        }),
      );
      return {
        rows: (set?.Rows ?? []).map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue ?? null)),
        columns: (set?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Name = '' }) => Name),
        next: after,
      };
    },
    stop: async (id) => {
      await client.send(new library.StopQueryExecutionCommand({ QueryExecutionId: id }));
    },
    close: () => client.destroy(),
  };
}

/** Athena API Reference, "GetQueryResults: MaxResults". */
const MOST_ROWS = 1000;
