/** Fixes put into the texts: each class of fault that has one, what is refused, and typos in the rules that ship. */
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import './support/seed.ts';
import { type Diagnostic, type Fix, placeOf } from '../src/base/diagnostic.ts';
import { quotedAsTyped, rewritten } from '../src/base/fix.ts';
import { hasErrors } from '../src/base/result.ts';
import type { Span } from '../src/base/source.ts';
import { certainly } from '../src/base/suggest.ts';
import { checkContent } from '../src/check.ts';
import { overlayOf } from '../src/content/overlay.ts';
import { loadRepository } from '../src/content/repository.ts';
import { parseYaml } from '../src/content/yaml.ts';
import type { YamlNode } from '../src/content/yaml-node.ts';
import { type Look, mend } from '../src/fix.ts';
import { conditionHash } from '../src/ir/hash.ts';
import { lowerForTests } from '../src/lower.ts';

const CONFIG = resolve('trailc.config.yml');
const FOLDER = 'detections/aws/cloudtrail';
const BYPASS = `${FOLDER}/session-name-bypass.yml`;
const LIST = 'lists/employee-roles.yml';

/** The shipped repository, narrowed to some rules, with other texts in the place of some files. */
function load(rules: readonly string[], texts: ReadonlyMap<string, string>) {
  const { read } = overlayOf(texts, CONFIG);
  return loadRepository(CONFIG, { read, rules });
}

function faultsOf(rules: readonly string[], texts: ReadonlyMap<string, string>): readonly Diagnostic[] {
  const { value: content, diagnostics } = load(rules, texts);
  return content === undefined
    ? diagnostics
    : [...diagnostics, ...checkContent(content, { today: '2026-11-21' })];
}

const shipped = new Map<string, string>();
loadRepository(CONFIG, {
  read: (file, limit) => {
    const read = overlayOf(new Map(), CONFIG).read(file, limit);
    if (read.value !== undefined) shipped.set(file.shownAs, read.value.text);
    return read;
  },
});
const textOf = (path: string) => shipped.get(path) ?? '';
const RULES = [...shipped.keys()].filter((path) => path.startsWith('detections/'));

/** Mends one file that was changed from what ships, and says what the file is then. */
function mended(path: string, text: string, rules: readonly string[] = [BYPASS]) {
  const look: Look = (texts) => faultsOf(rules, new Map([[path, text], ...texts]));
  const found = mend(look);
  return { ...found, text: found.files.get(path)?.after ?? text };
}

/** Replaces the only place where `from` stands. */
function changed(path: string, ...pairs: readonly (readonly [from: string, to: string])[]): string {
  return pairs.reduce((text, [from, to]) => {
    const parts = text.split(from);
    if (parts.length !== 2) throw new Error(`"${from}" stands ${parts.length - 1} times in ${path}`);
    return parts.join(to);
  }, textOf(path));
}

