/** The compiled query on embedded DuckDB gives the evaluator's report: log files, and Parquet of the documented columns. */

import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { loadDuckDb } from '../../src/duckdb/load.ts';
import { rowOf, structureOf } from '../../src/duckdb/rows.ts';
import { type JsonOptions, runOnLogs } from '../../src/engines/duckdb/json.ts';
import { openParquet } from '../../src/engines/duckdb/parquet.ts';
import type { EngineProgress } from '../../src/engines/engine.ts';
import { type RunOptions, runQueries } from '../../src/engines/run.ts';
import type { AskedRule } from '../../src/logs/backtest/question.ts';
import type { Range } from '../../src/logs/backtest/range.ts';
import { DOCUMENTED, EXTENDED } from '../../src/targets/athena/profiles.ts';
import { evaluated } from './evaluated.ts';
import { FIRST, generatedEvents } from './events.ts';
import { CONTENT, figures, inFolder, queriesOf, rule, SHIPPED, written } from './support.ts';

const loaded = await loadDuckDb();
if (loaded.kind !== 'loaded') throw new Error('DuckDB is a development dependency');
const { library } = loaded;

const EVENTS = [...generatedEvents(CONTENT.rules, 3_000)];

const runOptions = (more: Partial<RunOptions> & { readonly range?: Range } = {}): RunOptions => ({
  engine: 'duckdb',
  shownTable: 'files',
  source: {
    table: ['security', 'cloudtrail'],
    profile: EXTENDED,
    range: more.range ?? {},
    layout: undefined,
  },
  parallel: 1,
  signal: new AbortController().signal,
  ...more,
});

const onLogs = (
  rules: readonly AskedRule[],
  path: string,
  more: Partial<JsonOptions> & { readonly range?: Range } = {},
) => runOnLogs(rules, [path], { ...runOptions(more), library, stdin: Readable.from([]), ...more });

/** DuckDB, that fails on statements with this text. */
function refusing(text: string): typeof library {
  const create = async (...args: Parameters<typeof library.DuckDBInstance.create>) => {
    const instance = await library.DuckDBInstance.create(...args);
    const connect = instance.connect.bind(instance);
    instance.connect = async () => {
      const connection = await connect();
      const read = connection.runAndReadAll.bind(connection);
      connection.runAndReadAll = async (statement) => {
        if (statement.includes(text)) throw new Error('Out of Range Error: too much\n\nLINE 1: SELECT');
        return read(statement);
      };
      return connection;
    };
    return instance;
  };
  return { ...library, DuckDBInstance: { create } as unknown as typeof library.DuckDBInstance };
}

describe('log files on DuckDB', () => {
  it('gives the report of the evaluator, in several batches', async () => {
    const told: EngineProgress[] = [];
    const report = await onLogs(SHIPPED, written('all.json', EVENTS), {
      batch: 1_100,
      onAsked: (one) => void told.push(one),
    });
    const wanted = await evaluated(SHIPPED, EVENTS);
    expect(figures(report)).toEqual(figures(wanted));
    expect(wanted.rules.every(({ matches }) => matches > 0)).toBe(true);
    expect(wanted.rules.some(({ duplicates }) => duplicates > 0)).toBe(true);
    expect(report.complete).toBe(true);
    expect(queriesOf(report).every(({ state, reason }) => state === 'done' && reason === null)).toBe(true);
    expect(told.length).toBeGreaterThan(1);
    expect(told.at(-1)?.events).toBe(EVENTS.length);
  });

  it('looks at the time that was asked for', async () => {
    const range = { from: FIRST + 3_600_000, to: FIRST + 7_200_000 };
    const report = await onLogs(SHIPPED, written('range.json', EVENTS), { range });
    expect(figures(report)).toEqual(figures(await evaluated(SHIPPED, EVENTS, range)));
    expect(report.range).toEqual({ from: '2026-11-01T01:00:00.000Z', to: '2026-11-01T02:00:00.000Z' });
  });

  it('does not run a rule that the table cannot say, and says so', async () => {
    const unsaid = rule('unsaid', { 'userIdentity.invokedByDelegate.accountId': '111122223333' });
    const source = { ...runOptions().source, profile: DOCUMENTED };
    const report = await onLogs([unsaid, ...SHIPPED.slice(0, 1)], written('unsaid.json', EVENTS), { source });
    expect(queriesOf(report)[0]).toMatchObject({ rule: 'unsaid', state: 'not-run', rows: 0 });
    expect(queriesOf(report)[0]?.reason).toContain('no column');
    expect(queriesOf(report)[1]?.state).toBe('done');
    expect(report.complete).toBe(false);
    expect(report.stopped).toContain('unsaid');
  });

  it('compares with a former state', async () => {
    const name = (eventName: string) => rule('names', { eventName });
    const now = name('Decrypt');
    const compared = { ...now, former: { condition: name('ListBuckets').condition } };
    const gone = { ...compared, condition: undefined };
    const report = await onLogs([compared, gone], written('former.json', EVENTS));
    const wanted = await evaluated([compared, gone], EVENTS);
    expect(figures(report)).toEqual(figures(wanted));
    expect(wanted.rules[0]?.change?.newly).toBeGreaterThan(0);
  });

  it('fails the one rule that DuckDB does not take, and no other', async () => {
    const rules = [...SHIPPED.slice(0, 2), rule('bad', { eventName: 'Bad' }), ...SHIPPED.slice(2, 4)];
    const path = written('bad.json', EVENTS);
    const report = await onLogs(rules, path, { batch: 2_000, library: refusing("'Bad'") });
    expect(queriesOf(report).map(({ state }) => state)).toEqual(['done', 'done', 'failed', 'done', 'done']);
    expect(queriesOf(report)[2]?.reason).toBe('DuckDB says: Out of Range Error: too much');
    const wanted = await evaluated(rules, EVENTS);
    const others = ({ rules: all }: typeof report) => all.filter(({ rule: one }) => one !== 'bad');
    expect(figures({ ...report, rules: others(report) })).toEqual(
      figures({ ...wanted, rules: others(wanted) }),
    );
    expect(report.complete).toBe(false);
  });

  it('counts what could not be read', async () => {
    const path = inFolder('damaged.json');
    writeFileSync(path, `${JSON.stringify(EVENTS[0])}\n{"eventVersion": "1.11", "eventName"\n`);
    const { source } = await onLogs(SHIPPED, path);
    expect(source).toMatchObject({ files: { events: { read: 1, malformed: 1 } } });
  });

  it('stops where it is told to', async () => {
    const report = await onLogs(SHIPPED, written('stopped.json', EVENTS), { signal: AbortSignal.abort() });
    expect(report.complete).toBe(false);
    expect(new Set(queriesOf(report).map(({ state }) => state))).toEqual(new Set(['cancelled']));
  });
});

