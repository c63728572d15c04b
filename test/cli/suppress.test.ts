/** `suppress`, as users meet it: real processes over a small repository. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, trailc } from './support.ts';

const CONFIG = `trailc: 1
environments:
  production:
    spl: { index: cloudtrail, sourcetype: 'aws:cloudtrail' }
    athena: { profile: documented, database: default, table: logs }
`;

/** Two warnings, if nobody suppresses them: consent without need (also of builds), and a field that no event has. */
const RULE = `trailc: 1
id: 7d3cb1f2-0f0e-4d5c-9f7e-2a3a4f0a9b10
title: Access key made
version: 1.0.0
status: test
level: low
author: An author
date: 2026-11-21
description: Somebody made an access key.
falsePositives: [Rotation by hand]
triage: Ask.
source: aws.cloudtrail
targets:
  sigma: { accept: under-matches, because: it was once }
match: { eventName: CreateAccessKey }
alert: { title: A key }
schedule: { every: 15m, lookback: 75m }
tests:
  - name: a key
    event: { base: fixtures/key, set: { requestParameter.userName: ann } }
    expect: match
  - name: another call
    event: { base: fixtures/key, set: { eventName: DeleteAccessKey } }
    expect: no-match
`;

const FIXTURE = `trailc: 1
description: A key.
event: { eventSource: iam.amazonaws.com, eventName: CreateAccessKey }
`;

const CONSENT = 'compile/consent-not-needed';
const FIELD = 'test/unknown-field';

/** `code: because [; more]` a line, as an entry of `suppress`. */
const suppress = (...entries: readonly string[]) =>
  entries.length === 0 ? '' : `suppress:\n${entries.map((entry) => `  - { ${entry} }\n`).join('')}`;
const of = (code: string, more = '') => `code: ${code}, because: we know${more}`;

function repository(
  own: readonly string[] = [],
  config: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): string {
  return folder({
    'trailc.config.yml': `${CONFIG}${suppress(...config)}`,
    'detections/key.yml': `${RULE}${suppress(...own)}`,
    'fixtures/key.yml': FIXTURE,
    ...more,
  });
}

/** Codes that a run prints for people, in their order. */
const codesIn = (text: string) =>
  [...text.matchAll(/^(?:error|warning)\[([^\]]+)\]/gm)].map(([, code]) => code);
const checked = (cwd: string, ...args: readonly string[]) => {
  const { code, out, err } = trailc(['check', ...args], { cwd });
  return { code, err, codes: codesIn(out), last: out.trimEnd().split('\n').at(-1) };
};

describe('check', () => {
  it('has both warnings where nothing is suppressed', () => {
    expect(checked(repository())).toEqual({
      code: 0,
      err: '',
      codes: [CONSENT, FIELD],
      last: '2 warnings in 1 file',
    });
  });

  it('leaves out what the rule suppresses, and counts it', () => {
    expect(checked(repository([of(CONSENT)]))).toMatchObject({
      code: 0,
      codes: [FIELD],
      last: '1 warning in 1 file, 1 warning suppressed',
    });
    expect(checked(repository([of(CONSENT), of(FIELD)]))).toMatchObject({
      codes: [],
      last: '1 rule, 0 lists: no faults, 2 warnings suppressed',
    });
  });

  it('leaves out what the configuration suppresses, everywhere or in some files', () => {
    const last = '1 rule, 0 lists: no faults, 2 warnings suppressed';
    expect(checked(repository([], [of(CONSENT), of(FIELD, ', paths: [detections]')]))).toMatchObject({
      last,
    });
    expect(checked(repository([of(CONSENT)], [of(FIELD, ', paths: [./detections/key.yml]')]))).toMatchObject({
      last,
    });
    const other = checked(repository([], [of(CONSENT, ', paths: [detections/ke]'), of(FIELD)]));
    expect(other.codes).toEqual([CONSENT, 'suppress/unused']);
  });

  it('works from a folder below, where paths are shown from there', () => {
    const root = repository([of(CONSENT)], [of(FIELD, ', paths: [detections/key.yml]')]);
    expect(checked(join(root, 'detections')).last).toBe('1 rule, 0 lists: no faults, 2 warnings suppressed');
  });

  it('says which suppressions are of no use, in a whole run', () => {
    const root = repository([of(CONSENT), of(FIELD), of('check/case-not-said')], [of('check/bare-domain')]);
    expect(checked(root)).toMatchObject({ code: 0, codes: ['suppress/unused', 'suppress/unused'] });
    // Another rule may be what the configuration speaks of.
    expect(checked(root, 'key')).toMatchObject({ codes: ['suppress/unused'] });
  });

  it('does not judge by a run of some rules what the configuration suppresses in others', () => {
    const other = RULE.replace('7d3cb1f2', '8d3cb1f2')
      .replace('Access key made', 'Another')
      .replace(/targets:\n.*\n/, '');
    const root = repository([of(FIELD)], [of(CONSENT), of(FIELD, ', paths: [detections/other.yml]')], {
      'detections/other.yml': other,
    });
    expect(checked(root).codes).toEqual([]);
    expect(checked(root, 'other').codes).toEqual([]);
    expect(checked(root, 'key').codes).toEqual([]);
  });

  it('shows again what was suppressed until a day that has passed', () => {
    const { code, codes, last } = checked(repository([of(CONSENT, ', expires: 2026-01-31'), of(FIELD)]));
    expect([code, codes]).toEqual([0, [CONSENT, 'suppress/expired']]);
    expect(last).toBe('2 warnings in 1 file, 1 warning suppressed');
    expect(checked(repository([of(CONSENT, ', expires: 9999-12-31'), of(FIELD)])).codes).toEqual([]);
  });

  it('shows every fault of a rule that has an error', () => {
    const root = repository([of(CONSENT), of(FIELD), of('check/bare-domain')]);
    writeFileSync(
      join(root, 'detections/key.yml'),
      `${RULE.replace('level: low', 'level: mild')}${suppress(of(FIELD))}`,
    );
    expect(checked(root)).toMatchObject({ code: 1, codes: ['yaml/not-a-word', FIELD] });
  });

  it('takes no error, no other code, and no entry without a reason', () => {
    const said = checked(
      repository([of('rule/title'), of('check/absense-decides'), of('suppress/unused'), `code: ${FIELD}`]),
    );
    expect(said.code).toBe(1);
    expect(said.codes.filter((code) => code !== FIELD && code !== CONSENT)).toEqual([
      'suppress/error',
      'suppress/unknown-code',
      'suppress/out-of-reach',
      'yaml/missing-key',
    ]);
  });
});

