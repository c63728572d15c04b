/** `trailc lists` as a real process. Needs `npm run build`. */
import { describe, expect, it } from 'vitest';
import { folder, trailc } from './support.ts';

const RULE = `trailc: 1
id: 7d3cb1f2-0f0e-4d5c-9f7e-2a3a4f0a9b10
title: A rule
version: 1.0.0
status: test
level: low
author: trailc
date: 2026-11-21
description: A rule.
triage: Look.
source: aws.cloudtrail
match:
  any:
    - 'requestParameters.roleArn': { not: { inList: roles } }
    - not: { inList: { list: calls, columns: { source: eventSource, call: eventName } } }
alert: { title: A rule }
schedule: { every: 15m, lookback: 75m }
tests:
  - { name: a, event: { inline: {} }, expect: no-match }
`;

const FILES = {
  'trailc.config.yml': `trailc: 1
defaultEnvironment: prod
environments:
  prod:
    lists:
      roles:
        add: [{ value: 'arn:aws:iam::210987654321:role/prod', reason: For a while., expires: 2026-11-25, owner: ops }]
        remove: [{ value: 'arn:aws:iam::210987654321:role/old', reason: Gone. }]
  prod-eu: { extends: prod }
  dev: {}
`,
  'detections/uses.yml': RULE,
  'lists/roles.yml': `trailc: 1
name: roles
description: Roles.
entries:
  - { value: 'arn:aws:iam::210987654321:role/old', reason: Old tool., expires: 2026-11-01, owner: ops, ticket: T-1 }
  - { value: 'arn:aws:iam::210987654321:role/soon', reason: New tool., expires: 2026-12-21 }
  - { value: 'arn:aws:iam::210987654321:role/later', reason: Later., expires: 2026-12-22, owner: web }
`,
  'lists/calls.yml': `trailc: 1
name: calls
description: Calls.
columns: [source, call]
entries:
  - { value: { source: iam.amazonaws.com, call: GetUser }, reason: A read. }
`,
  'lists/unused.yml': 'trailc: 1\nname: unused\ndescription: Nobody uses it.\nentries: []\n',
};

const TODAY = ['--as-of', '2026-11-21'];
const json = (cwd: string, ...args: readonly string[]) =>
  JSON.parse(trailc(['lists', ...args, ...TODAY, '--format', 'json'], { cwd }).out);
interface Due {
  readonly values: readonly string[];
  readonly days: number;
}
const dueOf = (list: { readonly due: readonly Due[] }) =>
  list.due.map(({ values, days }) => [values[0]?.split('/')[1], days]);

