/**
 * Names of an environment and of files: their shapes are so narrow that nothing hostile is printed at all. What is
 * refused is a diagnostic at the name; what passes is printed as the one word that it is.
 */
import { describe, expect, it } from 'vitest';
import { pathFault } from '../../src/bundle/paths.ts';
import { hiveName, hiveText } from '../../src/targets/athena/hive.ts';
import { commentText, identifier, isIdentifier } from '../../src/targets/athena/literals.ts';
import { confComment, confValue, stanzaName } from '../../src/targets/spl/conf.ts';
import { searchSetting, searchTerm } from '../../src/targets/spl/literals.ts';
import { BENIGN, build, type Slots } from './build.ts';
import { HOSTILE } from './hostile.ts';
import { readConf } from './read-conf.ts';
import { readSpl } from './read-spl.ts';
import { readHive, readSql } from './read-sql.ts';

const BLANK = /^[ \t\n\r]*$/;
const hostile = HOSTILE.filter((text) => !BLANK.test(text));
/** A path may hold folders: the name of a rule is its last part. */
const lastPart = (path: string) => path.split(/[\\/]/).at(-1) ?? '';

/** The shape that documentation gives (indexes.conf.spec; Glue; docs/language.md), and what else is refused by. */
const NAMES: readonly (readonly [keyof Slots, RegExp, string])[] = [
  ['index', /^[a-z0-9*][a-z0-9_*-]*$/, 'config/splunk-index'],
  ['sourcetype', /^[A-Za-z0-9][A-Za-z0-9:_.-]*$/, 'config/splunk-sourcetype'],
  ['database', /^[A-Za-z_][A-Za-z0-9_]*$/, 'config/sql-name'],
  ['table', /^[A-Za-z_][A-Za-z0-9_]*$/, 'config/sql-name'],
  ['location', /^s3:\/\/[a-z0-9.-]+\/[A-Za-z0-9!_.=+@,:/-]*$/, 'config/s3-location'],
  ['environment', /^[a-z0-9][a-z0-9._-]*$/, 'config/environment-name'],
  ['listName', /^[a-zA-Z][A-Za-z0-9]*$/, 'list/name'],
  ['stem', /^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'rule/file-name'],
  ['tag', /^[a-z0-9_-]+\.[a-z0-9._-]+$/, 'yaml/wrong-shape'],
  ['version', /^[0-9]+\.[0-9]+\.[0-9]+$/, 'yaml/wrong-shape'],
  ['reference', /^https?:\/\/[^\s<>"]+$/, 'yaml/wrong-shape'],
];

describe.each(NAMES)('%s', (slot, shape, code) => {
  it('of another shape is refused at its place, and nothing is built', () => {
    const wrong = hostile.filter((text) => !shape.test(slot === 'stem' ? lastPart(text) : text));
    expect(wrong.length).toBeGreaterThan(100);
    const taken = wrong.filter((text) => {
      const { errors, files } = build({ [slot]: text });
      const [first = ''] = errors.filter((error) => error.startsWith(code));
      // The name of a file has no place within it.
      return files.size > 0 || !(slot === 'stem' ? first === code : /^\S+ [0-9]+:[0-9]+$/.test(first));
    });
    expect(taken).toEqual([]);
  });

  it('of its shape is taken', () => {
    expect(build({ [slot]: BENIGN[slot] }).errors).toEqual([]);
  });
});

describe('names that pass', () => {
  it('are one word of the query', () => {
    for (const text of hostile.filter((one) => /^[a-z_]+$/.test(one) && one.length < 50)) {
      const { files, errors } = build({ database: text, table: text });
      expect(errors).toEqual([]);
      const names = readSql(files.get('athena/queries/a-rule.sql') ?? '').filter(
        (token) => token.text === `"${text}"`,
      );
      expect(names.map(({ kind }) => kind)).toEqual(['name', 'name']);
    }
    const { files } = build({ index: '**bold**', sourcetype: 'NOT' });
    const [stanza] = readConf(files.get('splunk/snippets/a-rule.conf') ?? '').stanzas;
    const tokens = readSpl(stanza?.settings[0]?.[1] ?? '').slice(0, 6);
    expect(tokens.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'name index',
      'operator =',
      'string **bold**',
      'name sourcetype',
      'operator =',
      'string NOT',
    ]);
  });
});

// The functions behind, with what the shapes keep away from them.
describe('literals behind the names', () => {
  it.each(hostile)('%j', (text) => {
    if (isIdentifier(text)) {
      expect(readSql(identifier(text))).toEqual([{ kind: 'name', text: `"${text.replaceAll('"', '""')}"` }]);
    }
    const statement = `CREATE TABLE ${hiveName(text, text)} LOCATION ${hiveText(text)}`;
    const tokens = readHive(statement);
    expect(tokens.map(({ kind }) => kind)).toEqual([
      'name',
      'name',
      'name',
      'operator',
      'name',
      'name',
      'string',
    ]);
    expect(tokens.at(-1)?.text).toBe(text);
    expect(tokens[2]?.text.slice(1, -1).replaceAll('``', '`')).toBe(text);
    const setting = searchSetting('index', text);
    if (setting !== undefined) {
      expect(readSpl(setting)).toEqual([
        { kind: 'name', text: 'index' },
        { kind: 'operator', text: '=' },
        { kind: 'string', text },
      ]);
    }
    // Splunk reads a wildcard also within quotes, so a term has none.
    const term = searchTerm(text);
    if (term !== undefined)
      expect([readSpl(term), /[*\s]/.test(term)]).toEqual([[{ kind: 'string', text }], false]);
    const comment = commentText(text);
    expect(comment).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    expect(readSql(`-- ${comment}\nSELECT 7`).map(({ kind }) => kind)).toEqual(['comment', 'name', 'number']);
    const file = readConf(`# ${confComment(text)}\n[${stanzaName(text)}]\na = ${confValue(text)}\nb = 1\n`);
    expect([file.stray, file.comments.length, file.stanzas.length]).toEqual([[], 1, 1]);
    expect(file.stanzas[0]?.settings.map(([name]) => name)).toEqual(['a', 'b']);
    // No path leaves its folder or means something to a file system.
    if (pathFault(`folder/${text}`) === undefined) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      expect(text).not.toMatch(/[\u0000-\u001f\u007f\\:*?"<>|]|^\/|(?:^|\/)\.\.?(?:\/|$)|[. ]$/u);
    }
  });
});
