/** Orders, networks and arrays, as docs/semantics.md has them (§7, §12 to §14), value by value. */
import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent, Json } from '../../src/cloudtrail/event.ts';
import { compileCondition } from '../../src/evaluate/condition.ts';
import { elementsOf } from '../../src/evaluate/elements.ts';
import type { Expression } from '../../src/ir/expression.ts';
import type { Scale } from '../../src/language/operands.ts';
import { addressOf } from './addresses.ts';
import { all, any, element, exists, field, inCidr, matches, not, order, some, test } from './build.ts';
import { chars, patternOf } from './patterns.ts';

const holds = (expression: Expression, event: CloudTrailEvent) => compileCondition(expression)(event);
const on = (value: Json) => ({ a: value });

describe('orders', () => {
  const ascending: [Scale, readonly string[]][] = [
    ['integer', ['-999999999999999', '-10', '-9', '-1', '0', '9', '10', '100', '999999999999999']],
    [
      'timestamp',
      ['0000-00-00T00:00:00Z', '2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z', '2026-01-01T00:00:60Z'],
    ],
    ['version', ['0.0', '1.8', '1.9', '1.10', '1.11', '2.0', '10.0', '9999.9999']],
  ];
  it.each(ascending)('of %s stand as they should', (scale, texts) => {
    for (const [at, text] of texts.entries()) {
      for (const [limitAt, limit] of texts.entries()) {
        expect(holds(order('greaterThan', 'a', scale, limit), on(text))).toBe(at > limitAt);
        expect(holds(order('atLeast', 'a', scale, limit), on(text))).toBe(at >= limitAt);
        expect(holds(order('lessThan', 'a', scale, limit), on(text))).toBe(at < limitAt);
        expect(holds(order('atMost', 'a', scale, limit), on(text))).toBe(at <= limitAt);
      }
    }
  });

  const others: [Scale, string, readonly Json[]][] = [
    [
      'integer',
      '10',
      ['', '-0', '+5', '05', '5.0', '5e0', ' 5', '5\n', '٥', '1000000000000000', 5.5, true, null, [5], {}],
    ],
    [
      'timestamp',
      '2026-01-01T00:00:00Z',
      [
        '',
        '2026-01-01',
        '2026-01-01T00:00:00',
        '2026-01-01t00:00:00z',
        '2026-01-01T00:00:00+00:00',
        '2026-01-01T00:00:00.5Z',
        '2026-01-01T00:00:00Z\n',
        5,
      ],
    ],
    ['version', '1.10', ['', '1', '1.', '.1', '1.1.1', '10000.1', 'v1.1', '1.1 ', 1.5, 1]],
  ];
  it.each(others)('of %s are false of anything else', (scale, limit, values) => {
    for (const value of values) {
      for (const operator of ['greaterThan', 'atLeast', 'lessThan', 'atMost'] as const) {
        expect([value, operator, holds(order(operator, 'a', scale, limit), on(value))]).toEqual([
          value,
          operator,
          false,
        ]);
        expect(holds(not(order(operator, 'a', scale, limit)), on(value))).toBe(true);
      }
    }
  });

  it('versions are equal however many zeros stand before a part', () => {
    expect(
      holds(
        all(order('atLeast', 'a', 'version', '1.8'), order('atMost', 'a', 'version', '1.8')),
        on('01.08'),
      ),
    ).toBe(true);
  });

  it('a number in the record is its digits', () => {
    expect(holds(order('greaterThan', 'a', 'integer', '3600'), on(43_200))).toBe(true);
  });
});

