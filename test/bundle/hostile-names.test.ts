/**
 * Names that a file system, a shell or a terminal would trip over, in a real build: a diagnostic, and nothing written.
 * Needs `npm run build`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './support.ts';

const LONG = 'x'.repeat(300);

const rule = (id: string, list = '') => `trailc: 1
id: ${id}-6f0d-4a55-9b0c-6a4b9f0c1d2e
title: Key made ${id}
version: 1.0.0
status: test
level: low
author: Security Engineering
date: 2026-01-01
description: A key was made.
triage: Ask.
source: aws.cloudtrail
match:
  eventName: CreateAccessKey
${list === '' ? '' : `  userIdentity.arn: { inList: ${list} }\n`}alert: { title: A key was made }
schedule: { every: 15m, lookback: 75m }
tests:
  - name: one
    event: { inline: { eventName: CreateAccessKey, userIdentity: { arn: 'arn:aws:iam::408117322955:role/x' } } }
    expect: match
  - name: other
    event: { inline: { eventName: DeleteAccessKey } }
    expect: no-match
`;
const config = (environment = 'prod', more = '') => `trailc: 1\n${more}environments:\n  ${environment}: {}\n`;
const list = (name: string) =>
  `trailc: 1\nname: ${name}\ndescription: P.\nentries:\n  - { value: 'arn:aws:iam::408117322955:role/x', reason: R. }\n`;

type Files = Readonly<Record<string, string>>;
const ONE: Files = { 'detections/a.yml': rule('5b3f2f64') };

function build(files: Files, args: readonly string[] = []) {
  const root = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const before = readdirSync(root).sort();
  const ran = spawnSync(process.execPath, [resolve('bin/trailc.js'), 'build', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(ran.stderr).not.toMatch(/internal error|\bat .*\.js/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not come out
  expect(ran.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  const codes = [...new Set([...ran.stderr.matchAll(/error\[([^\]]+)\]/g)].map(([, code]) => code))];
  return { root, before, code: ran.status, err: ran.stderr, codes: codes.sort() };
}

const nameless = (name: string) => ({ 'trailc.config.yml': config(name), ...ONE });
const bundled = (name: string) => ({
  'trailc.config.yml': config('prod', `bundle: { name: ${name} }\n`),
  ...ONE,
});
const filed = (...stems: readonly string[]): Files => ({
  'trailc.config.yml': config(),
  ...Object.fromEntries(
    stems.map((stem, at) => [`detections/${at}/${stem}.yml`, rule(`${at}b3f2f64`)] as const),
  ),
});
const listed = (name: string): Files => ({
  'trailc.config.yml': config(),
  'detections/a.yml': rule('5b3f2f64', name),
  'lists/l.yml': list(name),
});

describe('nothing is written for', () => {
  it.each<readonly [string, Files, string]>([
    ['an environment ../x', nameless('../x'), 'config/environment-name'],
    ['an environment NUL', nameless('NUL'), 'config/environment-name'],
    ['an environment with a line feed', nameless('"a\\nb"'), 'config/environment-name'],
    ['an environment of 300 characters', nameless(LONG), 'config/environment-name'],
    ['environments that differ in case', nameless('a: {}\n  A'), 'config/environment-name'],
    ['a bundle ../x', bundled('../x'), 'config/bundle-name'],
    ['a bundle with a line feed', bundled('"a\\nb"'), 'config/bundle-name'],
    ['a bundle of 300 characters', bundled(LONG), 'config/bundle-name'],
    ['a rule con', filed('con'), 'bundle/path-refused'],
    ['a rule with a blank', filed('a b'), 'rule/file-name'],
    ['a rule with a colon', filed('a:b'), 'rule/file-name'],
    ['a rule -rf', filed('-rf'), 'rule/file-name'],
    ['a rule with a backslash', filed('a\\x y'), 'rule/file-name'],
    ['rules that differ in case', filed('a', 'A'), 'file/same-rule-stem'],
    ['a list ../x', listed('../x'), 'list/name'],
    ['a list con', listed('con'), 'bundle/path-refused'],
    ['a list with a line feed', listed('"a\\nb"'), 'list/name'],
    ['a list of 300 characters', listed(LONG), 'list/name'],
  ])('%s', (_, files, code) => {
    const { root, before, code: ended, codes } = build(files);
    expect(codes).toContain(code);
    expect([1, 2]).toContain(ended);
    expect(readdirSync(root).sort()).toEqual(before);
  });

  it('a rule of 250 characters', () => {
    const { root, before, code, codes } = build(filed('x'.repeat(250)));
    expect(code).toBe(1);
    expect(codes.length).toBeGreaterThan(0);
    expect(readdirSync(root).sort()).toEqual(before);
  });

  it.each([
    ['that throws', '{{#each}}x{{/each}}', 'bundle/template-failed'],
    ['that reaches for the program', '{{title.constructor.name}}', 'bundle/template-refused'],
    ['that cannot be read', '{{#if title}}', 'bundle/template-syntax'],
    ['that calls what is none', '{{lookup this "x"}}', 'bundle/template-unknown-helper'],
  ])('a template %s', (_, text, code) => {
    const files = { 'trailc.config.yml': config('prod', 'templates: mine\n'), ...ONE };
    const { root, before, code: ended, codes } = build({ ...files, 'mine/athena/rule.sql.hbs': text });
    expect([ended, codes]).toEqual([1, [code]]);
    expect(readdirSync(root).sort()).toEqual(before);
  });
});

describe('an output folder', () => {
  const files = { 'trailc.config.yml': config(), ...ONE };

  it('that is a file, or below one', () => {
    const whole = build({ ...files, out: 'mine' }, ['--out', 'out']);
    expect(whole.codes).toEqual(['bundle/out-not-a-folder']);
    expect(readFileSync(join(whole.root, 'out'), 'utf8')).toBe('mine');
    expect(build({ ...files, out: 'mine' }, ['--out', 'out/below']).codes).toEqual(['bundle/write-failed']);
  });

  it("that is someone else's keeps all it has", () => {
    const { root, codes } = build({ ...files, 'out/thesis.txt': 'years', 'out/a/b.txt': 'x' }, [
      '--out',
      'out',
    ]);
    expect(codes).toEqual(['bundle/out-not-ours']);
    expect(readdirSync(join(root, 'out'), { recursive: true }).sort()).toEqual([
      'a',
      'a/b.txt',
      'thesis.txt',
    ]);
  });

  it('whose name is too long', () => {
    const { root, before, codes } = build(files, ['--out', LONG]);
    expect(codes).toEqual(['bundle/write-failed']);
    expect(readdirSync(root).sort()).toEqual(before);
  });

  /** In a name space of its own. */
  const mayMount = () =>
    spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', '-o', 'size=64k', 'none', '/mnt']).status === 0;

  it.skipIf(!mayMount())('on a full disk', () => {
    const { root } = build(files, ['--out', 'elsewhere']);
    mkdirSync(join(root, 'disk'));
    const trailc = `"${process.execPath}" "${resolve('bin/trailc.js')}" build --config "${root}/trailc.config.yml"`;
    const script = `mount -t tmpfs -o size=64k none "${root}/disk" && { ${trailc} --out "${root}/disk/out"; echo "ended $?"; ls -A "${root}/disk"; }`;
    const ran = spawnSync('unshare', ['-m', 'sh', '-c', script], { encoding: 'utf8' });
    expect(ran.stderr).toContain('error[bundle/write-failed]');
    expect(ran.stderr).toContain('the disk is full');
    expect(ran.stdout).toBe('ended 1\n');
    expect(existsSync(join(root, 'disk', 'out'))).toBe(false);
  });
});
