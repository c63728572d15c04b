/** `trailc verify` as a real process, over what ships, over small repositories, and where DuckDB is missing. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DUCKDB_PACKAGE } from '../../src/duckdb/load.ts';
import { RULE } from '../support/rule.ts';
import { folder, trailc } from './support.ts';

const EVENT = {
  eventVersion: '1.11',
  eventTime: '2026-01-01T00:00:00Z',
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
  eventID: '0a0a0a0a-0000-4000-8000-000000000001',
  userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/dev/alice@example.com' },
  requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/ops', roleSessionName: 'om' },
};

const CONFIG = {
  trailc: 1,
  rules: ['detections'],
  lists: [],
  fixtures: [],
  defaultEnvironment: 'one',
  environments: {
    one: {
      params: { name: 'Made' },
      spl: { index: 'i', sourcetype: 's' },
      athena: { profile: 'documented', database: 'd', table: 't' },
    },
    two: {
      params: { name: 'Other' },
      spl: { index: 'i', sourcetype: 's' },
      athena: { profile: 'extended', database: 'd', table: 't' },
    },
  },
};

/** A rule with the param `name`, a test for each environment, and whatever else is given. */
const named = (more: Readonly<Record<string, unknown>> = {}) => ({
  ...RULE,
  params: { name: { type: 'text', description: 'A name.', example: 'Example' } },
  match: { eventName: '$name' },
  tests: [
    { name: 'the example', event: { inline: { eventName: 'Example' } }, expect: 'match' },
    { name: 'another', event: { inline: { eventName: 'Other' } }, expect: 'no-match' },
    { name: 'of two', event: { inline: { eventName: 'Other' } }, expect: 'match', envs: ['two'] },
  ],
  ...more,
});

/** A repository whose rules are files of JSON, which is YAML; each gets an id and a title of its own. */
const repository = (rules: Readonly<Record<string, object>>, more: Readonly<Record<string, string>> = {}) =>
  folder({
    'trailc.config.yml': JSON.stringify(CONFIG),
    ...Object.fromEntries(
      Object.entries(rules).map(([stem, rule], at) => {
        const own = { ...rule, id: `${at}${RULE.id.slice(1)}`, title: `Rule ${stem}` };
        return [`detections/${stem}.yml`, JSON.stringify(own, null, 1)];
      }),
    ),
    ...more,
  });

describe('what ships', () => {
  it('agrees on every test, and says what that shows', () => {
    const ran = trailc(['verify']);
    expect(ran).toMatchObject({ code: 0, err: '' });
    const rules = ran.out.split('\n').filter((line) => line.startsWith('ok  '));
    const shipped = readdirSync('detections/aws/cloudtrail').filter((file) => file.endsWith('.yml'));
    expect(rules).toHaveLength(shipped.length);
    expect(ran.out).toMatch(/^ok {2}session-name-bypass {2}\d+ events, \d+ matches, SQL on DuckDB agrees$/m);
    expect(ran.out).toMatch(
      /^\d+ rules, \d+ verdicts compared: 0 differences; profile "extended", DuckDB 1\.\d+\.\d+$/m,
    );
    expect(ran.out).toContain('DuckDB stands in for Athena');
    expect(ran.out).toContain('Athena itself was not asked.');
  });

  it('asks as many events as the rule has tests', () => {
    const { rules } = JSON.parse(trailc(['test', '--format', 'json']).out);
    const { tests } = JSON.parse(trailc(['verify', '--format', 'json']).out);
    const counts = (list: { rule: string; results?: unknown[]; compared?: number }[]) =>
      list.map(({ rule, results, compared }) => `${rule} ${compared ?? results?.length}`);
    expect(counts(tests)).toEqual(counts(rules));
  });

  it('names what a profile cannot say, with clause and reason, and ends with 1', () => {
    const ran = trailc(['verify', 'source-identity-missing', 'manual-action', '--profile', 'documented']);
    expect(ran).toMatchObject({ code: 1, err: '' });
    expect(ran.out).toMatch(/^ok {2}manual-action /m);
    expect(ran.out).toContain(
      'not said  source-identity-missing  not compared: profile "documented" cannot say it, and the rule does not accept that',
    );
    expect(ran.out).toMatch(
      /sourceIdentity exists: A table of profile "documented" has no column .*\.yml:\d+:\d+$/m,
    );
    expect(ran.out).toContain('; 1 rule not said; profile "documented"');
  });
});

