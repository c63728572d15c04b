/** The client of Athena, with AWS's own SDK over HTTP (Athena API Reference; "Amazon Athena pricing"). */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { athenaAsk } from '../../src/engines/athena/ask.ts';
import { loadAthena, openAthena } from '../../src/engines/athena/sdk.ts';
import { costOf } from '../../src/engines/cost.ts';
import type { Told } from '../../src/engines/engine.ts';
import { runQueries } from '../../src/engines/run.ts';
import { EXTENDED } from '../../src/targets/athena/profiles.ts';
import { type FakeAthena, type Fault, fakeAthena, type Query } from './athena-server.ts';
import { queriesOf, rule } from './support.ts';

const loaded = await loadAthena();
if (loaded.kind !== 'loaded') throw new Error('the SDK is a development dependency');
const { library } = loaded;

let server: FakeAthena | undefined;
beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret-of-a-test');
  // Nothing of the machine's own.
  vi.stubEnv('AWS_CONFIG_FILE', '/nothing/config');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nothing/credentials');
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server?.close();
  server = undefined;
});

const SETTINGS = { workgroup: 'security', database: 'db', catalog: 'AwsDataCatalog', region: 'eu-west-1' };

async function opened(query: Query | ((statement: string) => Query), fault?: Fault) {
  server = await fakeAthena(typeof query === 'function' ? query : () => query, fault);
  vi.stubEnv('AWS_ENDPOINT_URL_ATHENA', server.url);
  return openAthena(library, { ...SETTINGS, outputLocation: 's3://results/a/' });
}

async function ask(
  query: Query,
  fault?: Fault,
  signal = new AbortController().signal,
): Promise<readonly Told[]> {
  const api = await opened(query, fault);
  const told: Told[] = [];
  for await (const one of athenaAsk(api, { first: 1, most: 5 })('SELECT 1', signal)) told.push(one);
  api.close();
  return told;
}

const endOf = (told: readonly Told[]) => told.at(-1);
const rowsOf = (told: readonly Told[]) => told.flatMap((one) => (one.kind === 'rows' ? one.rows : []));
const actions = () => server?.calls.map(({ action }) => action);

