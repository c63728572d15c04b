import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confComment, confValue, cronOf, stanzaName } from '../../../src/targets/spl/conf.ts';
import { createPrivateFields } from '../../../src/targets/spl/fields.ts';
import {
  fieldName,
  isSayable,
  plainText,
  quoted,
  quotedRegex,
  regexOf,
  searchSetting,
  searchTerm,
  shown,
} from '../../../src/targets/spl/literals.ts';
import { pcreOf } from '../../../src/targets/spl/pattern.ts';
import { RAW_READER } from '../../../src/targets/spl/raw.ts';
import { runSearch } from '../../oracle/spl/oracle.ts';
import { tokens } from '../../oracle/spl/tokens.ts';

const unescaped = (token: string) => tokens(token)[0]?.value ?? '';

const HOSTILE = [
  '"',
  '\\',
  '\\\\',
  '\\"',
  'a" OR 1=1 OR "b',
  "o'brien",
  '| delete',
  '[search index=*]',
  '`macro`',
  '```',
  '$token$',
  '$$',
  '%_*?',
  '^.$|()[]{}+',
  'a\nb',
  'tab\there',
  '\r\n',
  'x\\',
  '#',
  ' ',
  '',
  'é😀\u212a',
  '\u2028\u2029',
  '] }',
  'null',
  '__proto__',
];
const hostile = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.array(fc.constantFrom(...HOSTILE), { maxLength: 4 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

describe('strings', () => {
  it('come back the same through the documented escapes', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const plain = plainText(text);
        if (plain === undefined) return;
        const token = quoted(plain);
        expect(token).toMatch(/^"(?:\\["\\]|[^"\\])*"$/);
        expect(unescaped(token)).toBe(text);
      }),
    );
  });

  it('hold no line break, $ or backtick', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const token of [shown(text), quotedRegex(regexOf(text, true))]) {
          if (isSayable(text)) expect(token).not.toMatch(/[\t\n\r$`]/);
        }
      }),
    );
  });

  it('show any text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        fc.pre(isSayable(text));
        expect(runSearch(`| makeresults | eval x=${shown(text)}`)).toEqual([{ x: text }]);
      }),
    );
    expect(shown('\u0000\ud800')).toBe('"\ufffd\ufffd"');
  });
});

describe('regular expressions', () => {
  it('match the text and nothing else', () => {
    fc.assert(
      fc.property(hostile, hostile, (text, other) => {
        fc.pre(isSayable(text));
        const source = unescaped(quotedRegex(regexOf(text, false)));
        const regex = new RegExp(`^${source.replace(/\\x(?=\{)/g, '\\u')}$`, 'u');
        expect(regex.test(text)).toBe(true);
        expect(regex.test(other)).toBe(text === other);
      }),
    );
  });

  it('fold A-Z and nothing else', () => {
    expect(regexOf('aK\u212aß', true)).toBe('[aA][kK]\u212aß');
  });

  it('write a literal backslash as four', () => {
    expect(quotedRegex(regexOf('\\', false))).toBe('"\\\\\\\\"');
  });

  it('end at the very end', () => {
    expect(pcreOf('^a.[^/$.]+\\$$')).toBe('^a[^\\n][^/\\x24.]+\\x24\\z');
    expect(pcreOf('[\\\\$]')).toBe('[\\\\\\x24]');
  });
});

describe('the first search', () => {
  it('takes only terms that no breaker or wildcard can change', () => {
    expect(searchTerm('sts.amazonaws.com')).toBe('"sts.amazonaws.com"');
    for (const text of ['ab', 'a*b', 'a b', '"', 'é'.repeat(3), 'a@b', 'a\\b'])
      expect(searchTerm(text)).toBeUndefined();
  });

  it('refuses a setting that cannot stand in quotes', () => {
    expect(searchSetting('index', 'aws-*')).toBe('index="aws-*"');
    expect(searchSetting('index', 'a" OR "b')).toBe('index="a\\" OR \\"b"');
    for (const text of ['', 'a\nb', '$x$', '`m`']) expect(searchSetting('index', text)).toBeUndefined();
  });
});

describe('private fields', () => {
  it('have names of word characters, one for each path', () => {
    expect(fieldName('userIdentity.arn')).toBe('ct_userIdentity_arn');
    const fields = createPrivateFields();
    const names = [
      ['a', 'b_c'],
      ['a_b', 'c'],
      ['a', 'b', 'c'],
      ['a', 'b_c'],
    ].map((path) => RAW_READER.text(fields, path));
    expect(names).toEqual(['ct_a_b_c', 'ct_a_b_c_2', 'ct_a_b_c_3', 'ct_a_b_c']);
  });
});

describe('savedsearches.conf', () => {
  it('lets no value leave its line', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const value of [confValue(text), confComment(text), stanzaName(text)]) {
          expect(value).not.toMatch(/[\n\r\u2028\u2029\u0085]|\\$|^\s|\s$|^$/);
        }
        expect(stanzaName(text)).not.toMatch(/[[\]]/);
      }),
    );
    expect(confValue('a\\')).toBe('a\\.');
    expect(stanzaName('[x]\ny = 1')).toBe('x y = 1');
    expect(stanzaName('\\'.repeat(120))).toHaveLength(100);
    expect(stanzaName('[default]')).toBe('default rule');
  });

  it('runs at least as often as asked', () => {
    const cron = (every: number) => cronOf({ every, lookback: every });
    expect([30, 60, 900, 420, 3600, 5400, 7200, 18_000, 86_400, 172_800].map(cron)).toEqual([
      '* * * * *',
      '* * * * *',
      '*/15 * * * *',
      '*/6 * * * *',
      '0 * * * *',
      '0 * * * *',
      '0 */2 * * *',
      '0 */4 * * *',
      '0 0 * * *',
      '0 0 * * *',
    ]);
  });
});