describe('rules and environments', () => {
  const CONSENT = { targets: { athena: { accept: 'unsupported', because: 'No column.' } } };
  const unsaid = (more: object) =>
    named({ match: { 'userIdentity.sessionContext.sourceIdentity': '$name' }, ...more });

  it('ends with 0 where the rule accepts that it is not said, and says so', () => {
    const ran = trailc(['verify'], { cwd: repository({ said: named(), unsaid: unsaid(CONSENT) }) });
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain(
      'not said  unsaid  not compared: profile "documented" cannot say it, as the rule accepts',
    );
    const alone = trailc(['verify', 'unsaid'], { cwd: repository({ unsaid: unsaid(CONSENT) }) });
    expect(alone.out).toContain('0 rules, 0 verdicts compared: nothing was compared; 1 rule not said');
  });

  it('runs tests with examples, with --env also those of the environment, on its profile', () => {
    const cwd = repository({ named: named(), unsaid: unsaid({}) });
    const one = JSON.parse(trailc(['verify', '--format', 'json'], { cwd }).out);
    expect(
      one.tests.map(({ rule, environment, compared, matches }: Record<string, unknown>) => [
        rule,
        environment,
        compared,
        matches,
      ]),
    ).toEqual([['named', '', 3, 1]]);
    const two = trailc(['verify', '--env', 'two', '--format', 'json'], { cwd });
    expect(two.code).toBe(0);
    const json = JSON.parse(two.out);
    expect(json).toMatchObject({ environment: 'two', profile: 'extended', notSaid: [], differing: 0 });
    expect(
      json.tests.map(({ rule, environment, compared }: Record<string, unknown>) => [
        rule,
        environment,
        compared,
      ]),
    ).toEqual([
      ['named', '', 3],
      ['unsaid', '', 3],
      ['named', 'two', 1],
      ['unsaid', 'two', 1],
    ]);
  });

  it('reports a broken rule, and goes on with the others', () => {
    const cwd = repository({
      good: named(),
      bad: { ...named(), match: { eventNam: 'x' } },
    });
    const ran = trailc(['verify'], { cwd });
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('bad.yml');
    expect(ran.out).toMatch(/^ok {2}good /m);
  });
});

describe('--events', () => {
  const cwd = () => repository({ named: named() });
  const made = { ...EVENT, eventName: 'Made' };

  it('asks about events of logs, with the params of the environment', () => {
    const log = gzipSync(JSON.stringify({ Records: [EVENT, made, made] }));
    const root = repository({ named: named() });
    const logs = folder({
      'a.json.gz': log,
      'b.ndjson': `${JSON.stringify(EVENT)}\n${JSON.stringify(made)}\n`,
    });
    const ran = trailc(['verify', '--events', logs], { cwd: root });
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/^ok {2}named {2}3 events, 1 match, SQL on DuckDB agrees$/m);
    expect(ran.out).toMatch(/^ok {2}named \(one\) {2}5 events of logs, 3 matches, SQL on DuckDB agrees$/m);
    expect(ran.out).toContain('5 events read from logs, 0 skipped, 0 malformed');
    expect(ran.out).toContain('1 rule, 8 verdicts compared: 0 differences');
  });

  it('reads a JSON array from standard input, over more than one batch', () => {
    const many = Array.from({ length: 2_500 }, (_, at) => (at % 5 === 0 ? made : EVENT));
    const ran = trailc(['verify', '--events', '-', '--format', 'json'], {
      cwd: cwd(),
      input: JSON.stringify(many),
    });
    expect(ran).toMatchObject({ code: 0, err: '' });
    const { logs } = JSON.parse(ran.out);
    expect(logs.events).toEqual({ read: 2_500, skipped: 0, malformed: 0 });
    expect(logs.rules).toMatchObject([{ environment: 'one', compared: 2_500, matches: 500, differing: 0 }]);
  });

  it('shows an event on which the answer promises nothing, and does not count it as a fault', () => {
    // Athena ignores the case of a column, the rule does not: the assumption one-key-case.
    const twin = { EventName: 'Made', '\u001b[2J': 1 };
    const ran = trailc(['verify', '--events', '-'], {
      cwd: cwd(),
      input: JSON.stringify([made, { ...EVENT, eventName: undefined, ...twin }]),
    });
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('outside  named: record 2 of -  line 1');
    expect(ran.out).toContain('evaluator: no match; SQL on DuckDB: match');
    expect(ran.out).toContain('the event breaks what the answer assumes: one-key-case');
    expect(ran.out).toMatch(/^ {5}false true {2}eventName equals 'Made' .*<- differs$/m);
    expect(ran.out).toContain("SQL coalesce(eventname = 'Made', false)");
    expect(ran.out).toMatch(/^ok {2}named \(one\) .* agrees; 1 event outside the answer’s assumptions$/m);
    expect(ran.out).toContain('0 differences; 1 outside assumptions;');
    expect(ran.out).not.toContain('\u001b');
  });

  it('counts and names what is malformed, and ends with 1', () => {
    const ran = trailc(['verify', '--events', '-'], {
      cwd: cwd(),
      input: `${JSON.stringify(made)}\nnonsense\n`,
    });
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('1 event read from logs, 0 skipped, 1 malformed');
    expect(ran.out).toMatch(/malformed -:2: /);
  });
});

