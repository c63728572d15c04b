/**
 * `trailc backtest --engine …`: which engine, and what it is given.
 *
 * Owns: from options to a run or a plan; what is said where a library is missing. Each engine is loaded only when it is
 * asked for. Must not: speak a protocol.
 */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { append } from '../../base/result.ts';
import type { EnvironmentDocument } from '../../content/document.ts';
import { planOf } from '../../engines/plan.ts';
import { type RunOptions, runQueries } from '../../engines/run.ts';
import type { Source } from '../../engines/select.ts';
import type { BacktestOptions } from '../../logs/backtest/backtest.ts';
import type { AskedRule } from '../../logs/backtest/question.ts';
import type { Range } from '../../logs/backtest/range.ts';
import type { BacktestReport } from '../../logs/backtest/report.ts';
import { isIdentifier } from '../../targets/athena/literals.ts';
import { EXTENDED } from '../../targets/athena/profiles.ts';
import { profileOf } from '../../targets/athena/settings.ts';
import { type Io, UsageError } from '../io.ts';
import { parallelOf, tableParts, trinoAccess, usdPerTbOf } from './engine-access.ts';
import type { EngineName, EngineOptions } from './engine-options.ts';

export interface EngineInput {
  readonly name: EngineName;
  readonly options: EngineOptions & { readonly format: string };
  readonly events: readonly string[];
  readonly environment: EnvironmentDocument;
  readonly range: Range;
}

export interface OpenedEngine {
  run(
    rules: readonly AskedRule[],
    options: BacktestOptions & Pick<RunOptions, 'signal' | 'onAsked'>,
  ): Promise<BacktestReport>;
  /** What it would read, as text; runs nothing. */
  plan(rules: readonly AskedRule[]): Promise<string>;
}

/** Undefined with an error in `found`. Throws UsageError for options, and for what is not installed. */
export async function openEngine(
  input: EngineInput,
  found: Diagnostic[],
  io: Io,
): Promise<OpenedEngine | undefined> {
  const { name, options, environment, range } = input;
  if (options.dryRun === true && options.format !== 'pretty' && options.format !== 'json')
    throw new UsageError('--dry-run prints with --format pretty or json alone.');
  const wanted = options.profile ?? (name === 'duckdb' ? EXTENDED.name : undefined);
  const { value: profile, diagnostics } = profileOf(environment, wanted);
  append(found, diagnostics);
  if (profile === undefined) return undefined;
  const table = tableOf(input);
  const layout = name === 'duckdb' ? undefined : profile.layout;
  const source: Source = { table, profile, range, layout };
  const shownTable = name === 'duckdb' ? input.events.join(' ') : table.join('.');
  const run = options.dryRun === true ? NOT_RUN : await runnerOf(input, source, io);
  const parallel = name === 'duckdb' ? 1 : parallelOf(options);
  return {
    run: (rules, more) => run(rules, { ...more, engine: name, shownTable, source, parallel }),
    plan: async (rules) => {
      const { planAsJson, renderPlan } = await import('./engine-plan.ts');
      const plan = planOf(rules, { engine: name, table: shownTable, source });
      return options.format === 'json' ? planAsJson(plan) : renderPlan(plan, { color: io.color.out });
    },
  };
}

type Run = (rules: readonly AskedRule[], options: RunOptions) => Promise<BacktestReport>;

/** With --dry-run no engine is opened, so that there need not be one. */
const NOT_RUN: Run = () => Promise.reject(new Error('a plan is not run'));

function tableOf({ name, options, environment }: EngineInput): readonly string[] {
  switch (name) {
    case 'duckdb':
      return EMBEDDED;
    case 'trino': {
      const parts = options.table === undefined ? [] : tableParts(options.table);
      if (parts.length === 3) return parts;
      throw new UsageError('--engine trino needs --table CATALOG.SCHEMA.TABLE.');
    }
    case 'athena': {
      const { database, table } = environment.athena;
      const parts = options.table === undefined ? [table] : tableParts(options.table);
      const [first = '', second] = parts;
      if (parts.length > 2)
        throw new UsageError(
          '--table takes TABLE or DATABASE.TABLE on Athena.',
          'Name the catalog with --catalog.',
        );
      if (second !== undefined && options.database !== undefined)
        throw new UsageError('--table names a database, and so does --database.', 'Leave out one of them.');
      const named = second === undefined ? [options.database ?? database, first] : [first, second];
      if (named.every(isIdentifier)) return named;
      throw new UsageError('--database is no name of a database.');
    }
  }
}

/** The table that src/engines/duckdb makes. */
const EMBEDDED = ['security', 'cloudtrail'];

/** Opens what the run needs; nothing is asked yet. */
async function runnerOf(input: EngineInput, source: Source, io: Io): Promise<Run> {
  const { name, options, events } = input;
  switch (name) {
    case 'duckdb':
      return (await import('./engine-duckdb.ts')).duckDbRunner(events, source.profile, io.stdin);
    case 'trino': {
      const access = trinoAccess(options, process.env);
      const { trinoAsk } = await import('../../engines/trino/ask.ts');
      return (rules, run) => runQueries(rules, trinoAsk(access), run);
    }
    case 'athena':
      return athenaRunner(input, source, io);
  }
}

async function athenaRunner({ options, range }: EngineInput, source: Source, io: Io): Promise<Run> {
  const { workgroup, catalog = 'AwsDataCatalog', outputLocation, region } = options;
  if (workgroup === undefined)
    throw new UsageError('--engine athena needs --workgroup.', 'Athena has one named primary.');
  if (outputLocation !== undefined && !/^s3:\/\/[^/]+\//.test(outputLocation))
    throw new UsageError('--output-location takes a folder such as s3://BUCKET/FOLDER/.');
  const { ATHENA_PACKAGE, loadAthena, openAthena } = await import('../../engines/athena/sdk.ts');
  const { USD_PER_TB } = await import('../../engines/cost.ts');
  const { athenaAsk } = await import('../../engines/athena/ask.ts');
  const usdPerTb = usdPerTbOf(options, USD_PER_TB);
  const loaded = await loadAthena();
  if (loaded.kind !== 'loaded') {
    const why =
      loaded.kind === 'missing'
        ? 'which is optional and not installed'
        : `which cannot be loaded: ${loaded.reason}`;
    throw new UsageError(
      `--engine athena uses AWS's client of Athena, ${why}.`,
      `Install it where trailc is: npm install --save-dev ${ATHENA_PACKAGE}`,
    );
  }
  const [database = ''] = source.table;
  const api = openAthena(loaded.library, {
    workgroup,
    database,
    catalog,
    ...(outputLocation === undefined ? {} : { outputLocation }),
    ...(region === undefined ? {} : { region }),
  });
  return async (rules, run) => {
    if (range.from === undefined) io.err(WHOLE);
    try {
      return await runQueries(rules, athenaAsk(api), { ...run, usdPerTb });
    } finally {
      api.close();
    }
  };
}

const WHOLE = 'Every day that the table has is read; --from limits it, and --dry-run shows the query.\n';
