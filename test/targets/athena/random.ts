/**
 * Random conditions and random events that meet each other often: few fields, few values, many of them hostile.
 *
 * Events keep to what the answer assumes: no object or array where a string column is read, no half of a JSON text.
 */
import fc from 'fast-check';
import type { CloudTrailEvent, Json } from '../../../src/cloudtrail/event.ts';
import type { ValueExpr } from '../../../src/cloudtrail/value.ts';
import type { Expression } from '../../../src/ir/expression.ts';
import type { FieldRef } from '../../../src/language/operands.ts';
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
  some as someOf,
  test,
} from '../../evaluate/build.ts';
import { pattern } from '../../evaluate/patterns.ts';

const path = (...keys: string[]): ValueExpr => ({ kind: 'path', path: keys });

/** A field of the record at a path whose keys need not be plain words. */
function at(...keys: string[]): FieldRef {
  const ref = field(keys.join('.'));
  return { ...ref, definition: { ...ref.definition, value: path(...keys) } };
}

const ODD_KEY = 'x-"amz"\\acl\'$[0]~/';

const FIELDS: readonly FieldRef[] = [
  at('eventName'),
  at('errorCode'),
  at('readOnly'),
  at('userIdentity', 'arn'),
  at('userIdentity', 'sessionContext', 'sourceIdentity'),
  at('requestParameters', 'name'),
  at('requestParameters', 'deep', 'name'),
  at('requestParameters', ODD_KEY),
  at('responseElements', '__proto__', 'name'),
  SESSION_NAME,
  field('action', {
    kind: 'concat',
    parts: [
      { kind: 'withoutSuffix', of: path('eventSource'), suffix: '.amazonaws.com' },
      { kind: 'text', text: ':' },
      path('eventName'),
    ],
  }),
  field('actor', {
    kind: 'firstOf',
    of: [SESSION_NAME.definition.value, path('userIdentity', 'arn'), path('errorCode')],
  }),
];

const ARNS = [
  'arn:aws:sts::111122223333:assumed-role/Dev/ann@example.com',
  'arn:aws:sts::111122223333:assumed-role/Dev/ANN@EXAMPLE.COM',
  'arn:aws:sts::111122223333:assumed-role/Dev/null',
  'arn:aws:sts::111122223333:assumed-role/Dev/ann@example.com\n',
  "arn:aws:sts::1:assumed-role/x/o'brien",
  'arn:aws:sts::1:assumed-role/x/',
  'arn:aws:iam::111122223333:user/ann@example.com',
];

const TEXTS = [
  '',
  'null',
  'true',
  'false',
  '0',
  '-12',
  '012345678901',
  'ann@example.com',
  'ANN@example.com',
  '@example.com',
  'AssumedRole',
  'IAMUser',
  'sts.amazonaws.com',
  '.amazonaws.com',
  'sts:null',
  ':',
  "o'brien",
  'a\\b',
  '100%',
  'my_role',
  '*',
  'say "hi"',
  'line\nline',
  'K',
  'k',
  'K',
  'é',
  'e\u0301',
  'É',
  '😀',
  'a😀',
  '{}',
  '[]',
  '{"name":"ann"}',
  'a\0b',
  '10.1.2.3',
  '::ffff:10.1.2.3',
  '2001:DB8::1',
  '1.9',
  '1.11',
  '2026-01-01T00:00:01Z',
  ...ARNS,
];

/** A few texts of the table, and of each another case or a part. Conditions and events over one pool often agree. */
export const anyPool: fc.Arbitrary<readonly string[]> = fc
  .tuple(fc.shuffledSubarray(TEXTS, { minLength: 3, maxLength: 6 }), fc.nat(3), fc.nat(3))
  .map(([texts, skip, drop]) => [
    ...texts,
    ...texts.flatMap((text) => {
      const points = [...text];
      const part = points.slice(skip, points.length - drop).join('');
      return [text.toUpperCase(), points.slice(-1 - drop).join(''), part, points.slice(0, 1 + skip).join('')];
    }),
  ]);

const anyField = fc.constantFrom(...FIELDS);
const bit = fc.boolean();
const EQUALITY = ['equals', 'oneOf'] as const;
const PARTS = ['startsWith', 'endsWith', 'contains'] as const;

const SCALES = [
  ['integer', '0'],
  ['integer', '-12'],
  ['timestamp', '2026-01-01T00:00:00Z'],
  ['version', '1.10'],
] as const;
const ORDERS = ['greaterThan', 'atLeast', 'lessThan', 'atMost'] as const;
const MEMBERS = ['ARN', 'accountId', 'type'] as const;

/** Every operator, with operands from the pool; also right sides that the language does not allow yet. */
function leafOver(pool: readonly string[]): fc.Arbitrary<Expression> {
  const text = fc.constantFrom(...pool);
  const texts = fc.array(text, { maxLength: 9 });
  const equality = fc.tuple(fc.constantFrom(...EQUALITY), anyField, texts, bit);
  const parts = fc.tuple(fc.constantFrom(...PARTS), anyField, fc.array(text, { maxLength: 3 }), bit);
  const fields = fc.tuple(fc.constantFrom('equals', 'differsFrom', ...PARTS), anyField, anyField, bit);
  const mixed = fc.tuple(anyField, fc.array(fc.oneof(text, anyField), { maxLength: 3 }), bit);
  const difference = fc.tuple(anyField, text, bit);
  const members = fc.tuple(anyField, texts, bit);
  const rows = fc.array(fc.tuple(text, text), { maxLength: 12 });
  const pairs = fc.tuple(anyField, anyField, rows, bit);
  const orders = fc.tuple(fc.constantFrom(...ORDERS), anyField, fc.constantFrom(...SCALES));
  const patterns = fc.tuple(anyField, fc.array(pattern, { maxLength: 2 }), bit);
  return fc.oneof<fc.Arbitrary<Expression>[]>(
    equality.map(([operator, left, right, fold]) => test(operator, left, right, fold)),
    parts.map(([operator, left, right, fold]) => test(operator, left, right, fold)),
    fields.map(([operator, left, right, fold]) => test(operator, left, right, fold)),
    mixed.map(([left, right, fold]) => test('equals', left, right, fold)),
    difference.map(([left, right, fold]) => test('differsFrom', left, right, fold)),
    anyField.map(exists),
    orders.map(([operator, left, [scale, limit]]) => order(operator, left, scale, limit)),
    patterns.map(([left, of, fold]) => matches(left, of, fold)),
    anyField.map((left) => inCidr(left, ['10.0.0.0/8', '2001:db8::/32'])),
    elementOver(pool).map((of) => someOf('resources', of)),
    members.map(([left, values, fold]) => inList({ value: left }, values.map(oneColumn), fold)),
    pairs.map(([one, two, values, fold]) => inList({ one, two }, values.map(twoColumns), fold)),
  );
}

