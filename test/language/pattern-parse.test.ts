/** Portable regular expressions: what is taken and as what, what is refused and where, and printing them back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pattern, PatternPart, PatternSequence } from '../../src/language/pattern.ts';
import { foldPattern, parsePattern, spellPattern } from '../../src/language/pattern-parse.ts';
import { setOf } from '../../src/language/pattern-sets.ts';

function patternOf(text: string): Pattern {
  const parsed = parsePattern(text);
  if (parsed.kind === 'problem') throw new Error(`${text}: ${parsed.what}`);
  return parsed.pattern;
}

describe('parsePattern', () => {
  it('gives the tree', () => {
    const one = (from: number, to = from, min = 1, max: number | undefined = 1): PatternPart => ({
      kind: 'one',
      set: { negated: false, ranges: [[from, to]] },
      min,
      max,
    });
    expect(patternOf('^a.+(b|[^c-e]{2,3})?$|\\$')).toEqual({
      alternatives: [
        [
          { kind: 'start' },
          one(97),
          { kind: 'one', set: { negated: true, ranges: [[10, 10]] }, min: 1, max: undefined },
          {
            kind: 'group',
            optional: true,
            alternatives: [
              [one(98)],
              [{ kind: 'one', set: { negated: true, ranges: [[99, 101]] }, min: 2, max: 3 }],
            ],
          },
          { kind: 'end' },
        ],
        [one(36)],
      ],
    });
  });

  it.each([
    ['abc', 'abc'],
    ['(?:ab)?c', '(ab)?c'],
    ['(ab){0,1}', '(ab)?'],
    ['[cab]', '[a-c]'],
    ['[a-fb-z0]', '[0a-z]'],
    ['[a]', 'a'],
    ['[^\\n]', '.'],
    ['[.*+]', '[*-+.]'],
    ['[\\]\\\\^-]', '[\\-\\\\-\\^]'],
    ['\\^\\$\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\/\\\\', '\\^\\$\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\/\\\\'],
    ['\\t\\n\\r\t\n\r', '\\t\\n\\r\\t\\n\\r'],
    ['/a"\'`-@,:;<>=!~#%&_ ', '\\/a"\'`-@,:;<>=!~#%&_ '],
    ['é+\u{1f600}', 'é+\u{1f600}'],
    ['a{3}b{2,}c{0,4}d{1}', 'a{3}b{2,}c{0,4}d'],
    ['x*y+z?', 'x*y+z?'],
    ['a{1000}', 'a{1000}'],
    ['a^b$c', 'a^b$c'],
    ['((a)?|b)', '((a)?|b)'],
  ])('takes %s', (text, spelled) => {
    expect(spellPattern(patternOf(text))).toBe(spelled);
  });

  it.each([
    // Classes that engines know different members of.
    ['\\d+', 0, 2, '"\\d"', 'Write [0-9].'],
    ['a\\D', 1, 3, '"\\D"', 'Write [^0-9].'],
    ['\\w', 0, 2, '"\\w"', 'Write [A-Za-z0-9_].'],
    ['\\s', 0, 2, '"\\s"', 'Write [ \\t\\r\\n].'],
    ['[x\\d]', 2, 4, '"\\d"', 'Write 0-9.'],
    ['[\\S]', 1, 3, '"\\S"', 'ASCII characters that are meant'],
    ['\\p{L}', 0, 5, '"\\p{L}" is a class of Unicode', '[A-Za-z]'],
    ['[[:digit:]x]', 1, 10, '"[:digit:]"', 'Write 0-9 inside the brackets.'],
    ['[é]', 1, 2, '"é" stands in a class', '(é|[a-z])'],
    ['[a-é]', 3, 4, '"é" stands in a class', '(é|[a-z])'],
    ['[]', 0, 2, 'an empty class', '\\['],
    ['[^]', 0, 3, 'an empty class', '(.|\\n)'],
    // Assertions.
    ['\\bfoo', 0, 2, 'word boundary', '(^|[^A-Za-z0-9_])'],
    ['a\\B', 1, 3, 'word boundary', '([^A-Za-z0-9_]|$)'],
    ['(?=a)b', 0, 5, '"(?=a)" is a look-around', 'not: { matches'],
    ['(?!a)b', 0, 5, 'look-around', 'not: { matches'],
    ['a(?<=b)', 1, 7, 'look-around', 'not: { matches'],
    ['a(?<!b)', 1, 7, 'look-around', 'not: { matches'],
    ['\\A', 0, 2, '"\\A"', 'Write ^.'],
    ['a\\z', 1, 3, '"\\z"', 'Write $.'],
    ['a\\Z', 1, 3, '"\\Z"', 'Write $.'],
    // Groups.
    ['(?i)abc', 0, 4, '"(?i)" sets flags', '`ignoreCase: true` beside `matches` and write abc'],
    ['x(?i)abc', 1, 5, '"(?i)" sets flags', '`ignoreCase: true` beside `matches`.'],
    ['(?i:ab)', 0, 7, '"(?i:" sets flags', 'ignoreCase: true'],
    ['(?s)a', 0, 4, '"(?s)" sets flags', '(.|\\n)'],
    ['(?m)^a', 0, 4, '"(?m)" sets flags', 'ends of the text'],
    ['(?<n>a)', 0, 7, '"(?<n>" names a group', 'Write (a).'],
    ['(?P<n>a)', 0, 6, '"(?P<n>" names a group', 'Write ( alone.'],
    ['(?>a)', 0, 3, 'atomic group', 'Write ( alone.'],
    ['a(?#b)', 1, 4, 'comment', 'Remove it'],
    ['(a)\\1', 3, 5, 'backreference', 'equals: { field'],
    ['\\1', 0, 2, 'backreference', 'equals: { field'],
    ['(?<n>a)|\\k<n>', 0, 7, 'names a group', 'Write (a).'],
    // Repetition.
    ['.*?', 0, 3, '".*?" repeats lazily', 'Write .*:'],
    ['a{1,2}?', 0, 7, 'repeats lazily', 'Write a{1,2}:'],
    ['a++', 1, 3, '"++" repeats possessively', 'Write +:'],
    ['(ab)+', 0, 5, '"(ab)+" repeats a group', '(ab)(ab)?'],
    ['(a|b)*', 0, 6, 'repeats a group', 'Write [ab]*.'],
    ['(a|-)*', 0, 6, 'repeats a group', 'Write [a-]*.'],
    ['([a-z])+', 0, 8, 'repeats a group', 'Write [a-z]+.'],
    ['(a+)+', 0, 5, 'repeats a group', 'as often as it can occur'],
    ['(?:ab){2}', 0, 9, 'repeats a group', '(ab)(ab)?'],
    ['a**', 2, 3, 'Nothing stands before "*"', 'wildcards'],
    ['*.example.com', 0, 1, 'Nothing stands before "*"', '"any text" is .*'],
    ['a{0}', 0, 4, 'never stands', 'Remove it.'],
    ['a*b*c*d*', 6, 8, 'repetition number 4 without an end', '[a-z]{1,64}'],
    ['a*b+c{2,}(d|e*)', 12, 14, 'repetition number 4', '[a-z]{1,64}'],
    ['a{600}b{401}', 6, 12, 'add up to more than 1000', 'smaller bounds'],
    ['a{1001,}', 0, 8, 'add up to more than 1000', 'smaller bounds'],
    // Alternatives that match everything.
    ['', 0, 0, 'is empty', 'Remove the "|"'],
    ['a|', 2, 2, 'is empty', 'Remove the "|"'],
    ['x(a|)', 1, 5, 'empty alternative: "(a|)"', '(a|b)?'],
    ['()', 0, 2, 'empty alternative', '(a|b)?'],
    // Escapes.
    ['a\\@b', 1, 3, '"@" needs no backslash', 'Write @.'],
    ['\\x41', 0, 4, '"\\x41" is an escape', 'Write A.'],
    ['\\x2e', 0, 4, '"\\x2e" is an escape', 'Write \\..'],
    ['\\u{1F600}', 0, 9, 'is an escape', 'the character itself'],
    ['\\0', 0, 2, 'is an escape', 'the character itself'],
    ['[\\b]', 1, 3, 'is an escape', 'the character itself'],
    ['\\h', 0, 2, 'not portable', 'Write [ \\t].'],
    ['\\y', 0, 2, 'is no escape', 'Write y'],
    ['a\\', 1, 2, 'backslash stands at the end', '\\\\ for one backslash'],
    ['\\Qa\\E', 0, 2, '"\\Q"', 'Put a backslash before'],
    ['a\ud800', 1, 2, 'surrogate', 'whole character'],
    // Slips.
    ['(a', 1, 2, 'never closed', '\\('],
    ['a)', 1, 2, 'closes nothing', 'Put a backslash'],
    ['[a', 1, 2, 'never closed', '\\['],
    ['a{', 1, 2, '"{" begins no bounds', 'Put a backslash'],
    ['a]', 1, 2, 'stands alone', 'Put a backslash'],
    ['a{2,1}', 5, 6, 'out of order', 'lower number first'],
    ['[z-a]', 4, 5, 'ends before it begins', 'lower character first'],
    ['[\\d-z]', 5, 6, 'begins or ends with a class', '[0-9-]'],
  ])('refuses %s', (text, start, end, what, fix) => {
    const parsed = parsePattern(text);
    if (parsed.kind !== 'problem') throw new Error(`taken: ${spellPattern(parsed.pattern)}`);
    expect([parsed.start, parsed.end]).toEqual([start, end]);
    expect(parsed.what).toContain(what);
    expect(parsed.do).toContain(fix);
  });

  it('refuses what is too long or too deep before it is read', () => {
    for (const text of ['a'.repeat(2_001), '('.repeat(50_000), `${'('.repeat(101)}a${')'.repeat(101)}`]) {
      expect(parsePattern(text)).toMatchObject({ kind: 'problem' });
    }
    expect(patternOf(`${'('.repeat(100)}a${')'.repeat(100)}`)).toBeDefined();
    expect(patternOf('a'.repeat(2_000))).toBeDefined();
  });

  it('never throws, and reports places inside the text', () => {
    const unit = fc.constantFrom(...'a0é(){}[]|^$.*+?-,:=!<>\\/dwbpxuPik'.split(''));
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 16 }), (text) => {
        const parsed = parsePattern(text);
        if (parsed.kind === 'pattern') {
          expect(parsePattern(spellPattern(parsed.pattern))).toEqual(parsed);
          return;
        }
        expect(parsed.start).toBeLessThanOrEqual(parsed.end);
        expect(parsed.end).toBeLessThanOrEqual(text.length);
        expect(parsed.start).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 3_000 },
    );
  });
});

/** Patterns of the subset, built without the parser. */
const ascii = fc.integer({ min: 1, max: 127 });
const set = fc
  .tuple(fc.array(fc.tuple(ascii, ascii), { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([pairs, negated]) =>
    setOf(
      pairs.map(([a, b]): readonly [number, number] => (a < b ? [a, b] : [b, a])),
      negated,
    ),
  );
const literal = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 1 })
  .filter((text) => /^\P{Cs}$/u.test(text))
  .map((text) => setOf([[text.codePointAt(0) ?? 0, text.codePointAt(0) ?? 0]]));
