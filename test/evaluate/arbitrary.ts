/**
 * Random conditions and events that meet often: few keys, few values, and the values that engines trip over.
 */
import fc from 'fast-check';
import type { CloudTrailEvent, Json } from '../../src/cloudtrail/event.ts';
import type { ValueExpr } from '../../src/cloudtrail/value.ts';
import type { Expression } from '../../src/ir/expression.ts';
import type { FieldRef } from '../../src/language/operands.ts';
import {
  all,
  any,
  element,
  exists,
  field,
  inCidr,
  inList,
  matches,
  not,
  order,
  row,
  SESSION_NAME,
  some,
  test,
} from './build.ts';
import { pattern, patternText } from './patterns.ts';

const TEXTS = [
  '',
  'null',
  'true',
  'false',
  '0',
  '10',
  '010',
  'x',
  'X',
  'xX',
  'mara@Example.com',
  'MARA@example.com',
  '@example.com',
  '\u212a',
  'k',
  '\u0130',
  'i',
  'ß',
  'ss',
  'é',
  '😀',
  '*',
  '%_?',
  '\'"\\',
  'x\n',
  ' x',
  '__proto__',
  'AssumeRole',
  'sts.amazonaws.com',
] as const;

const INTEGERS = [
  '-5',
  '0',
  '9',
  '10',
  '0010',
  '-0',
  '+10',
  '3600',
  '999999999999999',
  '1000000000000000',
] as const;
const TIMESTAMPS = [
  '2025-12-31T23:59:59Z',
  '2026-01-01T00:00:00Z',
  '2026-01-01T00:00:01Z',
  '2026-01-01t00:00:00z',
  '2026-01-01T00:00:00.000Z',
  '2026-01-01',
] as const;
const VERSIONS = ['1.9', '1.09', '1.10', '1.1', '2.0', '01.1', '1.9.1', '12345.1', '1.'] as const;
const ADDRESSES = [
  '10.1.2.3',
  '10.255.255.255',
  '11.0.0.0',
  '010.1.2.3',
  '10.1.2',
  '10.1.2.256',
  '::ffff:10.1.2.3',
  '::FFFF:0a01:0203',
  '2001:db8::1',
  '2001:DB8:0:0::1',
  '2001:db9::',
  'fe80::1',
  'fe80::1%eth0',
  '::10.1.2.3',
  '::',
  ' 10.1.2.3',
  'sts.amazonaws.com',
  'AWS Internal',
] as const;
const NETWORKS = [
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.1.2.3/32',
  '10.1.2.2/31',
  '::/0',
  '2001:db8::/32',
  '2001:db8::1/128',
  'fe80::/10',
] as const;

/** Texts that are integers, timestamps, versions or addresses, and texts that nearly are. */
const typedText = fc.constantFrom(...INTEGERS, ...TIMESTAMPS, ...VERSIONS, ...ADDRESSES);

export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }) },
);

const leaf: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: text },
  fc.constantFrom<Json>(null, true, false, 0, 10, -1, 1.5, 1e15, 999_999_999_999_999),
  fc.constantFrom<Json>({}, [], ['x'], { x: 'x' }, [null]),
);

/** What orders, networks and patterns speak of. */
const typedLeaf: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: typedText },
  { weight: 3, arbitrary: patternText },
  { weight: 2, arbitrary: fc.constantFrom<Json>(-5, 0, 10, 3600, 1.5, true) },
  leaf,
);

const KEYS = ['a', 'b', 'n', 'length', 'constructor', '__proto__'] as const;
const ELEMENT_KEYS = ['', 'a', 'b', 'n', 'o.a', '__proto__'] as const;

/** What stands where an array is looked for: mostly one, of objects that have few keys. */
const item: fc.Arbitrary<Json> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record(
      {
        a: leaf,
        b: leaf,
        n: typedLeaf,
        o: fc.oneof(leaf, fc.record({ a: leaf })),
        r: fc.oneof(
          leaf,
          fc.array(fc.oneof(leaf, fc.record({ a: leaf, n: typedLeaf }, { requiredKeys: [] })), {
            maxLength: 2,
          }),
        ),
      },
      { requiredKeys: [] },
    ),
  },
  fc.dictionary(fc.constantFrom(...KEYS), leaf),
  typedLeaf,
);
const items: fc.Arbitrary<Json> = fc.oneof({ weight: 4, arbitrary: fc.array(item, { maxLength: 3 }) }, item);
const PATHS = ['a', 'b', 'o.a', 'o.b', 'o.constructor', '__proto__', 'eventName', 'eventSource'] as const;

