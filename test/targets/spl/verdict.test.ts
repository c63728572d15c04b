import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileTitle } from '../../../src/evaluate/title.ts';
import { compileValue } from '../../../src/evaluate/value.ts';
import { RESULT_COLUMNS } from '../../../src/ir/columns.ts';
import { event, expressionOf } from '../../evaluate/arbitrary.ts';
import { all, any, exists, field, inList, not, row, test } from '../../evaluate/build.ts';
import type { Switches } from '../../oracle/spl/switches.ts';
import { agrees, isExact, searchOf } from './agreement.ts';
import { known, MANUAL_ACTION, SESSION_NAME_BYPASS, TITLE } from './rules.ts';

/** Numbers that engines print otherwise are outside the contract. */
const numbered = event.filter((record) => !/[0-9]e|\.5|1000000000000000/.test(JSON.stringify(record)));

const said = expressionOf({ nested: false });

describe('the search, read as the documentation describes it', () => {
  it("gives the rule's verdict on random conditions and events", () => {
    fc.assert(
      fc.property(said, fc.array(numbered, { minLength: 5, maxLength: 12 }), (condition, records) => {
        fc.pre(isExact(condition));
        agrees(condition, ...records);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps null, the text null, objects, arrays and empty values apart', () => {
    const values = [
      null,
      'null',
      '',
      '{}',
      '[]',
      {},
      [],
      { x: 'y' },
      ['x'],
      '{"a":1}',
      '[x',
      true,
      0,
      'nullx',
      '\n{',
    ];
    const conditions = [
      exists('requestParameters.x'),
      exists('x'),
      test('equals', 'x', ['null', '', '{}', '{"a":1}', '{"x":"y"}', '["x"]']),
      test('contains', 'requestParameters.x', ''),
      test('differsFrom', 'x', 'y'),
      test('equals', 'requestParameters.x', field('x')),
    ];
    for (const condition of conditions) {
      for (const x of values) {
        agrees(condition, { x, requestParameters: { x } });
        agrees(not(condition), { x });
      }
    }
  });

  it('reads members that came as text', () => {
    const condition = test('equals', 'requestParameters.roleArn', 'a');
    const verdicts = (record: unknown) =>
      searchOf(condition)
        .verdicts(JSON.stringify(record), ['splunk-canary'])
        .map(({ verdict }) => verdict);
    expect(verdicts({ requestParameters: JSON.stringify({ roleArn: 'a' }) })).toEqual([true]);
    expect(verdicts({ requestParameters: 'null' })).toEqual([false]);
  });

  it('compares texts that read as numbers as texts', () => {
    for (const [one, other] of [
      ['012', '12'],
      ['1e1', '10'],
      ['inf', 'INF'],
      ['0x10', '16'],
      ['1.10', '1.1'],
    ] as const) {
      for (const condition of [
        test('equals', 'a', one),
        test('oneOf', 'a', [one, 'zzz']),
        test('differsFrom', 'a', one),
        test('equals', 'a', field('b')),
        test('differsFrom', 'a', field('b')),
        inList({ value: 'a' }, [row(one)]),
      ]) {
        agrees(condition, { a: other, b: one });
        agrees(condition, { a: one, b: one });
      }
    }
  });

  it('tells rows apart whatever separates the columns', () => {
    const condition = inList({ a: 'a', b: 'b' }, [row('x|', 'y'), row('x', 'y;z')]);
    for (const [a, b] of [
      ['x|', 'y'],
      ['x', '|y'],
      ['x', 'y;z'],
      ['x~y', ''],
      ['x', 'y'],
      ['', 'x|~y'],
    ] as const) {
      agrees(condition, { a, b });
    }
  });

  it('reads keys of any kind', () => {
    for (const key of ['x-amz-acl', 's3:prefix', 'a.b', 'a{}', '"\\', 'é', '1']) {
      const ref = field(`requestParameters.${key}`, { kind: 'path', path: ['requestParameters', key] });
      agrees(all(test('equals', ref, 'v'), exists(ref)), { requestParameters: { [key]: 'v' } });
      agrees(not(exists(ref)), { requestParameters: { [key]: null } });
    }
  });

  it('fills the columns with what the evaluator would', () => {
    // Of every record: the condition reads what it reads, and holds.
    const search = searchOf(any(all(), MANUAL_ACTION, SESSION_NAME_BYPASS));
    const readings: readonly Switches[] = [{}, { 'json-null': 'text' }, { 'json-style': 'spaced' }];
    fc.assert(
      fc.property(numbered, (record) => {
        for (const switches of readings) {
          const { row } = search.run(JSON.stringify(record), switches);
          for (const { column, from } of RESULT_COLUMNS) {
            if (from.kind === 'value') expect(row?.[column]).toBe(compileValue(from.value)(record) ?? null);
          }
          expect(row?.alertTitle).toBe(compileTitle(TITLE)(record));
        }
      }),
    );
  });

  it('knows a change of name from a name that is kept', () => {
    const record = (name: string) => ({
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      userIdentity: {
        type: 'AssumedRole',
        arn: 'arn:aws:sts::111122223333:assumed-role/Dev/bob@example.com',
      },
      requestParameters: { roleSessionName: name },
    });
    expect(known('session.name').definition.derived).toBe(true);
    for (const name of ['bob@example.com', 'b@example.com', 'Bob@example.com', 'null', 'om']) {
      agrees(SESSION_NAME_BYPASS, record(name));
    }
  });
});
