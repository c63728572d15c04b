/** `trailc backtest --against` and `trailc diff --events`: one engine, asked about two states. Needs `npm run build`. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { OUTPUT_SCHEMAS } from '../../src/cli/output/index.ts';
import { strict } from '../../src/cli/output/strictness.ts';
import { contentRepository, edit, git, idOf, ruleFile, write } from '../support/content-repository.ts';
import { trailc } from './support.ts';

const event = (number: number, eventName: string, more: object = {}) => ({
  eventVersion: '1.11',
  eventID: `e-${number}`,
  eventTime: `2026-01-01T00:00:0${number}Z`,
  eventSource: 'iam.amazonaws.com',
  eventName,
  ...more,
});
const EVENTS = [
  event(1, 'CreateUser'),
  event(2, 'CreateRole'),
  event(3, 'DeleteUser', { eventSource: 'sts.amazonaws.com' }),
  // Delivered twice.
  event(2, 'CreateRole'),
];

/** Since the commit: a rule asks for another call under another file name, one is new, and one is gone. */
function changedRepository(below = ''): string {
  const root = contentRepository(below);
  write(root, 'logs/a.json', { Records: EVENTS });
  edit(root, 'rules/alone.yml', '"eventName": "CreateUser"', '"eventName": ["CreateRole", "DeleteUser"]');
  renameSync(join(root, 'rules/alone.yml'), join(root, 'rules/renamed.yml'));
  rmSync(join(root, 'rules/by-source.yml'));
  write(root, 'rules/fresh.yml', ruleFile(9, { eventName: 'CreateUser' }, 'fixtures/whole'));
  return root;
}

const clones = () => readdirSync(tmpdir()).filter((name) => name.startsWith('trailc-diff-'));
const run = (root: string, ...args: readonly string[]) =>
  trailc(['backtest', 'logs', ...args], { cwd: root });

interface Change {
  readonly state: string;
  readonly before: number;
  readonly newly: number;
  readonly noLonger: number;
  readonly newlyEvents: readonly { readonly eventID: string }[];
  readonly noLongerEvents: readonly { readonly eventID: string }[];
}
interface Rule {
  readonly rule: string;
  readonly id: string;
  readonly matches: number;
  readonly change: Change;
}
const changesOf = (out: string) =>
  Object.fromEntries(
    (JSON.parse(out).rules as Rule[]).map(({ rule, matches, change }) => [
      rule,
      [change.state, change.before, matches, change.newly, change.noLonger],
    ]),
  );

