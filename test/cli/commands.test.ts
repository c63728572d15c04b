/** Each command as a real process: what it prints where, and how it ends. Needs `npm run build`. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folder, trailc } from './support.ts';

const EVENT = {
  eventVersion: '1.11',
  eventTime: '2026-01-01T00:00:00Z',
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
  eventID: '0a0a0a0a-0000-4000-8000-000000000001',
  recipientAccountId: '111122223333',
  userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/dev/alice@example.com' },
  requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/ops', roleSessionName: 'om' },
};

describe('help and usage', () => {
  it('prints help and version with exit code 0', () => {
    expect(trailc(['--help'])).toMatchObject({ code: 0, err: '' });
    expect(trailc(['--version'])).toMatchObject({ code: 0, out: '0.1.0\n' });
    expect(trailc(['backtest', '--help']).out).toContain('Examples:\n  $ trailc backtest logs/');
  });

  it.each([
    ['an unknown command', ['chek'], 'Did you mean check?'],
    ['an unknown option', ['check', '--formt', 'json'], 'Did you mean --format?'],
    ['a value that is none', ['check', '--format', 'xml'], 'Allowed choices are pretty, json'],
    ['a missing argument', ['explain', 'x'], "missing required argument 'event'"],
    [
      'an unknown target',
      ['compile', 'manual-action', '--target', 'splunk'],
      'Allowed choices are spl, athena, sigma, all',
    ],
    ['an unknown environment', ['build', '--env', 'exampl'], 'Did you mean "example"?'],
    ['an unknown schema', ['schema', 'rul'], 'Did you mean "rule"?'],
  ])('answers %s with exit code 2', (_, args, said) => {
    const ran = trailc(args);
    expect(ran.err).toContain(said);
    expect(ran).toMatchObject({ code: 2, out: '' });
  });

  it('names a configuration that is not there', () => {
    const ran = trailc(['check', '--config', 'no-such.yml']);
    expect(ran.code).toBe(2);
    expect(ran.out).toContain('no-such.yml');
  });

  it('says where to begin when there is no configuration', () => {
    const ran = trailc(['check'], { cwd: folder() });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('trailc init');
  });
});

describe('check, test, compile', () => {
  it('finds no fault in what ships', () => {
    expect(trailc(['check'])).toEqual({ code: 0, out: '13 rules, 6 lists: no faults\n', err: '' });
    const json = JSON.parse(trailc(['check', '--format', 'json']).out);
    expect(json).toEqual({ schemaVersion: 1, diagnostics: [], suppressed: [] });
  });

  it('runs the tests of one rule by its name, and by the name of a test', () => {
    const ran = trailc(['test', 'session-name-bypass', '-t', 'colleague']);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('1 passed, 0 failed');
  });

  it('works from a folder below the configuration', () => {
    expect(trailc(['check', 'manual-action'], { cwd: 'detections/aws' })).toMatchObject({ code: 0, err: '' });
  });

  it.each(['spl', 'athena', 'sigma'])('prints the query for %s and nothing else', (target) => {
    const ran = trailc(['compile', 'manual-action', '--target', target]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch({ spl: /^index="/, athena: /^-- /, sigma: /^# / }[target] ?? /./);
  });

  it('refuses an unknown profile with the known ones', () => {
    // For all rules, and once.
    const ran = trailc(['compile', 'detections', '--target', 'athena', '--profile', 'extendet']);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err.match(/Did you mean "extended"\?/g)).toHaveLength(1);
  });
});

describe('explain', () => {
  it('shows the tree for an event that is pasted, piped, or picked from a log file', () => {
    const text = JSON.stringify(EVENT);
    const log = folder({
      'log.json.gz': gzipSync(JSON.stringify({ Records: [{ ...EVENT, eventID: 'other' }, EVENT] })),
    });
    const runs = [
      trailc(['explain', 'session-name-bypass', text]),
      trailc(['explain', 'session-name-bypass', '-'], { input: text }),
      trailc(['explain', 'session-name-bypass', join(log, 'log.json.gz'), '--event-id', EVENT.eventID]),
    ];
    for (const ran of runs) {
      expect(ran).toMatchObject({ code: 0, err: '' });
      expect(ran.out).toBe(runs[0]?.out);
    }
    expect(runs[0]?.out).toContain('session-name-bypass matches event');
    expect(runs[0]?.out).toContain('session.name = "alice@example.com"');
  });

  it('asks which event when there are several, and says so when there is none', () => {
    const two = `${JSON.stringify(EVENT)}\n${JSON.stringify(EVENT)}\n`;
    expect(trailc(['explain', 'manual-action', '-'], { input: two })).toMatchObject({ code: 2 });
    expect(trailc(['explain', 'manual-action', '-'], { input: '{}' })).toMatchObject({ code: 2 });
    expect(trailc(['explain', 'manual-action', 'no-such-file.json'])).toMatchObject({ code: 2 });
  });

  it('gives the same tree as JSON', () => {
    const { out } = trailc(['explain', 'session-name-bypass', '-', '--format', 'json'], {
      input: JSON.stringify(EVENT),
    });
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      rule: 'session-name-bypass',
      verdict: true,
      condition: { kind: 'all' },
    });
  });
});

describe('backtest', () => {
  it('prints the matches of every rule, as text and as JSON', () => {
    const input = JSON.stringify(EVENT);
    expect(trailc(['backtest', '-'], { input }).out).toContain('alice@example.com became om');
    const json = JSON.parse(trailc(['backtest', '-', '--format', 'json'], { input }).out);
    expect(json).toMatchObject({
      schemaVersion: 2,
      source: { kind: 'files', events: { read: 1, outside: 0, skipped: 0, malformed: 0 } },
    });
    expect(json.rules).toHaveLength(13);
    expect(json.rules.find(({ rule }: { rule: string }) => rule === 'session-name-bypass')).toMatchObject({
      matches: 1,
      events: [{ eventID: EVENT.eventID, eventTime: EVENT.eventTime, actor: 'alice@example.com' }],
    });
  });

  it('counts what it cannot read, evaluates the rest, and ends with 1', () => {
    const whole = gzipSync(JSON.stringify({ Records: [EVENT] }));
    const logs = folder({
      'a-good.json.gz': whole,
      'b-truncated.json.gz': whole.subarray(0, whole.length - 12),
      'c-half-a-line.ndjson': `${JSON.stringify(EVENT)}\n${JSON.stringify(EVENT).slice(0, 80)}\n${JSON.stringify(EVENT)}\n`,
      'd-digest.json': JSON.stringify({ digestStartTime: 'x', logFiles: [] }),
      'e-empty.json': JSON.stringify({ Records: [] }),
      'f-not-json.txt': 'hello\nworld\n',
      'g-binary.bin': Buffer.from([0, 1, 2, 255, 254]),
      'h-other.json': JSON.stringify({ hello: 'world' }),
    });
    const ran = trailc(['backtest', logs, '--format', 'json', '--rules', 'session-name-bypass']);
    expect(ran).toMatchObject({ code: 1, err: '' });
    const report = JSON.parse(ran.out);
    expect(report.source.events).toEqual({ read: 3, outside: 0, skipped: 2, malformed: 4 });
    expect(report.rules[0]).toMatchObject({ matches: 1, duplicates: 2 });
    const named = report.source.malformedItems.map(({ origin }: { origin: { path: string } }) =>
      origin.path.split('/').at(-1),
    );
    expect(named).toEqual(['b-truncated.json.gz', 'c-half-a-line.ndjson', 'f-not-json.txt', 'g-binary.bin']);
  });

  it('says so when an input is not there', () => {
    const ran = trailc(['backtest', 'no-such-folder']);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('no-such-folder');
  });
});

describe('build', () => {
  it('writes the bundle, the same bytes every time, and prints what each target answers', () => {
    const [a, b] = [folder(), folder()];
    const ran = trailc(['build', '--out', join(a, 'bundle')]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/session-name-bypass +exact given +exact given +under-matches/);
    trailc(['build', '--out', join(b, 'bundle')]);
    const files = readdirSync(join(a, 'bundle'), { recursive: true, encoding: 'utf8' }).sort();
    expect(files).toContain('manifest.json');
    expect(files).toEqual(readdirSync(join(b, 'bundle'), { recursive: true, encoding: 'utf8' }).sort());
    for (const file of files.filter((name) => /\.\w+$/.test(name))) {
      expect(readFileSync(join(a, 'bundle', file), 'utf8')).toBe(
        readFileSync(join(b, 'bundle', file), 'utf8'),
      );
    }
    const again = trailc(['build', '--out', join(a, 'bundle'), '--format', 'json']);
    expect(JSON.parse(again.out)).toMatchObject({ schemaVersion: 1, environment: 'example' });
  });

  it('touches no folder that is not its own', () => {
    const mine = folder({ 'bundle/precious.txt': 'mine' });
    const ran = trailc(['build', '--out', join(mine, 'bundle')]);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(readFileSync(join(mine, 'bundle/precious.txt'), 'utf8')).toBe('mine');
  });
});

describe('lists of an environment', () => {
  it('are changed by overlays, and by --as-of for entries that had expired', () => {
    const root = folder();
    trailc(['init'], { cwd: root });
    writeFileSync(
      join(root, 'lists/people.yml'),
      `trailc: 1
name: people
description: People.
entries:
  - { value: ann, reason: One. }
  - { value: bob, reason: Two., expires: 2026-01-31 }
`,
    );
    const config = join(root, 'trailc.config.yml');
    const overlay =
      'lists: { people: { add: [{ value: eve, reason: Three. }], remove: [{ value: ann, reason: Gone. }] } }';
    writeFileSync(config, `${readFileSync(config, 'utf8')}    ${overlay}\n`);
    const rule = join(root, 'detections/access-key-made.yml');
    writeFileSync(
      rule,
      readFileSync(rule, 'utf8').replace(
        '  errorCode: { exists: false }\n',
        '  errorCode: { exists: false }\n  not: { requestParameters.userName: { inList: people, ignoreCase: false } }\n',
      ),
    );
    const query = (...more: string[]) =>
      trailc(['compile', 'access-key-made', '--target', 'athena', ...more], { cwd: root });
    expect(query().out).toContain("IN ('bob', 'eve')");
    expect(query('--as-of', '2026-02-01').out).toMatch(/= 'eve'|IN \('eve'\)/);
    expect(query('--as-of', '2026-02-01').out).not.toContain("'bob'");
    expect(query('--as-of', '2026-02-31')).toMatchObject({ code: 2, out: '' });
    expect(trailc(['check'], { cwd: root }).out).toContain('check/list-entry-expired');
    expect(trailc(['build', '--as-of', '2026-02-01'], { cwd: root })).toMatchObject({ code: 0 });
    const manifest = JSON.parse(readFileSync(join(root, 'dist/bundles/production/manifest.json'), 'utf8'));
    expect(manifest.asOf).toBe('2026-02-01');
  });
});

describe('ddl', () => {
  it.each(['documented', 'projection', 'organization', 'extended'])(
    'prints the table of profile %s',
    (profile) => {
      const root = folder();
      trailc(['init'], { cwd: root });
      const config = join(root, 'trailc.config.yml');
      const location = 's3://logs/AWSLogs/111122223333/CloudTrail/';
      writeFileSync(
        config,
        readFileSync(config, 'utf8').replace('athena: {', `athena: { location: '${location}',`),
      );
      const ran = trailc(['ddl', '--profile', profile], { cwd: root });
      expect(ran.code).toBe(0);
      expect(ran.out).toContain('CREATE EXTERNAL TABLE');
    },
  );
});

describe('init and new', () => {
  it('make a repository and a rule that are valid at once', () => {
    const root = folder();
    expect(trailc(['init'], { cwd: root })).toMatchObject({ code: 0, err: '' });
    expect(trailc(['new', 'root-login'], { cwd: root })).toMatchObject({ code: 0, err: '' });
    expect(trailc(['new', 'detections/aws/key-made'], { cwd: root })).toMatchObject({ code: 0, err: '' });
    expect(existsSync(join(root, 'detections/aws/key-made.yml'))).toBe(true);
    expect(trailc(['check'], { cwd: root })).toEqual({
      code: 0,
      out: '3 rules, 0 lists: no faults\n',
      err: '',
    });
    expect(trailc(['test'], { cwd: root })).toMatchObject({ code: 0, err: '' });
    expect(trailc(['build'], { cwd: root })).toMatchObject({ code: 0, err: '' });
    expect(existsSync(join(root, 'dist/bundles/production/manifest.json'))).toBe(true);
  });

  it.each([
    ['init twice', ['init'], 'content repository already'],
    ['a name that is taken', ['new', 'access-key-made'], 'already'],
    ['a name with capitals', ['new', 'RootLogin'], 'lower-case'],
    ['a name that leaves the repository', ['new', '../x'], 'outside'],
  ])('refuse %s', (_, args, said) => {
    const root = folder();
    trailc(['init'], { cwd: root });
    const ran = trailc(args, { cwd: root });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(said);
  });
});

describe('schema, fields, operators', () => {
  it('print what the tables in the code say', () => {
    expect(JSON.parse(trailc(['schema']).out).$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(trailc(['fields', 'session']).out).toContain('session.name');
    expect(trailc(['fields', 'nothing-like-it'])).toMatchObject({ code: 1, out: '' });
    expect(JSON.parse(trailc(['operators', '--format', 'json']).out).operators).toHaveLength(14);
  });
});