/** Parsed from JSON, so that a key `__proto__` is a key, as it is in a log. */
export const event: fc.Arbitrary<CloudTrailEvent> = fc
  .record(
    {
      a: leaf,
      b: leaf,
      n: typedLeaf,
      o: fc.oneof(leaf, fc.dictionary(fc.constantFrom(...KEYS), leaf)),
      r: items,
      eventName: fc.oneof(fc.constantFrom<Json>('AssumeRole', 'CreateUser', 'assumerole', true), leaf),
      eventSource: fc.oneof(fc.constantFrom<Json>('sts.amazonaws.com', 'iam.amazonaws.com'), leaf),
      userIdentity: fc.oneof(
        leaf,
        fc.record(
          {
            type: fc.constantFrom<Json>('AssumedRole', 'IAMUser', null),
            arn: fc.oneof(
              text.map((name) => `arn:aws:sts::111122223333:assumed-role/Admin/${name}`),
              leaf,
            ),
          },
          { requiredKeys: [] },
        ),
      ),
    },
    { requiredKeys: [] },
  )
  .map((value) => JSON.parse(JSON.stringify(value)) as CloudTrailEvent);

const path = (name: string): ValueExpr => ({ kind: 'path', path: name.split('.') });
const ref: fc.Arbitrary<FieldRef> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...PATHS).map((name) => field(name)) },
  fc.constant(SESSION_NAME),
  fc.constant(field('first', { kind: 'firstOf', of: [path('a'), path('o.a'), path('b')] })),
  fc.constant(field('pair', { kind: 'concat', parts: [path('a'), { kind: 'text', text: ':' }, path('b')] })),
  fc.constant(field('short', { kind: 'withoutSuffix', of: path('eventSource'), suffix: '.amazonaws.com' })),
  fc.constant(field('alias', path('a'))),
);

const typedRef: fc.Arbitrary<FieldRef> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(field('n')) },
  fc.constantFrom('o.n', 'a').map((name) => field(name)),
);

/** Fields on the left inside a `some`. */
const elementRef: fc.Arbitrary<FieldRef> = fc.constantFrom(...ELEMENT_KEYS).map((name) => element(name));
const typedElementRef: fc.Arbitrary<FieldRef> = fc
  .constantFrom('n', 'n', 'n', '')
  .map((name) => element(name));

const operands = fc.oneof(
  { weight: 3, arbitrary: fc.array(text, { maxLength: 4 }) },
  fc.array(fc.oneof(text, ref), { maxLength: 3 }),
);
const operator = fc.constantFrom('equals', 'oneOf', 'startsWith', 'endsWith', 'contains', 'differsFrom');
const orderOperator = fc.constantFrom('greaterThan', 'atLeast', 'lessThan', 'atMost');
const limit = fc.oneof(
  fc.constantFrom('-5', '0', '9', '10', '3600').map((text) => ['integer', text] as const),
  fc.constantFrom(TIMESTAMPS[0], TIMESTAMPS[1]).map((text) => ['timestamp', text] as const),
  fc.constantFrom('1.9', '1.10', '1.09').map((text) => ['version', text] as const),
);

/** What a condition may hold; a target leaves out what it cannot say. All of it unless told otherwise. */
export interface Features {
  readonly patterns?: boolean;
  readonly orders?: boolean;
  readonly networks?: boolean;
  /** `some` over arrays of the record. */
  readonly arrays?: boolean;
  /** `some` within `some`, over arrays of an element. */
  readonly nested?: boolean;
}