describe('what is certain is mended', () => {
  const same = (...pairs: readonly (readonly [string, string])[]) => ({ path: BYPASS, pairs });

  it.each([
    ['a key of a rule', same(['\nlevel: high', '\nlevle: high'])],
    ['a key with another case', same(['\nfalsePositives:', '\nfalsepositives:'])],
    ['a key of another tool', same(['\nlevel: high', '\nseverity: high'], ['\nid: ', '\nuuid: '])],
    ['a word of a few', same(['status: test', 'status: tset'])],
    ['a quoted word of a few', same(['level: high', "level: 'higj'"])],
    ['an operator', same(['endsWith:', 'endsWit:'])],
    ['an operator in another case', same(['endsWith:', 'endswith:'])],
    ['a field', same(['\n  eventSource:', '\n  eventSuorce:'])],
    ['a field in another case', same(['\n  eventSource:', '\n  eventsource:'])],
    [
      'an open object',
      same(['\n  requestParameters.roleSessionName:', '\n  requestParameter.roleSessionName:']),
    ],
    ['a param', same(['endsWith: $employeeDomains', 'endsWith: $employeDomains'])],
    ['a list', same(['inList: renameAllowed', 'inList: renameAlowed'])],
    ['`field` of another field', same(['{ field: session.name }', '{ feild: session.name }'])],
    ['a flag', same(['ignoreCase: true }', "ignoreCase: 'yes' }"])],
    ['a key that hides another fault', same(['\nmatch:', '\nmatchh:'], ['endsWith:', 'endsWih:'])],
  ])('%s', (_, { path, pairs }) => {
    const broken = changed(path, ...pairs);
    expect(faultsOf([BYPASS], new Map([[path, broken]]))).not.toEqual([]);
    const { text, found, refused } = mended(path, broken);
    // A quoted word keeps its quotes.
    expect(text.replace("'high'", 'high')).toBe(textOf(path));
    expect({ found, refused }).toEqual({ found: [], refused: [] });
    expect(mended(path, text).files.size).toBe(0);
  });

  it.each([
    ['  recipientAccountId: 012345678901\n', "  recipientAccountId: '012345678901'\n"],
    ['  recipientAccountId: 111122223333\n', "  recipientAccountId: '111122223333'\n"],
    ['  eventVersion: 1.10 # as written\n', "  eventVersion: '1.10' # as written\n"],
    ['  recipientAccountId: [012345678901, 1]\n', "  recipientAccountId: ['012345678901', '1']\n"],
    ['  userAgent|endswith: abc\n', "  userAgent: { endsWith: 'abc', ignoreCase: true }\n"],
    [
      '  userAgent|contains:\n  - abc\n  - "it\'s"\n',
      "  userAgent: { contains: ['abc', 'it''s'], ignoreCase: true }\n",
    ],
    ['  userAgent|startswith|cased: abc\n', "  userAgent: { startsWith: 'abc' }\n"],
    ["  userAgent|re: '^a.c$'\n", "  userAgent: { matches: '^a.c$' }\n"],
    ['  sourceIPAddress|cidr: 10.0.0.0/8\n', "  sourceIPAddress: { inCidr: '10.0.0.0/8' }\n"],
    ['  errorCode|exists: false\n', '  errorCode: { exists: false }\n'],
    ['  awsRegion: { in: [eu-west-1, eu-west-2] }\n', '  awsRegion: { oneOf: [eu-west-1, eu-west-2] }\n'],
    ['  or: [{ awsRegion: a }, { awsRegion: b }]\n', '  any: [{ awsRegion: a }, { awsRegion: b }]\n'],
    ['  userAgent: { matches: ^abc }\n', undefined],
    ["  userAgent: { matches: '^abc' }\n", "  userAgent: { startsWith: 'abc' }\n"],
    ["  userAgent: { matches: ['a[.]b', '\\.cd'] }\n", "  userAgent: { contains: ['a.b', '.cd'] }\n"],
    ['  userAgent: @abc\n', "  userAgent: '@abc'\n"],
  ])('%j in match becomes %j', (written, expected) => {
    const at = (line: string) => changed(BYPASS, ['\nmatch:\n', `\nmatch:\n${line}`]);
    const { text } = mended(BYPASS, at(written));
    expect(text).toBe(at(expected ?? written));
  });

  it('elsewhere: tags, suppressed codes, values of lists, fixtures, events of tests, prose', () => {
    const text = changed(
      BYPASS,
      ['  - attack.t1550.001\n', '  - attack.t1562.008 # was another\n'],
      ['title: Employee session changed', 'title: Bypass: session changed'],
    );
    const { found, text: now } = mended(BYPASS, text);
    expect(found).toEqual([]);
    expect(now).toBe(
      changed(
        BYPASS,
        ['  - attack.t1550.001\n', '  - attack.t1685.002 # was another\n'],
        [
          'title: Employee session changed its name through AssumeRole',
          "title: 'Bypass: session changed its name through AssumeRole'",
        ],
      ),
    );
    const list = changed(LIST, ['\nentries:\n', '\nentries:\n  - { value: 012345678901, reason: x }\n']);
    expect(mended(LIST, list).text).toBe(list.replace('012345678901', "'012345678901'"));
    const test = textOf(BYPASS).replace(/base: fixtures\/(\S+)/, 'base: $1');
    expect(test).not.toBe(textOf(BYPASS));
    expect(mended(BYPASS, test).text).toBe(textOf(BYPASS));
  });

  it('keeps line ends, a byte order mark and everything else', () => {
    const windows = (text: string) => `\ufeff${text.replaceAll('\n', '\r\n')}`;
    const broken = windows(changed(BYPASS, ['endsWith:', 'endsWit:']));
    expect(mended(BYPASS, broken).text).toBe(windows(textOf(BYPASS)));
  });
});