describe('networks', () => {
  const cases: [string, readonly string[], readonly string[]][] = [
    [
      '10.0.0.0/8',
      ['10.0.0.0', '10.255.255.255', '::ffff:10.1.2.3', '::ffff:a01:203', '::FFFF:10.1.2.3'],
      ['11.0.0.0', '9.255.255.255', '::10.1.2.3', '2001:db8::1'],
    ],
    ['10.1.2.3/32', ['10.1.2.3'], ['10.1.2.2', '10.1.2.4']],
    ['0.0.0.0/0', ['0.0.0.0', '255.255.255.255'], ['::', '::1']],
    ['::/0', ['::', '2001:db8::1', 'fe80::1'], ['10.1.2.3', '::ffff:10.1.2.3']],
    [
      '2001:db8::/33',
      ['2001:db8::', '2001:DB8:7fff:ffff::', '2001:db8:0:0:0:0:0:1'],
      ['2001:db8:8000::', '2001:db9::'],
    ],
  ];
  it.each(cases)('%s', (network, within, without) => {
    for (const text of [...within, ...without]) {
      expect(addressOf(text)).toBeDefined();
      expect([text, holds(inCidr('a', [network]), on(text))]).toEqual([text, within.includes(text)]);
    }
  });

  it('hold no text that is no address', () => {
    const texts = [
      '',
      '10',
      '10.1.2',
      '10.1.2.3.4',
      '010.1.2.3',
      '10.1.2.256',
      '10.1.2.3 ',
      '10.1.2.3/32',
      '0x0a.1.2.3',
      '1.2.3.4:80',
      '[::1]',
      'fe80::1%eth0',
      'fe80::1%25',
      ':::',
      '1::2::3',
      '::ffff:010.1.2.3',
      'sts.amazonaws.com',
      'AWS Internal',
    ];
    for (const text of texts) {
      expect([text, holds(inCidr('a', ['0.0.0.0/0', '::/0']), on(text))]).toEqual([text, false]);
      expect(addressOf(text)).toBeUndefined();
    }
    for (const value of [167_837_955, true, null, ['10.1.2.3'], {}]) {
      expect(holds(inCidr('a', ['0.0.0.0/0', '::/0']), on(value))).toBe(false);
    }
  });

  it('are any of several, and none of none', () => {
    expect(holds(inCidr('a', ['10.0.0.0/8', '2001:db8::/32']), on('2001:db8::1'))).toBe(true);
    expect(holds(inCidr('a', []), on('10.1.2.3'))).toBe(false);
    expect(holds(matches('a', []), on('x'))).toBe(false);
  });
});