describe('reports', () => {
  it('have what was suppressed in JSON, with the reason and its place', () => {
    const root = repository([of(CONSENT, ', expires: 9999-12-31')], [of(FIELD)]);
    const { out } = trailc(['check', '--format', 'json'], { cwd: root });
    const found = JSON.parse(out);
    expect(found).toMatchObject({ schemaVersion: 1, diagnostics: [] });
    expect(found.suppressed).toMatchObject([
      {
        code: CONSENT,
        severity: 'warning',
        path: 'detections/key.yml',
        line: 14,
        suppression: { path: 'detections/key.yml', line: 26, because: 'we know', expires: '9999-12-31' },
      },
      { code: FIELD, suppression: { path: 'trailc.config.yml', line: 7, because: 'we know', expires: null } },
    ]);
    const { out: plain } = trailc(['check', '--format', 'json'], { cwd: repository() });
    expect(JSON.parse(plain).suppressed).toEqual([]);
  });

  it('mark it in SARIF, and leave it out for GitHub and as Markdown', () => {
    const root = repository([of(CONSENT)]);
    const { out } = trailc(['check', '--format', 'sarif'], { cwd: root });
    const [run] = JSON.parse(out).runs;
    expect(run.results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([CONSENT, FIELD]);
    expect(run.results[0].suppressions).toMatchObject([
      { kind: 'inSource', status: 'accepted', justification: 'we know' },
    ]);
    expect(run.results[1].suppressions).toEqual([]);
    for (const format of ['github', 'markdown']) {
      const { out: text } = trailc(['check', '--format', format], { cwd: root });
      expect(text).toContain(FIELD);
      expect(text).not.toContain(CONSENT);
    }
  });
});

describe('other commands', () => {
  const COMMANDS: readonly (readonly string[])[] = [
    ['test'],
    ['build'],
    ['compile', 'key', '--target', 'sigma'],
    ['mutate'],
    ['docs'],
    ['bump', '--dry-run'],
    ['doctor'],
  ];

  it.each(COMMANDS)('%s says nothing of it either', (...words) => {
    const loud = trailc(words, { cwd: repository() });
    expect(codesIn(loud.err)).toContain(FIELD);
    const quiet = trailc(words, { cwd: repository([of(CONSENT)], [of(FIELD)]) });
    expect(codesIn(quiet.err)).toEqual([]);
    expect(quiet.code).toBe(loud.code);
  });

  it('do not judge suppressions', () => {
    const { err, code } = trailc(['test'], {
      cwd: repository([of(CONSENT), of(FIELD)], [of('check/bare-domain')]),
    });
    expect([codesIn(err), code]).toEqual([[], 0]);
  });

  it('leave it out of the faults that stop them, in JSON too', () => {
    const root = repository([of(CONSENT), of(FIELD)], [], { 'detections/other.yml': 'trailc: 1\n' });
    const { out, code } = trailc(['build', '--format', 'json'], { cwd: root });
    expect(code).toBe(1);
    const paths = JSON.parse(out).diagnostics.map(({ path }: { path: string }) => path);
    expect([...new Set(paths)]).toEqual(['detections/other.yml']);
  });
});

describe('the rule stays the same', () => {
  it('for the lock: another text, and no change of meaning', () => {
    const root = repository();
    trailc(['bump'], { cwd: root });
    writeFileSync(join(root, 'detections/key.yml'), `${RULE}${suppress(of(CONSENT), of(FIELD))}`);
    const { out, err, code } = trailc(['bump', '--dry-run', '--format', 'json'], { cwd: root });
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out).rules).toMatchObject([
      { rule: 'key', change: 'text', from: '1.0.0', to: '1.0.0' },
    ]);
  });

  it('for what is built', () => {
    const built = (own: readonly string[]) => {
      const root = repository(own);
      return trailc(['compile', 'key', '--target', 'all'], { cwd: root }).out;
    };
    expect(built([of(CONSENT), of(FIELD)])).toBe(built([]));
  });

  it('for fmt, which puts the key behind "targets" and keeps it', () => {
    const root = repository([of(CONSENT), of(FIELD)]);
    const { code } = trailc(['fmt', 'detections/key.yml'], { cwd: root });
    expect(code).toBe(0);
    expect(checked(root).last).toBe('1 rule, 0 lists: no faults, 2 warnings suppressed');
    const keys = readFileSync(join(root, 'detections/key.yml'), 'utf8').match(/^[A-Za-z]+(?=:)/gm);
    expect(keys?.slice(keys.indexOf('targets')).slice(0, 2)).toEqual(['targets', 'suppress']);
  });
});
