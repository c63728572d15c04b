import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Direction } from '../../../src/content/document.ts';
import { compileCondition } from '../../../src/evaluate/condition.ts';
import type { Expression } from '../../../src/ir/expression.ts';
import type { FieldRef } from '../../../src/language/operands.ts';
import { approximated } from '../../../src/targets/sigma/approximate.ts';
import { translate } from '../../../src/targets/sigma/translate.ts';
import { event, expression, text } from '../../evaluate/arbitrary.ts';
import { all, any, field, inList, not, row, SESSION_NAME, test } from '../../evaluate/build.ts';
import { known, SESSION_NAME_BYPASS } from '../spl/rules.ts';

const DIRECTIONS: readonly Direction[] = ['over-matches', 'under-matches'];

const hasText = (name: string | FieldRef) => test('contains', name, '');

/** Conditions with field comparisons that have something to hold on to. */
const comparing: fc.Arbitrary<Expression> = fc
  .tuple(
    fc.constantFrom('startsWith' as const, 'endsWith' as const, 'contains' as const, 'equals' as const),
    fc.constantFrom(SESSION_NAME, field('a'), field('b')),
    fc.constantFrom(SESSION_NAME, field('a'), field('b')),
    fc.array(text, { minLength: 1, maxLength: 2 }),
    fc.boolean(),
    fc.constantFrom('differsFrom' as const, 'equals' as const),
    expression,
    fc.integer({ min: 0, max: 3 }),
  )
  .map(([affix, left, right, texts, ignoreCase, compare, other, shape]) => {
    const compared = test(compare, left, right);
    const anchor = test(affix, right, texts, ignoreCase);
    if (shape === 0) return all(anchor, compared);
    if (shape === 1) return all(anchor, any(compared, other));
    if (shape === 2) return not(all(anchor, not(any(other, all(compared, anchor)))));
    return all(other, all(anchor), compared);
  });

describe('the nearest form', () => {
  for (const direction of DIRECTIONS) {
    it(`${direction}, on every event`, () => {
      let found = 0;
      fc.assert(
        fc.property(
          fc.oneof(comparing, expression),
          fc.array(event, { minLength: 5, maxLength: 20 }),
          (condition, records) => {
            const says = approximated(condition, direction);
            if (says === undefined) return;
            found += 1;
            expect(translate(says).reasons).toEqual([]);
            const [rule, sigma] = [compileCondition(condition), compileCondition(says)];
            for (const record of records) {
              const [narrow, wide] = direction === 'over-matches' ? [rule, sigma] : [sigma, rule];
              if (narrow(record) && !wide(record)) expect.fail(JSON.stringify({ condition, says, record }));
            }
          },
        ),
        { numRuns: 600 },
      );
      expect(found).toBeGreaterThan(100);
    });
  }

  it('denies of one field what holds of the other', () => {
    const [, , employee, , allowed] = SESSION_NAME_BYPASS.kind === 'all' ? SESSION_NAME_BYPASS.of : [];
    const says = approximated(SESSION_NAME_BYPASS, 'under-matches');
    const name = known('requestParameters.roleSessionName');
    expect(says).toMatchObject({
      kind: 'all',
      of: [
        {},
        {},
        employee,
        {
          kind: 'all',
          of: [hasText(name), { kind: 'not', of: test('endsWith', name, '@example.com', true) }],
        },
        allowed,
      ],
    });
  });

  it('asks for both fields where it may match too much', () => {
    expect(approximated(test('differsFrom', 'a', field('b')), 'over-matches')).toEqual(
      all(hasText('a'), hasText('b')),
    );
  });

  it('ignores case between whole ASCII fields', () => {
    const [a, b] = [known('requestParameters.roleSessionName'), known('userIdentity.arn')];
    expect(approximated(test('differsFrom', a, b), 'under-matches')).toEqual(test('differsFrom', a, b, true));
    expect(approximated(test('equals', a, b), 'over-matches')).toEqual(test('equals', a, b, true));
    expect(approximated(test('equals', a, b), 'under-matches')).toBeUndefined();
  });

  it('does not exist without a test to hold on to, and swaps below not', () => {
    const differs = test('differsFrom', 'a', SESSION_NAME);
    const anchor = test('endsWith', SESSION_NAME, '@x');
    expect(approximated(differs, 'under-matches')).toBeUndefined();
    expect(approximated(not(differs), 'over-matches')).toBeUndefined();
    expect(approximated(not(differs), 'under-matches')).toEqual(
      not(all(hasText('a'), hasText(SESSION_NAME))),
    );
    // The anchor stands outside the not: it does not hold wherever the not is false.
    expect(approximated(all(anchor, not(differs)), 'over-matches')).toBeUndefined();
    expect(approximated(any(anchor, differs), 'under-matches')).toBeUndefined();
  });

  it('takes rows apart by columns where they are parts of one field', () => {
    const rows = [row('a', 'b'), row('c', 'b')];
    const parts = inList({ one: known('session.roleName'), two: known('session.roleName') }, rows);
    expect(approximated(parts, 'over-matches')).toMatchObject({
      kind: 'all',
      of: [
        { columns: [{ column: 'one' }], rows: [{ values: ['a'] }, { values: ['c'] }] },
        { columns: [{ column: 'two' }], rows: [{ values: ['b'] }] },
      ],
    });
    expect(approximated(parts, 'under-matches')).toBeUndefined();
  });

  it('has nothing to offer for other refusals', () => {
    expect(approximated(test('equals', known('actor'), 'x'), 'over-matches')).toBeUndefined();
  });
});