describe('trailc lists', () => {
  it('shows sizes, the rules that use each, owners and changes', () => {
    const { code, out, err } = trailc(['lists', ...TODAY], { cwd: folder(FILES) });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const rows = out.split('\n').map((line) => line.split(/ {2,}/));
    expect(rows.slice(0, 4)).toEqual([
      ['list', 'entries', 'used by', 'owners', 'changed by'],
      ['calls', '1', 'uses'],
      ['roles', '3', 'uses', 'ops, web', 'prod +1 -1'],
      ['unused', '0', 'no rule'],
    ]);
  });

  it('shows what has expired or soon will, with who and where', () => {
    const { out } = trailc(['lists', ...TODAY], { cwd: folder(FILES) });
    const rows = out
      .split('\n')
      .map((line) => line.split(/ {2,}/))
      .filter(([list]) => list === 'roles');
    expect(rows.slice(1, 4)).toEqual([
      [
        'roles',
        'arn:aws:iam::210987654321:role/old',
        '2026-11-01 (expired 20 days ago)',
        'ops',
        'T-1',
        'Old tool.',
        'lists/roles.yml:5:14',
      ],
      [
        'roles',
        'arn:aws:iam::210987654321:role/prod (prod, prod-eu)',
        '2026-11-25 (in 4 days)',
        'ops',
        'For a while.',
        'trailc.config.yml:7:24',
      ],
      [
        'roles',
        'arn:aws:iam::210987654321:role/soon',
        '2026-12-21 (in 30 days)',
        'New tool.',
        'lists/roles.yml:6:14',
      ],
    ]);
  });

  it('names entries without a note that others have', () => {
    const { out } = trailc(['lists', ...TODAY], { cwd: folder(FILES) });
    expect(out).toMatch(/^roles {2,}owner: 1 of 3 {2,}lists\/roles\.yml:6:14$/m);
    expect(out).toMatch(/^roles {2,}ticket: 2 of 3 {2,}lists\/roles\.yml:6:14$/m);
    // No entry of it has either.
    expect(out).not.toMatch(/^calls {2,}owner/m);
  });

  it('is complete as JSON, and takes another number of days', () => {
    const cwd = folder(FILES);
    const all = json(cwd);
    expect(all).toMatchObject({
      schemaVersion: 1,
      environment: null,
      asOf: '2026-11-21',
      dueDays: 30,
      lists: [
        { name: 'calls', columns: ['source', 'call'], entries: 1, rules: ['uses'], owners: [], due: [] },
        {
          name: 'roles',
          path: 'lists/roles.yml',
          entries: 3,
          due: [
            { expires: '2026-11-01', expired: true, owner: 'ops', ticket: 'T-1', line: 5, environments: [] },
            { expired: false, path: 'trailc.config.yml', environments: ['prod', 'prod-eu'] },
            { expired: false, owner: null },
          ],
          withoutOwner: [{ reason: 'New tool.' }],
          changes: [{ environment: 'prod', added: 1, removed: 1 }],
        },
        { name: 'unused', entries: 0, rules: [] },
      ],
    });
    expect(dueOf(all.lists[1])).toEqual([
      ['old', -20],
      ['prod', 4],
      ['soon', 30],
    ]);
    expect(dueOf(json(cwd, '--due', '31').lists[1])).toHaveLength(4);
    expect(dueOf(json(cwd, '--due', '0').lists[1])).toEqual([['old', -20]]);
  });

  it('shows lists as they hold in an environment', () => {
    const cwd = folder(FILES);
    const [, roles] = json(cwd, '--env', 'prod-eu').lists;
    expect(roles).toMatchObject({ entries: 3, changes: [{ environment: 'prod', added: 1, removed: 1 }] });
    expect(dueOf(roles)).toEqual([
      ['prod', 4],
      ['soon', 30],
    ]);
    expect(json(cwd, '--env', 'dev').lists[1].changes).toEqual([]);
  });

  it('shows one list with its entries', () => {
    const { code, out } = trailc(['lists', 'calls', ...TODAY], { cwd: folder(FILES) });
    expect(code).toBe(0);
    expect(out).toMatch(/^iam\.amazonaws\.com, GetUser {2,}A read\. {2,}lists\/calls\.yml:6:14$/m);
    expect(out).toContain('nothing expires within 30 days of 2026-11-21\n');
    expect(out).not.toContain('roles');
  });

  it('ends with 1 for an expired entry only when asked', () => {
    const cwd = folder(FILES);
    expect(trailc(['lists', ...TODAY, '--fail-on-expired'], { cwd }).code).toBe(1);
    expect(trailc(['lists', 'calls', ...TODAY, '--fail-on-expired'], { cwd }).code).toBe(0);
    expect(trailc(['lists', '--as-of', '2026-11-01', '--fail-on-expired'], { cwd }).code).toBe(0);
    // "prod" takes the old one out.
    expect(trailc(['lists', '--env', 'prod', ...TODAY, '--fail-on-expired'], { cwd }).code).toBe(0);
    expect(trailc(['lists', '--env', 'dev', ...TODAY, '--fail-on-expired'], { cwd }).code).toBe(1);
  });

  it.each([
    ['a list that there is not', ['lists', 'role'], 'Did you mean "roles"?'],
    ['a day that is none', ['lists', '--as-of', '2026-02-30'], 'YYYY-MM-DD'],
    ['no number of days', ['lists', '--due', 'soon'], '--due 60'],
    ['an environment that there is not', ['lists', '--env', 'prd'], 'Did you mean "prod"?'],
  ])('answers %s with exit code 2', (_, args, said) => {
    const ran = trailc(args, { cwd: folder(FILES) });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(said);
  });

  it('shows the lists that can be read, and the faults of the others', () => {
    const cwd = folder({
      ...FILES,
      'lists/calls.yml': 'trailc: 1\nname: calls\n  x',
      'detections/b.yml': 'x',
    });
    const { code, out, err } = trailc(['lists', ...TODAY], { cwd });
    expect(code).toBe(1);
    expect(out).toMatch(/^roles {2,}3/m);
    expect(err).toContain('lists/calls.yml');
  });

  it('says so where there are none', () => {
    const cwd = folder({
      'trailc.config.yml': 'trailc: 1\nenvironments: { a: {} }\n',
      'detections/.keep': '',
    });
    expect(trailc(['lists'], { cwd })).toEqual({ code: 0, out: 'no lists\n', err: '' });
    expect(trailc(['lists', 'x'], { cwd }).err).toContain('The repository has no lists.');
  });

  it('reads nothing of a list file that is too large', () => {
    const entry = "  - { value: 'arn:aws:iam::210987654321:role/x', reason: r }\n";
    const head = 'trailc: 1\nname: roles\ndescription: Roles.\nentries:\n';
    const huge = head + entry.repeat(Math.ceil((50 * 1024 * 1024) / entry.length));
    const cwd = folder({ ...FILES, 'lists/roles.yml': huge });
    const { code, out, err } = trailc(['lists', ...TODAY, '--format', 'json'], { cwd });
    expect(code).toBe(1);
    expect(err).toContain('error[file/too-large] lists/roles.yml');
    expect(err).toContain('16');
    expect(JSON.parse(out).lists.map(({ name }: { name: string }) => name)).toEqual(['calls', 'unused']);
    const built = trailc(['build', '--out', 'out'], { cwd });
    expect(built).toMatchObject({ code: 1, out: '' });
    expect(built.err).toContain('file/too-large');
  });
});
