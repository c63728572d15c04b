/** Trino's protocol as its documentation has it ("Trino client REST API"), against servers that behave and that do not. */
import { afterEach, describe, expect, it } from 'vitest';
import type { EngineProgress, Told } from '../../src/engines/engine.ts';
import { type RunOptions, runQueries } from '../../src/engines/run.ts';
import { trinoAsk } from '../../src/engines/trino/ask.ts';
import type { TrinoServer } from '../../src/engines/trino/exchange.ts';
import { EXTENDED } from '../../src/targets/athena/profiles.ts';
import { queriesOf, rule } from './support.ts';
import { type FakeTrino, fakeTrino, page, type Reply } from './trino-server.ts';

let server: FakeTrino | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const WAITS = { first: 1, most: 5, tries: 4 };
const settingsOf = ({ url }: FakeTrino, more: Partial<TrinoServer> = {}): TrinoServer => ({
  url,
  user: 'analyst',
  waits: WAITS,
  ...more,
});

/** All that is told of one statement. */
async function ask(
  reply: (at: number, url: string) => Reply,
  more: Partial<TrinoServer> = {},
  signal = new AbortController().signal,
): Promise<readonly Told[]> {
  server = await fakeTrino((_, at, url) => reply(at, url));
  const told: Told[] = [];
  for await (const one of trinoAsk(settingsOf(server, more))('SELECT 1', signal)) told.push(one);
  return told;
}

const endOf = (told: readonly Told[]) => told.at(-1);
const rowsOf = (told: readonly Told[]) => told.flatMap((one) => (one.kind === 'rows' ? one.rows : []));
const next = (url: string, at: number) => `${url}/v1/statement/executing/q/x/${at}`;

describe('a statement', () => {
  it('is followed from page to page', async () => {
    const told = await ask((at, url) =>
      at < 3 ? page({ next: next(url, at + 1), data: [[`${at}`]], bytes: at }) : page({ bytes: 700 }),
    );
    expect(told[0]).toEqual({ kind: 'started', queryId: '20261122_101010_00001_abcde' });
    expect(rowsOf(told)).toEqual([['0'], ['1'], ['2']]);
    expect(endOf(told)).toEqual({ kind: 'end', state: 'done', reason: null, bytes: 700 });
    expect(server?.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v1/statement',
      'GET /v1/statement/executing/q/x/1',
      'GET /v1/statement/executing/q/x/2',
      'GET /v1/statement/executing/q/x/3',
    ]);
    expect(server?.asked[0]).toMatchObject({
      body: 'SELECT 1',
      headers: { 'x-trino-user': 'analyst', 'x-trino-source': 'trailc', 'x-trino-time-zone': 'UTC' },
    });
  });

  it.each([429, 502, 503, 504])('is tried again after %i', async (status) => {
    const told = await ask((at) => (at < 3 ? { status, text: 'busy' } : page({ data: [['a']] })));
    expect(rowsOf(told)).toEqual([['a']]);
    expect(endOf(told)).toMatchObject({ state: 'done' });
  });

  it('is given up where the server stays busy', async () => {
    const told = await ask(() => ({ status: 503, text: 'busy' }));
    expect(endOf(told)).toMatchObject({
      state: 'failed',
      hopeless: true,
      reason: expect.stringContaining('503'),
    });
    expect(server?.asked).toHaveLength(WAITS.tries);
  });

  it('gets a page again that broke off, and counts it once', async () => {
    const told = await ask((at, url) => {
      if (at === 0) return page({ next: next(url, 1) });
      if (at === 2) return page({ data: [['a'], ['b']] });
      return (response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"id": "q", "data": [["a"], ');
        response.destroy();
      };
    });
    expect(rowsOf(told)).toEqual([['a'], ['b']]);
    expect(endOf(told)).toMatchObject({ state: 'done' });
  });

  it('is not sent twice where the server may have it', async () => {
    const told = await ask(() => (response) => response.destroy());
    expect(endOf(told)).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('the connection broke'),
    });
    expect(server?.asked).toHaveLength(1);
  });

  it('keeps what a server gave before it died', async () => {
    const told = await ask((at, url) =>
      at === 0 ? page({ next: next(url, 1), data: [['a']] }) : (response) => response.destroy(),
    );
    expect(rowsOf(told)).toEqual([['a']]);
    expect(endOf(told)).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('what it gave until then is counted'),
    });
  });

  it('fails with the words of the engine', async () => {
    const told = await ask((at, url) =>
      at === 0
        ? page({ next: next(url, 1) })
        : page({
            error: { errorName: 'TABLE_NOT_FOUND', message: "line 1:1: Table 'a.b.c' does not exist" },
          }),
    );
    expect(endOf(told)).toMatchObject({
      state: 'failed',
      hopeless: true,
      reason:
        "Trino says TABLE_NOT_FOUND: line 1:1: Table 'a.b.c' does not exist. Is the name of the table right? --table names another.",
    });
  });

  it.each(['USER_CANCELED', 'ADMINISTRATIVELY_KILLED'])(
    'may be stopped by somebody (%s)',
    async (errorName) => {
      const told = await ask((at, url) =>
        at === 0
          ? page({ next: next(url, 1), data: [['a']] })
          : page({ error: { errorName, message: 'Query was canceled' } }),
      );
      expect(endOf(told)).toMatchObject({ state: 'cancelled' });
    },
  );

  it('is stopped on the server when nobody waits any more', async () => {
    const stop = new AbortController();
    const told = await ask(
      (at, url) => {
        if (at === 3) setTimeout(() => stop.abort(), 20);
        return at < 3 ? page({ next: next(url, at + 1), data: [['a']] }) : () => {};
      },
      {},
      stop.signal,
    );
    expect(endOf(told)).toMatchObject({ state: 'cancelled' });
    expect(server?.asked.at(-1)).toMatchObject({ method: 'DELETE', path: '/v1/statement/executing/q/x/3' });
    expect(rowsOf(told)).toHaveLength(3);
  });
});

