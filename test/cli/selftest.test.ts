/** `trailc selftest` as a real process. Needs `npm run build`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULE } from '../support/rule.ts';
import { folder, trailc } from './support.ts';

const rule = (match: unknown, more: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({
    ...RULE,
    match,
    tests: [
      { name: 'it matches', event: { inline: { eventName: 'A' } }, expect: 'match' },
      { name: 'it does not', event: { inline: { eventName: 'B' } }, expect: 'no-match' },
    ],
    ...more,
  });

const ID = (last: string) => ({ id: RULE.id.slice(0, -1) + last, title: `Another rule ${last}` });

const repository = (rules: Readonly<Record<string, string>>, environment = '{}') =>
  folder({
    'trailc.config.yml': `trailc: 1\nenvironments:\n  here: ${environment}\n`,
    ...Object.fromEntries(Object.entries(rules).map(([name, text]) => [`detections/${name}.yml`, text])),
  });

const TWO = {
  one: rule({ eventName: 'A' }),
  two: rule({ eventName: ['A', 'C'] }, ID('1')),
};
/** AWS's documented table lacks the source identity. */
const NEEDS_EXTENDED = { 'userIdentity.sessionContext.sourceIdentity': { exists: true } };

describe('trailc selftest', () => {
  it('prints one search of a rule', () => {
    const { code, out, err } = trailc(['selftest', 'one', '--target', 'spl'], { cwd: repository(TWO) });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.match(/^\| makeresults /gm)).toHaveLength(1);
    expect(out).toContain('| makeresults count=2 ```trailc selftest of rule one, ');
    expect(out).toContain('test=case(trailc_row=1, "it matches",\n    trailc_row=2, "it does not")');
    expect(out.endsWith('| table rule ruleId test expected got prefilter result\n')).toBe(true);
  });

  it('prints a search for each rule, and says that they are pasted one at a time', () => {
    const { code, out, err } = trailc(['selftest', '--target', 'spl'], { cwd: repository(TWO) });
    expect(code).toBe(0);
    expect(out.match(/^\| makeresults /gm)).toHaveLength(2);
    expect(err).toBe('2 queries, to be pasted one at a time; --out DIR writes a file for each\n');
  });

  it('prints one statement of Athena for all rules', () => {
    const { code, out, err } = trailc(['selftest', '--target', 'athena'], { cwd: repository(TWO) });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.match(/^WITH tests AS/gm)).toHaveLength(1);
    expect(out).toContain(
      '-- trailc selftest of 2 rules; 4 tests; environment here, table profile documented\n',
    );
    expect(out).toContain("WHEN 'one' THEN CASE (coalesce(eventname = 'A', false)) WHEN true");
  });

  it.each([
    ['spl', ['one.spl', 'two.spl']],
    ['athena', ['one.sql', 'two.sql']],
  ])('writes a file for each rule (%s)', (target, names) => {
    const cwd = repository(TWO);
    const { code, out, err } = trailc(['selftest', '--target', target, '--out', 'made/here'], { cwd });
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toBe(names.map((name) => `wrote made/here/${name}\n`).join(''));
    expect(readdirSync(join(cwd, 'made/here')).sort()).toEqual(names);
    const [first = ''] = names;
    const alone = trailc(['selftest', 'one', '--target', target], { cwd }).out;
    expect(readFileSync(join(cwd, 'made/here', first), 'utf8')).toBe(alone);
  });

  it('prints JSON, a query for each rule', () => {
    const { code, out } = trailc(['selftest', '--target', 'athena', '--format', 'json'], {
      cwd: repository(TWO),
    });
    expect(code).toBe(0);
    const { schemaVersion, target, environment, queries } = JSON.parse(out);
    expect({ schemaVersion, target, environment }).toEqual({
      schemaVersion: 1,
      target: 'athena',
      environment: 'here',
    });
    expect(queries.map(({ name, rules }: { name: string; rules: string[] }) => [name, rules])).toEqual([
      ['one.sql', ['one']],
      ['two.sql', ['two']],
    ]);
    expect(queries[0].query).toContain('WITH tests AS (');
  });

  it('takes the profile of the environment, and another one instead', () => {
    const cwd = repository(TWO, '{ spl: { profile: extracted } }');
    expect(trailc(['selftest', 'one', '--target', 'spl'], { cwd }).out).toContain('\n| spath\n');
    expect(trailc(['selftest', 'one', '--target', 'spl', '--profile', 'raw'], { cwd }).out).not.toContain(
      '| spath\n',
    );
  });

  it('stops where the target cannot say a rule, and leaves it out where the rule consents', () => {
    const cannot = trailc(['selftest', '--target', 'athena'], {
      cwd: repository({ one: TWO.one, two: rule(NEEDS_EXTENDED, ID('1')) }),
    });
    expect({ code: cannot.code, out: cannot.out }).toEqual({ code: 1, out: '' });
    expect(cannot.err).toContain('[compile/unsupported]');
    expect(cannot.err).toContain('profile "extended" has it');
    const targets = { athena: { accept: 'unsupported', because: 'The table is old.' } };
    const consents = trailc(['selftest', '--target', 'athena'], {
      cwd: repository({ one: TWO.one, two: rule(NEEDS_EXTENDED, { ...ID('1'), targets }) }),
    });
    expect(consents.code).toBe(0);
    expect(consents.err).toContain(
      'left out two: the rule accepts that athena cannot say it (The table is old.)',
    );
    expect(consents.out).toContain('-- trailc selftest of rule one, ');
  });

  it.each([
    ['no target', [], 'Name it: --target spl or --target athena.'],
    ['another target', ['--target', 'sigma'], "argument 'sigma' is invalid"],
    ['canaries of Athena', ['--canaries', '--target', 'athena'], 'there are no canaries for athena'],
    ['a rule that is not there', ['onee', '--target', 'spl'], 'onee'],
    [
      'an environment that is not there',
      ['--target', 'spl', '--env', 'her'],
      'there is no environment "her"',
    ],
  ])('answers %s with an exit code that says so', (_, args, said) => {
    const { code, out, err } = trailc(['selftest', ...args], { cwd: repository(TWO) });
    expect({ code: code === 1 || code === 2, out }).toEqual({ code: true, out: '' });
    expect(err).toContain(said);
  });

  it('says so where a profile is unknown, once', () => {
    const { code, err } = trailc(['selftest', '--target', 'spl', '--profile', 'rawr'], {
      cwd: repository(TWO),
    });
    expect(code).toBe(2);
    expect(err.match(/\[compile\/unknown-profile\]/g)).toHaveLength(1);
  });

  it('says so where the folder cannot be written', () => {
    const cwd = repository({ ...TWO });
    const { code, err } = trailc(['selftest', '--target', 'spl', '--out', 'trailc.config.yml'], { cwd });
    expect(code).toBe(2);
    expect(err).toMatch(/^trailc: trailc\.config\.yml\/one\.spl cannot be written: /);
    expect(existsSync(join(cwd, 'one.spl'))).toBe(false);
  });
});

