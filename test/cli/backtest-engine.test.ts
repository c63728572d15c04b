/** `trailc backtest --engine`: options, plans and reports, with servers and files of the test's own. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BACKTEST_PLAN } from '../../src/cli/output/backtest-plan.ts';
import { strict } from '../../src/cli/output/index.ts';
import { askedRule } from '../../src/logs/backtest/question.ts';
import { lowerForEnvironment } from '../../src/lower.ts';
import { fakeAthena } from '../engines/athena-server.ts';
import { evaluated } from '../engines/evaluated.ts';
import { generatedEvents } from '../engines/events.ts';
import { CONTENT, figures, written } from '../engines/support.ts';
import { fakeTrino, page } from '../engines/trino-server.ts';
import { inProcess } from './in-process.ts';
import { faultsOf, validatorOf } from './output-validate.ts';

const closing: (() => Promise<void>)[] = [];
beforeEach(() => {
  for (const name of ['TRAILC_TRINO_PASSWORD', 'TRAILC_TRINO_TOKEN']) vi.stubEnv(name, undefined);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0)) await close();
});

const backtest = (...words: readonly string[]) => inProcess(['backtest', ...words]);
const ROW = ['id-1', '2026-11-01T00:00:00Z', 'alice', 'sts:AssumeRole', '111122223333', 'us-east-1', null];
/** A row for the statement: as many columns as it has. */
const rowFor = (statement: string, rules: string) => {
  const values = statement.match(/ AS "value\d+"/g)?.length ?? 0;
  return [...ROW, rules, ...Array.from({ length: values }, () => 'x')];
};

