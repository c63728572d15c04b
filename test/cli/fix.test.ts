/** `trailc check --fix` as a real process. Needs `npm run build`. */
import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/cli/commands/check.ts';
import type { Io } from '../../src/cli/io.ts';
import { folder, trailc } from './support.ts';

const CONFIG = `trailc: 1
defaultEnvironment: prdo
environments:
  prod:
    params: { account: 012345678901, more: [1] }
    lists: { helpers: { add: [{ value: b, reason: x }] } }
  test: { params: { account: '1', more: ['a'] } }
`;
const LIST =
  'trailc: 1\nname: helper\ndescription: A list.\nentries:\n  - { value: 111122223333, reason: x }\n';
const RULE = `trailc: 1
id: 7d3cb1f2-0f0e-4d5c-9f7e-2a3a4f0a9b10
title: A rule
version: 1.0.0
status: test
levle: low
author: trailc
date: 2026-11-21
description: A rule.
references: ['https://example.com/rule']
tags: [attack.t1078]
falsePositives: [None that are known]
triage: Look.
source: aws.cloudtrail
params:
  account: { type: text, example: 012345678901, description: x }
  more: { type: list<text>, example: [a, 1, 2], description: x }
match:
  recipientAccountId: $acount
  userName: { inList: helper } # no certain field
  userIdentity.accountId: { oneOf: $more }
alert: { title: A rule }
schedule: { every: 15m, lookback: 75m }
tests:
  - { name: one, event: { inlin: { eventName: A, recipientAccountId: '012345678901' } }, expect: match }
  - { name: two, event: { inline: { eventName: B } }, expect: no-match }
suppress:
  - { code: check/bare-domian, because: x }
`;

const repository = (more: Readonly<Record<string, string>> = {}) =>
  folder({ 'trailc.config.yml': CONFIG, 'detections/a.yml': RULE, 'lists/helper.yml': LIST, ...more });
const textOf = (cwd: string, path: string) => readFileSync(join(cwd, path), 'utf8');

