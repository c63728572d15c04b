/** The nearest form of conditions on one element of an array, in both directions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent, Json } from '../../../src/cloudtrail/event.ts';
import type { Direction } from '../../../src/content/document.ts';
import { compileCondition } from '../../../src/evaluate/condition.ts';
import type { Expression } from '../../../src/ir/expression.ts';
import { approximated } from '../../../src/targets/sigma/approximate.ts';
import { sigmaTarget } from '../../../src/targets/sigma/index.ts';
import { translate } from '../../../src/targets/sigma/translate.ts';
import {
  all,
  any,
  element,
  exists,
  field,
  inList,
  not,
  row,
  some,
  span,
  test,
} from '../../evaluate/build.ts';
import { ENVIRONMENT } from '../../support/environment.ts';
import { known, ruleOf } from '../spl/rules.ts';

const PORT = test('equals', element('port'), '22');
const OPEN = test('equals', element('cidr'), '0.0.0.0/0');
const hasText = (name: string) => test('contains', element(name), '');

/** Both directions of the condition on an element of `r`. */
const nearest = (of: Expression) => ({
  over: approximated(some('r', of), 'over-matches'),
  under: approximated(some('r', of), 'under-matches'),
});

describe('a condition on one element', () => {
  it('over-matches where each test may be of another element, and has no narrower form', () => {
    expect(nearest(all(PORT, OPEN))).toEqual({
      over: all(some('r', PORT), some('r', OPEN)),
      under: undefined,
    });
  });

  it('is narrowed to no element that meets what one should fail', () => {
    expect(nearest(all(PORT, not(OPEN)))).toEqual({
      over: some('r', PORT),
      under: all(some('r', PORT), not(some('r', OPEN))),
    });
    expect(nearest(not(OPEN))).toEqual({
      over: undefined,
      under: all(some('r', hasText('cidr')), not(some('r', OPEN))),
    });
    expect(nearest(test('differsFrom', element('port'), '22'))).toEqual({
      over: some('r', hasText('port')),
      under: all(some('r', hasText('port')), not(some('r', PORT))),
    });
  });

  it('has no narrower form where an element should have no text', () => {
    expect(nearest(not(exists(element('cidr')))).under).toBeUndefined();
    expect(nearest(all(PORT, not(exists(element('cidr'))))).under).toEqual(
      all(some('r', PORT), not(some('r', exists(element('cidr'))))),
    );
  });

  it('may lose an alternative where it may miss events, and none where it may not', () => {
    expect(nearest(any(PORT, all(PORT, OPEN)))).toEqual({
      over: any(some('r', PORT), all(some('r', PORT), some('r', OPEN))),
      under: some('r', PORT),
    });
    expect(nearest(any(PORT, not(OPEN))).over).toBeUndefined();
  });

  it('keeps what speaks of the record around it', () => {
    const outside = test('equals', field('x'), '1');
    expect(nearest(all(PORT, OPEN, outside)).over).toEqual(all(some('r', PORT), some('r', OPEN), outside));
  });

  it('swaps its directions below not', () => {
    const either = not(some('r', all(PORT, OPEN)));
    expect(approximated(either, 'under-matches')).toEqual(not(all(some('r', PORT), some('r', OPEN))));
    expect(approximated(either, 'over-matches')).toBeUndefined();
  });

  it('compares fields by whether both have a text', () => {
    const same = test('equals', element('a'), field('b'));
    expect(nearest(same).over).toEqual(all(some('r', hasText('a')), test('contains', field('b'), '')));
    expect(nearest(same).under).toBeUndefined();
    expect(nearest(all(PORT, not(same))).under).toEqual(
      all(some('r', PORT), not(all(some('r', hasText('a')), test('contains', field('b'), '')))),
    );
  });

  it('takes rows apart by their columns', () => {
    const rows = [row('1', 'x'), row('2', 'x')];
    const pairs = inList({ one: element('a'), two: element('b') }, rows);
    expect(nearest(pairs).over).toEqual(
      all(
        some(
          'r',
          inList(
            { one: element('a') },
            [row('1', 'x'), row('2', 'x')].map((one) => ({ ...one, values: one.values.slice(0, 1) })),
          ),
        ),
        some('r', inList({ two: element('b') }, [{ ...row('1', 'x'), values: ['x'] }])),
      ),
    );
    expect(nearest(pairs).under).toBeUndefined();
  });

  it('goes through arrays of the element', () => {
    const inner = some('s', all(PORT, OPEN), true);
    expect(nearest(inner).over).toEqual(
      all(some('r', some('s', PORT, true)), some('r', some('s', OPEN, true))),
    );
    expect(nearest(some('s', all(PORT, not(OPEN)), true)).under).toEqual(
      all(some('r', some('s', PORT, true)), not(some('r', some('s', OPEN, true)))),
    );
  });

  it('is refused where its alternatives are too many', () => {
    const pair = any(PORT, OPEN);
    const many = all(...Array.from({ length: 7 }, () => pair));
    expect(nearest(many)).toEqual({ over: undefined, under: undefined });
    expect(translate(some('r', many)).reasons).toMatchObject([
      {
        clause: expect.stringContaining('r[] some {'),
        why: expect.stringContaining('too many alternatives'),
      },
    ]);
  });
});