describe('what is not certain is left alone', () => {
  it.each([
    ['a key that is there already', ['\nlevel: high', '\nlevel: high\nlevle: low']],
    ['a word near nothing', ['level: high', 'level: severe']],
    ['a word near two', ['\n  eventSource:', '\n  eventNime:']],
    ['a free key', ['roleSessionName: { differsFrom', 'roleSesionName: { differsFrom']],
    ['a number at the end of a name', ['inList: renameAllowed', 'inList: renameAllowed2']],
    ['Sigma wildcards', ['\nmatch:\n', "\nmatch:\n  userAgent|endswith: 'a*c'\n"]],
    ['modifiers that ask for more', ['\nmatch:\n', '\nmatch:\n  userAgent|contains|all: [a, b]\n']],
    [
      'a comment that would be lost',
      ['\nmatch:\n', '\nmatch:\n  userAgent|contains:\n    - a # why\n    - b\n'],
    ],
    ['a domain without @', ['\nmatch:\n', '\nmatch:\n  session.email: { endsWith: example.com }\n']],
    ['two techniques that became one', ['attack.t1550.001', 'attack.t1562\n  - attack.t1562.001']],
    ['a tactic that was split', ['attack.stealth', 'attack.defense-evasion']],
    ['an anchor in the file', ['level: high', 'levle: &one high']],
  ] as const)('%s', (_, [from, to]) => {
    const broken = changed(BYPASS, [from, to]);
    const { text, files } = mended(BYPASS, broken);
    expect(files.size).toBe(0);
    expect(text).toBe(broken);
  });

  it('a fix that brings another fault is said, and keeps no other from being made', () => {
    const broken = changed(
      BYPASS,
      ['\nmatch:\n', '\nmatch:\n  awsRegion: { in: eu-west-1 }\n'],
      ['endsWith:', 'endsWit:'],
    );
    const { text, refused, mended: gone } = mended(BYPASS, broken);
    expect(text).toBe(changed(BYPASS, ['\nmatch:\n', '\nmatch:\n  awsRegion: { in: eu-west-1 }\n']));
    expect(gone.map(({ code }) => code)).toEqual(['match/unknown-operator']);
    expect(refused.map(({ code }) => code)).toEqual(['fix/refused']);
    expect(refused[0]?.what).toContain('The fix of match/foreign-operator was left out: with it, there is');
  });

  it('a fault of meaning that was hidden in other lines does not stop a fix, one in its line does', () => {
    const hidden = changed(
      BYPASS,
      ['\nlevel: high', '\nlevle: high'],
      ['\n  eventName: AssumeRole\n', '\n  eventNam3: x\n'],
    );
    expect(mended(BYPASS, hidden).text).toBe(
      changed(BYPASS, ['\n  eventName: AssumeRole\n', '\n  eventNam3: x\n']),
    );
    const caused = changed(BYPASS, ['\nmatch:\n', '\nmatch:\n  readOnly: { startsWit: x }\n']);
    expect(mended(BYPASS, caused).files.size).toBe(0);
  });
});

describe('a word in the file', () => {
  const made = (text: string, fix: (span: Span) => Fix | undefined, path = 'a.yml') => {
    const span = { source: { path, text: `k: ${text} # c` }, start: 3, end: 3 + text.length };
    return fix(span)?.edits.map((edit) => edit.text);
  };

  it.each([
    ['eq', 'eq', 'equals', 'equals'],
    ["'eq'", 'eq', 'equals', "'equals'"],
    ['"eq"', 'eq', 'equals', '"equals"'],
    ['resources[].ARM', 'resources[].ARM', 'resources[].ARN', 'resources[].ARN'],
    ['ARM', 'ARM', 'resources[].ARN', "'resources[].ARN'"],
    ['$acount', '$acount', '$account', '$account'],
    // What a reader of YAML would take for something else.
    ['trye', 'trye', 'true', "'true'"],
    ['nul', 'nul', 'null', "'null'"],
    ['x', 'x', '- y', "'- y'"],
    ['x', 'x', "it's", "'it''s'"],
    // Not letter for letter in the file.
    ['"\\x65q"', 'eq', 'equals', undefined],
    ["'it''s'", "it's", 'its', undefined],
    ['"a"', 'a', 'say "a"', undefined],
    ['{eq}', 'eq', 'equals', undefined],
  ])('%s: %j becomes %j as %s', (text, word, by, expected) => {
    expect(made(text, (span) => rewritten(span, word, by))?.[0]).toBe(expected);
  });

  it.each([
    ['012345678901', "'012345678901'"],
    ['True', "'True'"],
    ["@it's", "'@it''s'"],
    ["'1'", undefined],
    ['', undefined],
    ['1\n  2', undefined],
  ])('%j is quoted as %s', (text, expected) => {
    expect(made(text, quotedAsTyped)?.[0]).toBe(expected);
    // JSON has numbers on purpose, and other quotes.
    expect(made(text, quotedAsTyped, 'a.json')).toBeUndefined();
  });
});