describe('elements', () => {
  it('are those of an array; one where a scalar or an object stands; none of nothing and null', () => {
    expect(elementsOf(undefined)).toEqual([]);
    expect(elementsOf(null)).toEqual([]);
    expect(elementsOf([])).toEqual([]);
    expect(elementsOf([null, {}, []])).toEqual([null, {}, []]);
    for (const value of ['', 'x', 0, false, {}, { a: 1 }]) expect(elementsOf(value)).toEqual([value]);
  });

  const equals = (text: string) => some('r', test('equals', element('k'), text));
  it('one of them meets the condition', () => {
    expect(holds(equals('x'), { r: [{ k: 'y' }, { k: 'x' }] })).toBe(true);
    expect(holds(equals('x'), { r: { k: 'x' } })).toBe(true);
    for (const r of [[], {}, null, 'x', ['x'], [['x']], [{ k: ['x'] }], [null], [{ K: 'x' }]] as Json[]) {
      expect(holds(equals('x'), { r })).toBe(false);
    }
  });

  it('the same one meets all conditions', () => {
    const both = all(test('equals', element('k'), 'x'), test('equals', element('l'), 'y'));
    const apart = all(equals('x'), some('r', test('equals', element('l'), 'y')));
    const event = { r: [{ k: 'x' }, { l: 'y' }] };
    expect(holds(some('r', both), event)).toBe(false);
    expect(holds(apart, event)).toBe(true);
    expect(holds(some('r', both), { r: [{}, { k: 'x', l: 'y' }] })).toBe(true);
  });

  it('`not` inside is about one element, around it about all', () => {
    const inside = some('r', not(test('equals', element('k'), 'x')));
    const around = not(equals('x'));
    for (const [r, one, none] of [
      [[{ k: 'x' }, { k: 'y' }], true, false],
      [[{ k: 'x' }], false, false],
      [[{ k: 'y' }], true, true],
      [[], false, true],
      [null, false, true],
      [[null], true, true],
      [[{}], true, true],
      [{}, true, true],
      ['', true, true],
    ] as [Json, boolean, boolean][]) {
      expect([r, holds(inside, { r })]).toEqual([r, one]);
      expect([r, holds(around, { r })]).toEqual([r, none]);
    }
  });

  it('themselves have a text where they are scalars', () => {
    const itself = some('r', test('equals', element(), ['x', '7', 'true', '']));
    for (const r of [['x'], 'x', [7], 7, [true], '', ['']] as Json[]) expect(holds(itself, { r })).toBe(true);
    for (const r of [[['x']], [{ x: 'x' }], [null], [], null] as Json[])
      expect(holds(itself, { r })).toBe(false);
  });

  it('exist or not as any value does', () => {
    for (const r of ['x', '', 0, [0], [{}, 'x'], [['x']], { k: null }] as Json[]) {
      expect([r, holds(some('r', exists(element())), { r })]).toEqual([r, true]);
    }
    for (const r of [null, [], {}, [null], [{}], [[]]] as Json[]) {
      expect([r, holds(some('r', exists(element())), { r })]).toEqual([r, false]);
    }
    expect(holds(some('r', exists(element('k'))), { r: [{ k: { l: 1 } }] })).toBe(true);
    expect(holds(some('r', exists(element('k'))), { r: [{ k: {} }, { k: null }, 'k'] })).toBe(false);
  });

  it('are compared with fields of the record', () => {
    const same = some('r', test('equals', element('k'), field('o.k')));
    expect(holds(same, { o: { k: 'x' }, r: [{ k: 'y' }, { k: 'x' }] })).toBe(true);
    expect(holds(same, { r: [{}, { k: 'x' }] })).toBe(false);
    const differs = some('r', test('differsFrom', element('k'), field('o.k')));
    expect(holds(differs, { o: { k: 'x' }, r: [{}, { k: 'x' }] })).toBe(false);
    expect(holds(differs, { o: { k: 'x' }, r: [{ k: 'y' }, { k: 'x' }] })).toBe(true);
  });

  it('are compared with their own fields, on whichever side', () => {
    for (const rights of [[element('l')], ['z', 'zz', element('l')]]) {
      const same = some('r', test('equals', element('k'), rights));
      expect(holds(same, { r: [{ k: 'x' }, { k: 'y', l: 'y' }] })).toBe(true);
      expect(holds(same, { l: 'x', r: [{ k: 'x', l: 'y' }, { l: 'x' }] })).toBe(false);
    }
  });

  it('may hold arrays', () => {
    const nested = some(
      'r',
      all(some('s', test('equals', element('k'), 'x'), true), test('equals', element('l'), 'y')),
    );
    expect(holds(nested, { r: [{ l: 'y', s: [{ k: 'z' }, { k: 'x' }] }] })).toBe(true);
    expect(
      holds(nested, {
        r: [
          { l: 'y', s: [] },
          { l: 'z', s: [{ k: 'x' }] },
        ],
      }),
    ).toBe(false);
    const arrays = some('r', some('', test('equals', element(), 'x'), true));
    expect(holds(arrays, { r: [['y'], ['z', 'x']] })).toBe(true);
    expect(holds(arrays, { r: ['x'] })).toBe(true);
    expect(holds(arrays, { r: [[['x']]] })).toBe(false);
  });

  it('are looked at by every operator', () => {
    const of: [Expression, string][] = [
      [matches(element(), [patternOf(chars('b'))]), 'abc'],
      [order('greaterThan', element(), 'integer', '5'), '6'],
      [inCidr(element(), ['10.0.0.0/8']), '10.1.2.3'],
      [test('startsWith', element(), ['a', 'b']), 'bc'],
      [test('oneOf', element(), ['a', 'b']), 'b'],
      [any(not(exists(element())), test('endsWith', element(), 'a', true)), 'bA'],
    ];
    for (const [inner, text] of of) {
      expect(holds(some('r', inner), { r: ['', text] })).toBe(true);
      expect(holds(some('r', inner), { r: ['z'] })).toBe(false);
    }
  });
});