describe('Parquet on DuckDB', () => {
  const parquetOf = async (name: string, select = '*') => {
    const instance = await library.DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run('CREATE TABLE lines (line VARCHAR)');
    const appender = await connection.createAppender('lines');
    for (const event of EVENTS) {
      appender.appendVarchar(rowOf(event, EXTENDED));
      appender.endRow();
    }
    appender.closeSync();
    const path = inFolder(name);
    await connection.run(
      `COPY (SELECT ${select} FROM (SELECT unnest(json_transform(line, '${structureOf(EXTENDED)}')) FROM lines)) TO '${path.replaceAll("'", "''")}' (FORMAT parquet)`,
    );
    connection.closeSync();
    instance.closeSync();
    return path;
  };

  it('gives the report of the evaluator', async () => {
    const opened = await openParquet(library, [await parquetOf("it's.parquet")], EXTENDED);
    if (!('ask' in opened)) throw new Error(opened.reason);
    const range = { from: FIRST + 1_800_000 };
    const report = await runQueries(SHIPPED, opened.ask, runOptions({ range }));
    opened.close();
    expect(figures(report)).toEqual(figures(await evaluated(SHIPPED, EVENTS, range)));
    expect(report.complete).toBe(true);
  });

  it('refuses columns that are other ones', async () => {
    const path = await parquetOf('other.parquet', "* REPLACE (1 AS eventname, {'arn': 'x'} AS useridentity)");
    const opened = await openParquet(library, [path], EXTENDED);
    expect(opened).toMatchObject({ reason: expect.stringContaining('"eventname" is INTEGER, not VARCHAR') });
    expect(opened).toMatchObject({
      reason: expect.stringContaining('"useridentity" is STRUCT(arn VARCHAR)'),
    });
    const without = await parquetOf('without.parquet', '* EXCLUDE (sourceipaddress)');
    expect(await openParquet(library, [without], EXTENDED)).toEqual({
      reason: 'for the profile "extended", the column "sourceipaddress" is missing',
    });
  });

  it('says what DuckDB says of a file that is none', async () => {
    const path = written('none.parquet', EVENTS.slice(0, 1));
    expect(await openParquet(library, [path], EXTENDED)).toMatchObject({
      reason: expect.stringMatching(/^DuckDB says: /),
    });
  });

  it('lets no statement read another file', async () => {
    const opened = await openParquet(library, [await parquetOf('only.parquet')], EXTENDED);
    if (!('ask' in opened)) throw new Error(opened.reason);
    const told = [];
    const own = createRequire(import.meta.url).resolve('../../package.json');
    for await (const one of opened.ask(
      `SELECT content FROM read_text('${own}')`,
      new AbortController().signal,
    ))
      told.push(one);
    opened.close();
    expect(told).toMatchObject([
      { kind: 'end', state: 'failed', reason: expect.stringContaining('Permission Error') },
    ]);
  });
});
