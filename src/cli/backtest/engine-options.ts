/**
 * The options with which a backtest runs elsewhere.
 *
 * Owns: which there are and which go together. Every backtest loads it. Must not: read their values (engine-access.ts).
 */
import type { QueriesRun } from '../../logs/backtest/report.ts';
import { flagOf } from '../definition.ts';
import { UsageError } from '../io.ts';

export type EngineName = QueriesRun['engine'];

export interface EngineOptions {
  readonly engine?: EngineName;
  readonly table?: string;
  readonly profile?: string;
  readonly parallel?: string;
  readonly dryRun?: boolean;
  readonly server?: string;
  readonly user?: string;
  readonly workgroup?: string;
  readonly database?: string;
  readonly catalog?: string;
  readonly outputLocation?: string;
  readonly region?: string;
  readonly usdPerTb?: string;
}

/** The engines that have a use for each option. */
const USED_BY: { readonly [K in Exclude<keyof EngineOptions, 'engine'>]-?: readonly EngineName[] } = {
  table: ['trino', 'athena'],
  profile: ['duckdb', 'trino', 'athena'],
  parallel: ['trino', 'athena'],
  dryRun: ['duckdb', 'trino', 'athena'],
  server: ['trino'],
  user: ['trino'],
  workgroup: ['athena'],
  database: ['athena'],
  catalog: ['athena'],
  outputLocation: ['athena'],
  region: ['athena'],
  usdPerTb: ['athena'],
};

/** The engine that is asked for; undefined: trailc itself. Throws UsageError for options that do not go together. */
export function engineNamed(options: EngineOptions, events: readonly string[]): EngineName | undefined {
  const { engine } = options;
  for (const [name, engines] of Object.entries(USED_BY)) {
    if (options[name as keyof typeof USED_BY] === undefined) continue;
    if (engine !== undefined && engines.includes(engine)) continue;
    const wanted = engines.map((one) => `--engine ${one}`).join(' or ');
    throw new UsageError(`${flagOf(name)} has no use without ${wanted}.`);
  }
  if (engine === 'trino' || engine === 'athena') {
    if (events.length > 0)
      throw new UsageError(`--engine ${engine} reads a table and no files.`, `Leave out ${events[0]}.`);
  } else if (events.length === 0) {
    throw new UsageError(
      'no logs are named.',
      'Name files or folders, "-" for standard input, or a table with --engine trino or --engine athena.',
    );
  }
  return engine;
}
