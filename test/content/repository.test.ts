import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { placeOf, sortDiagnostics } from '../../src/base/diagnostic.ts';
import { findConfig, loadRepository } from '../../src/content/repository.ts';
import { folderWith } from './support.ts';

const CONFIG = `trailc: 1
rules: [detections]
lists: [lists]
fixtures: [fixtures]
environments: { example: {} }
`;

const FIXTURE = `trailc: 1
description: Somebody assumes a role.
event: { eventSource: sts.amazonaws.com, eventName: AssumeRole }
`;

let serial = 0;
const rule = (more: Readonly<{ id?: string; title?: string; event?: string; status?: string }> = {}) => {
  serial += 1;
  const id = more.id ?? `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`;
  return `trailc: 1
id: ${id}
title: ${more.title ?? `Role assumed ${serial}`}
version: 1.0.0
status: ${more.status ?? 'test'}
level: low
author: Security
date: 2025-01-31
description: Finds every assumed role.
triage: Ask who it was.
source: aws.cloudtrail
match: { eventName: AssumeRole }
alert: { title: A role was assumed }
schedule: { every: 15m, lookback: 75m }
tests:
  - name: a role
    event: { ${more.event ?? 'base: fixtures/assume-role'} }
    expect: match
`;
};

const list = (name: string, entries = 'entries: []') =>
  `trailc: 1\nname: ${name}\ndescription: d\n${entries}\n`;

/** A repository in a folder of its own, as the working folder. */
function repository(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = folderWith({
    'trailc.config.yml': CONFIG,
    'fixtures/assume-role.yml': FIXTURE,
    'lists/empty.yml': list('empty'),
    ...files,
  });
  const cwd = vi.spyOn(process, 'cwd').mockReturnValue(root);
  onTestFinished(() => cwd.mockRestore());
  return root;
}

function load(root: string, rules?: readonly string[]) {
  const { value, diagnostics } = loadRepository(join(root, 'trailc.config.yml'), rules && { rules });
  return {
    value,
    rules: value?.rules.map(({ path }) => path),
    faults: sortDiagnostics(diagnostics).map((diagnostic) => `${placeOf(diagnostic)} ${diagnostic.code}`),
    texts: diagnostics.map((diagnostic) => [diagnostic.what, diagnostic.do].join(' ')).join('\n'),
  };
}