describe('what is no Trino server', () => {
  const reasonOf = (told: readonly Told[]) => {
    const end = endOf(told);
    return end?.kind === 'end' ? (end.reason ?? '') : '';
  };

  it.each([
    [{ text: '<!DOCTYPE html><title>Sign in</title>' }, 'a page of HTML'],
    [{ text: 'hello' }, 'no JSON'],
    [{ text: '{"error": "no"}' }, 'no page of results'],
    [{ text: '{"id": "q", "data": [[{}]]}' }, 'no texts'],
    [{ status: 404, text: '' }, 'answers 404'],
    [{ status: 401, text: '' }, 'TRAILC_TRINO_PASSWORD'],
    [{ status: 403, text: '' }, '"analyst"'],
    [
      { status: 302, headers: { location: 'https://trino.example.com/v1/statement' }, text: '' },
      'https://trino.example.com',
    ],
  ])('is said to be none: %j', async (reply, said) => {
    const told = await ask(() => reply);
    expect(endOf(told)).toMatchObject({ state: 'failed', hopeless: true });
    expect(reasonOf(told)).toContain(said);
    expect(reasonOf(told)).not.toContain('Sign in');
  });

  it('is nobody', async () => {
    const gone = await fakeTrino(() => page({}));
    await gone.close();
    const told = [];
    for await (const one of trinoAsk(settingsOf(gone))('SELECT 1', new AbortController().signal))
      told.push(one);
    expect(reasonOf(told)).toContain('nobody listens there');
  });

  it('gets no credentials, nor a request, at another address than the one that was given', async () => {
    const other = await fakeTrino(() => page({ data: [['stolen']] }));
    const told = await ask((_, url) => page({ next: `${other.url}${new URL(next(url, 1)).pathname}` }), {
      authorization: 'Bearer secret',
    });
    expect(reasonOf(told)).toContain('http-server.process-forwarded');
    expect(reasonOf(told)).not.toContain('secret');
    expect(other.asked).toEqual([]);
    expect(server?.asked.at(-1)?.method).toBe('DELETE');
    await other.close();
  });

  it('gets the credentials at the address that was given', async () => {
    await ask((at, url) => (at === 0 ? page({ next: next(url, 1) }) : page({})), {
      authorization: 'Bearer secret',
    });
    expect(server?.asked.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer secret',
      'Bearer secret',
    ]);
  });
});

