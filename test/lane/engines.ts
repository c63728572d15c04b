/**
 * Every engine of the lane, by the word that `--only` takes.
 *
 * Owns: the list. Must not: know how an engine is asked.
 */
import type { Engine } from './executor.ts';
import { duckDb } from './in-process.ts';
import { sigmaEngines } from './sigma/engines.ts';
import { splEngines } from './spl.ts';
import { athenaBreaks } from './trino/assume.ts';
import { trino } from './trino/engine.ts';

export const ENGINES: readonly { readonly key: string; readonly engine: Engine }[] = [
  { key: 'duckdb', engine: duckDb(athenaBreaks) },
  { key: 'trino', engine: trino },
  { key: 'spl', engine: splEngines.raw },
  { key: 'spl-extracted', engine: splEngines.extracted },
  { key: 'rsigma', engine: sigmaEngines.rsigma },
  { key: 'sqlite', engine: sigmaEngines.sqlite },
];
