/**
 * The DuckDB library, which is optional: loaded when a command needs it, and not before.
 *
 * Owns: the only import of it, and what is said where it cannot be had. Its types come from here too. Must not: run a
 * query.
 */
import type { DuckDBConnection, DuckDBScalarFunction } from '@duckdb/node-api';

export type Connection = DuckDBConnection;
export type ScalarFunction = DuckDBScalarFunction;
export type DuckDbLibrary = typeof import('@duckdb/node-api');

const PACKAGE = '@duckdb/node-api';

/** What `npm install` takes: the version that trailc is tested with. */
export const DUCKDB_PACKAGE = `${PACKAGE}@1.5.5-r.5`;

export type Loaded =
  | { readonly kind: 'loaded'; readonly library: DuckDbLibrary }
  /** Not installed where trailc is. */
  | { readonly kind: 'missing' }
  /** Installed, and cannot be used: a platform without its binary, or another version. */
  | { readonly kind: 'unusable'; readonly reason: string };

/**
 * Loads the library from beside trailc, as Node resolves it; the folder trailc is run in has no say, so that no
 * repository of rules brings code of its own. `name` is another one in tests only. Never throws.
 */
export async function loadDuckDb(name: string = PACKAGE): Promise<Loaded> {
  let library: DuckDbLibrary;
  try {
    // Not a literal: the command is bundled, and this library stays outside.
    library = await import(name);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const [reason = ''] = text.split('\n');
    return codeOf(error) === 'ERR_MODULE_NOT_FOUND' && reason.includes(`'${name}'`)
      ? { kind: 'missing' }
      : { kind: 'unusable', reason };
  }
  return typeof library.DuckDBScalarFunction?.create === 'function'
    ? { kind: 'loaded', library }
    : { kind: 'unusable', reason: 'it is of a version without functions of the caller' };
}

const codeOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
