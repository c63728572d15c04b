/**
 * A backtest on Trino over HTTP: the product's own client and statements, on a table in folders of days.
 *
 * Owns: the checks: that evaluator, DuckDB and Trino give the same report on the same events, that a window reads its days
 * alone, and that a query which nobody waits for is stopped on the server. Must not: know the protocol.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import type { Content } from '../../../src/content/document.ts';
import { loadDuckDb } from '../../../src/duckdb/load.ts';
import { EMBEDDED_TABLE, runOnLogs } from '../../../src/engines/duckdb/json.ts';
import { type RunOptions, runQueries } from '../../../src/engines/run.ts';
import { trinoAsk } from '../../../src/engines/trino/ask.ts';
import { type AskedRule, askedRule } from '../../../src/logs/backtest/question.ts';
import type { Range } from '../../../src/logs/backtest/range.ts';
import type { BacktestReport } from '../../../src/logs/backtest/report.ts';
import { PARTITION_COLUMNS } from '../../../src/targets/athena/partitions.ts';
import { EXTENDED } from '../../../src/targets/athena/profiles.ts';
import { evaluated } from '../../engines/evaluated.ts';
import { FIRST, generatedEvents, STEP } from '../../engines/events.ts';
import type { Check, Finding } from '../check.ts';
import { shippedRules } from './deployed.ts';
import type { Server } from './server.ts';
import { trinoColumns } from './table.ts';

const SCHEMA = 'backtest';
const TABLE = 'events';

/** All of it; and a sixth in its middle, whose bounds are no midnights and no whole seconds. */
const rangesOf = (count: number): readonly { readonly name: string; readonly range: Range }[] => [
  { name: 'everything', range: {} },
  {
    name: 'a window',
    range: { from: FIRST + Math.floor(count / 3) * STEP + 500, to: FIRST + Math.floor(count / 2) * STEP },
  },
];