describe('a statement on Athena', () => {
  it('is started, looked at until it ends, and its pages are fetched', async () => {
    const told = await ask({
      states: ['QUEUED', 'RUNNING', 'RUNNING', 'SUCCEEDED'],
      // A row of a later page may look like a header.
      pages: [
        [['1', null]],
        [],
        [
          ['a', 'b'],
          ['', '3'],
        ],
      ],
      bytes: 12_345,
    });
    expect(told[0]).toEqual({ kind: 'started', queryId: 'query-1' });
    // Once while it waits, twice while it runs.
    expect(told.filter(({ kind }) => kind === 'reading')).toHaveLength(3);
    expect(rowsOf(told)).toEqual([
      ['1', null],
      ['a', 'b'],
      ['', '3'],
    ]);
    expect(endOf(told)).toEqual({ kind: 'end', state: 'done', reason: null, bytes: 12_345 });
    expect(server?.calls[0]?.input).toMatchObject({
      QueryString: 'SELECT 1',
      WorkGroup: 'security',
      QueryExecutionContext: { Database: 'db', Catalog: 'AwsDataCatalog' },
      ResultConfiguration: { OutputLocation: 's3://results/a/' },
      ClientRequestToken: expect.stringMatching(/^.{32,128}$/),
    });
  });

  it('is started once, though the answer is lost', async () => {
    const told = await ask({ pages: [[['1', '2']]] }, ({ action }, at) =>
      action === 'StartQueryExecution' && at === 0 ? 'break' : undefined,
    );
    expect(rowsOf(told)).toEqual([['1', '2']]);
    expect(actions()?.filter((action) => action === 'StartQueryExecution')).toHaveLength(2);
    expect(server?.started).toEqual(['SELECT 1']);
  });

  it('is asked again when Athena throttles', async () => {
    const told = await ask({ pages: [[['1', '2']], [['3', '4']]] }, ({ action }, at) =>
      at === 0 && action !== 'StopQueryExecution'
        ? { status: 400, type: 'ThrottlingException', message: 'Rate exceeded' }
        : undefined,
    );
    expect(rowsOf(told)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(endOf(told)).toMatchObject({ state: 'done' });
    expect(server?.started).toHaveLength(1);
  });

  it('fails with the words of Athena', async () => {
    const told = await ask({
      states: ["FAILED: TABLE_NOT_FOUND: line 1:1: Table 'x.y' does not exist"],
      bytes: 0,
    });
    expect(endOf(told)).toEqual({
      kind: 'end',
      state: 'failed',
      reason:
        "Athena says TABLE_NOT_FOUND: line 1:1: Table 'x.y' does not exist. Is the name of the table right? --table names another.",
      bytes: 0,
      tooMuch: false,
      hopeless: true,
    });
    expect(actions()).not.toContain('GetQueryResults');
  });

  it('drops no row in place of a header', async () => {
    const told = await ask({ header: false, pages: [[['1', '2']]] });
    expect(told).toHaveLength(2);
    expect(endOf(told)).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('names of columns first'),
    });
  });

  it('may be cancelled by somebody, or by a limit', async () => {
    const told = await ask({
      states: ['CANCELLED: Query cancelled! : Bytes scanned limit was exceeded'],
      bytes: 900,
    });
    expect(endOf(told)).toMatchObject({
      state: 'cancelled',
      reason: expect.stringContaining('Bytes scanned limit was exceeded.'),
      bytes: 900,
    });
  });

  it('is stopped there when nobody waits for it, and what it read is known', async () => {
    const stop = new AbortController();
    const told = await ask(
      { states: ['RUNNING'], bytes: 4_000 },
      ({ action }, at) => {
        if (action === 'GetQueryExecution' && at === 2) stop.abort();
        return undefined;
      },
      stop.signal,
    );
    expect(endOf(told)).toMatchObject({ state: 'cancelled', bytes: 4_000 });
    expect(actions()?.slice(-2)).toEqual(['StopQueryExecution', 'GetQueryExecution']);
  });

  it('keeps the pages that came before a fault', async () => {
    const told = await ask({ pages: [[['1', '2']], [['3', '4']]], bytes: 10 }, ({ input }) =>
      input.NextToken === '1'
        ? { status: 400, type: 'InvalidRequestException', message: 'Results have expired' }
        : undefined,
    );
    expect(rowsOf(told)).toEqual([['1', '2']]);
    expect(endOf(told)).toMatchObject({
      state: 'failed',
      reason: 'Athena does not take the request: Results have expired.',
      bytes: 10,
    });
  });

  it.each([
    [
      { status: 400, type: 'AccessDeniedException', message: 'not authorized to perform: athena:X' },
      'not authorized to perform: athena:X',
    ],
    [{ status: 400, type: 'ExpiredTokenException' }, 'have expired'],
    [{ status: 400, type: 'UnrecognizedClientException' }, 'AWS does not know the credentials'],
    [
      { status: 400, type: 'InvalidRequestException', message: 'No output location provided' },
      '--output-location',
    ],
  ])('says what is wrong: %j', async (fault, said) => {
    const told = await ask({}, () => fault);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ state: 'failed', hopeless: true, reason: expect.stringContaining(said) });
    expect(JSON.stringify(told)).not.toContain('secret-of-a-test');
  });

  it('says that there are no credentials', async () => {
    const api = await opened({});
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    const told = [];
    for await (const one of athenaAsk(api)('SELECT 1', new AbortController().signal)) told.push(one);
    expect(told).toMatchObject([
      { state: 'failed', reason: expect.stringContaining('There are no AWS credentials') },
    ]);
    expect(server?.calls).toEqual([]);
  });
});

describe('a backtest on Athena', () => {
  const COLUMNS = ['eventid', 'eventtime', 'actor', 'action', 'account', 'region', 'session', 'rules'];
  const ROW = ['id-1', '2026-11-01T00:00:00Z', 'alice', 'sts:AssumeRole', '1', 'us-east-1', null];

  it('counts its rows, and what they cost', async () => {
    const api = await opened({ columns: COLUMNS, pages: [[[...ROW, '0,1']]], bytes: 3 * 1024 ** 4 });
    const rules = ['one', 'two'].map((name) => rule(name, { eventName: name }));
    const report = await runQueries(rules, athenaAsk(api), {
      engine: 'athena',
      shownTable: 'db.t',
      source: { table: ['db', 't'], profile: EXTENDED, range: {}, layout: EXTENDED.layout },
      parallel: 4,
      signal: new AbortController().signal,
      usdPerTb: 5,
    });
    expect(report.rules.map(({ matches }) => matches)).toEqual([1, 1]);
    expect(report.source).toMatchObject({ cost: { usd: 15, usdPerTb: 5 } });
    expect(queriesOf(report)).toMatchObject([
      { state: 'done', queryId: 'query-1', bytes: 3 * 1024 ** 4 },
      { state: 'done', queryId: 'query-1', bytes: null },
    ]);
    expect(server?.started).toHaveLength(1);
  });
});

describe('the cost of queries', () => {
  it('is of megabytes, rounded up, at least ten for a query', () => {
    const MB = 1024 ** 2;
    expect(costOf([], 5).usd).toBe(0);
    expect(costOf([1], 5).usd).toBeCloseTo((10 / MB) * 5, 12);
    expect(costOf([10 * MB + 1, 0], 5).usd).toBeCloseTo((21 / MB) * 5, 12);
    expect(costOf([1024 ** 4], 6.75)).toEqual({ usd: 6.75, usdPerTb: 6.75 });
  });
});

describe('the SDK', () => {
  it('may be missing', async () => {
    expect(await loadAthena('@aws-sdk/client-that-is-none')).toEqual({ kind: 'missing' });
  });
});
