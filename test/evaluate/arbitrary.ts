/**
 * Random conditions and events that meet often: few keys, few values, and the values that engines trip over.
 */
import fc from 'fast-check';
import type { CloudTrailEvent, Json } from '../../src/cloudtrail/event.ts';
import type { ValueExpr } from '../../src/cloudtrail/value.ts';
import type { Expression } from '../../src/ir/expression.ts';
import type { FieldRef } from '../../src/language/operands.ts';
import { all, any, exists, field, inList, not, row, SESSION_NAME, test } from './build.ts';

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

export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }) },
);

const leaf: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: text },
  fc.constantFrom<Json>(null, true, false, 0, 10, -1, 1.5, 1e15, 999_999_999_999_999),
  fc.constantFrom<Json>({}, [], ['x'], { x: 'x' }, [null]),
);

const KEYS = ['a', 'b', 'length', 'constructor', '__proto__'] as const;
const PATHS = ['a', 'b', 'o.a', 'o.b', 'o.constructor', '__proto__', 'eventName', 'eventSource'] as const;

/** Parsed from JSON, so that a key `__proto__` is a key, as it is in a log. */
export const event: fc.Arbitrary<CloudTrailEvent> = fc
  .record(
    {
      a: leaf,
      b: leaf,
      o: fc.oneof(leaf, fc.dictionary(fc.constantFrom(...KEYS), leaf)),
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

const operands = fc.oneof(
  { weight: 3, arbitrary: fc.array(text, { maxLength: 4 }) },
  fc.array(fc.oneof(text, ref), { maxLength: 3 }),
);
const operator = fc.constantFrom('equals', 'oneOf', 'startsWith', 'endsWith', 'contains', 'differsFrom');

const predicate: fc.Arbitrary<Expression> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(operator, ref, operands, fc.boolean())
      .map(([name, left, rights, ignoreCase]) => test(name, left, rights, ignoreCase)),
  },
  ref.map((left) => exists(left)),
  fc.tuple(ref, fc.array(text, { maxLength: 4 }), fc.boolean()).map(([left, values, ignoreCase]) =>
    inList(
      { value: left },
      values.map((one) => row(one)),
      ignoreCase,
    ),
  ),
  fc
    .tuple(ref, ref, fc.array(fc.tuple(text, text), { maxLength: 4 }), fc.boolean())
    .map(([one, two, pairs, ignoreCase]) =>
      inList(
        { one, two },
        pairs.map((pair) => row(...pair)),
        ignoreCase,
      ),
    ),
);

export const expression: fc.Arbitrary<Expression> = fc.letrec<{ node: Expression }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    predicate,
    fc.array(tie('node'), { maxLength: 3 }).map((of) => all(...of)),
    fc.array(tie('node'), { maxLength: 3 }).map((of) => any(...of)),
    tie('node').map((of) => not(of)),
  ),
})).node;

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