describe('loading a repository', () => {
  it('reads everything in one order', () => {
    const root = repository({
      'detections/b.yml': rule(),
      'detections/a/z.yaml': rule(),
      'detections/a.yml': rule(),
      'detections/readme.md': 'not a rule',
      'lists/two.yml': list('two', 'entries:\n  - { value: a, reason: r }'),
    });
    const { value, rules, faults } = load(root);
    expect(faults).toEqual([]);
    expect(rules).toEqual(['detections/a.yml', 'detections/a/z.yaml', 'detections/b.yml']);
    expect([...(value?.lists.keys() ?? [])]).toEqual(['empty', 'two']);
    expect(value?.config).toMatchObject({ path: 'trailc.config.yml', root });
    expect(value?.rules[0]?.tests[0]?.event).toEqual({
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
    });
    expect(findConfig(join(root, 'detections/a'))).toBe(join(root, 'trailc.config.yml'));
  });

  it('collects the faults of every file in one pass, and leaves out only the rules that have some', () => {
    const root = repository({
      'trailc.config.yml': `${CONFIG}templates: gone\n`,
      'detections/broken.yml': 'trailc: 1\nid: [\n',
      'detections/binary.yml': Buffer.from([0x61, 0x00]),
      'detections/latin.yml': Buffer.from([0xe9, 0x0a]),
      'detections/fine.yml': rule(),
      'detections/no-event.yml': rule({ event: 'base: fixtures/asume-role' }),
      'detections/bad-status.yml': rule({ status: 'sable' }),
      'fixtures/unused.yml': 'trailc: 1\nbase: nowhere\n',
      'lists/other.yml': list('other', 'entries:\n  - value: a'),
    });
    const { value, rules, faults } = load(root);
    expect(faults).toEqual([
      'detections/bad-status.yml:5:9 yaml/not-a-word',
      'detections/binary.yml file/binary',
      'detections/broken.yml:2:5 yaml/unclosed-bracket',
      'detections/latin.yml file/not-utf8',
      'detections/no-event.yml:17:20 test/unknown-fixture',
      'fixtures/unused.yml:2:7 test/unknown-fixture',
      'lists/other.yml:5:5 list/missing-reason',
      'trailc.config.yml:6:12 file/missing',
    ]);
    expect(rules).toEqual(['detections/fine.yml']);
    // A rule that uses the list is not blamed for it.
    expect(value?.lists.has('other')).toBe(true);
  });

  it('has no value without a configuration', () => {
    const root = repository({});
    expect(loadRepository(join(root, 'gone.yml')).diagnostics.map(({ code }) => code)).toEqual([
      'file/missing',
    ]);
    expect(loadRepository(root).diagnostics.map(({ code }) => code)).toEqual(['file/folder']);
    const broken = repository({ 'trailc.config.yml': 'a: [' });
    expect(load(broken).value).toBeUndefined();
  });

  it('does not mind lists and fixtures that are not there when nobody named them', () => {
    const config = 'trailc: 1\nenvironments: { example: {} }\n';
    const event = 'inline: { eventName: AssumeRole }';
    const files = { 'trailc.config.yml': config, 'detections/a.yml': rule({ event }) };
    const bare = folderWith(files);
    expect(loadRepository(join(bare, 'trailc.config.yml')).diagnostics).toEqual([]);
    const named = folderWith({ ...files, 'trailc.config.yml': `${config}lists: [lists]\n` });
    const { diagnostics } = loadRepository(join(named, 'trailc.config.yml'));
    expect(diagnostics.map(({ code }) => code)).toEqual(['file/missing']);
  });

  it('reads a file once, however many paths lead to it', () => {
    const root = repository({
      'trailc.config.yml': CONFIG.replace(
        '[detections]',
        '[detections, detections/aws, detections/aws/a.yml, detections/aws/link.yml]',
      ),
      'detections/aws/a.yml': rule(),
    });
    symlinkSync('a.yml', join(root, 'detections/aws/link.yml'));
    expect(load(root)).toMatchObject({ faults: [], rules: ['detections/aws/a.yml'] });
  });

  it('reads nothing outside its folder', () => {
    const outside = folderWith({ 'rule.yml': rule() });
    const root = repository({
      'trailc.config.yml': CONFIG.replace('[detections]', `[../x, ${outside}, detections]`).replace(
        '[lists]',
        '[lists/../../lists]',
      ),
    });
    folderWith({});
    symlinkSync(outside, join(root, 'detections'));
    expect(load(root)).toMatchObject({
      faults: [
        'trailc.config.yml:2:9 file/outside',
        'trailc.config.yml:2:15 file/outside',
        `trailc.config.yml:2:${17 + outside.length} file/outside`,
        'trailc.config.yml:3:9 file/outside',
      ],
      rules: [],
    });
  });
});

describe('rules beside each other', () => {
  const ID = '3e0f6a2e-52c5-4a0e-9a0c-0d1a5c1f7b11';

  it('may not share an id, a title in any case, or a file name', () => {
    const root = repository({
      'detections/a.yml': rule({ id: ID, title: 'Role assumed' }),
      'detections/b.yml': rule({ id: ID }),
      'detections/c.yml': rule({ title: 'ROLE  Assumed' }),
      'detections/more/a.yaml': rule(),
    });
    const { rules, faults, texts } = load(root);
    expect(faults).toEqual([
      'detections/b.yml:2:5 file/same-rule-id',
      'detections/c.yml:3:8 file/same-rule-title',
      'detections/more/a.yaml:1:1 file/same-rule-stem',
    ]);
    expect(rules).toEqual(['detections/a.yml']);
    expect(texts).toContain('detections/a.yml:2:5');
    expect(texts).toContain('detections/a.yml:3:8');
  });

  it('may not have titles of which Splunk keeps one name', () => {
    const root = repository({
      'detections/a.yml': rule({ title: `'${'x'.repeat(99)} one'` }),
      'detections/b.yml': rule({ title: `'${'x'.repeat(99)} two'` }),
      'detections/c.yml': rule({ title: "'[Prod] Root'" }),
      'detections/d.yml': rule({ title: "'Prod Root'" }),
    });
    expect(load(root).faults).toEqual([
      'detections/b.yml:3:8 file/same-rule-title',
      'detections/d.yml:3:8 file/same-rule-title',
    ]);
  });

  it('are compared even where one of them cannot be read to its end', () => {
    const root = repository({
      'detections/a.yml': `${rule({ id: ID })}related: [\n`,
      'detections/b.yml': rule({ id: ID }),
    });
    expect(load(root).faults).toEqual([
      expect.stringMatching(/^detections\/a.yml:\d+:\d+ yaml\/unclosed-bracket$/),
      'detections/b.yml:2:5 file/same-rule-id',
    ]);
  });

  it('are compared even where they have other faults', () => {
    const root = repository({
      'detections/a.yml': rule({ id: ID, status: 'sable' }),
      'detections/b.yml': rule({ id: ID }),
    });
    expect(load(root).faults).toEqual([
      'detections/a.yml:5:9 yaml/not-a-word',
      'detections/b.yml:2:5 file/same-rule-id',
    ]);
  });

  it('have file names that can name an artefact anywhere', () => {
    const names = ['UPPER', 'a b', '-dash', '$(id)', "a'b", 'x'.repeat(120), 'é', 'a:b'];
    for (const name of names.slice(0, 5).concat(names.slice(6))) {
      const root = repository({ [`detections/${name}.yml`]: rule() });
      const { rules, faults } = load(root);
      expect(faults.map((fault) => fault.split(' ').at(-1))).toEqual(['rule/file-name']);
      expect(rules).toEqual([]);
    }
  });
});