describe('backtest --against a commit', () => {
  it('says of each rule, by its id, what it newly and no longer matches', () => {
    const root = changedRepository('content');
    const before = clones();
    const ran = run(root, '--against', 'HEAD', '--format', 'json');
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(changesOf(ran.out)).toEqual({
      'by-agent': ['same', 0, 0, 0, 0],
      // The list of the environment has CreateRole, too.
      'by-list': ['same', 2, 2, 0, 0],
      'by-region': ['same', 0, 0, 0, 0],
      fresh: ['added', 0, 1, 1, 0],
      renamed: ['changed', 1, 2, 2, 1],
      'by-source': ['removed', 1, 0, 0, 1],
    });
    const report = JSON.parse(ran.out);
    expect(report.against).toBe(`HEAD (${git(root, 'rev-parse', 'HEAD').slice(0, 12)})`);
    const { change, duplicates, id } = report.rules.find(({ rule }: Rule) => rule === 'renamed');
    expect(id).toBe(idOf(5));
    expect(change.newlyEvents.map(({ eventID }: { eventID: string }) => eventID)).toEqual(['e-2', 'e-3']);
    expect(change.noLongerEvents.map(({ eventID }: { eventID: string }) => eventID)).toEqual(['e-1']);
    expect(duplicates).toBe(1);
    const valid = new Ajv({ strict: false, allErrors: true }).compile(strict(OUTPUT_SCHEMAS.backtest));
    expect(valid(report), JSON.stringify(valid.errors)).toBe(true);
    expect(clones()).toEqual(before);
    expect(run(root, '--against', 'HEAD').out).toContain('e-3');
  });

  it('compares only the rules that are asked for', () => {
    const root = changedRepository();
    const ran = run(root, '--against', 'HEAD', '--rules', 'rules/renamed.yml', '--format', 'json');
    expect(changesOf(ran.out)).toEqual({ renamed: ['changed', 1, 2, 2, 1] });
  });

  it('asks both states with the params and lists of one environment', () => {
    const root = contentRepository();
    write(root, 'logs/a.json', { Records: [event(1, 'CreateUser', { awsRegion: 'eu-west-2' })] });
    edit(root, 'trailc.config.yml', '"region": "eu-west-2"', '"region": "eu-west-3"');
    const rule = (env: string) =>
      changesOf(run(root, '--against', 'HEAD', '--env', env, '--format', 'json').out)['by-region'];
    expect(rule('dev')).toEqual(['changed', 1, 0, 0, 1]);
    expect(rule('prod')).toEqual(['same', 0, 0, 0, 0]);
  });

  it('is content with a state that lacks the environment, or had faults, and says so', () => {
    const root = contentRepository();
    write(root, 'logs/a.json', { Records: EVENTS });
    edit(root, 'rules/alone.yml', '"title"', '"titel"');
    git(root, 'commit', '-qam', 'broken');
    git(root, 'checkout', '-q', 'HEAD~1', '--', '.');
    edit(root, 'trailc.config.yml', '"dev": {', '"test": {');
    const ran = run(root, '--against', 'HEAD', '--env', 'test', '--format', 'json');
    expect(ran.code).toBe(0);
    expect(ran.err).toContain('diff/before-faults');
    expect(ran.err).toContain('diff/other-environment');
    expect(ran.err).toContain('trailc.config.yml');
    expect(ran.err).not.toContain('trailc-diff-');
    expect(changesOf(ran.out).alone).toEqual(['added', 0, 1, 1, 0]);
  });

  it('says that a rule of then cannot be compiled', () => {
    const root = contentRepository();
    write(root, 'logs/a.json', { Records: EVENTS });
    // Without a value for its param, the rule is sound and cannot be asked.
    edit(root, 'trailc.config.yml', '"agent": "aws-cli",', '');
    git(root, 'commit', '-qam', 'no value');
    git(root, 'checkout', '-q', 'HEAD~1', '--', '.');
    const ran = run(root, '--against', 'HEAD', '--format', 'json');
    expect(ran.code).toBe(0);
    expect(ran.err).toContain('diff/before-faults');
    expect(changesOf(ran.out)['by-agent']?.[0]).toBe('added');
  });

  it('says what is wrong with a commit', () => {
    const root = contentRepository();
    write(root, 'logs/a.json', { Records: EVENTS });
    const ran = run(root, '--against', 'no-such');
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('diff/unknown-ref');
    rmSync(join(root, '.git'), { recursive: true });
    expect(run(root, '--against', 'HEAD').err).toContain('diff/no-git');
  });

  it('holds what is there now against expectations', () => {
    const root = changedRepository();
    const rules = { 'by-list': { exactly: 2 }, renamed: { exactly: 2 }, fresh: { exactly: 1 } };
    write(root, 'expect.yml', { rules });
    expect(run(root, '--against', 'HEAD', '--expect', 'expect.yml').code).toBe(0);
    write(root, 'expect.yml', { rules: { ...rules, 'by-source': { exactly: 0 } } });
    expect(run(root, '--against', 'HEAD', '--expect', 'expect.yml').err).toContain('expect/unknown-rule');
  });
});

