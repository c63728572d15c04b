/** The lock as a file, and a build held against it. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it, onTestFinished } from 'vitest';
import { guardBuild, guardLock } from '../../src/bundle/lock/guard.ts';
import { type Lock, removedRules } from '../../src/bundle/lock/lock.ts';
import { parseLock, readLock } from '../../src/bundle/lock/read.ts';
import { lockSchema } from '../../src/bundle/lock/schema.ts';
import { ID as ID_PATTERN, VERSION } from '../../src/bundle/lock/shape.ts';
import { lockText } from '../../src/bundle/lock/text.ts';
import { compareVersions, leastVersion, nextVersion } from '../../src/bundle/lock/versions.ts';
import type { RuleDocument } from '../../src/content/document.ts';
import { SHAPES } from '../../src/language/shapes.ts';
import { codes, contentOf, listsOf, whats } from '../support/rule.ts';
import { bump, contentFrom, edited, ID, LISTS, LOCK, OTHER_ID, ruleFrom, TEXT } from './lock-support.ts';

const parsed = (text: string) => parseLock({ path: 'trailc.lock.json', text });

const guard = (
  rules: readonly RuleDocument[],
  { lock = LOCK, locked = false, lists = LISTS, trailc = '0.1.0' } = {},
) => guardLock(contentFrom(rules, lists), { lock, shownAs: 'trailc.lock.json' }, { locked, trailc });

const rule = (changes: Readonly<Record<string, string>> = {}, stem?: string) =>
  ruleFrom(edited(changes), stem);

describe('the text of a lock', () => {
  it('is read back as it was, ends with one line feed, and does not depend on the order of rules', () => {
    const other = rule({ [ID]: OTHER_ID, 'A rule of the lock': 'Another' }, 'another');
    const { lock } = bump([rule(), other]);
    const text = lockText(lock);
    expect(parsed(text)).toEqual({ value: { ...lock, rules: [...lock.rules].sort(byId) }, diagnostics: [] });
    expect(lockText({ ...lock, rules: [...lock.rules].reverse() })).toBe(text);
    expect(text).toMatch(/[^\n]\n$/);
    expect(lockText(bump([]).lock)).toBe(
      '{\n  "schemaVersion": 1,\n  "trailc": "0.1.0",\n  "rules": []\n}\n',
    );
  });

  it('holds one clause a line', () => {
    expect(
      lockText(LOCK)
        .split('\n')
        .filter((line) => line.includes('"kind"')),
    ).toEqual([
      `        {"field":"eventName","kind":"test","operator":"equals","values":["'CreateUser'","'DeleteUser'"]},`,
      `        {"field":"userIdentity.userName","ignoreCase":true,"kind":"test","operator":"startsWith","values":["$names"]},`,
      `        {"kind":"not","of":{"field":"requestParameters.userName","ignoreCase":true,"kind":"test","list":"people","operator":"inList"}}`,
    ]);
  });
});

const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);

describe('a lock that cannot be used', () => {
  const text = lockText(LOCK);
  const twice = lockText({ ...LOCK, rules: [...LOCK.rules, ...LOCK.rules] });
  const lineOfLastId = twice.slice(0, twice.lastIndexOf(ID)).split('\n').length;
  it.each<[string, string, string]>([
    ['a merge conflict', text.replace('{\n', '{\n<<<<<<< HEAD\n'), 'lock/conflict 2:1'],
    ['the middle of a conflict', text.replace('{\n', '{\n=======\n'), 'lock/conflict 2:1'],
    ['half a file', text.slice(0, 100), 'lock/syntax 6:36'],
    ['nothing', '', 'lock/syntax 1:1'],
    ['a list', '[]', 'lock/shape 1:1'],
    ['a later schema', text.replace('"schemaVersion": 1', '"schemaVersion": 2'), 'lock/newer 1:1'],
    ['another schema', text.replace('"schemaVersion": 1', '"schemaVersion": "1"'), 'lock/shape 1:1'],
    ['a version that is none', text.replace('"1.2.0"', '"1.2"'), 'lock/shape 1:1'],
    [
      'a hash in capitals',
      text.replace(/"meaning": "[^"]*"/, `"meaning": "${'A'.repeat(64)}"`),
      'lock/shape 1:1',
    ],
    ['an unknown key', text.replace('"stem"', '"colour": 1, "stem"'), 'lock/shape 1:1'],
    ['a missing key', text.replace(/ *"meaning": .*\n/, ''), 'lock/shape 1:1'],
    ['removed: false', text.replace('"meaning"', '"removed": false, "meaning"'), 'lock/shape 1:1'],
    ['a clause of no kind', text.replace('"kind":"not"', '"kind":"nor"'), 'lock/shape 1:1'],
    ['an id twice', twice, `lock/same-id ${lineOfLastId}:14`],
  ])('is refused with its place: %s', (_, broken, said) => {
    const read = parsed(broken);
    expect(read.value).toBeUndefined();
    expect(codes(read.diagnostics)).toEqual([said]);
  });

  it('is refused without a fault of trailc, however deep it is', () => {
    const deep = `${'{"kind":"not","of":'.repeat(5000)}{}${'}'.repeat(5000)}`;
    const read = parsed(text.replace(/"logic": \[/, `"logic": [${deep},`));
    expect(codes(read.diagnostics)).toEqual(['lock/shape 1:1']);
  });

  it('is told from none: no file, a folder, a link out of the repository', () => {
    const root = mkdtempSync(join(tmpdir(), 'trailc-lock-'));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    const inside = join(root, 'repository');
    mkdirSync(inside);
    expect(readLock(inside)).toMatchObject({
      value: { path: join(inside, 'trailc.lock.json') },
      diagnostics: [],
    });
    expect(readLock(inside).value?.lock).toBeUndefined();
    writeFileSync(join(root, 'elsewhere.json'), text);
    symlinkSync(join(root, 'elsewhere.json'), join(inside, 'trailc.lock.json'));
    expect(codes(readLock(inside).diagnostics)).toEqual(['file/outside']);
    rmSync(join(inside, 'trailc.lock.json'));
    mkdirSync(join(inside, 'trailc.lock.json'));
    expect(codes(readLock(inside).diagnostics)).toEqual(['file/folder']);
  });
});

describe('the schema of a lock', () => {
  const validate = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true }).compile(lockSchema());
  const text = lockText({ ...LOCK, rules: LOCK.rules.map((one) => ({ ...one, removed: true as const })) });

  it('has the shapes of the language', () => {
    expect([ID_PATTERN.source, VERSION.source]).toEqual([SHAPES.uuid.pattern, SHAPES.version.pattern]);
  });

  it('accepts what a bump writes', () => {
    expect([validate(JSON.parse(lockText(LOCK))), validate.errors]).toEqual([true, null]);
    expect(validate(JSON.parse(text))).toBe(true);
  });

  it.each([
    ['"version": "1.2.0"', '"version": "1"'],
    ['"removed": true', '"removed": 1'],
    ['"kind":"not"', '"kind":"nor"'],
    ['"stem"', '"stam"'],
    ['"schemaVersion": 1', '"schemaVersion": 2'],
  ])('refuses %s as %s, and so does the reader', (from, to) => {
    const broken = text.replace(from, to);
    expect(validate(JSON.parse(broken))).toBe(false);
    expect(parsed(broken).value).toBeUndefined();
  });
});

describe('versions', () => {
  it('are ordered by their parts, and rise by the class of the change', () => {
    expect(compareVersions('1.10.0', '1.9.9')).toBeGreaterThan(0);
    expect(compareVersions('2.0.0', '10.0.0')).toBeLessThan(0);
    expect(compareVersions('1.2.3', '1.2.3')).toBe(0);
    expect(nextVersion('1.2.3', 'logic')).toBe('1.3.0');
    expect(nextVersion('1.2.3', 'tuning')).toBe('1.2.4');
    expect(nextVersion('1.2.3', 'metadata')).toBe('1.2.4');
    expect(nextVersion('1.2.3', 'text')).toBe('1.2.3');
    expect(leastVersion('1.2.3', 'metadata')).toBe('1.2.3');
    expect(nextVersion('1.999999.5', 'logic')).toBe('2.0.0');
    expect(nextVersion('1.2.999999', 'tuning')).toBe('1.3.0');
  });
});

describe('a build against the lock', () => {
  const LOGIC = { '[CreateUser, DeleteUser]': '[CreateUser]' };
  const version = (to: string) => ({ "'1.2.0'": to });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['nothing changed', {}],
    [
      'comments and formatting',
      {
        '   # both': '',
        'eventName: [CreateUser, DeleteUser]': 'eventName:\n    - DeleteUser\n    - CreateUser',
      },
    ],
    ['tests', { 'name: one': 'name: another' }],
    ['metadata under the same version', { 'description: A rule.': 'description: Another.' }],
    ['another example of a param', { 'example: [a]': 'example: [b]' }],
    ['logic with a new minor version', { ...LOGIC, ...version('1.3.0') }],
    ['logic with a new major version', { ...LOGIC, ...version('2.0.0') }],
    ['tuning with a new patch version', { 'every: 15m': 'every: 30m', ...version('1.2.1') }],
    ['a version raised for no reason', version('1.2.1')],
  ])('goes on: %s', (_, changes) => {
    expect(codes(guard([rule(changes)]).diagnostics)).toEqual([]);
  });

  it('stops where logic changed under the old version, with the change in words and the version to write', () => {
    const { diagnostics } = guard([rule(LOGIC)]);
    expect(codes(diagnostics)).toEqual(['lock/version-not-raised 4:10']);
    expect(diagnostics[0]).toMatchObject({
      severity: 'error',
      what: `Since version 1.2.0, the logic of the rule "locked-rule" changed. Value removed from eventName equals: 'DeleteUser'.`,
    });
    expect(diagnostics[0]?.do).toContain('version: 1.3.0,');
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['a patch version for logic', { ...LOGIC, ...version('1.2.9') }, 'version: 1.3.0,'],
    [
      'a widened exclusion',
      { '{ inList: people, ignoreCase: true }': '{ startsWith: a, ignoreCase: true }' },
      'version: 1.3.0,',
    ],
    ['tuning under the old version', { 'every: 15m': 'every: 30m' }, 'version: 1.2.1,'],
    ['a file of another name', {}, 'version: 1.2.1,'],
  ])('stops at %s', (_, changes, wanted) => {
    const stem = Object.keys(changes).length === 0 ? 'renamed' : 'locked-rule';
    const { diagnostics } = guard([rule(changes, stem)]);
    expect(codes(diagnostics)).toEqual(['lock/version-not-raised 4:10']);
    expect(diagnostics[0]?.do).toContain(wanted);
  });

  it('stops where a list that the rule asks holds something else, and not where its reasons changed', () => {
    const people = (value: string, reason: string) =>
      listsOf([{ name: 'people', entries: [{ value, reason }] }]);
    expect(whats(guard([rule()], { lists: people('bob', 'One.') }).diagnostics)).toEqual([
      'Since version 1.2.0, the tuning of the rule "locked-rule" changed. What stands in the list people changed.',
    ]);
    expect(guard([rule()], { lists: people('ann', 'Another.') })).toEqual({ diagnostics: [], notes: [] });
  });

  it('stops at a version below that of the lock', () => {
    const { diagnostics } = guard([rule(version('1.1.9'))]);
    expect(codes(diagnostics)).toEqual(['lock/version-lowered 4:10']);
  });

  it('looks into rules again after an upgrade of trailc', () => {
    const [entry] = LOCK.rules;
    // A text that has another meaning under another trailc.
    const lock = { ...LOCK, rules: [{ ...entry, meaning: '0'.repeat(64) }] } as Lock;
    expect(guard([rule()], { lock }).diagnostics).toEqual([]);
    expect(codes(guard([rule()], { lock, trailc: '0.2.0' }).diagnostics)).toEqual([
      'lock/version-not-raised 4:10',
    ]);
  });

  const removed: Lock = { ...LOCK, rules: LOCK.rules.map((one) => ({ ...one, removed: true as const })) };

  it.each<[string, RuleDocument[], Lock, string[]]>([
    [
      'another id under the same file name',
      [rule({ [ID]: OTHER_ID, 'A rule of': 'B' })],
      LOCK,
      ['lock/id-changed 2:5'],
    ],
    ['another id under the same title', [rule({ [ID]: OTHER_ID }, 'moved')], LOCK, ['lock/id-changed 2:5']],
    ['the id of a removed rule', [rule({ 'A rule of': 'B' }, 'new-rule')], removed, ['lock/id-reused 2:5']],
    ['a removed rule that comes back', [rule()], removed, []],
    ['a rule of the name of a removed one', [rule({ [ID]: OTHER_ID })], removed, []],
    [
      'a successor that was removed',
      [
        rule(
          { [ID]: OTHER_ID, 'A rule of': 'B', 'status: test': `status: deprecated\nreplacedBy: ${ID}` },
          'old',
        ),
      ],
      removed,
      ['lock/no-successor 6:13'],
    ],
    [
      'a successor that is there',
      [
        rule(),
        rule(
          { [ID]: OTHER_ID, 'A rule of': 'B', 'status: test': `status: deprecated\nreplacedBy: ${ID}` },
          'old',
        ),
      ],
      LOCK,
      [],
    ],
  ])('knows rules by their id: %s', (_, rules, lock, said) => {
    expect(codes(guard(rules, { lock }).diagnostics)).toEqual(said);
  });

  it('notes what a bump would enter, and stops for it with --locked', () => {
    const added = rule({ [ID]: OTHER_ID, 'A rule of': 'B' }, 'added');
    const cases: [RuleDocument[], RegExp, string][] = [
      [[rule(), added], /^1 rule is not yet in trailc.lock.json: added\./, 'lock/stale 2:5'],
      [[rule({ 'description: A rule.': 'description: B.' })], /^1 rule is not as in/, 'lock/stale 2:5'],
      [[rule({ '# both': '' })], /^1 rule is not as in/, 'lock/stale 2:5'],
      [[rule(version('1.4.0'))], /^1 rule is not as in/, 'lock/stale 2:5'],
      [[], /^1 rule is gone/, 'lock/rule-gone'],
    ];
    for (const [rules, note, fault] of cases) {
      const loose = guard(rules);
      expect(loose.diagnostics).toEqual([]);
      expect(loose.notes.join('\n')).toMatch(note);
      const { diagnostics, notes } = guard(rules, { locked: true });
      expect([codes(diagnostics), notes]).toEqual([[fault], []]);
    }
    expect(guard([rule()], { locked: true })).toEqual({ diagnostics: [], notes: [] });
  });

  it('says how to start a lock, and stops without one with --locked', () => {
    const none = { shownAs: 'trailc.lock.json' };
    const asked = (locked: boolean) => guardLock(contentFrom([rule()]), none, { locked, trailc: '0.1.0' });
    expect(asked(false).notes[0]).toContain('"trailc bump" starts one');
    expect(codes(asked(true).diagnostics)).toEqual(['lock/missing']);
  });

  it('names the removed rules, by title, and none that is there', () => {
    const root = mkdtempSync(join(tmpdir(), 'trailc-lock-'));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    writeFileSync(join(root, 'trailc.lock.json'), lockText(removed));
    const repository = (rules: readonly RuleDocument[]) => {
      const content = contentOf(rules, LISTS);
      return { ...content, config: { ...content.config, root } };
    };
    const expected = [{ title: 'A rule of the lock', stem: 'locked-rule', id: ID, version: '1.2.0' }];
    const options = { locked: false, trailc: '0.1.0' };
    expect(removedRules(removed)).toEqual(expected);
    expect(guardBuild(repository([]), options)).toEqual({ diagnostics: [], notes: [], removed: expected });
    expect(guardBuild(repository([rule()]), options).removed).toEqual([]);
    expect(removedRules(LOCK)).toEqual([]);
  });
});

it('the rule that these tests are about reads without fault', () => {
  expect(ruleFrom(TEXT).version).toBe('1.2.0');
});
