/** `trailc trace --query` as a real process: one query on the output, and what is refused. */
import { describe, expect, it } from 'vitest';
import { folder, trailc } from './support.ts';

const KEY = 'ASIAIOSFODNN7EXAMPLE';
const CONFIG = `trailc: 1
defaultEnvironment: prod
environments:
  prod:
    spl: { profile: raw, index: main, sourcetype: 'aws:cloudtrail' }
    athena: { profile: extended, database: lake, table: trail }
    sigma: { profile: sigma-2.1 }
  audit:
    spl: { profile: extracted, index: audit, sourcetype: 'aws:cloudtrail' }
    athena: { profile: projection, database: lake, table: audit }
    sigma: { profile: sigma-2.1 }
`;
const repository = () => folder({ 'trailc.config.yml': CONFIG, 'detections/none.txt': '' });

const ask = (...more: readonly string[]) => trailc(['trace', '--query', KEY, ...more], { cwd: repository() });

describe('trailc trace --query', () => {
  it('prints the search for Splunk, and how to go on', () => {
    const { code, out, err } = ask('--target', 'spl');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(
      /^index="main" sourcetype="aws:cloudtrail" earliest=-36h latest=now .*"ASIAIOSFODNN7EXAMPLE"\n/,
    );
    expect(out).toContain('trailc trace --query --target spl --env prod --at EVENT_TIME CALLER_ACCESS_KEY');
  });

  it('prints the statement for Athena over literal partitions where a time is given', () => {
    const { code, out, err } = ask('--target', 'athena', '--at', '2026-11-21T10:00:00Z', '--env', 'audit');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('FROM "lake"."audit"');
    expect(out).toContain(`"timestamp" BETWEEN '2026/11/18' AND '2026/11/22'`);
    expect(out).toContain(`eventtime >= '2026-11-19T21:55:00Z'`);
    expect(out).toContain(`eventtime <= '2026-11-21T10:05:00Z'`);
    expect(out).toContain('-- callerSourceIdentity is empty: ');
    expect(out).toContain(
      'trailc trace --query --target athena --env audit --at EVENT_TIME CALLER_ACCESS_KEY',
    );
  });

  it('takes another profile and another window', () => {
    const { code, out } = ask('--target', 'athena', '--profile', 'extended-organization', '--window', '1');
    expect(code).toBe(0);
    expect(out).toContain(`INTERVAL '1' HOUR`);
    expect(out).toContain('--env prod --profile extended-organization --at');
    expect(out).toContain('useridentity.sessioncontext.sourceidentity AS "callerSourceIdentity"');
  });

  it('is not kept from answering by a rule that is broken', () => {
    const cwd = folder({ 'trailc.config.yml': CONFIG, 'detections/broken.yml': 'id: [' });
    const { code, out } = trailc(['trace', '--query', KEY, '--target', 'spl'], { cwd });
    expect([code, out.startsWith('index="main"')]).toEqual([0, true]);
  });

  it.each([
    ['lower case', 'asiaiosfodnn7example'],
    ['another prefix', 'AROAIOSFODNN7EXAMPLE'],
    ['too short', 'ASIA123'],
    ['too long', `ASIA${'A'.repeat(125)}`],
    ['a quote of SQL', "ASIAIOSFODNN7EXAMPLE' OR '1'='1"],
    ['a pipe of SPL', 'ASIAIOSFODNN7EXAMPLE" | delete'],
    ['a line break', 'ASIAIOSFODNN7EXAMPLE\n--'],
    ['a line break at the end', 'ASIAIOSFODNN7EXAMPLE\n'],
    ['a comment of SPL', 'ASIAIOSFODNN7```EXAMPLE'],
    ['letters beyond ASCII', 'ASIAIOSFODNN7EXÄMPLE'],
    ['an escape of terminals', 'ASIA\u001b[31mIOSFODNN7EXAMPLE'],
    ['nothing', ''],
  ])('refuses a key with %s', (_, key) => {
    for (const target of ['spl', 'athena']) {
      const { code, out, err } = trailc(['trace', '--query', '--target', target, key], { cwd: repository() });
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('is no access key id');
      expect(err).not.toContain('\u001b');
      expect(err).not.toMatch(/\n\s+at /);
    }
  });

  it.each([
    [['--target', 'spl', 'logs/'], 'reads no logs'],
    [['--target', 'spl', '--forward'], '--forward says nothing there'],
    [['--target', 'spl', '--format', 'json'], '--format says nothing there'],
    [[], 'a query is for one target'],
    [['--target', 'sigma'], 'sigma'],
    [['--target', 'spl', '--at', 'yesterday'], 'is no time'],
    [['--target', 'spl', '--at', '2026-11-21'], 'is no time'],
    [['--target', 'spl', '--at', '0001-01-01T00:00:00Z'], 'is no time'],
    [['--target', 'spl', '--window', '0'], '--window takes'],
    [['--target', 'spl', '--env', 'none'], 'there is no environment "none"'],
    [['--target', 'athena', '--profile', 'none'], 'none'],
    [['--target', 'spl', '--profile', 'none'], 'none'],
  ])('refuses %j', (more, said) => {
    const { code, out, err } = ask(...more);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('says where a repository is wanted', () => {
    const { code, err } = trailc(['trace', '--query', KEY, '--target', 'spl'], { cwd: folder() });
    expect([code, err.includes('trailc init')]).toEqual([2, true]);
  });
});

describe('trailc trace without --query', () => {
  it.each([
    [[KEY], 'name the logs to search'],
    [[KEY, 'logs/', '--target', 'spl'], '--target belongs to --query'],
    [[KEY, 'logs/', '--at', '2026-11-21T10:00:00Z'], '--at belongs to --query'],
    [[KEY, 'logs/', '--env', 'prod'], '--env belongs to --query'],
  ])('refuses %j', (args, said) => {
    const { code, out, err } = trailc(['trace', ...args], { cwd: repository() });
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
  });
});