describe('trailc check --fix', () => {
  it('shows a diff without a terminal, writes nothing and ends with 1', () => {
    const cwd = repository();
    const { code, out, err } = trailc(['check', '--fix'], { cwd });
    expect(code).toBe(1);
    expect(out).toContain('--- detections/a.yml\n+++ detections/a.yml (mended)\n@@ ');
    expect(out).toContain('\n-levle: low\n+level: low\n');
    expect(out).toContain('\n-defaultEnvironment: prdo\n+defaultEnvironment: prod\n');
    expect(err).toMatch(/Nothing was written\. To mend \d+ faults in 3 files, run again with --yes\.\n$/);
    expect(textOf(cwd, 'detections/a.yml')).toBe(RULE);
    expect(textOf(cwd, 'trailc.config.yml')).toBe(CONFIG);
  });

  it('writes with --yes, keeps the mode, and reports what remains', () => {
    const cwd = repository();
    chmodSync(join(cwd, 'detections/a.yml'), 0o640);
    const { code, out, err } = trailc(['check', '--fix', '--yes'], { cwd });
    expect(code).toBe(1);
    expect(err).toBe('');
    expect(textOf(cwd, 'detections/a.yml')).toBe(
      RULE.replace('levle', 'level')
        .replace('example: 012345678901', "example: '012345678901'")
        .replace('[a, 1, 2]', "[a, '1', '2']")
        .replace('$acount', '$account')
        .replace('inlin:', 'inline:')
        .replace('bare-domian', 'bare-domain'),
    );
    expect(textOf(cwd, 'lists/helper.yml')).toBe(LIST.replace('111122223333', "'111122223333'"));
    expect(textOf(cwd, 'trailc.config.yml')).toBe(
      CONFIG.replace('prdo', 'prod')
        .replace('012345678901', "'012345678901'")
        .replace('[1]', "['1']")
        .replace('helpers:', 'helper:'),
    );
    expect(statSync(join(cwd, 'detections/a.yml')).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(cwd, 'detections'))).toEqual(['a.yml']);
    expect(out).toMatch(/\nmended \d+ faults in 3 files\n/);
    expect(out).toContain('error[meaning/unknown-field] detections/a.yml:20:3');
    // The second time there is nothing to do.
    const again = trailc(['check', '--fix', '--yes'], { cwd });
    expect(again).toEqual({ ...trailc(['check'], { cwd }), code: 1 });
  });

  it('ends with 0 where nothing is wrong any more', () => {
    const cwd = repository({
      'trailc.config.yml': 'trailc: 1\ndefaultEnvironment: prdo\nenvironments: { prod: {} }\n',
    });
    const rule = RULE.replace(/params:\n(?: {2}.*\n)+/, '').replace(/ {2}(?:recip|userName|userId).*\n/g, '');
    const sound = `${rule.replace('match:\n', 'match:\n  eventName: A\n').replace(/suppress:[\s\S]*/, '')}`;
    const path = join(cwd, 'detections/a.yml');
    writeFileSync(path, `\ufeff${sound.replaceAll('\n', '\r\n')}`);
    const { code, out, err } = trailc(['check', '--fix', '--yes'], { cwd });
    expect(out).toContain('mended');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(textOf(cwd, 'detections/a.yml')).toBe(
      `\ufeff${sound.replace('levle', 'level').replace('inlin:', 'inline:').replaceAll('\n', '\r\n')}`,
    );
  });

  it('mends only the files that it is asked about', () => {
    const cwd = repository({ 'detections/b.yml': RULE.replace('9b10', '9b11') });
    expect(trailc(['check', '--fix', '--yes', 'detections/b.yml'], { cwd }).code).toBe(1);
    expect(textOf(cwd, 'detections/a.yml')).toBe(RULE);
    expect(textOf(cwd, 'detections/b.yml')).toContain('level: low');
  });

  it('prints JSON with the diffs, and applies them with --yes alone', () => {
    const cwd = repository();
    const read = (...more: readonly string[]) => {
      const { code, out } = trailc(['check', '--fix', '--format', 'json', ...more], { cwd });
      return { code, ...JSON.parse(out) };
    };
    const shown = read();
    expect(shown).toMatchObject({ code: 1, schemaVersion: 1 });
    expect(shown.fixes.map(({ path, applied }: never) => [path, applied])).toEqual([
      ['detections/a.yml', false],
      ['lists/helper.yml', false],
      ['trailc.config.yml', false],
    ]);
    expect(shown.fixes[0].diff).toContain('+level: low\n');
    const key = shown.diagnostics.find(({ what }: { what: string }) => what.includes('"levle"'));
    expect(key.fix.edits).toEqual([
      { from: { line: 6, column: 1 }, to: { line: 6, column: 6 }, text: 'level' },
    ]);
    expect(textOf(cwd, 'detections/a.yml')).toBe(RULE);
    const done = read('--yes');
    expect(done.fixes.every(({ applied }: { applied: boolean }) => applied)).toBe(true);
    expect(done.diagnostics.map(({ code }: { code: string }) => code)).toContain('meaning/unknown-field');
    expect(JSON.stringify(done.diagnostics)).not.toContain('levle');
    expect(textOf(cwd, 'detections/a.yml')).toContain('level: low');
  });

  it('says which fix it leaves out and why', () => {
    const cwd = repository({ 'detections/a.yml': RULE.replace('levle: low', 'severity: grave') });
    const { err, out } = trailc(['check', '--fix', '--yes'], { cwd });
    expect(err).toContain('warning[fix/refused] detections/a.yml:6:1');
    expect(err).toContain('The fix of rule/foreign-key was left out: with it, there is another fault: ');
    expect(out).toContain('error[rule/foreign-key]');
    expect(textOf(cwd, 'detections/a.yml')).toContain('severity: grave');
  });

  it('follows no link out of the repository, and keeps one inside a link', () => {
    const outside = folder({ 'a.yml': RULE.replace('9b10', '9b12') });
    const cwd = repository({ 'shared/in.yml': RULE.replace('9b10', '9b13') });
    symlinkSync(join(outside, 'a.yml'), join(cwd, 'detections/out.yml'));
    symlinkSync('../shared/in.yml', join(cwd, 'detections/in.yml'));
    const { code, out } = trailc(['check', '--fix', '--yes'], { cwd });
    expect(code).toBe(1);
    expect(out).toContain('error[file/outside] detections/out.yml');
    expect(textOf(outside, 'a.yml')).toContain('levle');
    expect(lstatSync(join(cwd, 'detections/in.yml')).isSymbolicLink()).toBe(true);
    expect(textOf(cwd, 'shared/in.yml')).toContain('level: low');
    // The configuration itself leads outside: nothing of it is written.
    const far = folder({ 'c.yml': CONFIG });
    const led = folder({ 'detections/a.yml': RULE, 'lists/helper.yml': LIST });
    symlinkSync(join(far, 'c.yml'), join(led, 'trailc.config.yml'));
    trailc(['check', '--fix', '--yes'], { cwd: led });
    expect(textOf(far, 'c.yml')).toBe(CONFIG);
    expect(textOf(led, 'lists/helper.yml')).toContain("'111122223333'");
  });

  it.each([
    [['--fix', '--bundle', 'x'], '--fix and --bundle cannot be used together'],
    [['--fix', '--since', 'HEAD'], '--fix and --since cannot be used together'],
    [['--fix', '--format', 'github'], '--fix prints pretty or json, not github'],
    [['--fix', '--format', 'markdown'], '--fix prints pretty or json, not markdown'],
    [['--fix', '--format', 'sarif'], '--fix prints pretty or json, not sarif'],
    [['--yes'], '--yes goes with --fix alone'],
  ])('%j is a wrong use', (args, says) => {
    const { code, out, err } = trailc(['check', ...args], { cwd: repository() });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(says);
  });

  it('check says how many can be mended, and nothing where none can', () => {
    const { out } = trailc(['check'], { cwd: repository() });
    expect(out).toMatch(/\n\d+ of \d+ can be mended: trailc check --fix\n$/);
    expect(trailc(['check']).out).not.toContain('mended');
  });
});

describe('on a terminal', () => {
  async function answered(answer: string | undefined) {
    const cwd = repository();
    const [out, err]: [string[], string[]] = [[], []];
    const stdin = Object.assign(new PassThrough(), { isTTY: true });
    const io: Io = {
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
      stdin,
      cwd,
      drained: () => undefined,
      color: { out: false, err: false },
      interactive: true,
      width: 80,
    };
    stdin.end(answer);
    const code = await check(
      [],
      { format: 'pretty', report: [], fix: true, config: 'trailc.config.yml' },
      io,
    );
    return { code, out: out.join(''), err: err.join(''), list: textOf(cwd, 'lists/helper.yml') };
  }

  it.each(['y\n', 'Yes\n'])('it asks, and %j writes', async (answer) => {
    const { code, out, err, list } = await answered(answer);
    expect(err).toMatch(/^Mend \d+ faults in 3 files\? \[y\/N\] $/);
    expect(out).toContain('mended ');
    expect({ code, list }).toEqual({ code: 1, list: LIST.replace('111122223333', "'111122223333'") });
  });

  it.each(['n\n', '\n', undefined, 'yesterday\n'])('%j writes nothing', async (answer) => {
    const { code, err, list } = await answered(answer);
    expect({ code, list }).toEqual({ code: 1, list: LIST });
    expect(err).toContain('Nothing was written.');
  });
});