describe('usage', () => {
  it.each([
    ['an unknown profile', ['--profile', 'extendet'], 'Did you mean "extended"?'],
    ['an unknown environment', ['--env', 'exampl'], 'Did you mean "example"?'],
    ['a log that is not there', ['--events', 'no-such-log.json'], 'no-such-log.json'],
    ['a configuration that is not there', ['--config', 'no-such.yml'], 'no-such.yml'],
    ['a format that is none', ['--format', 'xml'], 'Allowed choices are pretty, json'],
  ])('answers %s with exit code 2', (_, args, said) => {
    const ran = trailc(['verify', ...args]);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(said);
  });

  it('shows examples', () => {
    expect(trailc(['verify', '--help']).out).toContain('Examples:\n  $ trailc verify');
  });
});

describe('without DuckDB', () => {
  const PACKAGE = JSON.parse(readFileSync('package.json', 'utf8'));

  /** The files of the package and its dependencies, in a folder above which DuckDB is not found. */
  function installed(more: Readonly<Record<string, string>> = {}): string {
    const root = folder(more);
    for (const part of ['bin', 'dist', 'templates', 'package.json']) {
      cpSync(part, join(root, part), {
        recursive: true,
        filter: (path) => !path.startsWith(join('dist', 'bundles')),
      });
    }
    for (const name of Object.keys(PACKAGE.dependencies)) {
      const link = join(root, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(resolve('node_modules', name), link);
    }
    return root;
  }
  function run(root: string, args: readonly string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'bin/trailc.js'), ...args], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8', FORCE_COLOR: undefined, NODE_PATH: undefined },
    });
    return { code: status, out: stdout, err: stderr };
  }

  it('says what to install, ends with 2, and keeps every other command working', () => {
    const root = installed();
    const missing = run(root, ['verify']);
    expect(missing).toMatchObject({ code: 2, out: '' });
    expect(missing.err).toBe(
      'trailc: verify runs SQL on DuckDB, which is optional and not installed.\n' +
        `  Install it where trailc is: npm install --save-dev ${DUCKDB_PACKAGE}\n`,
    );
    expect(run(root, ['test', 'manual-action'])).toMatchObject({ code: 0, err: '' });
  });

  it('says why an installed one cannot be loaded', () => {
    const broken = installed({
      'node_modules/@duckdb/node-api/package.json': '{ "name": "@duckdb/node-api", "main": "index.js" }',
      'node_modules/@duckdb/node-api/index.js': "throw new Error('no binary for this platform');",
    });
    const ran = run(broken, ['verify']);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('which cannot be loaded: no binary for this platform.\n');
    expect(ran.err).toContain(DUCKDB_PACKAGE);
  });

  it('does not take the library of the folder it is run in', () => {
    const root = installed();
    const here = repository(
      { named: named() },
      {
        'node_modules/@duckdb/node-api/package.json': '{ "name": "@duckdb/node-api", "main": "index.js" }',
        'node_modules/@duckdb/node-api/index.js': "console.log('code of the repository');",
      },
    );
    const ran = run(root, ['verify', '--config', join(here, 'trailc.config.yml')]);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('not installed');
  });

  it('asks for the version that trailc is tested with', () => {
    const [, name, version] = /^(@.+)@(.+)$/.exec(DUCKDB_PACKAGE) ?? [];
    expect(PACKAGE.devDependencies[name ?? '']).toBe(version);
  });
});
