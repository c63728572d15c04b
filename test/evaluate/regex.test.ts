/** The automaton, the engine's own RegExp and a slow second reading agree; no pattern makes a long text slow. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern, runProgram } from '../../src/evaluate/regex.ts';
import { backtrackingBound, printRegExp } from '../../src/evaluate/regex-native.ts';
import { compileProgram } from '../../src/evaluate/regex-program.ts';
import type { CharacterSet, Pattern, PatternSequence } from '../../src/language/pattern.ts';
import { parsePattern, spellPattern } from '../../src/language/pattern-parse.ts';
import {
  chars,
  DOT,
  END,
  foldPattern,
  group,
  isFound,
  one,
  pattern,
  patternOf,
  patternText,
  START,
  set,
  showPattern,
} from './patterns.ts';

const MANY = Number.POSITIVE_INFINITY;
const byAutomaton = (of: Pattern, text: string) => runProgram(compileProgram(of), text).found;

describe('a pattern', () => {
  const cases: [Pattern, readonly string[], readonly string[]][] = [
    [patternOf(chars('ab')), ['ab', 'xaby'], ['', 'a', 'ba', 'AB']],
    [patternOf([START, ...chars('ab')]), ['ab', 'abc'], ['xab', '\nab', '']],
    [patternOf([...chars('ab'), END]), ['ab', 'xab'], ['abx', 'ab\n', '']],
    [patternOf([START, END]), [''], ['\n', 'a']],
    [patternOf([START, one(DOT), END]), ['a', '\r', '\u2028', '😀', '\ud800'], ['', '\n', 'ab']],
    [patternOf([START, one('a', 2, 3), END]), ['aa', 'aaa'], ['', 'a', 'aaaa']],
    [patternOf([START, one('a', 2, MANY), END]), ['aa', 'aaaaaa'], ['', 'a', 'aab']],
    [patternOf([START, one('a', 0, MANY), one('b', 1, MANY), END]), ['b', 'ab', 'aabb'], ['', 'a', 'ba']],
    [
      patternOf([START, group([chars('ab'), chars('c')], true), ...chars('d'), END]),
      ['d', 'abd', 'cd'],
      ['ad', 'abcd'],
    ],
    [patternOf([...chars('a'), START, ...chars('b')]), [], ['ab', 'a\nb', '']],
    [patternOf([group([[START], chars('/')]), ...chars('x')]), ['x', 'a/x', 'xa'], ['ax', '/ x']],
    [patternOf([START, one(set('a-z', true), 1, MANY), END]), ['A1', '\n', 'é'], ['', 'Ab', 'k']],
    [patternOf(chars('😀')), ['a😀b'], ['😁', '\ud83d']],
    [patternOf([one('a', 0, 40), ...chars('b'), END]), ['b', `${'a'.repeat(99)}b`], ['a'.repeat(99)]],
    [
      patternOf([START, one('a', 33, 70), END]),
      ['a'.repeat(33), 'a'.repeat(70)],
      ['a'.repeat(32), 'a'.repeat(71)],
    ],
  ];
  it.each(cases.map(([of, finds, misses]) => [showPattern(of), of, finds, misses] as const))(
    '%s',
    (_, of, finds, misses) => {
      for (const text of [...finds, ...misses]) {
        const wanted = finds.includes(text);
        expect([text, byAutomaton(of, text)]).toEqual([text, wanted]);
        expect([text, printRegExp(of).test(text)]).toEqual([text, wanted]);
        expect([text, isFound(of, text)]).toEqual([text, wanted]);
        expect([text, compilePattern(of)(text)]).toEqual([text, wanted]);
      }
    },
  );

  it('is found alike by the automaton, by RegExp and by a second reading', () => {
    let found = 0;
    fc.assert(
      fc.property(
        pattern,
        fc.array(fc.oneof(patternText, fc.string({ unit: 'binary' })), { maxLength: 8 }),
        (of, texts) => {
          const [program, native, either] = [compileProgram(of), printRegExp(of), compilePattern(of)];
          for (const text of texts) {
            const wanted = isFound(of, text);
            if (wanted) found += 1;
            expect(runProgram(program, text).found).toBe(wanted);
            expect(native.test(text)).toBe(wanted);
            expect(either(text)).toBe(wanted);
          }
        },
      ),
      { numRuns: 3000 },
    );
    expect(found).toBeGreaterThan(2000);
  });

  it('is found alike in long texts, where only the automaton is asked', () => {
    const longText = fc.array(fc.constantFrom('a', 'b', 'x', '@', '😀', 'ab'), {
      minLength: 30,
      maxLength: 90,
    });
    const counted = fc.tuple(pattern, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(counted, longText, ([of, min, more], pieces) => {
        const [first = []] = of.alternatives;
        const long: Pattern = {
          alternatives: [[one('ab', min, min + more), ...first], ...of.alternatives.slice(1)],
        };
        expect(byAutomaton(long, pieces.join(''))).toBe(isFound(long, pieces.join('')));
      }),
      { numRuns: 1000 },
    );
  });

  it('is read back from its text by the parser', () => {
    fc.assert(
      fc.property(pattern, (of) => {
        expect(parsePattern(showPattern(of))).toEqual({ kind: 'pattern', pattern: of });
        expect(parsePattern(spellPattern(of))).toEqual({ kind: 'pattern', pattern: of });
      }),
    );
  });

  it('where case is ignored has both cases of ASCII letters, and of nothing else', () => {
    const folded = foldPattern(patternOf([START, ...chars('kÉ'), one(set('a-c', true)), END]));
    for (const [text, wanted] of [
      ['kÉd', true],
      ['KÉD', true],
      ['\u212aÉd', false],
      ['kéd', false],
      ['kÉA', false],
    ] as const) {
      expect([text, byAutomaton(folded, text)]).toEqual([text, wanted]);
    }
  });
});

/** Patterns on which a backtracking engine takes time with a power of the text, or worse. */
const a = 'a';
const KILLERS: [string, Pattern][] = [
  [
    'three dots without end',
    patternOf([one(DOT, 0, MANY), one(DOT, 0, MANY), one(DOT, 0, MANY), ...chars('x')]),
  ],
  ['anchored', patternOf([START, one(DOT, 0, MANY), one(a, 0, MANY), one(DOT, 0, MANY), ...chars('x')])],
  ['alternatives that overlap', patternOf([group([chars(a), chars(a)]), one(a, 0, MANY), ...chars('~')])],
  [
    'optional groups in a row',
    patternOf([...Array.from({ length: 60 }, () => group([chars(a), chars('aa')], true)), ...chars('~')]),
  ],
  ['bounded parts in a row', patternOf([one(a, 0, 300), one(a, 0, 300), one(a, 0, 300), ...chars('x')])],
  ['a bounded part before a long one', patternOf([one(DOT, 0, 500), one(a, 400), ...chars('x')])],
  ['a suffix that never comes', patternOf([one(a, 1, MANY), END, ...chars('x')])],
  [
    'many alternatives',
    patternOf([group(Array.from({ length: 250 }, (_, at) => [...chars(`a${at}`)])), ...chars('x')]),
  ],
];

