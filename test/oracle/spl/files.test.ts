/** Reading of configuration files, macros and lookups (Admin Manual; KM, Lookups and Search macros). */
import { describe, expect, it } from 'vitest';
import { readConf } from './conf.ts';
import { findRows, readCsv, readLookup } from './lookup.ts';
import { compileSavedSearch, compileSearch, savedSearches } from './oracle.ts';
import { reader, type Switches } from './switches.ts';

const filesOf = (files: Readonly<Record<string, string>>) => new Map(Object.entries(files));

describe('configuration files', () => {
  it('reads stanzas, settings, comments and continued lines', () => {
    const text = '# a\n[one two]\nsearch = a \\\n  b # c\nempty =\n\n  # d\n[three]\nx=y=z\n';
    const stanzas = readConf(text);
    expect([...(stanzas.get('one two') ?? [])]).toEqual([
      ['search', 'a \n  b # c'],
      ['empty', ''],
    ]);
    expect(stanzas.get('three')?.get('x')).toBe('y=z');
  });
  it.each(['a = b\n', '[a]\nb\n', '[a]\nb = c\nb = d\n', '[a]\n[a]\n', '[a]\nb = c \\'])(
    'refuses %j',
    (text) => {
      expect(() => readConf(text)).toThrow();
    },
  );
});

describe('an app', () => {
  it('reads local before default, setting by setting, and each kind of file by itself', () => {
    const files = filesOf({
      'app/local/macros.conf': '[m]\ndefinition = index="mine"\n',
      'app/default/macros.conf': '[m]\ndefinition = index="theirs"\ndescription = d\n[s]\ndefinition = x\n',
      'app/default/savedsearches.conf': '[s]\nsearch = `m` "a"\ndisabled = 1\n',
      'app/local/savedsearches.conf': '[s]\ndisabled = 0\n',
    });
    const { index, settings } = compileSavedSearch(files, 's');
    expect([index, settings.get('disabled'), savedSearches(files)]).toEqual(['mine', '0', ['s']]);
  });
});

describe('macros', () => {
  const macros =
    '[cloudtrail]\ndefinition = index="aws"\n[is(2)]\nargs = field,value\ndefinition = if($field$="$value$", 1, 0)=1\n[loop]\ndefinition = `loop`\n[e]\niseval = 1\ndefinition = 1\n';
  const run = (search: string) =>
    compileSavedSearch(
      filesOf({ 'macros.conf': macros, 'savedsearches.conf': `[s]\nsearch = ${search}\n` }),
      's',
    );
  it('are expanded, with arguments, and not within quotes', () => {
    const search = run('`cloudtrail` "a" | eval x="`cloudtrail`" | where `is(x, "`cloudtrail`")`');
    expect(search.index).toBe('aws');
    expect(search.run('a').verdict).toBe(true);
    expect(run('"a" | where `is(eventName,b)`').run('{"eventName":"a"}').verdict).toBe(false);
  });
  it.each(['`none`', '`is(a)`', '`loop`', '`e`', '`cloudtrail', '```comment``` "a"'])(
    'refuses %s',
    (search) => {
      expect(() => run(search)).toThrow();
    },
  );
});

describe('lookups', () => {
  it('reads RFC 4180', () => {
    expect(readCsv('a,"b ""x"", y"\r\n"1\n2",\n')).toEqual([
      ['a', 'b "x", y'],
      ['1\n2', ''],
    ]);
    expect(() => readCsv('"a"b\n')).toThrow();
    expect(() => readCsv('a"b\n')).toThrow();
  });
  const files = filesOf({ 'lookups/l.csv': 'key,listed\n<Ab*>,yes\n<ab*>,no\n<Ab*>,again\n' });
  const lookup = (settings: Readonly<Record<string, string>>) =>
    readLookup('l', new Map(Object.entries({ filename: 'l.csv', ...settings })), files);
  const found = (settings: Readonly<Record<string, string>>, key: string | null, switches: Switches = {}) =>
    findRows(lookup(settings), 0, key, reader(switches)).map(([, listed]) => listed);
  it('matches by its stanza', () => {
    expect(found({}, '<Ab*>')).toEqual(['yes', 'again']);
    expect(found({ max_matches: '1' }, '<Ab*>')).toEqual(['yes']);
    expect(found({ case_sensitive_match: 'false' }, '<AB*>')).toEqual(['yes', 'no', 'again']);
    expect(found({}, '<AB*>')).toEqual([]);
    expect(found({}, '<Abc>', { 'lookup-match': 'wildcard' })).toEqual(['yes', 'again']);
    expect(found({}, null)).toEqual([]);
    expect(found({}, null, { 'lookup-null': 'first' })).toEqual(['yes']);
  });
  it.each([{ match_type: 'WILDCARD(key)' }, { max_matches: '0' }, { filename: 'm.csv' }])(
    'refuses %j',
    (settings) => {
      expect(() => lookup(settings as unknown as Record<string, string>)).toThrow();
    },
  );
  it('is asked by the lookup command', () => {
    const all = filesOf({
      'default/transforms.conf': '[l]\nfilename = l.csv\nmax_matches = 1\n',
      'default/savedsearches.conf':
        '[s]\nsearch = index="a" | eval k="<Ab*>" | lookup l key AS k OUTPUT listed AS hit | where hit="yes" | table hit k\n',
      'lookups/l.csv': files.get('lookups/l.csv') ?? '',
    });
    expect(savedSearches(all)).toEqual(['s']);
    expect(compileSavedSearch(all, 's').run('{}')).toEqual({
      verdict: true,
      row: { hit: 'yes', k: '<Ab*>' },
    });
  });
});

describe('the search command', () => {
  const found = (search: string, raw: string, switches: Switches = {}) =>
    compileSearch(search).run(raw, switches).verdict;
  const raw = '{"eventName":"AssumeRoleWithSAML","eventSource":"sts.amazonaws.com"}';
  it('finds terms in any case, by phrase or between breakers', () => {
    expect(found('"STS.amazonaws.com"', raw, { 'search-term': 'breakers' })).toBe(true);
    expect(found('"AssumeRole"', raw)).toBe(true);
    expect(found('"AssumeRole"', raw, { 'search-term': 'breakers' })).toBe(false);
    expect(found('"stsXamazonaws.com"', raw)).toBe(false);
    expect(found('"amazonaws"', raw, { 'search-term': 'breakers' })).toBe(true);
  });
  it('evaluates OR before AND', () => {
    expect(found('"none" "AssumeRole" OR "sts"', raw)).toBe(false);
    expect(found('"sts" "none" OR "AssumeRole"', raw)).toBe(true);
    expect(found('("none" "sts") OR "AssumeRole"', raw)).toBe(true);
  });
  it.each([
    'error',
    '"a*b"',
    '"a\\\\b"',
    'NOT "a"',
    'eventName="a"',
    'index=aws "a"',
    'index="a*"',
    '("a" OR index="b")',
    '"a" | head 1',
    '"a" [search b]',
    '"a" | where $x$=1 AND $y$=1',
  ])('refuses %s', (search) => {
    expect(() => compileSearch(search)).toThrow();
  });
});
