import { describe, expect, it } from 'vitest';
import { normalForm } from '../../../src/ir/normal.ts';
import { athenaTarget } from '../../../src/targets/athena/index.ts';
import { PROFILES } from '../../../src/targets/athena/profiles.ts';
import { stackRule } from '../../../src/targets/athena/stack/rule.ts';
import { readSql } from '../../injection/read-sql.ts';
import { documentOf, ruleOf } from '../../support/rule.ts';
import { environment } from './environment.ts';
import { packed } from './packed.ts';

const MATCH = {
  eventName: ['Why?', "it's ? or '?'"],
  userAgent: { matches: '^(?:a|b)?[?]-- ?$' },
  not: { errorCode: '?' },
};
const ALERT = { alert: { title: 'Who? {actor} -- ?' } };

const preparedOf = (profile: string) =>
  packed([documentOf(MATCH, ALERT)], { profile }).files.get('prepared/made-for-a-test.sql') ?? '';

describe('the named query of a stack', () => {
  it.each(PROFILES)('is the file of the rule, less what built it ($name)', (profile) => {
    const where = environment({ profile: profile.name });
    const document = documentOf(MATCH, ALERT);
    const rule = { ...ruleOf(document), condition: normalForm(ruleOf(document).condition) };
    const { value: compiled } = athenaTarget.compile(rule, where, profile.name);
    if (compiled === undefined) throw new Error('not compiled');
    const { value } = stackRule({ rule, compiled }, where, profile);
    const file = packed([document], { profile: profile.name }).files.get('queries/made-for-a-test.sql');
    expect(value?.stack.namedQuery).toBe(file);
    expect(packed([document], { profile: profile.name }).files.get('prepared/made-for-a-test.sql')).toMatch(
      new RegExp(`^PREPARE ${value?.stack.preparedName} FROM\n`, 'm'),
    );
  });
});

describe('a prepared statement', () => {
  it.each(PROFILES.map(({ name }) => name))('of %s is as reviewed', async (profile) => {
    // Hashes have tests of their own.
    const text = preparedOf(profile).replace(/[0-9a-f]{64}/g, 'SHA-256');
    await expect(text).toMatchFileSnapshot(`golden/prepared-${profile}.sql`);
  });

  it.each(PROFILES.map(({ name }) => name))(
    'of %s has two parameters, from before to, both in WHERE',
    (profile) => {
      const tokens = readSql(preparedOf(profile)).filter(({ kind }) => kind !== 'comment');
      const words = tokens.map(({ text }) => text);
      const marks = tokens.flatMap(({ kind, text }, at) => (kind !== 'string' && text === '?' ? [at] : []));
      expect(marks).toHaveLength(2);
      const where = words.indexOf('WHERE');
      const [from = 0, to = 0] = marks;
      expect(where).toBeGreaterThan(0);
      expect(from).toBeGreaterThan(where);
      // Of each conjunct, what eventTime is compared with.
      expect(words.slice(where, from).filter((word) => /^[<>]=?$/.test(word))).toEqual(['>=']);
      expect(words.slice(from, to).filter((word) => /^[<>]=?$/.test(word))).toEqual(['<']);
    },
  );

  it('is named as Athena wants, and says how it is run under that name', () => {
    const text = preparedOf('documented');
    const [, name = ''] = /^PREPARE (\S+) FROM$/m.exec(text) ?? [];
    // Athena API Reference, "CreatePreparedStatement".
    expect(name).toMatch(/^[a-zA-Z_][a-zA-Z0-9_@:]{1,256}$/);
    expect(text).toContain(`--   EXECUTE ${name} USING '2026-01-31T12:00:00Z', '2026-01-31T13:00:00Z'\n`);
  });

  it('has the condition and the columns of the query', () => {
    const { files } = packed([documentOf(MATCH, ALERT)]);
    const query = files.get('queries/made-for-a-test.sql') ?? '';
    const prepared = files.get('prepared/made-for-a-test.sql') ?? '';
    const columns = (text: string) => text.slice(text.indexOf('SELECT'), text.indexOf('WHERE'));
    expect(columns(prepared)).toBe(columns(query));
    const last = (text: string, before: string) => text.slice(text.lastIndexOf(before) + before.length);
    const condition = last(query, "'%Y-%m-%dT%H:%i:%sZ')\n");
    expect(condition.length).toBeGreaterThan(100);
    expect(prepared.endsWith(condition)).toBe(true);
  });
});