describe('a backtest', () => {
  const RULES = ['one', 'two', 'three', 'four'].map((name) => rule(name, { eventName: name }));
  const ROW = ['id-1', '2026-11-01T00:00:00Z', 'alice', 'sts:AssumeRole', '1', 'us-east-1', 'arn:session'];
  const run = async (
    reply: (statement: string, at: number, url: string) => Reply,
    signal = new AbortController().signal,
    onAsked: RunOptions['onAsked'] = () => undefined,
  ) => {
    server = await fakeTrino(({ body }, at, url) => reply(body, at, url));
    return runQueries(RULES, trinoAsk(settingsOf(server)), { ...optionsOf(signal), onAsked });
  };
  const optionsOf = (signal: AbortSignal): RunOptions => ({
    engine: 'trino',
    shownTable: 'hive.a.b',
    source: { table: ['hive', 'a', 'b'], profile: EXTENDED, range: {}, layout: EXTENDED.layout },
    parallel: 4,
    signal,
  });

  it('reads the table once for all rules', async () => {
    const report = await run(() => page({ data: [[...ROW, '0,2']], bytes: 900 }));
    expect(server?.asked).toHaveLength(1);
    expect(server?.asked[0]?.body).toContain('FROM "hive"."a"."b"');
    expect(report.rules.map(({ matches }) => matches)).toEqual([1, 0, 1, 0]);
    expect(queriesOf(report).map(({ bytes, rows }) => [bytes, rows])).toEqual([
      [900, 1],
      [null, 0],
      [null, 1],
      [null, 0],
    ]);
    expect(report).toMatchObject({ complete: true, stopped: null });
  });

  it('tells how far it is', async () => {
    const told: EngineProgress[] = [];
    server = await fakeTrino((_, at, url) =>
      at < 2
        ? page({ next: next(url, at + 1), data: [[...ROW, '0']], bytes: 100 * at })
        : page({ data: [[...ROW, '1']], bytes: 900 }),
    );
    const options = {
      ...optionsOf(new AbortController().signal),
      onAsked: (one: EngineProgress) => void told.push(one),
    };
    await runQueries(RULES, trinoAsk(settingsOf(server)), options);
    const bytes = told.map((one) => one.bytes);
    expect(bytes).toEqual([...bytes].sort((a, b) => (a ?? 0) - (b ?? 0)));
    expect(told.map(({ rows }) => rows)).toEqual(expect.arrayContaining([1, 2, 3]));
    expect(told.at(-1)).toEqual({ queries: 1, ended: 1, rows: 3, bytes: 900 });
  });

  it('asks in halves what is too much at once, and counts nothing twice', async () => {
    const told: EngineProgress[] = [];
    const report = await run(
      (statement) => {
        const rules = statement.match(/AS "trailc_\d+"/g)?.length ?? 0;
        if (rules > 1) return page({ error: { errorName: 'COMPILER_ERROR', message: 'Method too large' } });
        return page({ data: [[...ROW, '0']] });
      },
      undefined,
      (one) => void told.push(one),
    );
    expect(report.rules.map(({ matches }) => matches)).toEqual([1, 1, 1, 1]);
    // Those that were halved ended too.
    expect(told.at(-1)).toMatchObject({ queries: 7, ended: 7, rows: 4 });
    expect(report.complete).toBe(true);
  });

  it('is marked where it is of a part, and what was counted stays', async () => {
    const report = await run((_, at, url) =>
      at === 0
        ? page({ next: next(url, 1), data: [[...ROW, '1']] })
        : page({ error: { errorName: 'COMPILER_ERROR', message: 'x' } }),
    );
    expect(report).toMatchObject({ complete: false });
    expect(report.rules[1]?.matches).toBe(1);
    expect(queriesOf(report).map(({ state }) => state)).toEqual(['failed', 'failed', 'failed', 'failed']);
    expect(server?.asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it.each([
    ['short', ['id-2']],
    ['about a rule that was not asked', [...ROW, '0,9']],
    ['about no rule', [...ROW, '']],
  ])('is failed by a row that is %s', async (_, row) => {
    const report = await run(() => page({ data: [[...ROW, '0'], row] }));
    expect(queriesOf(report)[0]).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('other rows'),
    });
    expect(report.complete).toBe(false);
  });

  it('is stopped on the server after a row that it cannot read', async () => {
    const report = await run((_, at, url) =>
      page({ next: next(url, at + 1), data: [at === 0 ? ['id-2'] : [...ROW, '0']] }),
    );
    expect(server?.asked.map(({ method }) => method)).toEqual(['POST', 'DELETE']);
    expect(report.rules[0]?.matches).toBe(0);
  });

  it('counts nothing after a row that it cannot read, whatever still comes', async () => {
    const report = await runQueries(
      RULES,
      async function* () {
        yield { kind: 'rows', rows: [['id-2']] };
        yield { kind: 'rows', rows: [[...ROW, '0']] };
        yield { kind: 'end', state: 'done', reason: null, bytes: null };
      },
      optionsOf(new AbortController().signal),
    );
    expect(report.rules[0]?.matches).toBe(0);
    expect(queriesOf(report)[0]?.state).toBe('failed');
  });

  it('says of each rule that it was not run where it was stopped before', async () => {
    const report = await run(() => page({}), AbortSignal.abort());
    expect(queriesOf(report).every(({ state }) => state === 'not-run')).toBe(true);
    expect(report.complete).toBe(false);
    expect(server?.asked).toEqual([]);
  });
});
