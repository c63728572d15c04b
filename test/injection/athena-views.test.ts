/**
 * Lists as views, and prepared statements: every hostile text stands in one string, and no comment or name lets it out.
 */
import { describe, expect, it } from 'vitest';
import { readList } from '../../src/content/list.ts';
import { readRule } from '../../src/content/rule.ts';
import { RULE } from '../support/rule.ts';
import { packed } from '../targets/athena/packed.ts';
import { HOSTILE, isWhole, letters } from './hostile.ts';
import { readSql } from './read-sql.ts';

const texts = HOSTILE.filter((text) => isWhole(text) && text.trim() !== '');
/** As JSON, which is YAML, with every character beyond ASCII escaped: YAML refuses some that a value may hold. */
function written(path: string, value: unknown) {
  const text = JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return { path, text };
}

const WORDS = [
  'SELECT',
  'CAST',
  'VALUES',
  'CREATE',
  'OR',
  'REPLACE',
  'VIEW',
  'FROM',
  'AS',
  'NULL',
  'varchar',
  'date',
];

/** No deployment can hold it: what AWS takes as a description has 1,024 bytes. */
const isRefused = (text: string) => text.length > 900;

describe('the view of a list', () => {
  const entries = texts.map((text, at) => ({
    value: { key: `${at}`, text },
    reason: texts[(at + 1) % texts.length],
    owner: texts[(at + 2) % texts.length],
    ticket: texts[(at + 3) % texts.length],
  }));
  const columns = ['key', 'text'];
  const { value: list } = readList(
    written('hostile.yml', { trailc: 1, name: 'hostile', description: 'A list.', columns, entries }),
  );
  const lists = new Map(list === undefined ? [] : [[list.name, list]]);
  const { files, codes } = packed([], {}, lists);
  const text = files.get('lists/hostile.sql') ?? '';
  const tokens = readSql(text).filter(({ kind }) => kind !== 'comment');

  it('is made, and is no more than its words, names and texts', () => {
    expect(codes).toEqual([]);
    expect(tokens.filter(({ kind }) => !['name', 'string', 'operator'].includes(kind))).toEqual([]);
    const words = tokens.filter(({ kind, text: word }) => kind === 'name' && !word.startsWith('"'));
    expect(words.map(({ text: word }) => word).filter((word) => !WORDS.includes(word))).toEqual(['entries']);
    expect(words.filter(({ text: word }) => word === 'VIEW')).toHaveLength(1);
  });

  it('has the very texts, in their order', () => {
    const wanted = (list?.entries ?? []).flatMap(({ values, reason, owner, ticket }) => [
      ...values,
      reason,
      owner,
      ticket,
    ]);
    expect(wanted).toHaveLength(texts.length * 5);
    expect(tokens.filter(({ kind }) => kind === 'string').map((token) => token.text)).toEqual(wanted);
  });

  it('shows no character that hides or breaks a line', () => {
    expect(text.match(/[\p{Cf}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/u)).toBeNull();
  });
});

describe('a prepared statement', () => {
  it.each(texts)('keeps the title and the value %j where they belong', (hostile) => {
    const match = { eventName: { equals: hostile.startsWith('$') ? `$${hostile}` : hostile } };
    const tests = [{ name: 'one', event: { inline: {} }, expect: 'no-match' }];
    const rule = written('made-for-a-test.yml', { ...RULE, title: hostile, match, tests });
    const { value: document } = readRule(rule, () => ({ value: {}, diagnostics: [] }));
    const { files, codes } = packed(document === undefined ? [] : [document]);
    if (isRefused(hostile)) {
      expect([files.size, codes]).toEqual([0, [expect.stringMatching(/^athena-stack\//)]]);
      return;
    }
    const text = files.get('prepared/made-for-a-test.sql') ?? '';
    const [head, ...rest] = readSql(text);
    expect(head?.kind).toBe('comment');
    expect(letters(head?.text ?? '')).toBe(letters(hostile));
    const statement = rest.filter(({ kind }) => kind !== 'comment');
    expect(statement[0]?.text).toBe('PREPARE');
    expect(statement.filter(({ kind }) => kind === 'stray').map((token) => token.text)).toEqual(['?', '?']);
    expect(
      statement.filter((token) => token.kind === 'string' && token.text === hostile).length,
    ).toBeGreaterThan(0);
    expect(text.split('\n').findIndex((line) => line.startsWith('PREPARE'))).toBe(
      text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).findIndex((line) => line.startsWith('PREPARE')),
    );
  });
});
