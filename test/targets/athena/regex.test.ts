import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pattern } from '../../../src/language/pattern.ts';
import { stringLiteral } from '../../../src/targets/athena/literals.ts';
import { isPrintable, regexLiteral } from '../../../src/targets/athena/regex.ts';
import {
  chars,
  DOT,
  END,
  group,
  isFound,
  one,
  pattern,
  patternOf,
  patternText,
  START,
  set,
} from '../../evaluate/patterns.ts';
import { type AthenaTable, openAthenaTable } from '../../support/duckdb.ts';
import { HOSTILE, hostileText } from './hostile.ts';

let table: AthenaTable;
beforeAll(async () => {
  table = await openAthenaTable([]);
});
afterAll(() => table.close());

/** Whether each pattern is found in each of its texts. */
async function found(questions: readonly (readonly [Pattern, string])[]): Promise<readonly unknown[]> {
  const calls = questions.map(([of, text]) => `regexp_like(${stringLiteral(text)}, ${regexLiteral(of)})`);
  const [row] = await table.query(`SELECT ${calls.join(', ')}`);
  return row ?? [];
}

const FOR_EVER = Number.POSITIVE_INFINITY;

describe('regexLiteral', () => {
  it.each<[string, Pattern, string]>([
    ['ends', patternOf([START, ...chars('ab'), END]), "'\\Aab\\z'"],
    ['a dot', patternOf([one(DOT)]), "'[^\\n]'"],
    ['quantifiers', patternOf([one('a', 0, 1), one('b', 0, FOR_EVER), one('c', 1, FOR_EVER)]), "'a?b*c+'"],
    [
      'bounds',
      patternOf([one('a', 2), one('b', 2, 5), one('c', 3, FOR_EVER), one('d', 0)]),
      "'a{2}b{2,5}c{3,}d{0}'",
    ],
    ['alternatives and groups', patternOf(chars('a'), [group([chars('b'), []], true)]), "'a|(?:b|)?'"],
    [
      'characters that mean something',
      patternOf(chars('\\^$.|?*+()[]{}')),
      "'\\\\\\^\\$\\.\\|\\?\\*\\+\\(\\)\\[\\]\\{\\}'",
    ],
    ['characters that mean nothing', patternOf(chars('-&#/@ ~<>"')), "'-&#/@ ~<>\"'"],
    ['a set', patternOf([one('a-z0-9_')]), "'[0-9_a-z]'"],
    ['a set of marks', patternOf([one(set('\\]^[&'))]), "'[\\&\\[-\\^]'"],
    ['a negated set', patternOf([one(set('/', true), 1, FOR_EVER)]), "'[^/]+'"],
    ['a quote', patternOf(chars("o'b")), "'o''b'"],
    ['line breaks and tabs', patternOf(chars('\n\r\t')), "'\\n\\r\\t'"],
    [
      'a character that is not seen',
      patternOf(chars('a\u0000\u202eb')),
      "('a' || chr(0) || chr(8238) || 'b')",
    ],
  ])('prints %s', (_, of, printed) => {
    expect(regexLiteral(of)).toBe(printed);
  });

  it('finds a hostile text and nothing else', async () => {
    const exactly = (text: string) => patternOf([START, ...chars(text), END]);
    // The engine of the tests takes no pattern of five thousand parts.
    const texts = HOSTILE.filter((text) => text.length < 1_000);
    expect(await found(texts.map((text) => [exactly(text), text]))).toEqual(texts.map(() => true));
    expect(await found(texts.map((text) => [exactly(text), `${text}x`]))).toEqual(texts.map(() => false));
  });

  it('finds any text that stands in it character by character, also as a set', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileText, { minLength: 10, maxLength: 20 }), async (texts) => {
        const short = texts.map((text) => [...text].slice(0, 40).join(''));
        const inSets = (text: string) =>
          [...text].map((character) => ({
            kind: 'one' as const,
            set: { negated: false, ranges: [pointOf(character), pointOf('z')].sort(byNumber).map(alone) },
            min: 1,
            max: 1,
          }));
        expect(await found(short.map((text) => [patternOf([START, ...chars(text), END]), text]))).toEqual(
          short.map(() => true),
        );
        expect(await found(short.map((text) => [patternOf([START, ...inSets(text), END]), text]))).toEqual(
          short.map(() => true),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('is found where the pattern is', async () => {
    const questions = fc.array(fc.tuple(pattern, patternText), { minLength: 60, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(questions, async (asked) => {
        expect(await found(asked)).toEqual(asked.map(([of, text]) => isFound(of, text)));
      }),
      { numRuns: 20 },
    );
  });
});

describe('isPrintable', () => {
  it('is false only of half a surrogate pair', () => {
    expect(isPrintable(patternOf(chars('a😀')))).toBe(true);
    expect(isPrintable(patternOf([one({ negated: false, ranges: [[0xd800, 0xd800]] })]))).toBe(false);
  });
});

const pointOf = (character: string) => character.codePointAt(0) ?? 0;
const byNumber = (one: number, other: number) => one - other;
const alone = (point: number): readonly [number, number] => [point, point];