describe('backtest --against a bundle', () => {
  /** A bundle of the commit; the repository is as it was then. */
  function built(...args: readonly string[]): { readonly root: string; readonly commit: string } {
    const root = contentRepository();
    write(root, 'logs/a.json', { Records: EVENTS });
    const commit = git(root, 'rev-parse', 'HEAD');
    const options = ['--source-commit', commit, '--env', 'prod', '--out', 'out', ...args];
    expect(trailc(['build', ...options], { cwd: root })).toMatchObject({ code: 0 });
    return { root, commit };
  }
  const manifest = (root: string, from: RegExp, to: string) => {
    const path = join(root, 'out/manifest.json');
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(from);
    writeFileSync(path, text.replace(from, to));
  };

  it('asks the rules of its commit, in its environment', () => {
    const { root, commit } = built();
    edit(root, 'rules/alone.yml', '"eventName": "CreateUser"', '"eventName": "CreateRole"');
    // Another default: the bundle says which environment is meant.
    edit(root, 'trailc.config.yml', '"defaultEnvironment": "prod"', '"defaultEnvironment": "dev"');
    write(root, 'logs/b.json', { Records: [event(4, 'CreateUser', { awsRegion: 'eu-west-1' })] });
    const ran = run(root, '--against', 'out', '--format', 'json');
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(ran.out).against).toBe(`out (${commit.slice(0, 12)})`);
    expect(changesOf(ran.out)).toMatchObject({
      alone: ['changed', 2, 1, 1, 2],
      'by-region': ['same', 1, 1, 0, 0],
    });
    const other = run(root, '--against', 'out', '--env', 'dev');
    expect(other).toMatchObject({ code: 2, out: '' });
    expect(other.err).toContain('"prod"');
  });

  it('leaves out the entries of lists that the bundle left out', () => {
    const root = contentRepository();
    edit(
      root,
      'lists/calls.yml',
      '"value": "CreateUser",',
      '"value": "CreateUser", "expires": "2026-01-31",',
    );
    git(root, 'commit', '-qam', 'expires');
    write(root, 'logs/a.json', { Records: EVENTS });
    const options = [
      '--source-commit',
      git(root, 'rev-parse', 'HEAD'),
      '--out',
      'out',
      '--as-of',
      '2026-02-01',
    ];
    expect(trailc(['build', ...options], { cwd: root })).toMatchObject({ code: 0 });
    const ran = run(root, '--against', 'out', '--format', 'json');
    expect(changesOf(ran.out)['by-list']).toEqual(['same', 1, 1, 0, 0]);
  });

  it('refuses one that cannot be asked, and says what to do', () => {
    const { root } = built();
    edit(root, 'trailc.config.yml', '"dev": {', '"prod-2": { "extends": "base" }, "dev": {');
    const whole = readFileSync(join(root, 'out/manifest.json'), 'utf8');
    const cases: readonly [RegExp, string, string][] = [
      [/"sourceCommit": "[0-9a-f]+"/, '"sourceCommit": null', 'expect/bundle-without-commit'],
      [
        /"sourceCommit": "[0-9a-f]+"/,
        `"sourceCommit": "${'0123456789'.repeat(4)}"`,
        'expect/bundle-commit-missing',
      ],
      [/"conditionSha256": "[0-9a-f]{8}/, '"conditionSha256": "00000000', 'expect/bundle-differs'],
      [/"environment": "prod"/, '"environment": "prod-2"', 'expect/bundle-environment'],
      [/"schemaVersion": 1/, '"schemaVersion": 2', 'verify/manifest'],
    ];
    for (const [from, to, code] of cases) {
      write(root, 'out/manifest.json', whole);
      manifest(root, from, to);
      const ran = run(root, '--against', 'out');
      expect(ran).toMatchObject({ code: 1, out: '' });
      expect(ran.err).toContain(code);
    }
  });

  it('refuses one of files that were not committed', () => {
    const { root } = built();
    edit(root, 'rules/alone.yml', '"eventName": "CreateUser"', '"eventName": "CreateRole"');
    git(root, 'commit', '-qam', 'another');
    const next = git(root, 'rev-parse', 'HEAD');
    manifest(root, /"sourceCommit": "[0-9a-f]+"/, `"sourceCommit": "${next}"`);
    const ran = run(root, '--against', 'out');
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(/A rule of the bundle in "out" means something else at its commit .*: alone\./);
  });

  it('refuses one of some rules', () => {
    const root = contentRepository();
    write(root, 'logs/a.json', { Records: EVENTS });
    edit(root, 'rules/alone.yml', '"eventName": "CreateUser"', '"eventName": "CreateRole"');
    mkdirSync(join(root, 'out'), { recursive: true });
    const args = ['build', '--since', 'HEAD', '--env', 'prod', '--out', 'out/part'];
    expect(trailc(args, { cwd: root })).toMatchObject({ code: 0 });
    expect(run(root, '--against', 'out/part').err).toContain('since/partial-bundle');
  });
});

describe('diff --events', () => {
  it('is asked of the same engine: each eventID once, rules by id', () => {
    const root = changedRepository();
    const ran = trailc(['diff', '--events', 'logs', '--format', 'json'], { cwd: root });
    expect(ran.code).toBe(0);
    const { events } = JSON.parse(ran.out);
    const shown = (...ids: readonly number[]) =>
      ids.map((id) => ({
        eventID: `e-${id}`,
        eventTime: `2026-01-01T00:00:0${id}Z`,
        title: 'A rule',
      }));
    expect(events).toEqual({
      events: 4,
      unread: 0,
      rules: [
        {
          rule: 'by-source',
          before: 1,
          after: 0,
          newlyCount: 0,
          noLongerCount: 1,
          newly: [],
          noLonger: shown(1),
        },
        {
          rule: 'fresh',
          before: 0,
          after: 1,
          newlyCount: 1,
          noLongerCount: 0,
          newly: shown(1),
          noLonger: [],
        },
        {
          rule: 'renamed',
          before: 1,
          after: 2,
          newlyCount: 2,
          noLongerCount: 1,
          newly: shown(2, 3),
          noLonger: shown(1),
        },
      ],
    });
    const text = trailc(['diff', '--events', 'logs'], { cwd: root }).out;
    expect(text).toContain('renamed  1 → 2: 2 newly matched, 1 no longer');
  });

  it('counts what it could not read', () => {
    const root = changedRepository();
    writeFileSync(join(root, 'logs/b.json'), '{ "Records": [');
    const ran = trailc(['diff', '--events', 'logs', '--format', 'json'], { cwd: root });
    expect(JSON.parse(ran.out).events).toMatchObject({ events: 4, unread: 1 });
  });
});