/** Predicates on some fields: of the record, or of an element. What stands on the right is always of the record. */
function predicateOn(
  left: fc.Arbitrary<FieldRef>,
  typed: fc.Arbitrary<FieldRef>,
  { patterns = true, orders = true, networks = true }: Features,
): fc.Arbitrary<Expression> {
  const optional: fc.WeightedArbitrary<Expression>[] = [];
  if (patterns) {
    optional.push({
      weight: 2,
      arbitrary: fc
        .tuple(fc.oneof(typed, left), fc.array(pattern, { maxLength: 2 }), fc.boolean())
        .map(([ref, of, ignoreCase]) => matches(ref, of, ignoreCase)),
    });
  }
  if (orders) {
    optional.push({
      weight: 2,
      arbitrary: fc
        .tuple(orderOperator, typed, limit)
        .map(([name, ref, [scale, text]]) => order(name, ref, scale, text)),
    });
  }
  if (networks) {
    optional.push({
      weight: 2,
      arbitrary: fc
        .tuple(typed, fc.array(fc.constantFrom(...NETWORKS), { maxLength: 2 }))
        .map(([ref, of]) => inCidr(ref, of)),
    });
  }
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .tuple(operator, left, operands, fc.boolean())
        .map(([name, ref, rights, ignoreCase]) => test(name, ref, rights, ignoreCase)),
    },
    { weight: 1, arbitrary: left.map((ref) => exists(ref)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(left, fc.array(text, { maxLength: 4 }), fc.boolean())
        .map(([ref, values, ignoreCase]) =>
          inList(
            { value: ref },
            values.map((one) => row(one)),
            ignoreCase,
          ),
        ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(left, left, fc.array(fc.tuple(text, text), { maxLength: 4 }), fc.boolean())
        .map(([one, two, pairs, ignoreCase]) =>
          inList(
            { one, two },
            pairs.map((pair) => row(...pair)),
            ignoreCase,
          ),
        ),
    },
    ...optional,
  );
}

/** Conditions out of the given leaves. */
function treeOf(
  leaves: readonly fc.WeightedArbitrary<Expression>[],
  maxDepth: number,
): fc.Arbitrary<Expression> {
  return fc.letrec<{ node: Expression }>((tie) => ({
    node: fc.oneof(
      { maxDepth, withCrossShrink: true },
      ...leaves,
      { weight: 1, arbitrary: fc.array(tie('node'), { maxLength: 3 }).map((of) => all(...of)) },
      { weight: 1, arbitrary: fc.array(tie('node'), { maxLength: 3 }).map((of) => any(...of)) },
      { weight: 1, arbitrary: tie('node').map((of) => not(of)) },
    ),
  })).node;
}

/** Conditions over the fields and arrays of `event`, of the features asked for. */
export function expressionOf(features: Features = {}): fc.Arbitrary<Expression> {
  const { arrays = true, nested = true } = features;
  const leaves = [{ weight: 2, arbitrary: predicateOn(ref, typedRef, features) }];
  if (!arrays) return treeOf(leaves, 4);
  const ofElement = [{ weight: 2, arbitrary: predicateOn(elementRef, typedElementRef, features) }];
  if (nested) {
    const inner = treeOf(ofElement, 1);
    const below = fc.tuple(fc.constantFrom('r', 'o', ''), inner).map(([array, of]) => some(array, of, true));
    ofElement.push({ weight: 1, arbitrary: below });
  }
  const array = fc.constantFrom('r', 'r', 'r', 'o', 'o.a', 'missing');
  const ofArray = fc.tuple(array, treeOf(ofElement, 2)).map(([name, of]) => some(name, of));
  return treeOf([...leaves, { weight: 1, arbitrary: ofArray }], 4);
}

export const expression: fc.Arbitrary<Expression> = expressionOf();

const name = fc
  .tuple(
    fc.constantFrom('equals' as const, 'oneOf' as const),
    fc.constantFrom('eventName', 'eventSource'),
    fc.array(fc.constantFrom('AssumeRole', 'CreateUser', 'sts.amazonaws.com', 'iam.amazonaws.com', 'true'), {
      maxLength: 3,
    }),
    fc.boolean(),
  )
  .map(([operator, left, values, ignoreCase]) => test(operator, left, values, ignoreCase));

/** Conditions as rules are written: an event name or source, and something else. */
export const indexable: fc.Arbitrary<Expression> = fc.oneof(
  fc.tuple(name, expression).map((of) => all(...of)),
  fc.tuple(name, name, expression).map((of) => all(...of)),
  fc.tuple(name, name, expression).map(([one, two, other]) => any(all(one, other), two)),
  fc.tuple(name, name, expression).map(([one, two, other]) => all(any(one, two), other)),
  name.map((of) => not(of)),
  expression,
);
