/** Why a predicate came out as it did: a code of each kind, for each operator that can have it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import type { Note } from '../../src/evaluate/reason.ts';
import { type TraceNode, traceCondition } from '../../src/evaluate/trace.ts';
import type { Predicate } from '../../src/ir/expression.ts';
import { event as anyEvent, expression } from './arbitrary.ts';
import { element, exists, field, inCidr, inList, matches, order, row, some, test } from './build.ts';
import { chars, END, patternOf, START } from './patterns.ts';

function noteOf(predicate: Predicate, event: CloudTrailEvent): Note | undefined {
  const node = traceCondition(predicate, event);
  if (node.kind !== 'predicate') throw new Error('a predicate is traced as a predicate');
  return node.why;
}
const said = (predicate: Predicate, event: CloudTrailEvent) => {
  const note = noteOf(predicate, event);
  return note && [note.reason, note.text];
};

const pairs = inList({ source: 'a', name: 'b' }, [
  row('s3', 'GetObject'),
  row('s3', 'PutObject'),
  row('ec2', 'RunInstances'),
]);
const anchored = matches('a', [patternOf([START, ...chars('ab'), END])]);

describe('a reason', () => {
  it.each<[string, Predicate, CloudTrailEvent, readonly [string, string] | undefined]>([
    ['absent', test('equals', 'a.b', 'x'), { a: {} }, ['absent', 'there is no a.b']],
    ['absent above', test('equals', 'a.b', 'x'), { a: null }, ['absent', 'a is null']],
    [
      'absent below a text',
      test('equals', 'a.b', 'x'),
      { a: 'y' },
      ['absent', 'a is no object, so nothing stands below it'],
    ],
    [
      'absent, and the key in other case',
      test('equals', 'errorCode', 'x'),
      { errorcode: 'x' },
      ['absent', 'there is no errorCode, only errorcode'],
    ],
    ['absent, of exists', exists('a'), {}, ['absent', 'there is no a']],
    ['empty', exists('a'), { a: [] }, ['empty', 'a is an empty array, which counts as absent']],
    [
      'an object',
      test('contains', 'a', 'x'),
      { a: { b: 1 } },
      ['no-text', 'a is an object, which has no text'],
    ],
    [
      'a fraction',
      order('atLeast', 'a', 'integer', '1'),
      { a: 1.5 },
      ['no-text', 'a is a number that has no text: only integers of up to fifteen digits do'],
    ],
    [
      'an array that holds it',
      test('equals', 'a', 'x'),
      { a: ['y', 'x'] },
      ['other-type', "is an array, and an element of it would do: ask with some, as in 'a[]': { some: … }"],
    ],
    [
      'an array that does not',
      test('equals', 'a', 'x'),
      { a: ['y'] },
      ['no-text', 'a is an array, which has no text'],
    ],
    [
      'an array that holds an address',
      inCidr('a', ['10.0.0.0/8']),
      { a: ['10.0.0.1'] },
      ['other-type', "is an array, and an element of it would do: ask with some, as in 'a[]': { some: … }"],
    ],
    [
      'null, and null is asked for',
      test('equals', 'a', 'null'),
      { a: null },
      ['other-type', "is null in the record, which is absent and not the text 'null'"],
    ],
    [
      'a number that lost its zero',
      test('equals', 'a', '011122223333'),
      { a: 11122223333 },
      ['other-type', "is a number in the record, whose text is '11122223333' and not '011122223333'"],
    ],
    ['the text of a number is no other type', test('equals', 'a', '10'), { a: 10 }, undefined],
    [
      'case, of one of several',
      test('oneOf', 'a', ['Get', 'Put']),
      { a: 'PUT' },
      ['other-case', "differs only in case from 'Put'"],
    ],
    [
      'a prefix',
      test('equals', 'a', 'sts'),
      { a: 'sts.amazonaws.com' },
      ['prefix-only', "begins with 'sts' and goes on"],
    ],
    [
      'a suffix',
      test('equals', 'a', 'role/ops'),
      { a: 'arn:role/ops' },
      ['suffix-only', "ends with 'role/ops' and has more before it"],
    ],
    [
      'inside',
      test('equals', 'a', 'role'),
      { a: 'arn:role/ops' },
      ['inside-only', "contains 'role', and is not the same"],
    ],
    [
      'a part',
      test('equals', 'a', 'sts.amazonaws.com'),
      { a: 'sts' },
      ['part-only', "is only a part of 'sts.amazonaws.com'"],
    ],
    [
      'another character',
      test('equals', 'a', 'CreateUser'),
      { a: 'CreateUzer' },
      ['near-text', "is one character away from 'CreateUser'"],
    ],
    [
      'a character too few',
      test('equals', 'a', 'CreateUser'),
      { a: 'CreateUse' },
      ['near-text', "is one character away from 'CreateUser'"],
    ],
    [
      'a character too many',
      test('equals', 'a', 'CreateUser'),
      { a: 'CreateUsers' },
      ['near-text', "is one character away from 'CreateUser'"],
    ],
    [
      'two characters swapped',
      test('equals', 'a', 'CreateUser'),
      { a: 'CreateUesr' },
      ['near-text', "is one character away from 'CreateUser'"],
    ],
    [
      'two characters are not near',
      test('equals', 'a', 'CreateUser'),
      { a: 'CreateXXer' },
      ['different', 'is another value'],
    ],
    ['short texts are not near', test('equals', 'a', 'ab'), { a: 'ac' }, ['different', 'is another value']],
    [
      'the nearest of several',
      test('oneOf', 'a', ['Create', 'CreateUser']),
      { a: 'CreateUsr' },
      ['near-text', "is one character away from 'CreateUser'"],
    ],
    [
      'the nearest of several, where it stands first',
      test('oneOf', 'a', ['CreateUser', 'Create']),
      { a: 'CreateUsr' },
      ['near-text', "is one character away from 'CreateUser'"],
    ],
    [
      'absent, and the key in another case still',
      exists('a.errorCode'),
      { a: { ErrorCode: 'x' } },
      ['absent', 'there is no a.errorCode, only ErrorCode'],
    ],
    [
      'near once case is ignored',
      test('equals', 'a', 'CreateUser', true),
      { a: 'createuzer' },
      ['near-text', "is one character away from 'CreateUser'"],
    ],
    [
      'near the text of another field',
      test('equals', 'a', field('b')),
      { a: 'mara.x', b: 'mara.y' },
      ['near-text', "is one character away from 'mara.y'"],
    ],
    [
      'a suffix where a prefix is asked',
      test('startsWith', 'a', 'mara'),
      { a: 'om-mara' },
      ['suffix-only', "ends with 'mara', and does not begin with it"],
    ],
    [
      'a prefix where a suffix is asked',
      test('endsWith', 'a', '@x.org'),
      { a: '@x.org.evil' },
      ['prefix-only', "begins with '@x.org', and does not end with it"],
    ],
    [
      'inside where a suffix is asked',
      test('endsWith', 'a', '@x.org'),
      { a: 'mara@x.org.evil' },
      ['inside-only', "contains '@x.org', and does not end with it"],
    ],
    [
      'an ending with another character',
      test('endsWith', 'a', '@example.com'),
      { a: 'mara@exemple.com' },
      ['near-text', "ends with all but one character of '@example.com'"],
    ],
    [
      'a part of what should be contained',
      test('contains', 'a', 'role/ops'),
      { a: 'role' },
      ['part-only', "is only a part of 'role/ops'"],
    ],
    [
      'anchors, at the end',
      anchored,
      { a: 'abx' },
      ['prefix-only', 'matches at the beginning, and goes on where $ asks for the end'],
    ],
    [
      'anchors, at the beginning',
      anchored,
      { a: 'xab' },
      ['suffix-only', 'matches, but not at the beginning, where ^ asks for it'],
    ],
    [
      'anchors, both',
      anchored,
      { a: 'xabx' },
      ['inside-only', 'matches only within the text, and ^ and $ ask for all of it'],
    ],
    [
      'a pattern that is not there',
      matches('a', [patternOf(chars('x'))]),
      { a: 'y' },
      ['different', 'holds nothing that matches'],
    ],
    ['below', order('atLeast', 'a', 'integer', '10'), { a: 9 }, ['below', 'is less than the limit']],
    [
      'above',
      order('lessThan', 'a', 'version', '1.10'),
      { a: '2.0' },
      ['above', 'is greater than the limit'],
    ],
    [
      'equal',
      order('greaterThan', 'a', 'integer', '10'),
      { a: 10 },
      ['equal', 'is equal, which greaterThan leaves out'],
    ],
    [
      'no integer',
      order('greaterThan', 'a', 'integer', '10'),
      { a: 'x' },
      ['other-type', 'is not an integer, so it is neither less nor greater'],
    ],
    ['outside', inCidr('a', ['10.0.0.0/8']), { a: '11.0.0.1' }, ['outside', 'is in none of the networks']],
    [
      'the other family',
      inCidr('a', ['10.0.0.0/8']),
      { a: '::1' },
      ['other-family', 'is an IPv6 address, and no network given is IPv6'],
    ],
    [
      'the same, of differsFrom',
      test('differsFrom', 'a', field('b')),
      { a: 'x', b: 'x' },
      ['same', 'is the same'],
    ],
    [
      'the other is absent',
      test('equals', 'a', field('b')),
      { a: 'x' },
      ['other-absent', 'the other field has no value, and comparing fields needs both'],
    ],
    [
      'no values',
      test('equals', 'a', []),
      {},
      ['no-values', 'there are no values to compare with, so nothing matches'],
    ],
    ['a column that is absent', pairs, { a: 's3' }, ['absent', 'there is no b']],
    ['no entry like it', pairs, { a: 'x', b: 'y' }, ['different', 'is in no entry, and near none']],
  ])('%s', (_, predicate, event, expected) => {
    expect(said(predicate, event)).toEqual(expected);
  });
});

describe('the entry of a list that was nearly hit', () => {
  const nearly = (predicate: Predicate, event: CloudTrailEvent) => {
    const note = noteOf(predicate, event);
    return [note?.reason, note?.text, note?.entry?.values];
  };

  it('has it in other case', () => {
    expect(nearly(pairs, { a: 'EC2', b: 'runinstances' })).toEqual([
      'other-case',
      'differs only in case from an entry of the list',
      ['ec2', 'RunInstances'],
    ]);
  });

  it('has every column but one', () => {
    expect(nearly(pairs, { a: 'ec2', b: 'StopInstances' })).toEqual([
      'all-but-one',
      "an entry differs only in the column name: it has 'RunInstances'",
      ['ec2', 'RunInstances'],
    ]);
    expect(nearly(pairs, { a: 's4', b: 'PutObject' })).toEqual([
      'all-but-one',
      "an entry differs only in the column source: it has 's3'",
      ['s3', 'PutObject'],
    ]);
  });

  it('is the nearest of several, and else the first', () => {
    expect(nearly(pairs, { a: 's3', b: 'PutObjects' })).toEqual([
      'all-but-one',
      "2 entries differ only in the column name: the nearest has 'PutObject'",
      ['s3', 'PutObject'],
    ]);
    expect(nearly(pairs, { a: 's3', b: 'Delete' })).toEqual([
      'all-but-one',
      "2 entries differ only in the column name: the first has 'GetObject'",
      ['s3', 'GetObject'],
    ]);
  });

  it('is the first of those that are near', () => {
    const list = inList({ source: 'a', name: 'b' }, [
      row('s3', 'List'),
      row('s3', 'GetObject'),
      row('s3', 'PutObject'),
    ]);
    expect(nearly(list, { a: 's3', b: 'XetObject' })).toEqual([
      'all-but-one',
      "3 entries differ only in the column name: the nearest has 'GetObject'",
      ['s3', 'GetObject'],
    ]);
    const two = inList({ source: 'a', name: 'b' }, [row('s3', 'PutObject1'), row('s3', 'PutObject2')]);
    expect(nearly(two, { a: 's3', b: 'PutObject' })[2]).toEqual(['s3', 'PutObject1']);
  });

  it('of one column, says how the value comes near', () => {
    const list = inList({ value: 'a' }, [row('x'), row('mara')]);
    expect(nearly(list, { a: 'mara@example.com' })).toEqual([
      'prefix-only',
      "begins with 'mara' and goes on",
      ['mara'],
    ]);
    expect(nearly(list, { a: 'marx' })).toEqual(['near-text', "is one character away from 'mara'", ['mara']]);
    expect(nearly(list, { a: 'zoe' })).toEqual(['different', 'is in no entry, and near none', undefined]);
  });

  it('is found among a hundred thousand, in every element of an array', () => {
    const rows = Array.from({ length: 100_000 }, (_, at) => row(`source${at}.amazonaws.com`, `Call${at}`));
    const list = inList({ source: element('s'), name: element('n') }, rows);
    const event = {
      r: Array.from({ length: 50 }, () => ({ s: 'source99999.amazonaws.com', n: 'call99999' })),
    };
    const node = traceCondition(some('r', list), event);
    expect(node).toMatchObject({
      verdict: false,
      elements: 50,
      of: [
        {
          node: {
            why: { reason: 'other-case', entry: { values: ['source99999.amazonaws.com', 'Call99999'] } },
          },
        },
        {},
        {},
        {},
        {},
      ],
    });
  });
});

function eachPredicate(
  node: TraceNode,
  visit: (node: Extract<TraceNode, { kind: 'predicate' }>) => void,
): void {
  if (node.kind === 'predicate') visit(node);
  else if (node.kind === 'some') for (const { node: inner } of node.of) eachPredicate(inner, visit);
  else for (const inner of node.of) eachPredicate(inner, visit);
}

it('a false predicate always has a reason, and what is absent never another one', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(expression, anyEvent, (condition, one) => {
      eachPredicate(traceCondition(condition, one), ({ verdict, why: note, found }) => {
        if (note !== undefined) seen.add(note.reason);
        if (verdict) return;
        expect(note).toBeDefined();
        const isNothing = found.some((finding) => finding.found.kind !== 'text');
        const saysSo = ['absent', 'no-text', 'empty', 'no-values', 'other-type'].includes(note?.reason ?? '');
        if (isNothing) expect(saysSo).toBe(true);
        else expect(['absent', 'no-text', 'empty']).not.toContain(note?.reason);
      });
    }),
    { numRuns: 1_500 },
  );
  expect([...seen]).toEqual(
    expect.arrayContaining(['other-case', 'other-type', 'part-only', 'outside', 'below', 'above']),
  );
});
