import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../src/evaluate/regex.ts';
import type { Pattern } from '../../../src/language/pattern.ts';
import { printPattern } from '../../../src/targets/spl/pcre.ts';
import { all, field, inCidr, matches, not, order, test } from '../../evaluate/build.ts';
import { pattern, patternText } from '../../evaluate/patterns.ts';
import { agrees, compiledFor, stagesOf } from './agreement.ts';

const records = (texts: readonly unknown[]) => texts.map((a) => JSON.parse(JSON.stringify({ a })));

describe('orders', () => {
  const OPERATORS = ['greaterThan', 'atLeast', 'lessThan', 'atMost'] as const;
  const cases = [
    {
      scale: 'integer' as const,
      limits: ['0', '-5', '3600', '999999999999999', '-999999999999999'],
      texts: [
        0,
        1,
        -5,
        -4,
        -6,
        3600,
        3601,
        '3599',
        '03600',
        '3600.0',
        '+1',
        '-0',
        '1e9',
        '',
        'x',
        true,
        null,
        ' 1',
        '999999999999999',
        '999999999999998',
        '1000000000000000',
        '9'.repeat(40),
        '1\n',
        {},
        [1],
      ],
    },
    {
      scale: 'timestamp' as const,
      limits: ['2026-01-01T00:00:00Z', '0000-00-00T00:00:00Z', '9999-12-31T23:59:59Z'],
      texts: [
        '2026-01-01T00:00:00Z',
        '2025-12-31T23:59:59Z',
        '2026-01-01T00:00:01Z',
        '2026-01-01T00:00:00.000Z',
        '2026-01-01',
        '2026-01-01T00:00:00+00:00',
        '2026-01-01t00:00:00z',
        '2026-01-01T00:00:00Z\n',
        20260101000000,
        '9999-99-99T99:99:99Z',
        '',
        null,
      ],
    },
    {
      scale: 'version' as const,
      limits: ['1.08', '1.10', '1.1', '0.0', '9999.9999'],
      texts: [
        '1.08',
        '1.8',
        '1.09',
        '1.1',
        '1.10',
        '01.10',
        '2.0',
        '1',
        '1.',
        '.1',
        '1.0.0',
        '10000.1',
        '1.00000',
        'v1.1',
        '9999.9999',
        '0.0',
        '1.1\n',
        null,
      ],
    },
  ];
  it.each(cases)('on $scale', ({ scale, limits, texts }) => {
    for (const operator of OPERATORS) {
      for (const limit of limits) {
        const condition = order(operator, 'a', scale, limit);
        agrees(condition, {}, ...records(texts));
        agrees(not(condition), {}, ...records(texts));
      }
    }
  });

  it('compare numbers, never texts', () => {
    const lines = stagesOf(
      all(order('atLeast', 'v', 'version', '1.08'), order('lessThan', 'n', 'integer', '-5')),
    );
    expect(lines.find((line) => line.startsWith('where'))).toBe(
      'where (\n  (if(ct_v_version>=10008, 1, 0)=1)\n  AND (if(ct_n_integer<tonumber("-5"), 1, 0)=1)\n)',
    );
    expect(lines.slice(3, 5)).toEqual([
      'eval ct_v_version=if(match(ct_v, "^[0-9]{1,4}\\\\.[0-9]{1,4}\\\\z"), ct_v, null())',
      'eval ct_v_version=(tonumber(replace(ct_v_version, "\\\\.[0-9]*\\\\z", ""))*10000+tonumber(replace(ct_v_version, "^[0-9]*\\\\.", "")))',
    ]);
  });

  it('have nothing to compare with where the limit is not of the scale', () => {
    expect(compiledFor(order('atLeast', 'a', 'integer', '1" OR 1=1')).condition).toBe('(1=0)');
  });
});

