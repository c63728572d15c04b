import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/cloudtrail/event.ts';
import type { Expression } from '../../../src/ir/expression.ts';
import {
  all,
  any,
  element,
  exists,
  field,
  inCidr,
  inList,
  not,
  order,
  row,
  some,
  test,
} from '../../evaluate/build.ts';
import { agrees, agreesExtracted, compiledFor, isExact, stagesOf } from './agreement.ts';

/** What may stand where an array is looked for. */
const STANDING: readonly Json[] = [
  null,
  [],
  {},
  [null],
  [[]],
  [{}],
  '',
  'null',
  'x',
  'X',
  '[1]',
  '["x"]',
  '{"a":"x"}',
  '"x"',
  'say "x"\\',
  true,
  10,
  ['x'],
  ['null'],
  [null, 'x'],
  ['{"a":"x"}', '[x', '"'],
  [true, 0],
  [['x']],
  { a: 'x' },
  { a: null },
  { a: { b: 'x' } },
  [{ a: 'x' }, { a: 'null', b: 'y' }],
  [{ a: null, b: 'y' }, { a: 'x' }],
  [{ a: ['x'] }, { a: {} }, { a: [] }],
  [{ a: '{"b":"x"}' }, { a: '[x]' }],
  [{ a: '10.1.2.3', b: 10 }],
  [
    { a: 'y', b: 'x' },
    { a: 'x', b: 'y' },
  ],
];

const CONDITIONS: readonly Expression[] = [
  exists(element()),
  exists(element('a')),
  not(exists(element('a'))),
  test('equals', element(), ['x', 'null', '', '"x"', '{"a":"x"}', '[1]', 'true', '10', '0']),
  test('equals', element(), 'X', true),
  test('equals', element('a'), ['x', 'null', '{"b":"x"}', '[x]']),
  test('equals', element('a.b'), 'x'),
  test('differsFrom', element('a'), 'x'),
  test('contains', element(), '"x'),
  not(test('equals', element('a'), 'x')),
  all(test('equals', element('a'), 'x'), test('equals', element('b'), 'y')),
  any(test('equals', element('a'), 'y'), not(test('equals', element('b'), 'y'))),
  test('equals', element('a'), field('o')),
  test('differsFrom', element(), field('o')),
  inList({ a: element('a'), b: element('b') }, [row('x', 'y'), row('null', 'y')]),
  inList({ a: element('a'), o: 'o' }, [row('x', 'x')]),
  inCidr(element('a'), ['10.0.0.0/8']),
  order('atLeast', element('b'), 'integer', '10'),
  all(),
];

describe('elements of arrays', () => {
  it('are found whatever stands in their place', () => {
    for (const of of CONDITIONS) {
      for (const array of ['r', 'requestParameters.r']) {
        const condition = some(array, of);
        const records = STANDING.flatMap((r) => [
          { r, requestParameters: { r }, o: 'x' },
          { r, requestParameters: { r } },
        ]);
        agrees(condition, {}, ...records);
        agrees(not(condition), {}, ...records);
      }
    }
  });

  it('are read in parameters that came as text', () => {
    const condition = some('requestParameters.items', test('equals', element('name'), 'x'));
    const record = { requestParameters: { items: [{ name: 'x' }] } };
    expect(stagesOf(condition).join('\n')).toContain('json_extract(ct_requestParameters, "items", "items")');
    agrees(condition, record);
  });

  it('have keys of any kind', () => {
    for (const key of ['x-amz-acl', 'a.b', 'a{}', '"\\', '__proto__']) {
      const ref = element('a');
      const at = {
        ...ref,
        definition: { ...ref.definition, value: { kind: 'element' as const, path: [key, 'b'] } },
      };
      const record = JSON.parse(`{"r":[{${JSON.stringify(key)}:{"b":"x"}}]}`);
      agrees(some('r', test('equals', at, 'x')), record);
      agrees(some('r', exists(at)), record);
    }
  });

  it('share a private field', () => {
    const lines = stagesOf(
      all(some('r', test('equals', element('a'), 'x')), not(some('r', test('equals', element('b'), 'x')))),
    );
    expect(lines.filter((line) => line.startsWith('eval ct_each_r='))).toHaveLength(3);
  });

  it('are asked of one array at a time', () => {
    const nested = some('r', some('items', test('equals', element('a'), 'x'), true));
    expect(compiledFor(nested).answer).toMatchObject({
      kind: 'unsupported',
      reasons: [{ clause: 'items[] some', why: expect.stringContaining('one array at a time') }],
    });
  });

  it('rest on what json_extract and mvmap do', () => {
    const { answer } = compiledFor(some('r', test('equals', element(), 'x')));
    expect(answer).toMatchObject({
      assumptions: [
        { name: 'splunk-canary' },
        { name: 'no-twin-key' },
        { name: 'splunk-json-elements' },
        { name: 'splunk-mvmap' },
      ],
    });
  });
});

describe('elements of arrays that Splunk has flattened', () => {
  const flat = (of: Expression) => some('requestParameters.r', of);

  it('give the same verdict where one field of them is asked for', () => {
    for (const of of CONDITIONS.map((one) => flat(one)).filter((one) => isExact(one, 'extracted'))) {
      const records = STANDING.map((r) => ({ requestParameters: { r } }));
      agreesExtracted(of, {}, ...records);
      agreesExtracted(not(of), {}, ...records);
    }
  });

  it('are refused where extraction lost what is asked for', () => {
    const why = (of: Expression) => {
      const { answer } = compiledFor(flat(of), 'extracted');
      return answer.kind === 'unsupported'
        ? answer.reasons.map((reason) => reason.why).join('\n')
        : answer.kind;
    };
    expect(why(test('equals', element('a'), 'x'))).toBe('exact-given');
    expect(why(all(test('equals', element('a'), 'x'), test('startsWith', element('a'), 'x')))).toBe(
      'exact-given',
    );
    expect(why(all(test('equals', element('a'), 'x'), test('equals', element('b'), 'y')))).toContain(
      'the same element is lost',
    );
    expect(why(not(test('equals', element('a'), 'x')))).toContain('no trace of an element');
    expect(why(exists(element('a')))).toContain('no trace of an element');
    expect(why(all())).toContain('may read one field');
    for (const of of [
      test('equals', element('a'), 'NULL', true),
      test('contains', element('a'), 'u'),
      test('differsFrom', element('a'), 'x'),
      test('equals', element('a'), field('b')),
      inList({ value: element('a') }, [row('null')]),
    ]) {
      expect(why(of)).toContain('JSON null in an array');
    }
  });
});
