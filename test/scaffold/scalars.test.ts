/** Whatever text an event holds is one scalar of YAML, read alike by two parsers that share no code. */
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { formatText } from '../../src/fmt/format.ts';
import { asciiJson, yamlScalar } from '../../src/scaffold/scalars.ts';
import { HOSTILE, isWhole } from '../injection/hostile.ts';

const WORDS = ['yes', 'No', 'null', '~', 'true', '1', '0x1f', '1e3', '012', '.inf', '2026-01-01', '=', '<<'];
const SIGNS = [
  'a: b',
  'a #b',
  '- a',
  '? a',
  '!tag',
  '&a',
  '*a',
  '%a',
  '@a',
  '`a',
  '{a',
  'a, b',
  "it's",
  'a\\b',
  '',
];
const LINES = [
  'a\nb: c',
  'a\r\nb',
  'a\u0085b',
  'a\u2028- b',
  '\ufeffa',
  'a\u0000b',
  '\u001b[31m',
  ' a',
  'a ',
  'a  b',
];
const TEXTS = [...WORDS, ...SIGNS, ...LINES, ...HOSTILE.filter(isWhole)];

describe('a scalar of YAML', () => {
  it.each(TEXTS)('%j is read as itself, in a block, in a flow and in a list', (text) => {
    const scalar = yamlScalar(text);
    expect(scalar).toMatch(/^[ -~]*$/);
    const file = `block: ${scalar}\nflow: { a: ${scalar}, b: 1 }\nlist:\n  - ${scalar}\n`;
    const wanted = { block: text, flow: { a: text, b: 1 }, list: [text] };
    expect(load(file)).toEqual(wanted);
    expect(parse(file)).toEqual(wanted);
  });

  it('is quoted as fmt would have it', () => {
    const text = TEXTS.filter((one) => one.length < 60)
      .map((one, at) => `k${at}: ${yamlScalar(one)}\n`)
      .join('');
    expect(formatText({ path: 'x.yml', text })).toMatchObject({ value: text });
  });
});

describe('a record as JSON', () => {
  it('is the same value in ASCII alone', () => {
    const value = Object.fromEntries(TEXTS.map((text, at) => [`k${at}`, [text, at]]));
    const text = asciiJson(value);
    expect(text).toMatch(/^[ -~\n]*$/);
    expect(JSON.parse(text)).toEqual(value);
  });
});