const scalar = fc.constantFrom<Json>('1', '2', 'x', 'X', '', 0, 1, true, null);
const object: fc.Arbitrary<Json> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record(
      {
        a: scalar,
        b: scalar,
        s: fc.array(fc.record({ a: scalar, b: scalar }, { requiredKeys: [] }), { maxLength: 2 }),
      },
      { requiredKeys: [] },
    ),
  },
  scalar,
);
const event = fc
  .record({ r: fc.oneof(fc.array(object, { maxLength: 3 }), object), x: scalar }, { requiredKeys: [] })
  .map((value) => value as CloudTrailEvent);

const values = fc.array(fc.constantFrom('1', '2', 'x', ''), { minLength: 1, maxLength: 2 });
const ref = fc.constantFrom('a', 'b').map((name) => element(name));
const elementTest: fc.Arbitrary<Expression> = fc.oneof(
  fc.tuple(fc.constantFrom('equals' as const, 'contains' as const), ref, values).map((of) => test(...of)),
  fc.tuple(ref, fc.constantFrom('1', 'x')).map(([left, value]) => test('differsFrom', left, value)),
  fc
    .tuple(fc.constantFrom('equals' as const, 'differsFrom' as const), ref)
    .map(([operator, left]) => test(operator, left, field('x'))),
  ref.map((left) => exists(left)),
  fc
    .array(fc.tuple(fc.constantFrom('1', '2'), fc.constantFrom('1', '2')), { minLength: 1, maxLength: 2 })
    .map((rows) =>
      inList(
        { a: element('a'), b: element('b') },
        rows.map((values) => row(...values)),
      ),
    ),
);
const grouped = (leaf: fc.Arbitrary<Expression>) =>
  fc.letrec<{ node: Expression }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 2 },
      { weight: 3, arbitrary: leaf },
      tie('node').map(not),
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((of) => all(...of)),
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((of) => any(...of)),
    ),
  })).node;
const inner = fc.oneof(
  { weight: 3, arbitrary: elementTest },
  grouped(elementTest).map((of) => some('s', of, true)),
);
const outside = fc.constantFrom(test('equals', 'x', '1'), test('differsFrom', 'x', known('userAgent')));
const condition = grouped(fc.oneof({ weight: 4, arbitrary: inner }, outside)).map((of) => some('r', of));

describe('on every event', () => {
  for (const direction of ['over-matches', 'under-matches'] satisfies readonly Direction[]) {
    it(`the nearest form ${direction}, and is sayable`, () => {
      let found = 0;
      fc.assert(
        fc.property(
          fc.oneof(condition, condition.map(not)),
          fc.array(event, { minLength: 10, maxLength: 30 }),
          (rule, records) => {
            const says = approximated(rule, direction);
            if (says === undefined) return;
            found += 1;
            expect(translate(says).reasons).toEqual([]);
            const [ours, sigma] = [compileCondition(rule), compileCondition(says)];
            const exact = translate(rule).reasons.length === 0;
            for (const record of records) {
              const [narrow, wide] = direction === 'over-matches' ? [ours, sigma] : [sigma, ours];
              const wrong = exact ? ours(record) !== sigma(record) : narrow(record) && !wide(record);
              if (wrong) expect.fail(JSON.stringify({ rule, says, record }));
            }
          },
        ),
        { numRuns: 1_500 },
      );
      expect(found).toBeGreaterThan(400);
    });
  }
});

it('answers with consent, naming the clause', () => {
  const rule = ruleOf(some('r', all(PORT, OPEN)), 'x', {
    targets: { sigma: { accept: 'over-matches', because: 'Pairs are lost.', span } },
  });
  expect(sigmaTarget.compile(rule, ENVIRONMENT).value?.answer).toMatchObject({
    kind: 'approximate',
    direction: 'over-matches',
    reasons: [
      {
        clause: "r[] some { port equals '22'; cidr equals '0.0.0.0/0' }",
        why: expect.stringContaining('several tests'),
      },
    ],
    says: all(some('r', PORT), some('r', OPEN)),
  });
});