describe('mend', () => {
  const PATH = 'a.txt';
  type Rule = readonly [wrong: RegExp, to: string, severity?: 'error' | 'warning'];

  /** A world in which some words are wrong, each with what it is replaced by. */
  function worldOf(text: string, rules: readonly Rule[]) {
    const looks: string[] = [];
    const look: Look = (texts) => {
      const source = { path: PATH, text: texts.get(PATH) ?? text };
      looks.push(source.text);
      return rules.flatMap(([wrong, to, severity = 'error']) =>
        [...source.text.matchAll(wrong)].map((match): Diagnostic => {
          const span = { source, start: match.index, end: match.index + match[0].length };
          const fix = { says: `Write "${to}".`, edits: [{ span, text: to }] };
          const what = `"${match[0]}" is wrong.`;
          return { code: 'a/b', severity, what, why: '', do: '', span, ...(to === '' ? {} : { fix }) };
        }),
      );
    };
    const { files, refused, mended: gone } = mend(look);
    return { text: files.get(PATH)?.after ?? text, refused: refused.map(({ what }) => what), gone, looks };
  }

  it('applies all at once, with two readings', () => {
    const { text, looks, gone } = worldOf('one two one', [
      [/one/g, '1'],
      [/two/g, '2'],
    ]);
    expect({ text, readings: looks.length, gone: gone.length }).toEqual({
      text: '1 2 1',
      readings: 2,
      gone: 3,
    });
  });

  it('refuses a fix that does not mend, and makes the others', () => {
    const { text, refused, looks } = worldOf('a b c bad d e f g', [
      [/[a-g](?= |$)(?<! bad)/g, '.'],
      [/bad/g, 'bad'],
    ]);
    expect(text).toBe('. . . bad . . . .');
    expect(refused).toEqual(['The fix of a/b was left out: with it, the fault is still there.']);
    expect(looks.length).toBeLessThan(12);
  });

  it('refuses a fix that brings an error, and one of a warning that brings a warning', () => {
    expect(
      worldOf('one', [
        [/one/g, 'two'],
        [/two/g, ''],
      ]),
    ).toMatchObject({ text: 'one', gone: [] });
    const warnings: readonly Rule[] = [
      [/one/g, 'two', 'warning'],
      [/two/g, '', 'warning'],
    ];
    expect(worldOf('one', warnings).refused[0]).toContain('there is another fault: "two" is wrong.');
    expect(
      worldOf('one', [
        [/one/g, 'two'],
        [/two/g, '', 'warning'],
      ]).text,
    ).toBe('two');
  });

  it('of edits that touch, makes the first and then the rest', () => {
    const { text, looks } = worldOf('onetwo', [
      [/one/g, '1'],
      [/two/g, '2'],
    ]);
    expect(text).toBe('12');
    expect(looks).toEqual(['onetwo', '1two', '12']);
  });

  it('mends what a fix uncovers, and comes to an end where each uncovers the next', () => {
    expect(
      worldOf('x1', [
        [/x1/g, 'x2'],
        [/x2/g, 'x3'],
      ]).text,
    ).toBe('x3');
    expect(
      worldOf('ping', [
        [/ping/g, 'pong'],
        [/pong/g, 'ping'],
      ]).text,
    ).toBe('ping');
    expect(worldOf('a', [[/a+/g, 'aa']]).looks.length).toBeLessThan(10);
  });
});