describe('networks', () => {
  const TEXTS = [
    '10.1.2.3',
    '10.0.0.0',
    '10.255.255.255',
    '11.0.0.0',
    '9.255.255.255',
    '010.1.2.3',
    '10.1.2',
    '10.1.2.3.4',
    '10.1.2.256',
    '10.1.2.3 ',
    ' 10.1.2.3',
    '10.1.2.3\n',
    '10.1.2.3/32',
    '0.0.0.0',
    '255.255.255.255',
    '167838211',
    '0x0a010203',
    '::ffff:10.1.2.3',
    '::FFFF:10.1.2.3',
    '::ffff:a01:203',
    '0:0:0:0:0:ffff:0a01:0203',
    '0:0:0:0:0:ffff:a01::',
    '::ffff:11.0.0.0',
    '::ffff:010.1.2.3',
    '::10.1.2.3',
    '64:ff9b::10.1.2.3',
    '2001:db8::1',
    '2001:DB8:0:0::1',
    '2001:0db8:0000:0000:0000:0000:0000:0001',
    '2001:db9::',
    '2001:db8:1:2:3:4:5:6',
    'fe80::1',
    'fe80::1%eth0',
    'febf::',
    'fec0::',
    '::',
    '::1',
    ':::',
    '1::2::3',
    '12345::',
    '1:2:3',
    '1:2:3:4:5:6:7:8:9',
    ':1',
    '1:',
    'g::',
    'AWS Internal',
    'sts.amazonaws.com',
    'cloudtrail.amazonaws.com',
    '',
    'null',
    null,
    true,
    10,
    {},
    ['10.1.2.3'],
  ];
  const BLOCKS = [
    '0.0.0.0/0',
    '10.0.0.0/8',
    '10.1.2.3/32',
    '10.1.2.2/31',
    '10.128.0.0/9',
    '::/0',
    '2001:db8::/32',
    '2001:db8::1/128',
    'fe80::/10',
    '::/80',
    '::1/128',
  ];

  it('are told from everything else', () => {
    for (const block of BLOCKS) {
      agrees(inCidr('a', [block]), {}, ...records(TEXTS));
      agrees(not(inCidr('a', [block])), {}, ...records(TEXTS));
    }
    agrees(inCidr('a', BLOCKS.slice(1, 3)), {}, ...records(TEXTS));
    agrees(inCidr('a', []), {}, ...records(TEXTS));
  });

  it('are asked of texts with the form of an address only', () => {
    const lines = stagesOf(inCidr('a', ['10.0.0.0/8', '::/0']));
    expect(lines.find((line) => line.startsWith('where'))).toBe(
      'where (if(cidrmatch("10.0.0.0/8", ct_a_ipv4), 1, 0)=1 OR if(cidrmatch("0:0:0:0:0:ffff:a00:0/104", ct_a_ipv6), 1, 0)=1 OR if((cidrmatch("0:0:0:0:0:0:0:0/0", ct_a_ipv6) AND NOT cidrmatch("0:0:0:0:0:ffff:0:0/96", ct_a_ipv6)), 1, 0)=1)',
    );
  });
});

describe('patterns', () => {
  const jsOf = (printed: string) =>
    new RegExp(
      printed.replace(/\\([\s\S])/g, (whole, c: string) => (c === 'z' ? '$' : whole)),
      'u',
    );

  it('match what the evaluator matches', () => {
    fc.assert(
      fc.property(pattern, fc.array(patternText, { minLength: 5, maxLength: 10 }), (tree, texts) => {
        const [wanted, found] = [compilePattern(tree), jsOf(printPattern(tree))];
        for (const text of texts) expect(found.test(text)).toBe(wanted(text));
      }),
      { numRuns: 500 },
    );
  });

  const one = (from: number, to = from, negated = false): Pattern => ({
    alternatives: [[{ kind: 'one', set: { negated, ranges: [[from, to]] }, min: 1, max: 1 }]],
  });

  it('hold any character, alone and in a set', () => {
    for (const character of [
      '"',
      '\\',
      '$',
      '`',
      '\n',
      '\t',
      '\0',
      ']',
      '[',
      '^',
      '-',
      '/',
      '|',
      'é',
      '😀',
    ]) {
      const point = character.codePointAt(0) ?? 0;
      for (const tree of [one(point), one(point, point, true), one(point, point + 1)]) {
        const printed = printPattern(tree);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may stand in a search
        expect(printed).not.toMatch(/[\u0000-\u001f\u007f$`]/);
        for (const text of [character, 'x', '\\', `a${character}`]) {
          expect(jsOf(printed).test(text)).toBe(compilePattern(tree)(text));
        }
        agrees(matches('a', [tree]), { a: character }, { a: 'x' }, { a: '\\' }, {});
      }
    }
  });

  it('refuse what no regular expression of Splunk can be relied on to hold', () => {
    for (const point of [0x85, 0xd800]) {
      expect(compiledFor(matches('a', [one(point)])).answer).toMatchObject({ kind: 'unsupported' });
    }
  });

  it('name what they take for granted', () => {
    const names = (tree: Pattern) => {
      const { answer } = compiledFor(matches(field('a'), [tree]));
      return answer.kind === 'exact-given'
        ? answer.assumptions.slice(2).map(({ name }) => name)
        : answer.kind;
    };
    const repeated = (negated: boolean, min: number, to = 97): Pattern => ({
      alternatives: [[{ kind: 'one', set: { negated, ranges: [[97, to]] }, min, max: undefined }]],
    });
    expect(names(one(97))).toEqual([]);
    expect(names(one(0xe9))).toEqual([]);
    expect(names(one(97, 97, true))).toEqual(['pcre-characters']);
    expect(names(one(97, 0xe9))).toEqual(['pcre-characters']);
    expect(names(repeated(false, 1))).toEqual(['pcre-limits']);
    expect(names(repeated(true, 0))).toEqual(['pcre-limits']);
    expect(names(repeated(true, 1))).toEqual(['pcre-characters', 'pcre-limits']);
    expect(names(repeated(true, 0, 0xe9))).toEqual(['pcre-characters', 'pcre-limits']);
  });

  it('mix with other operators on the same field', () => {
    agrees(all(matches('a', [one(97)]), test('endsWith', 'a', 'b')), { a: 'ab' }, { a: 'b' }, { a: 'a' });
  });
});