describe('lists beside each other', () => {
  const RULE = { 'detections/a.yml': rule() };

  it('may not share a name, in any case', () => {
    const root = repository({
      ...RULE,
      'lists/first.yml': list('deployRoles'),
      'lists/second.yml': list('deployroles'),
    });
    const { value, faults, texts } = load(root);
    expect(faults).toEqual(['lists/second.yml:2:7 list/same-name']);
    expect(texts).toContain('lists/first.yml:2:7');
    expect([...(value?.lists.keys() ?? [])]).toEqual(['empty', 'deployRoles']);
  });
});

describe('narrowing to some rules', () => {
  const files = () => ({
    'detections/aws/manual-action.yml': rule(),
    'detections/aws/name-bypass.yml': rule(),
    'detections/broken.yml': 'a: [',
    'drafts/new-idea.yml': rule(),
  });

  it.each([
    [['detections/aws/manual-action.yml'], ['detections/aws/manual-action.yml']],
    [['./detections/aws/'], ['detections/aws/manual-action.yml', 'detections/aws/name-bypass.yml']],
    [
      ['name-bypass', 'manual-action'],
      ['detections/aws/manual-action.yml', 'detections/aws/name-bypass.yml'],
    ],
    [['manual-action.yml'], ['detections/aws/manual-action.yml']],
    [['manual-action', 'detections/aws/manual-action.yml'], ['detections/aws/manual-action.yml']],
    [['drafts'], ['drafts/new-idea.yml']],
    [['drafts/new-idea.yml'], ['drafts/new-idea.yml']],
    [[], []],
  ])('%j', (words, paths) => {
    const root = repository(files());
    expect(load(root, words)).toMatchObject({ faults: [], rules: paths });
    expect(
      load(
        root,
        words.map((word) => (word.includes('/') ? join(root, word) : word)),
      ).rules,
    ).toEqual(paths);
  });

  it('takes paths from the working folder, which may lie deeper', () => {
    const root = repository(files());
    vi.mocked(process.cwd).mockReturnValue(join(root, 'detections/aws'));
    expect(load(root, ['manual-action.yml', '.']).rules).toEqual(['manual-action.yml', 'name-bypass.yml']);
  });

  it('means the rules of the configuration by the whole repository', () => {
    const root = repository(files());
    expect(load(root, ['.'])).toMatchObject({
      faults: ['detections/broken.yml:1:4 yaml/unclosed-bracket'],
      rules: ['detections/aws/manual-action.yml', 'detections/aws/name-bypass.yml'],
    });
  });

  it('says what matches nothing, with the nearest', () => {
    const root = repository({ ...files(), 'empty/readme.md': '' });
    const { faults, texts } = load(root, ['manual-acton', 'empty', '', 'manual-action', 'a\u001b[2Jb']);
    expect(faults).toEqual([
      ' file/no-rule-here',
      'a\\u001b[2Jb file/no-rule-here',
      'empty file/no-rule-here',
      'manual-acton file/no-rule-here',
    ]);
    expect(texts).toContain('Did you mean "manual-action"?');
  });

  it('does not leave the repository', () => {
    const outside = folderWith({ 'rule.yml': rule() });
    const root = repository(files());
    symlinkSync(outside, join(root, 'link'));
    for (const word of [outside, join(outside, 'rule.yml'), 'link', 'link/rule.yml']) {
      const { rules, faults } = load(root, [word]);
      expect(rules).toEqual([]);
      expect(faults.map((fault) => fault.split(' ').at(-1))).toEqual(['file/outside']);
    }
  });

  it('reads no file of another kind', () => {
    const root = repository(files());
    expect(load(root, ['fixtures/../drafts/new-idea.yml']).rules).toEqual(['drafts/new-idea.yml']);
    const { faults } = load(root, [join(root, 'trailc.config.yml')]);
    expect(faults.length).toBeGreaterThan(0);
  });
});
