import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { fileNameOf } from '../../../src/targets/sigma/file-name.ts';
import {
  identifier,
  isSayable,
  regexOf,
  sigmaValue,
  yamlBlock,
  yamlComment,
  yamlKey,
  yamlLine,
  yamlScalar,
} from '../../../src/targets/sigma/literals.ts';

const HOSTILE = [
  "'",
  '"',
  '\\',
  '\\*',
  '*',
  '?',
  '%',
  ': ',
  ' #',
  '- ',
  '{{title}}',
  '&a',
  '!!js',
  '|',
  '\n',
  '\n\n',
  '\r\n',
  '\t',
  ' ',
  '',
  'null',
  'no',
  '012345678901',
  '1.10',
  '\u0085',
  '\u2028',
  '\ufeff',
  'é😀',
  '---',
  '...',
  '\u0007',
];
const hostile = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.array(fc.constantFrom(...HOSTILE, 'a', 'B'), { maxLength: 5 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 8 }).filter(isSayable),
);

describe('YAML', () => {
  it('scalars come back the same', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(load(`key: ${yamlScalar(text)}\nlist:\n    - ${yamlScalar(text)}\n`)).toEqual({
          key: text,
          list: [text],
        });
      }),
    );
  });

  it('keys come back the same', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(Object.keys(load(`${yamlKey(text)}: 1\n`) as object)).toEqual([text]);
      }),
    );
    expect([yamlKey('userIdentity.arn|endswith'), yamlKey('on'), yamlKey('x y')]).toEqual([
      'userIdentity.arn|endswith',
      "'on'",
      "'x y'",
    ]);
  });

  it('blocks keep their lines and nothing leaves them', () => {
    fc.assert(
      fc.property(hostile, hostile, (one, two) => {
        const read = load(`description: ${yamlBlock(`${one}\n${two}`)}\nafter: 'x'\n`) as Record<
          string,
          string
        >;
        expect(read.after).toBe('x');
        expect(Object.keys(read)).toEqual(['description', 'after']);
      }),
    );
    const text = 'first: line\n\n  indented # no comment\nlast';
    expect(load(`description: ${yamlBlock(text)}\n`)).toEqual({ description: text });
    expect(load(`description: ${yamlBlock('  indented\nnot')}\n`)).toEqual({
      description: '  indented\nnot',
    });
    expect(load(`description: ${yamlBlock('\n')}\n`)).toEqual({ description: '' });
  });

  it('lines and comments stay on one line', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(yamlComment(text)).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
        expect(load(`# ${yamlComment(text)}\nkey: ${yamlLine(text)}\n`)).toEqual({
          key: expect.not.stringMatching(/\n/),
        });
      }),
    );
  });
});

describe('Sigma values', () => {
  /** As pySigma's SigmaString reads it: a backslash before a special character makes it plain. */
  const read = (value: string) =>
    value.replace(/\\([\\*?])|[*?]/g, (all, plain: string | undefined) => plain ?? `<${all}>`);

  it('hold no wildcard', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(read(sigmaValue(text))).toBe(text);
      }),
    );
  });

  it('are matched by their regular expression alone', () => {
    fc.assert(
      fc.property(hostile, hostile, (text, other) => {
        const regex = new RegExp(`^${regexOf(text, false)}$`, 'u');
        expect(regex.test(text)).toBe(true);
        expect(regex.test(other)).toBe(text === other);
      }),
    );
    expect(regexOf('aK\u212a', true)).toBe('[aA][kK]\u212a');
  });
});

describe('names', () => {
  it('of selections are words that begin with ours', () => {
    fc.assert(
      fc.property(hostile, (label) => {
        expect(identifier('filter', label)).toMatch(/^filter_main(?:_\w+)?$/);
      }),
    );
    expect(identifier('selection', 'not-all of them')).toBe('selection_not_all_of_them');
    expect(identifier('selection', 'known', 2)).toBe('selection_2_known');
  });

  it('of files are 10 to 70 characters of [a-z0-9_], and differ where stems do', () => {
    expect(fileNameOf('session-name-bypass')).toBe('aws_cloudtrail_session_name_bypass.yml');
    const stems = [
      'a-b',
      'a_b',
      'A-b',
      'x'.repeat(51),
      `${'x'.repeat(51)}y`,
      `${'x'.repeat(80)}`,
      'é',
      '../../etc',
    ];
    const names = stems.map(fileNameOf);
    expect(new Set(names).size).toBe(stems.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9_]{6,66}\.yml$/);
  });
});