describe('options', () => {
  it.each([
    [['logs', '--server', 'https://trino.example.com'], '--server has no use without --engine trino'],
    [['logs', '--dry-run'], '--dry-run has no use without'],
    [
      ['logs', '--engine', 'duckdb', '--table', 'a.b.c'],
      '--table has no use without --engine trino or --engine athena',
    ],
    [['logs', '--engine', 'trino', '--server', 'https://x'], 'reads a table and no files'],
    [[], 'no logs are named'],
    [['--engine', 'duckdb'], 'no logs are named'],
    [['--engine', 'trino', '--table', 'a.b.c'], 'needs --server'],
    [['--engine', 'trino', '--server', 'https://x', '--table', 'a.b'], 'CATALOG.SCHEMA.TABLE'],
    [['--engine', 'trino', '--server', 'https://x', '--table', 'a..b'], 'no name of a table'],
    [['--engine', 'trino', '--server', 'ftp://x', '--table', 'a.b.c'], 'https:// or http://'],
    [['--engine', 'trino', '--server', 'https://me:secret@x', '--table', 'a.b.c'], 'takes an address alone'],
    [['--engine', 'trino', '--server', 'https://x', '--table', 'a.b.c', '--parallel', '0'], '--parallel'],
    [['--engine', 'trino', '--server', 'https://x', '--table', 'a.b.c', '--user', 'jürgen'], '--user'],
    [['--engine', 'athena'], 'needs --workgroup'],
    [['--engine', 'athena', '--workgroup', 'w', '--usd-per-tb', 'much'], '--usd-per-tb'],
    [['--engine', 'athena', '--workgroup', 'w', '--output-location', 'bucket'], 's3://BUCKET/FOLDER/'],
    [['--engine', 'athena', '--workgroup', 'w', '--table', 'a.b', '--database', 'c'], '--database'],
    [['--engine', 'athena', '--dry-run', '--format', 'csv'], '--dry-run'],
  ])('%j is a usage error', async (words, said) => {
    const { code, out, err } = await backtest(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(said);
    expect(err).not.toContain('secret');
  });

  it('sends no password over http to another machine', async () => {
    vi.stubEnv('TRAILC_TRINO_PASSWORD', 'geheim');
    const { code, err } = await backtest(
      '--engine',
      'trino',
      '--server',
      'http://trino.example.com',
      '--table',
      'a.b.c',
    );
    expect(code).toBe(2);
    expect(err).toContain('over https:// alone');
    expect(err).not.toContain('geheim');
  });

  it('takes one way in', async () => {
    vi.stubEnv('TRAILC_TRINO_PASSWORD', 'a');
    vi.stubEnv('TRAILC_TRINO_TOKEN', 'b');
    const { err } = await backtest('--engine', 'trino', '--server', 'https://x', '--table', 'a.b.c');
    expect(err).toContain('both set');
  });
});

describe('--dry-run', () => {
  const WORDS = ['--engine', 'athena', '--dry-run', '--from', '2026-11-10', '--to', '2026-11-12T12:00Z'];

  it('shows queries, columns and days, and needs no credentials', async () => {
    const { code, out, err } = await backtest(...WORDS);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Nothing is run. 1 query for');
    expect(out).toContain('Days of delivery: 2026-11-09 to 2026-11-13');
    expect(out).toContain('FROM "security"."cloudtrail_logs"');
    expect(out).toContain("eventtime <= '2026-11-12T11:59:59Z'");
  });

  it('is as its schema says', async () => {
    const { out } = await backtest(
      ...WORDS,
      '--format',
      'json',
      '--database',
      'db',
      '--table',
      't',
      '--profile',
      'documented',
    );
    const plan = JSON.parse(out);
    expect(faultsOf(validatorOf(strict(BACKTEST_PLAN)), plan)).toEqual([]);
    expect(plan).toMatchObject({
      schemaVersion: 1,
      table: 'db.t',
      profile: 'documented',
      days: { first: '2026-11-09' },
    });
    expect(plan.rules.filter(({ query }: { query: unknown }) => query === null)).not.toHaveLength(0);
    expect(plan.queries[0].columns).toContain('eventtime');
    expect(plan.queries[0].columns).not.toContain('sourceipaddress');
  });

  it('says of a profile that there is none', async () => {
    const { code, err } = await backtest(...WORDS, '--profile', 'nothing');
    expect(code).toBe(2);
    expect(err).toContain('compile/unknown-profile');
  });
});

describe('--engine duckdb', () => {
  it('gives the figures of the evaluator', async () => {
    const events = [...generatedEvents(CONTENT.rules, 400)];
    const path = written('events.json', events);
    const { code, out, err } = await backtest(path, '--format', 'json', '--engine', 'duckdb');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const environment = CONTENT.config.environments.find(
      ({ name }) => name === CONTENT.config.defaultEnvironment,
    );
    const rules = CONTENT.rules.flatMap((document) => {
      const rule = environment && lowerForEnvironment(document, CONTENT, environment).value;
      return rule === undefined ? [] : [askedRule(rule)];
    });
    expect(figures(JSON.parse(out))).toEqual(figures(await evaluated(rules, events)));
    expect(JSON.parse(out).source).toMatchObject({ kind: 'queries', engine: 'duckdb', files: { files: 1 } });
  });

  it('refuses Parquet that is none', async () => {
    const path = written('none.parquet', []);
    const { code, err } = await backtest(path, '--engine', 'duckdb');
    expect(code).toBe(2);
    expect(err).toContain('these Parquet files cannot be asked: DuckDB says');
  });
});

describe('--engine trino', () => {
  it('asks the table, with the credentials of the environment', async () => {
    vi.stubEnv('TRAILC_TRINO_PASSWORD', 'geheim');
    const server = await fakeTrino(({ body }) => page({ data: [rowFor(body, '0')], bytes: 2_000 }));
    closing.push(server.close);
    const words = [
      '--server',
      `${server.url}/`,
      '--table',
      'hive."a.b".c',
      '--user',
      'me',
      '--format',
      'json',
    ];
    const { code, out, err } = await backtest('--engine', 'trino', ...words);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const report = JSON.parse(out);
    expect(report.source).toMatchObject({ engine: 'trino', table: 'hive.a.b.c' });
    expect(report.rules[0].matches).toBe(1);
    const [asked] = server.asked;
    expect(asked?.body).toContain('FROM "hive"."a.b"."c"');
    // "me:geheim" (RFC 7617)
    expect(asked?.headers.authorization).toBe('Basic bWU6Z2VoZWlt');
    expect(out).not.toContain('geheim');
  });

  it('ends with 1 and says why where the answer is not whole', async () => {
    const server = await fakeTrino(() => ({ status: 401, text: '' }));
    closing.push(server.close);
    const { code, out } = await backtest('--engine', 'trino', '--server', server.url, '--table', 'a.b.c');
    expect(code).toBe(1);
    expect(out).toContain('INCOMPLETE: The server');
    // Once among the rules, however many there are.
    expect(out.match(/query .*set TRAILC_TRINO_PASSWORD/g)).toHaveLength(1);
  });
});

describe('--engine athena', () => {
  it('asks the environment’s table, and says what it cost', async () => {
    const columns = Array.from({ length: 60 }, (_, at) => `c${at}`);
    const server = await fakeAthena((statement) => {
      const row = rowFor(statement, '1');
      return { columns: columns.slice(0, row.length), pages: [[row]], bytes: 1024 ** 4 / 2 };
    });
    closing.push(server.close);
    vi.stubEnv('AWS_ENDPOINT_URL_ATHENA', server.url);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'geheim');
    const words = ['--workgroup', 'security', '--region', 'eu-west-1', '--usd-per-tb', '7'];
    const { code, out, err } = await backtest('--engine', 'athena', ...words);
    expect(code).toBe(0);
    expect(err).toContain('Every day that the table has is read; --from limits it');
    expect(out).toContain('$3.50 at $7.00 a terabyte');
    expect(server.started[0]).toContain('FROM "security"."cloudtrail_logs"');
    expect(server.calls[0]?.input).toMatchObject({ WorkGroup: 'security' });
    expect(out).not.toContain('geheim');
  });
});