describe('trailc selftest --canaries', () => {
  it('prints a search that needs no data and one that counts events of the environment', () => {
    const cwd = repository(TWO, '{ spl: { index: trail, sourcetype: cloud } }');
    const { code, out } = trailc(['selftest', '--canaries'], { cwd });
    expect(code).toBe(0);
    const [first = '', second = '', ...rest] = out.split(/\n\n/);
    expect(rest).toEqual([]);
    expect(first).toMatch(/^\| makeresults count=\d+ ```trailc canaries, search 1 of 2; environment here/);
    expect(first).toContain('holds must be yes');
    expect(second).toMatch(/^index="trail" sourcetype="cloud" ```trailc canaries, search 2 of 2;/);
  });

  it('of one rule are those that it rests on', () => {
    const rules = { ...TWO, three: rule({ sourceIPAddress: { inCidr: '10.0.0.0/8' } }, ID('2')) };
    const cwd = repository(rules);
    expect(trailc(['selftest', 'one', '--canaries'], { cwd }).out).not.toContain('cidr-ipv6');
    expect(trailc(['selftest', 'three', '--canaries'], { cwd }).out).toContain('cidr-ipv6');
  });

  it('are written to files', () => {
    const cwd = repository(TWO);
    expect(trailc(['selftest', '--canaries', '--out', 'made'], { cwd }).code).toBe(0);
    expect(readdirSync(join(cwd, 'made')).sort()).toEqual(['canaries-1.spl', 'canaries-2.spl']);
  });
});