describe('certainly', () => {
  const known = ['startsWith', 'endsWith', 'exists', 'equals', 'not', 'some', 'oneOf'];
  it.each([
    ['startWith', 'startsWith'],
    ['EndsWith', 'endsWith'],
    ['edsnWith', undefined],
    ['ednsWith', 'endsWith'],
    ['exits', 'exists'],
    ['Not', 'not'],
    ['nto', undefined],
    ['startsWithout', undefined],
    ['equals', undefined],
    ['', undefined],
  ])('%j is %j', (word, meant) => {
    expect(certainly(word, known)).toBe(meant);
  });

  it('is silent between two, and where digits differ', () => {
    expect(certainly('fielt', ['field', 'fielx'])).toBeUndefined();
    expect(certainly('roleX', ['roleA', 'roleAB'])).toBeUndefined();
    expect(certainly('role2', ['role1'])).toBeUndefined();
    expect(certainly('NAME', ['name', 'Name'])).toBeUndefined();
  });
});

/** Places of keys, and of fields and params that stand as values, in `match` and around it. */
function wordsOf(path: string): readonly { readonly start: number; readonly end: number }[] {
  const { value } = parseYaml({ path, text: textOf(path) });
  const places: { readonly start: number; readonly end: number }[] = [];
  const walk = (node: YamlNode, inMatch: boolean): void => {
    if (node.kind === 'sequence') for (const item of node.items) walk(item, inMatch);
    if (node.kind !== 'mapping') return;
    for (const { key, value: below } of node.entries) {
      places.push(key.span);
      if (inMatch && below.kind === 'scalar' && (key.text === 'field' || below.text.startsWith('$')))
        places.push(below.span);
      walk(below, inMatch || key.text === 'match');
    }
  };
  if (value !== undefined) walk(value, false);
  return places;
}

type Slip = 'leave out' | 'double' | 'swap' | 'replace' | 'recase' | 'insert';

function slip(word: string, kind: Slip, at: number, letter: string): string {
  const [before, here, after] = [word.slice(0, at), word[at] ?? '', word.slice(at + 1)];
  switch (kind) {
    case 'leave out':
      return before + after;
    case 'double':
      return before + here + here + after;
    case 'swap':
      return before + after.slice(0, 1) + here + after.slice(1);
    case 'replace':
      return before + letter + after;
    case 'insert':
      return before + letter + here + after;
    case 'recase':
      return before + (here === here.toLowerCase() ? here.toUpperCase() : here.toLowerCase()) + after;
  }
}

describe('a slip in a rule that ships', () => {
  const hashOf = (path: string, text: string) => {
    const { value: content } = load([path], new Map([[path, text]]));
    const document = content?.rules.find((rule) => rule.path === path);
    const rule = document && content && lowerForTests(document, content).value;
    return rule && conditionHash(rule.condition);
  };
  let mendedCount = 0;
  let leftCount = 0;

  it('is mended to the very text it was, or left as it is', () => {
    const kinds = fc.constantFrom<Slip[]>('leave out', 'double', 'swap', 'replace', 'recase', 'insert');
    const letters = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzEIS.|_0'.split(''));
    fc.assert(
      fc.property(
        fc.constantFrom(...RULES),
        fc.nat(),
        fc.nat(),
        kinds,
        letters,
        (path, which, where, kind, letter) => {
          const words = wordsOf(path);
          const { start, end } = words[which % words.length] ?? { start: 0, end: 0 };
          const original = textOf(path);
          const word = original.slice(start, end);
          const wrong = slip(word, kind, where % word.length, letter);
          const text = original.slice(0, start) + wrong + original.slice(end);
          const { text: now, found } = mended(path, text, [path]);
          if (now === text) {
            leftCount += 1;
            return;
          }
          mendedCount += 1;
          expect(now, `${wrong} for ${word}`).toBe(original);
          expect(hashOf(path, now)).toBe(hashOf(path, original));
          expect(hasErrors(found)).toBe(false);
          expect(mended(path, now, [path]).files.size).toBe(0);
        },
      ),
      { numRuns: 80 },
    );
    expect(mendedCount).toBeGreaterThan(30);
    expect(leftCount).toBeGreaterThan(5);
  });
});

describe('the rules that ship', () => {
  it('have nothing to mend', () => {
    const { files, refused, found } = mend((texts) => faultsOf(RULES, texts));
    expect({ files: files.size, refused, found: found.map(placeOf) }).toEqual({
      files: 0,
      refused: [],
      found: [],
    });
  });
});
