/** `trailc env` as a real process. Needs `npm run build`. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { folder, trailc } from './support.ts';

const RULE = (stem: string, digit: string, match: string, params: string) => `trailc: 1
id: 7d3cb1f2-0f0e-4d5c-9f7e-2a3a4f0a9b1${digit}
title: Rule ${stem}
version: 1.0.0
status: test
level: low
author: trailc
date: 2026-11-21
description: A rule.
triage: Look.
source: aws.cloudtrail
params:
${params}
match:
${match}
alert: { title: A rule }
schedule: { every: 15m, lookback: 75m }
tests:
  - { name: a, event: { inline: {} }, expect: no-match }
`;

const CONFIG = `trailc: 1
defaultEnvironment: prod
environments:
  base:
    abstract: true
    description: What all share.
    params: { domains: ['@acme.com'], regions: [eu-west-1] }
    spl: { index: main }
    athena: { profile: documented, table: trail }
    lists:
      roles:
        add: [{ value: 'arn:aws:iam::210987654321:role/base', reason: Shared., owner: platform }]
  prod:
    extends: base
    spl: { index: aws }
  prod-eu:
    extends: prod
    params: { domains: ['@acme.eu', '@acme.de'] }
    athena: { profile: extended }
    lists:
      roles:
        remove: [{ value: 'arn:aws:iam::210987654321:role/base', reason: Not here. }]
        add: [{ value: 'arn:aws:iam::210987654321:role/eu', reason: Only here. }]
`;

const files = (config = CONFIG) => ({
  'trailc.config.yml': config,
  'detections/by-domain.yml': RULE(
    'by-domain',
    '0',
    "  session.name: { endsWith: $domains, ignoreCase: true }\n  'requestParameters.roleArn': { not: { inList: roles } }",
    "  domains: { type: list<text>, description: Domains., example: ['@acme.com'] }",
  ),
  'detections/by-region.yml': RULE(
    'by-region',
    '1',
    '  userIdentity.sessionContext.sourceIdentity: { exists: true }\n  awsRegion: { oneOf: $regions }',
    '  regions: { type: list<text>, description: Regions., example: [us-east-1] }',
  ),
  'lists/roles.yml': `trailc: 1
name: roles
description: Roles.
entries:
  - { value: 'arn:aws:iam::210987654321:role/file', reason: From the file. }
`,
});

describe('trailc env list', () => {
  it('names every environment, what it extends, and the default', () => {
    const cwd = folder(files());
    const { code, out, err } = trailc(['env', 'list'], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['environment', 'extends', 'description'],
      ['prod', 'base', 'default'],
      ['prod-eu', 'prod, base'],
      ['base', 'abstract', 'What all share.'],
      [''],
    ]);
    const json = JSON.parse(trailc(['env', 'list', '--format', 'json'], { cwd }).out);
    expect(json).toMatchObject({
      schemaVersion: 1,
      environments: [
        { name: 'prod', extends: ['base'], abstract: false, default: true, line: 13, column: 3 },
        { name: 'prod-eu', extends: ['prod', 'base'] },
        { name: 'base', abstract: true, description: 'What all share.', path: 'trailc.config.yml' },
      ],
    });
  });
});

describe('trailc env show', () => {
  it('prints what holds, and with --why where it was written and what it overrides', () => {
    const cwd = folder(files());
    const short = trailc(['env', 'show', 'prod-eu'], { cwd });
    expect({ code: short.code, err: short.err }).toEqual({ code: 0, err: '' });
    expect(short.out).toMatch(/^prod-eu extends prod, base {2}trailc\.config\.yml:16:3\n/);
    expect(short.out).toMatch(/^regions {2,}\["eu-west-1"\] {2,}by-region$/m);
    expect(short.out).not.toContain('instead of');
    const { out } = trailc(['env', 'show', 'prod-eu', '--why'], { cwd });
    expect(out).toMatch(
      /^domains {2,}\["@acme\.eu", "@acme\.de"\] {2,}prod-eu trailc\.config\.yml:18:24 {2,}\["@acme\.com"\] of base trailc\.config\.yml:7:24 {2,}by-domain$/m,
    );
    expect(out).toMatch(
      /^spl\.index {2,}aws {2,}prod trailc\.config\.yml:15:19 {2,}main of base trailc\.config\.yml:8:19$/m,
    );
    expect(out).toMatch(/^athena\.database {2,}default {2,}default$/m);
    expect(out).toMatch(/^athena\.location {2,}\(not set\)$/m);
    expect(out).toMatch(
      /^roles \(2 entries\) {2,}\+ arn:\S+\/base {2,}Shared\. {2,}base trailc\.config\.yml:12:/m,
    );
    expect(out).toMatch(/^ +- arn:\S+\/base {2,}Not here\. {2,}prod-eu trailc\.config\.yml:22:/m);
  });

  it('marks a value that is the example of a rule, and shows abstract ones', () => {
    const cwd = folder(files());
    expect(trailc(['env', 'show'], { cwd }).out).toMatch(/^domains .*by-domain \(its example\)$/m);
    const base = trailc(['env', 'show', 'base'], { cwd });
    expect(base.code).toBe(0);
    expect(base.out).toMatch(/^base \(abstract\) {2}/);
  });

  it('is complete as JSON', () => {
    const ran = trailc(['env', 'show', 'prod-eu', '--format', 'json'], { cwd: folder(files()) });
    const json = JSON.parse(ran.out);
    expect(json).toMatchObject({
      schemaVersion: 1,
      environment: 'prod-eu',
      extends: ['prod', 'base'],
      abstract: false,
      params: [
        {
          name: 'domains',
          value: ['@acme.eu', '@acme.de'],
          rules: ['by-domain'],
          asInExampleOf: [],
          origin: { environment: 'prod-eu', path: 'trailc.config.yml', line: 18, column: 24 },
          overrides: [{ environment: 'base', value: ['@acme.com'], line: 7 }],
        },
        { name: 'regions', value: ['eu-west-1'], overrides: [] },
      ],
      lists: [{ list: 'roles', entries: 2, changes: [{ change: 'add', owner: 'platform' }, {}, {}] }],
    });
    const settings = Object.fromEntries(
      json.settings.map((one: { name: string; value: unknown; origin: unknown }) => [one.name, one]),
    );
    expect(settings['athena.profile']).toMatchObject({
      value: 'extended',
      overrides: [{ environment: 'base', value: 'documented' }],
    });
    expect(settings['spl.sourcetype']).toMatchObject({
      value: 'aws:cloudtrail',
      origin: null,
      overrides: [],
    });
  });

  it('shows params that have no value', () => {
    const cwd = folder(files('trailc: 1\nenvironments: { prod: { params: { domains: [x], other: 1 } } }\n'));
    const { out } = trailc(['env', 'show'], { cwd });
    expect(out).toMatch(/^regions {2,}\(no value\) {2,}by-region$/m);
    expect(out).toMatch(/^other {2,}1 {2,}no rule$/m);
  });

  it('answers an unknown name with exit code 2, and a broken configuration with its faults', () => {
    const cwd = folder(files());
    expect(trailc(['env', 'show', 'prod-ue'], { cwd })).toMatchObject({ code: 2, out: '' });
    expect(trailc(['env', 'show', 'prod-ue'], { cwd }).err).toContain('Did you mean "prod-eu"?');
    const broken = trailc(['env', 'show'], {
      cwd: folder(files(CONFIG.replace('extends: prod', 'extends: x'))),
    });
    expect(broken.code).toBe(1);
    expect(broken.err).toContain('environment/unknown-parent');
  });
});

describe('trailc env diff', () => {
  it('finds the differences of params, settings, lists, answers and queries', () => {
    const cwd = folder(files());
    const { code, out } = trailc(['env', 'diff', 'prod', 'prod-eu', '--format', 'json'], { cwd });
    // sourceIdentity is no column of the documented table, and the rule does not consent to that.
    expect(code).toBe(1);
    const json = JSON.parse(out);
    expect(json).toMatchObject({
      schemaVersion: 1,
      a: 'prod',
      b: 'prod-eu',
      params: [
        {
          name: 'domains',
          change: 'changed',
          a: ['@acme.com'],
          b: ['@acme.eu', '@acme.de'],
          rules: ['by-domain'],
        },
      ],
      settings: [{ name: 'athena.profile', a: 'documented', b: 'extended' }],
      lists: [
        {
          list: 'roles',
          onlyA: [{ values: ['arn:aws:iam::210987654321:role/base'], owner: 'platform', line: 12 }],
          onlyB: [{ values: ['arn:aws:iam::210987654321:role/eu'], reason: 'Only here.' }],
          otherNotes: [],
        },
      ],
    });
    const region = json.answers.filter(({ rule }: { rule: string }) => rule === 'by-region');
    expect(region).toMatchObject([
      { target: 'athena', a: { answer: 'unsupported' }, b: { answer: 'exact-given' } },
    ]);
    const same = json.queries.map(({ rule, target, same }: Record<string, unknown>) => [rule, target, same]);
    expect(same).toEqual([
      ['by-domain', 'spl', false],
      ['by-domain', 'athena', false],
      ['by-domain', 'sigma', false],
      ['by-region', 'spl', true],
      ['by-region', 'athena', false],
      ['by-region', 'sigma', true],
    ]);
    const [spl] = json.queries;
    expect(spl.diff).toMatch(/^--- prod: by-domain on spl\n\+\+\+ prod-eu: by-domain on spl\n@@ /);
    expect(spl.diff).toMatch(/^-.*:role\/base"/m);
    expect(spl.diff).toMatch(/^\+.*:role\/eu"/m);
  });

  it('prints them for people, and says what is the same', () => {
    const config = CONFIG.replace('profile: documented', 'profile: extended');
    const cwd = folder(files(config));
    const { code, out, err } = trailc(['env', 'diff', 'prod', 'prod-eu'], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^domains {2,}\["@acme\.com"\] {2,}\["@acme\.eu", "@acme\.de"\] {2,}by-domain$/m);
    expect(out).toContain('settings\nthe same\n');
    expect(out).toMatch(/^ {2}- arn:\S+\/base {2}Shared\./m);
    expect(out).toMatch(/^ {2}\+ arn:\S+\/eu {2}Only here\./m);
    expect(out).toContain('queries: 3 of 6 differ\n');
  });

  it('finds nothing between an environment and itself, or one that only has another name', () => {
    const cwd = folder(
      files(`${CONFIG}  copy: { extends: prod }\n`.replace('profile: documented', 'profile: extended')),
    );
    for (const other of ['prod', 'copy']) {
      const { code, out } = trailc(['env', 'diff', 'prod', other], { cwd });
      expect(code).toBe(0);
      expect(out.match(/the same$/gm)).toHaveLength(4);
      expect(out).toContain('queries: 0 of 6 differ\n');
    }
  });

  it('compares nothing with an abstract one', () => {
    expect(trailc(['env', 'diff', 'prod', 'base'], { cwd: folder(files()) })).toMatchObject({
      code: 2,
      out: '',
    });
  });
});

describe('an abstract environment', () => {
  it('cannot be compiled for, nor be the reason of a fault', () => {
    const cwd = folder(files(CONFIG.replace('profile: documented', 'profile: extended')));
    for (const args of [['build'], ['compile', 'by-domain', '--target', 'spl']]) {
      expect(trailc([...args, '--env', 'base'], { cwd })).toMatchObject({ code: 2, out: '' });
    }
    const lacking = CONFIG.replace(', regions: [eu-west-1]', '')
      .replace('spl: { index: aws }', 'params: { regions: [eu-west-1] }')
      .replace('profile: documented', 'profile: extended');
    expect(trailc(['check'], { cwd: folder(files(lacking)) }).out).not.toContain('error');
  });
});

describe('values left over from examples', () => {
  const left = CONFIG.replace("'@acme.com'", "'@example.com'").replace(
    'profile: documented',
    'profile: extended',
  );

  it('stop check and build outside the environment of examples', () => {
    const cwd = folder(files(left));
    const checked = trailc(['check'], { cwd });
    expect(checked.code).toBe(1);
    expect(checked.out).toContain('error[environment/example-domain] trailc.config.yml:7:25');
    const built = trailc(['build', '--env', 'prod'], { cwd });
    expect(built).toMatchObject({ code: 1, out: '' });
    expect(built.err).toContain('environment/example-domain');
    // It overrides the value.
    expect(trailc(['build', '--env', 'prod-eu'], { cwd }).code).toBe(0);
  });

  it('are no matter where nothing is left of them: what "init" writes is valid', () => {
    const cwd = folder();
    expect(trailc(['init', 'repo'], { cwd }).code).toBe(0);
    expect(trailc(['check'], { cwd: `${cwd}/repo` })).toMatchObject({ code: 0 });
    expect(readFileSync(`${cwd}/repo/trailc.config.yml`, 'utf8')).toContain('production:');
  });
});