/** What may be asked of an element of `resources`, a column of structs. */
function elementOver(pool: readonly string[]): fc.Arbitrary<Expression> {
  const member = fc.constantFrom(...MEMBERS).map((name) => element(name));
  const text = fc.constantFrom(...pool);
  const leaf = fc.oneof<fc.Arbitrary<Expression>[]>(
    fc.tuple(member, text, bit).map(([left, right, fold]) => test('equals', left, right, fold)),
    fc.tuple(member, text).map(([left, right]) => test('differsFrom', left, right)),
    fc.tuple(member, member).map(([left, right]) => test('equals', left, right)),
    fc.tuple(member, anyField).map(([left, right]) => test('equals', left, right)),
    fc.tuple(member, pattern).map(([left, of]) => matches(left, [of])),
    fc.tuple(anyField, text).map(([left, right]) => test('equals', left, right)),
    member.map(exists),
  );
  const leaves = fc.array(leaf, { maxLength: 3 });
  return fc.oneof(
    leaf,
    leaf.map(not),
    leaves.map((of) => all(...of)),
    leaves.map((of) => any(...of)),
  );
}

const oneColumn = (text: string) => row(text);
const twoColumns = (texts: readonly [string, string]) => row(...texts);

export function conditionOver(pool: readonly string[]): fc.Arbitrary<Expression> {
  const leaf = leafOver(pool);
  const { node } = fc.letrec<{ node: Expression }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      { weight: 5, arbitrary: leaf },
      { weight: 1, arbitrary: tie('node').map(not) },
      { weight: 1, arbitrary: fc.array(tie('node'), { maxLength: 3 }).map((of) => all(...of)) },
      { weight: 1, arbitrary: fc.array(tie('node'), { maxLength: 3 }).map((of) => any(...of)) },
    ),
  }));
  return node;
}

type Members = readonly (readonly [string, fc.Arbitrary<Json>])[];

/** An object that has some of the keys. `__proto__` too, as JSON.parse makes it: a key of the object's own. */
function some(members: Members): fc.Arbitrary<Json> {
  const choices = members.map(([key, value]) =>
    fc
      .option(value, { freq: 6, nil: undefined })
      .map((chosen) => (chosen === undefined ? '' : `${JSON.stringify(key)}:${JSON.stringify(chosen)}`)),
  );
  return fc
    .tuple(...choices)
    .map((texts) => JSON.parse(`{${texts.filter((text) => text !== '').join(',')}}`) as Json);
}

/** Mostly the first, now and then the second. */
function mostly(usual: fc.Arbitrary<Json>, odd: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  return fc.oneof({ weight: 6, arbitrary: usual }, { weight: 1, arbitrary: odd });
}

export function eventOver(pool: readonly string[]): fc.Arbitrary<CloudTrailEvent> {
  const odd = fc.constantFrom<Json[]>(true, false, 0, -12, 7, 999_999_999_999_999, null);
  const scalar = mostly(fc.constantFrom<Json[]>(...pool), odd);
  const value = mostly(
    scalar,
    fc.constantFrom<Json[]>({}, [], { name: 'ann' }, ['ann'], [null], { name: null }),
  );
  const nothing = fc.constantFrom<Json[]>(null, {});
  const named = mostly(some([['name', value]]), value);
  const session = pool.map((name) => `arn:aws:sts::111122223333:assumed-role/Dev/${name}`);
  const arn = mostly(fc.constantFrom<Json[]>(...session, ...ARNS), scalar);
  const identity = some([
    ['type', mostly(fc.constant('AssumedRole'), scalar)],
    ['arn', arn],
    ['sessionContext', mostly(some([['sourceIdentity', scalar]]), nothing)],
  ]);
  const parameters = some([
    ['name', value],
    ['deep', named],
    [ODD_KEY, value],
  ]);
  const resource = some(MEMBERS.map((name) => [name, scalar]));
  const resources = fc.array(mostly(resource, fc.constantFrom<Json[]>(null, {})), { maxLength: 3 });
  const record = some([
    ['eventName', scalar],
    ['eventSource', mostly(fc.constantFrom('sts.amazonaws.com', '.amazonaws.com', 'sts'), scalar)],
    ['errorCode', scalar],
    ['readOnly', scalar],
    ['userIdentity', mostly(identity, nothing)],
    [
      'requestParameters',
      mostly(parameters, fc.constantFrom<Json[]>(null, {}, [], 'null', 'no json', ['ann'])),
    ],
    ['responseElements', some([['__proto__', named]])],
    ['resources', mostly(resources, resource)],
  ]);
  return record as fc.Arbitrary<CloudTrailEvent>;
}
