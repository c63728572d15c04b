/** The nearest miss against every subset of the clauses, tried one by one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import { compileCondition } from '../../src/evaluate/condition.ts';
import { nearestMiss } from '../../src/evaluate/nearest.ts';
import type { Expression } from '../../src/ir/expression.ts';
import { event as anyEvent, expression } from './arbitrary.ts';
import { all, any, element, exists, field, not, some, test } from './build.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
type Name = (typeof NAMES)[number];

/** One clause by name; each stands at its own place of the source, as clauses of a rule do. */
let place = 0;
const clause = (name: string): Expression => {
  place += 1;
  const span = { source: { path: 'rule.yml', text: '' }, start: place, end: place };
  return { ...test('equals', name, 'x'), span };
};

/** The names of each set, in order. */
function setsOf(condition: Expression, event: CloudTrailEvent): readonly (readonly string[])[] | undefined {
  return nearestMiss(condition, event)?.sets.map((set) =>
    set.map(({ of, within }) => {
      const name = of.kind === 'some' ? of.array.spelled : 'field' in of ? of.field.spelled : '';
      return [...within.map(({ index }) => index), name].join('.');
    }),
  );
}
const [A, B, C] = [clause('a'), clause('b'), clause('c')];

describe('the nearest miss', () => {
  it.each<[string, Expression, CloudTrailEvent, readonly (readonly string[])[] | undefined]>([
    ['nothing, of a match', A, { a: 'x' }, undefined],
    ['the clause that is false', all(A, B), { a: 'x' }, [['b']]],
    ['all that are false, of all', all(A, B), {}, [['a', 'b']]],
    ['each alternative, of any', any(A, B), {}, [['a'], ['b']]],
    ['the smaller alternative first', any(all(A, B), C), {}, [['c'], ['a', 'b']]],
    ['what holds below not', not(any(A, B)), { a: 'x', b: 'x' }, [['a', 'b']]],
    ['either, of a not around all', not(all(A, B)), { a: 'x', b: 'x' }, [['a'], ['b']]],
    ['a clause that stands twice, once', all(any(A, B), any(A, C)), {}, [['a'], ['b', 'c']]],
    ['nothing where clauses contradict', all(A, not(A)), {}, []],
    ['a way round clauses that contradict', all(A, any(not(A), B)), {}, [['a', 'b']]],
    ['what holds already is not broken', all(not(A), any(A, B)), {}, [['b']]],
  ])('is %s', (_, condition, event, expected) => {
    expect(setsOf(condition, event)).toEqual(expected);
  });

  const inner = all(test('equals', element('k'), 'x'), test('equals', element('l'), 'x'));
  it.each<[string, Expression, CloudTrailEvent, readonly (readonly string[])[]]>([
    [
      'the best element',
      some('r', inner),
      { r: [{}, { l: 'x' }, {}] },
      [['1.k'], ['0.k', '0.l'], ['2.k', '2.l']],
    ],
    ['an element, where there is none', some('r', inner), { r: [] }, [['r[]']]],
    [
      'every element that is excluded',
      not(some('r', exists(element('k')))),
      { r: [{ k: 1 }, {}, { k: 2 }] },
      [['0.k', '2.k']],
    ],
    [
      'an element of an element',
      some('r', some('s', test('equals', element(), 'x'), true)),
      { r: [{ s: ['y'] }, {}] },
      [['0.0.[]'], ['1.s[]']],
    ],
  ])('of some is %s', (_, condition, event, expected) => {
    expect(setsOf(condition, event)).toEqual(expected);
  });

  it('keeps the smallest, wherever it stands among many', () => {
    const pairs = Array.from({ length: 30 }, (_, at) => all(clause(`k${at}`), clause(`l${at}`)));
    expect(setsOf(any(...pairs, A), {})?.[0]).toEqual(['a']);
    expect(setsOf(all(any(...pairs, A), any(B, C)), {})?.slice(0, 2)).toEqual([
      ['a', 'b'],
      ['a', 'c'],
    ]);
  });

  it('takes two predicates for one that mean the same', () => {
    const one = test('oneOf', field('a'), ['x', 'y']);
    const other = test('oneOf', field('a'), ['y', 'x']);
    expect(nearestMiss(all(one, other), {})?.sets.map((set) => set.length)).toEqual([1]);
  });
});

const tree: fc.Arbitrary<Expression> = fc.letrec<{ node: Expression }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 2, arbitrary: fc.constantFrom(...NAMES).map(clause) },
    { weight: 2, arbitrary: fc.array(tie('node'), { maxLength: 4 }).map((of) => all(...of)) },
    { weight: 2, arbitrary: fc.array(tie('node'), { maxLength: 4 }).map((of) => any(...of)) },
    { weight: 1, arbitrary: tie('node').map((of) => not(of)) },
  ),
})).node;

/** What the condition says of verdicts, read from the contract alone. */
function says(condition: Expression, verdicts: ReadonlySet<Name>): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.every((part) => says(part, verdicts));
    case 'any':
      return condition.of.some((part) => says(part, verdicts));
    case 'not':
      return !says(condition.of, verdicts);
    case 'predicate':
      return 'field' in condition && verdicts.has(condition.field.spelled as Name);
    case 'some':
      throw new Error('not made here');
  }
}