export async function backtestChecks(
  server: Server,
  content: Content,
  count = 100_000,
): Promise<readonly Check[]> {
  const folder = join(server.folder, 'backtest');
  const rules = shippedRules(content).map(askedRule);
  const events = () => generatedEvents(content.rules, count);
  try {
    await createTable(server, folder, events());
    const same: Finding[] = [];
    const bytes: number[] = [];
    for (const { name, range } of rangesOf(count)) {
      const trino = await onTrino(server, rules, range);
      const others = {
        'the evaluator': await evaluated(rules, events(), range),
        DuckDB: await onDuckDb(rules, join(folder, 'all.json'), range),
      };
      for (const [other, report] of Object.entries(others))
        same.push(sameFinding(`${name}: ${other}`, trino, report));
      bytes.push(bytesOf(trino));
    }
    const by = `Trino ${server.release}`;
    return [
      {
        name: `a backtest of ${count} events gives the same report on the evaluator, DuckDB and Trino`,
        by,
        findings: same,
      },
      {
        name: 'a backtest on Trino over HTTP reads the days of its window alone, and stops its query when it is stopped',
        by,
        findings: [
          prunedFinding(bytes),
          await stoppedFinding(server, rules),
          await missingFinding(server, rules),
        ],
      },
    ];
  } finally {
    await server.client.rows(`DROP TABLE IF EXISTS ${SCHEMA}.${TABLE}`);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In folders by region and day, and once more in one file. */
async function createTable(
  { client }: Server,
  folder: string,
  events: Iterable<CloudTrailEvent>,
): Promise<void> {
  const lines = new Map<string, string[]>();
  const all: string[] = [];
  for (const event of events) {
    const [year, month, day] = String(event.eventTime).slice(0, 10).split('-');
    const place = join(`region=${event.awsRegion}`, `year=${year}`, `month=${month}`, `day=${day}`);
    const line = `${JSON.stringify(event)}\n`;
    all.push(line);
    const there = lines.get(place);
    if (there === undefined) lines.set(place, [line]);
    else there.push(line);
  }
  const trail = join(folder, 'trail');
  for (const [place, own] of lines) {
    mkdirSync(join(trail, place), { recursive: true });
    writeFileSync(join(trail, place, 'events.json'), own.join(''));
  }
  writeFileSync(join(folder, 'all.json'), all.join(''));
  const partitions = PARTITION_COLUMNS[EXTENDED.layout];
  await client.rows(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
  await client.rows(`CREATE TABLE ${SCHEMA}.${TABLE} (${trinoColumns(EXTENDED.columns)}, ${partitions.map((name) => `"${name}" varchar`).join(', ')})
  WITH (external_location = '${pathToFileURL(trail).href}', format = 'OPENX_JSON',
    partitioned_by = ARRAY[${partitions.map((name) => `'${name}'`).join(', ')}])`);
  await client.rows(`CALL system.sync_partition_metadata('${SCHEMA}', '${TABLE}', 'ADD')`);
}

function optionsOf(
  engine: 'trino' | 'duckdb',
  range: Range,
  signal = new AbortController().signal,
): RunOptions {
  const embedded = engine === 'duckdb';
  const table = embedded ? EMBEDDED_TABLE : ['hive', SCHEMA, TABLE];
  return {
    engine,
    shownTable: table.join('.'),
    source: { table, profile: EXTENDED, range, layout: embedded ? undefined : EXTENDED.layout },
    parallel: 4,
    signal,
  };
}

const askOn = ({ address }: Server) => trinoAsk({ url: address, user: 'lane' });

const onTrino = (server: Server, rules: readonly AskedRule[], range: Range): Promise<BacktestReport> =>
  runQueries(rules, askOn(server), optionsOf('trino', range));

async function onDuckDb(rules: readonly AskedRule[], path: string, range: Range): Promise<BacktestReport> {
  const loaded = await loadDuckDb();
  if (loaded.kind !== 'loaded') throw new Error('DuckDB is a development dependency');
  const { library } = loaded;
  return runOnLogs(rules, [path], { ...optionsOf('duckdb', range), library, stdin: Readable.from([]) });
}

/** Rule by rule; where an event lay is not known to an engine. */
function sameFinding(name: string, trino: BacktestReport, other: BacktestReport): Finding {
  const text = (value: unknown) => JSON.stringify(value, (key, member) => (key === 'origin' ? null : member));
  const different = trino.rules.filter((rule, at) => text(rule) !== text(other.rules[at]));
  const silent = trino.rules.filter(({ matches }) => matches === 0);
  const problems = [
    ...different.map(({ rule, matches }) => `${rule} (${matches} matches on Trino) differs`),
    ...silent.map(({ rule }) => `${rule} matches nothing, which proves nothing`),
    ...(trino.complete && other.complete ? [] : [`not whole: ${trino.stopped ?? other.stopped}`]),
    ...(text(trino.range) === text(other.range) ? [] : ['another range']),
  ];
  const matches = trino.rules.reduce((sum, rule) => sum + rule.matches, 0);
  return {
    name,
    ok: problems.length === 0,
    detail: problems.length === 0 ? `${trino.rules.length} rules, ${matches} matches` : problems.join('; '),
  };
}

function bytesOf({ source }: BacktestReport): number {
  return source.kind === 'queries' ? source.queries.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0) : 0;
}

/** Of nine days four or five: a day on either side of two or three. */
function prunedFinding([all = 0, window = 0]: readonly number[]): Finding {
  const part = window / all;
  return {
    name: 'the days of a window',
    ok: window > 0 && part < 0.7,
    detail: `${Math.round(part * 100)} % of the bytes`,
  };
}

async function stoppedFinding(server: Server, rules: readonly AskedRule[]): Promise<Finding> {
  const stop = new AbortController();
  const ask = askOn(server);
  const report = await runQueries(
    rules,
    async function* (statement, signal) {
      for await (const told of ask(statement, signal)) {
        // A query is on the server's list once its first page has been asked for.
        if (told.kind === 'started') setTimeout(() => stop.abort(), 500);
        yield told;
      }
    },
    optionsOf('trino', {}, stop.signal),
  );
  const queryId = report.source.kind === 'queries' ? report.source.queries[0]?.queryId : undefined;
  const [row] = await server.client.rows(
    `SELECT state, error_code FROM system.runtime.queries WHERE query_id = '${queryId}'`,
  );
  const ok = !report.complete && row?.[0] === 'FAILED' && row[1] === 'USER_CANCELED';
  return { name: 'a backtest that is stopped', ok, detail: `Trino has it as ${row?.join(', ')}` };
}

async function missingFinding(server: Server, rules: readonly AskedRule[]): Promise<Finding> {
  const options = optionsOf('trino', {});
  const source = { ...options.source, table: ['hive', SCHEMA, 'nothing'] };
  const { complete, stopped } = await runQueries(rules, askOn(server), { ...options, source });
  const ok = !complete && (stopped ?? '').includes('TABLE_NOT_FOUND') && (stopped ?? '').includes('--table');
  return { name: 'a table that is not there', ok, detail: stopped ?? 'nothing is said' };
}