const times = fc.constantFrom([1, 1], [0, 1], [2, 2], [0, 3], [1, 4]);
const one: fc.Arbitrary<PatternPart> = fc
  .tuple(fc.oneof(literal, set), times)
  .map(([of, [min = 1, max]]) => ({ kind: 'one', set: of, min, max }));
const sequence = (depth: number): fc.Arbitrary<PatternSequence> => {
  const parts: fc.Arbitrary<PatternPart>[] = [one, one, fc.constantFrom({ kind: 'start' }, { kind: 'end' })];
  if (depth > 0) {
    const group = fc.record({
      kind: fc.constant('group' as const),
      alternatives: fc.array(sequence(depth - 1), { minLength: 1, maxLength: 3 }),
      optional: fc.boolean(),
    });
    parts.push(group);
  }
  return fc.array(fc.oneof(...parts), { minLength: 1, maxLength: 4 });
};
const pattern: fc.Arbitrary<Pattern> = fc.record({
  alternatives: fc.array(sequence(2), { minLength: 1, maxLength: 3 }),
});

describe('spellPattern', () => {
  it('is read back as the same pattern', () => {
    fc.assert(
      fc.property(pattern, (made) => {
        expect(parsePattern(spellPattern(made))).toEqual({ kind: 'pattern', pattern: made });
      }),
      { numRuns: 1_000 },
    );
  });

  /** Short texts over few characters, so that many are patterns and many match. */
  const written = fc.string({ unit: fc.constantFrom(...'aAk0()[]|^$.*+?-{2,}'.split('')), maxLength: 10 });
  const searched = fc.string({ unit: fc.constantFrom(...'aAbBkK0-.\n'.split('')), maxLength: 6 });

  it('says in ECMAScript what the text said, folded or not', () => {
    let taken = 0;
    fc.assert(
      fc.property(written, searched, (text, inside) => {
        const parsed = parsePattern(text);
        if (parsed.kind === 'problem') return;
        taken += 1;
        const { pattern: read } = parsed;
        expect(new RegExp(spellPattern(read), 'u').test(inside)).toBe(new RegExp(text, 'u').test(inside));
        const folded = new RegExp(spellPattern(foldPattern(read)), 'u');
        expect(folded.test(inside)).toBe(new RegExp(text, 'iu').test(inside));
      }),
      { numRuns: 5_000 },
    );
    expect(taken).toBeGreaterThan(250);
  });
});

describe('foldPattern', () => {
  it.each([
    ['ab1é', '[Aa][Bb]1é'],
    ['[a-f]', '[A-Fa-f]'],
    ['[^@A-Z]', '[^@-Za-z]'],
    ['[X-c]', '[A-CX-cx-z]'],
    ['(k|.)?^$', '([Kk]|.)?^$'],
    ['\u017f\u212a', '\u017f\u212a'],
    ['[^k]', '[^Kk]'],
  ])('%s becomes %s', (text, folded) => {
    expect(spellPattern(foldPattern(patternOf(text)))).toBe(folded);
  });

  it('changes no character but ASCII letters, and is the same done twice', () => {
    fc.assert(
      fc.property(pattern, (made) => {
        const folded = foldPattern(made);
        expect(foldPattern(folded)).toEqual(folded);
      }),
    );
  });
});