const flip = (verdicts: ReadonlySet<Name>, names: readonly Name[]): ReadonlySet<Name> =>
  new Set(NAMES.filter((name) => verdicts.has(name) !== names.includes(name)));

/** Every set of names whose change makes the condition true, of the smallest size. */
function smallest(condition: Expression, verdicts: ReadonlySet<Name>): readonly (readonly Name[])[] {
  const subsets = Array.from({ length: 2 ** NAMES.length }, (_, bits) =>
    NAMES.filter((_, at) => (bits >> at) & 1),
  );
  const sets = subsets.filter((names) => says(condition, flip(verdicts, names)));
  const size = Math.min(...sets.map((names) => names.length));
  return sets.filter((names) => names.length === size);
}

describe('random conditions', () => {
  const held = fc.subarray([...NAMES]).map((names) => new Set<Name>(names));
  it('no subset of the clauses is smaller, none as small is left out, and each turns the verdict', () => {
    let misses = 0;
    let several = 0;
    fc.assert(
      fc.property(tree, held, (condition, verdicts) => {
        const event = Object.fromEntries([...verdicts].map((name) => [name, 'x']));
        const miss = nearestMiss(condition, event);
        expect(miss === undefined).toBe(says(condition, verdicts));
        if (miss === undefined) return;
        misses += 1;
        expect(miss.exact).toBe(true);
        const found = setsOf(condition, event) as readonly (readonly Name[])[];
        for (const names of found) expect(says(condition, flip(verdicts, names))).toBe(true);
        const expected = smallest(condition, verdicts);
        const size = expected[0]?.length;
        const mine = found.filter((names) => names.length === size).map((names) => [...names].sort().join());
        if (expected.length > 1) several += 1;
        // More than a handful are not all kept.
        if (expected.length <= 12) expect(mine.sort()).toEqual(expected.map((names) => names.join()).sort());
        expect(found[0]?.length).toBe(size);
      }),
      { numRuns: 4_000 },
    );
    expect(misses).toBeGreaterThan(800);
    expect(several).toBeGreaterThan(100);
  });

  it('over any predicates and arrays: a miss is looked for exactly where there is no match', () => {
    fc.assert(
      fc.property(expression, anyEvent, (condition, one) => {
        expect(nearestMiss(condition, one) === undefined).toBe(compileCondition(condition)(one));
      }),
      { numRuns: 1_500 },
    );
  });
});

describe('hostile conditions and events end', () => {
  const many = (count: number, make: (at: number) => Expression) =>
    Array.from({ length: count }, (_, at) => make(at));
  it.each<[string, Expression, CloudTrailEvent, number]>([
    ['very many clauses', all(...many(20_000, (at) => clause(`k${at}`))), {}, 20_000],
    ['very many alternatives', any(...many(20_000, (at) => clause(`k${at}`))), {}, 1],
    [
      'alternatives of every clause',
      all(...many(3_000, (at) => any(clause(`k${at}`), clause(`l${at}`)))),
      {},
      3_000,
    ],
    [
      'clauses in common',
      all(...many(300, (at) => any(clause(`k${at % 37}`), clause(`k${(at * 7) % 41}`)))),
      {},
      0,
    ],
    [
      'clauses that contradict',
      all(
        ...many(200, (at) =>
          any(not(clause(`k${at % 23}`)), all(clause(`k${(at * 5) % 29}`), clause(`k${at % 31}`))),
        ),
      ),
      Object.fromEntries(Array.from({ length: 31 }, (_, at) => [`k${at}`, at % 2 === 0 ? 'x' : ''])),
      0,
    ],
    [
      'very many elements',
      some('r', all(...many(40, (at) => test('equals', element(`k${at}`), 'x')))),
      { r: Array.from({ length: 20_000 }, () => ({})) },
      40,
    ],
  ])('%s', (_, condition, event, size) => {
    const miss = nearestMiss(condition, event);
    expect(miss).toBeDefined();
    const [first] = miss?.sets ?? [];
    if (size > 0) expect(first).toHaveLength(size);
    // Cut short or not, it never claims less than it knows.
    if (size === 0 && first !== undefined) {
      const flipped = new Set(first.map(({ of }) => ('field' in of ? of.field.spelled : '')));
      const changed = Object.fromEntries(
        Array.from({ length: 41 }, (_, at) => `k${at}`).map((key) => [
          key,
          (event[key] === 'x') !== flipped.has(key) ? 'x' : '',
        ]),
      );
      expect(compileCondition(condition)(changed)).toBe(true);
    }
  });

  it('of elements beyond the bound, the verdict still counts', () => {
    const elements = Array.from({ length: 60_000 }, (_, at) => ({ k: at === 59_999 ? 'x' : 'y' }));
    const holds = some('r', test('equals', element('k'), 'x'));
    expect(setsOf(all(holds, clause('a')), { r: elements })).toEqual([['a']]);
    expect(nearestMiss(not(holds), { r: elements })).toEqual({ sets: [], exact: false });
  });
});