describe('a text of 100,000 characters', () => {
  const texts = ['a'.repeat(100_000), 'ab'.repeat(50_000), '😀'.repeat(50_000)];

  it.each(KILLERS)('takes linear time: %s', (_, of) => {
    const program = compileProgram(of);
    const each = program.words + program.moves.length;
    // At most 32 words for a thousand states, and a few moves for each sign of the pattern.
    expect(each).toBeLessThan(1_100);
    for (const text of texts) {
      const { found, steps } = runProgram(program, text);
      expect(found).toBe(false);
      expect(steps).toBeLessThanOrEqual(each * ([...text].length + 1));
      expect(compilePattern(of)(text)).toBe(false);
    }
  });

  it('is never given to an engine that backtracks, unless that is harmless too', () => {
    for (const [, of] of KILLERS) expect(backtrackingBound(of)(100_000)).toBeGreaterThan(2_048 * 100_001);
    for (const of of [patternOf(chars('aws-cli/')), patternOf([START, one('a', 0, MANY), END])]) {
      expect(backtrackingBound(of)(100_000)).toBeLessThan(2_048 * 100_001);
    }
  });
});

describe('the bound of an engine that backtracks', () => {
  /** The steps that such an engine takes, counted. */
  function countSteps({ alternatives }: Pattern, text: string): number {
    const points = [...text].map((character) => character.codePointAt(0) ?? 0);
    let steps = 0;
    type Then = (at: number) => boolean;
    const sequence = (parts: PatternSequence, from: number, at: number, then: Then): boolean => {
      steps += 1;
      const part = parts[from];
      if (part === undefined) return then(at);
      const next = (to: number) => sequence(parts, from + 1, to, then);
      if (part.kind === 'start') return at === 0 && next(at);
      if (part.kind === 'end') return at === points.length && next(at);
      if (part.kind === 'group') {
        return part.alternatives.some((inner) => sequence(inner, 0, at, next)) || (part.optional && next(at));
      }
      const repeat = (count: number, to: number): boolean => {
        steps += 1;
        const point = points[to];
        const more = count < (part.max ?? MANY) && point !== undefined && isIn(part.set, point);
        return (more && repeat(count + 1, to + 1)) || (count >= part.min && next(to));
      };
      return repeat(0, at);
    };
    for (let at = 0; at <= points.length; at += 1) {
      if (alternatives.some((parts) => sequence(parts, 0, at, () => true))) break;
    }
    return steps;
  }

  const isIn = ({ negated, ranges }: CharacterSet, point: number) =>
    ranges.some(([first, last]) => first <= point && point <= last) !== negated;

  it('doubles with each group that may be left out', () => {
    const groups = Array.from({ length: 20 }, () => group([chars(a)], true));
    expect(backtrackingBound(patternOf([START, ...groups]))(0)).toBeGreaterThan(2 ** 20);
  });

  it('holds', () => {
    fc.assert(
      fc.property(
        pattern,
        fc.oneof(
          patternText,
          fc.nat(14).map((length) => 'a'.repeat(length)),
        ),
        (of, text) => {
          const isAnchored = of.alternatives.every(([first]) => first?.kind === 'start');
          // An anchored pattern fails at once at every start but the first.
          const slack = isAnchored ? text.length * (of.alternatives.length * 2 + 1) : 0;
          expect(countSteps(of, text)).toBeLessThanOrEqual(3 * backtrackingBound(of)(text.length) + slack);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
