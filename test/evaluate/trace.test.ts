import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import { type PredicateTrace, traceCondition } from '../../src/evaluate/trace.ts';
import type { Predicate } from '../../src/ir/expression.ts';
import type { FieldRef } from '../../src/language/operands.ts';
import { all, exists, field, inList, literal, not, row, SESSION_NAME, test } from './build.ts';

function trace(predicate: Predicate, event: CloudTrailEvent): PredicateTrace {
  const node = traceCondition(predicate, event);
  if (node.kind !== 'predicate') throw new Error('a predicate is traced as a predicate');
  return node;
}
const found = (ref: FieldRef, event: CloudTrailEvent) => trace(exists(ref), event).found[0]?.found;
const note = (predicate: Predicate, event: CloudTrailEvent) => trace(predicate, event).note;

describe('a trace', () => {
  it('shows each node with its verdict, also where the outcome is already settled', () => {
    const condition = all(test('equals', 'a', 'x'), not(test('equals', 'b', 'y')));
    expect(traceCondition(condition, { b: 'y' })).toMatchObject({
      kind: 'all',
      verdict: false,
      of: [
        { kind: 'predicate', operator: 'equals', verdict: false, text: "a equals 'x'" },
        { kind: 'not', verdict: false, of: [{ verdict: true, found: [{ name: 'b' }] }] },
      ],
    });
  });

  it('keeps the span of every node', () => {
    const source = { path: 'rule.yml', text: 'a: x' };
    const span = { source, start: 0, end: 4 };
    const condition = { kind: 'all' as const, of: [{ ...test('equals', 'a', 'x'), span }], span };
    expect(traceCondition(condition, {})).toMatchObject({ span, of: [{ span }] });
  });
});

describe('what was found', () => {
  const deep = field('a.b.c');
  it('a scalar, and how the record writes it', () => {
    expect(found(deep, { a: { b: { c: 'x' } } })).toEqual({ kind: 'text', text: 'x', type: 'text' });
    expect(found(deep, { a: { b: { c: false } } })).toEqual({ kind: 'text', text: 'false', type: 'boolean' });
    expect(found(deep, { a: { b: { c: 7 } } })).toEqual({ kind: 'text', text: '7', type: 'number' });
    expect(found(deep, { a: { b: { c: '' } } })).toEqual({ kind: 'text', text: '', type: 'text' });
  });

  it('something that has no text', () => {
    const at = (c: object | number) => found(deep, { a: { b: { c } } } as unknown as CloudTrailEvent);
    expect(at({ d: 1 })).toEqual({ kind: 'no-text', why: 'object', empty: false });
    expect(at({})).toEqual({ kind: 'no-text', why: 'object', empty: true });
    expect(at(['x'])).toEqual({ kind: 'no-text', why: 'array', empty: false });
    expect(at([])).toEqual({ kind: 'no-text', why: 'array', empty: true });
    expect(at(1.5)).toEqual({ kind: 'no-text', why: 'number', empty: false });
  });

  it('nothing, and where reading ended', () => {
    expect(found(deep, {})).toEqual({ kind: 'absent', why: 'missing', at: 'a' });
    expect(found(deep, { a: null })).toEqual({ kind: 'absent', why: 'null', at: 'a' });
    expect(found(deep, { a: { b: {} } })).toEqual({ kind: 'absent', why: 'missing', at: 'a.b.c' });
    expect(found(deep, { a: { b: { c: null } } })).toEqual({ kind: 'absent', why: 'null', at: 'a.b.c' });
    expect(found(deep, { a: 'x' })).toEqual({ kind: 'absent', why: 'scalar', at: 'a' });
    expect(found(deep, { a: { b: ['x'] } })).toEqual({ kind: 'absent', why: 'array', at: 'a.b' });
    expect(found(field('constructor'), {})).toEqual({ kind: 'absent', why: 'missing', at: 'constructor' });
  });

  it('the parts that a derived field is read from', () => {
    const event = { userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/mara' } };
    expect(trace(test('equals', SESSION_NAME, 'mara'), event).found).toEqual([
      {
        name: 'session.name',
        spelled: 'session.name',
        derived: true,
        found: { kind: 'underivable' },
        reads: [
          { path: 'userIdentity.type', found: { kind: 'text', text: 'IAMUser', type: 'text' } },
          {
            path: 'userIdentity.arn',
            found: { kind: 'text', text: 'arn:aws:iam::111122223333:user/mara', type: 'text' },
          },
        ],
      },
    ]);
  });
});

describe('what was wanted', () => {
  it('values, with the param they came through', () => {
    const operand = { ...literal('@example.com'), param: 'employeeDomains' };
    const predicate = { ...test('endsWith', 'a', [], true), operands: [operand] };
    expect(trace(predicate, {}).wanted).toEqual({
      kind: 'operands',
      operands: [{ kind: 'literal', text: '@example.com', param: 'employeeDomains' }],
      ignoreCase: true,
    });
  });

  it('another field, and what was found there', () => {
    const { wanted } = trace(test('differsFrom', 'a', field('b')), { a: 'x', b: null });
    expect(wanted).toMatchObject({
      operands: [{ kind: 'field', finding: { name: 'b', found: { kind: 'absent', why: 'null', at: 'b' } } }],
    });
  });

  it('a list, and the entry that was hit', () => {
    const predicate = inList({ source: 'a', name: 'b' }, [row('s3', 'Get'), row('ec2', 'Run')]);
    const hit = trace(predicate, { a: 'ec2', b: 'Run' });
    expect(hit.wanted).toMatchObject({
      kind: 'list',
      list: 'known',
      columns: ['source', 'name'],
      rows: 2,
      entry: { values: ['ec2', 'Run'], reason: 'because ec2 Run' },
    });
    expect(trace(predicate, { a: 'ec2', b: 'Get' }).wanted).not.toHaveProperty('entry');
  });

  it('the first of two entries that differ only in case, where case is ignored', () => {
    const predicate = inList({ value: 'a' }, [row('Mara'), row('MARA')], true);
    expect(trace(predicate, { a: 'mara' }).wanted).toMatchObject({ entry: { values: ['Mara'] } });
  });
});

describe('notes', () => {
  const cases: [string, Predicate, CloudTrailEvent, string | undefined][] = [
    ['equal', test('equals', 'a', 'x'), { a: 'x' }, undefined],
    ['unequal', test('equals', 'a', 'x'), { a: 'y' }, undefined],
    ['absent', test('equals', 'a', 'x'), {}, undefined],
    ['another case', test('equals', 'a', 'x'), { a: 'X' }, 'differs only in case'],
    ['another case, folded', test('equals', 'a', 'x', true), { a: 'X' }, 'is the value after case is folded'],
    [
      'one of several, folded',
      test('oneOf', 'a', ['y', 'x'], true),
      { a: 'X' },
      'is one of the values after case is folded',
    ],
    [
      'suffix, folded',
      test('endsWith', 'a', '@example.com', true),
      { a: 'mara@Example.com' },
      'ends with the value after case is folded',
    ],
    [
      'suffix in another case',
      test('endsWith', 'a', '@example.com'),
      { a: 'mara@Example.com' },
      'ends with the value only if case is folded, and ignoreCase is not set',
    ],
    ['white space', test('equals', 'a', 'x'), { a: 'x\n' }, 'differs only in white space at an end'],
    [
      'a letter that is not folded',
      test('equals', 'a', 'É', true),
      { a: 'é' },
      'differs only in the case of letters outside ASCII, which ignoreCase leaves alone',
    ],
    ['no near miss beside a hit', test('equals', 'a', ['x', 'x '], false), { a: 'x' }, undefined],
    [
      'no values',
      test('equals', 'a', []),
      { a: 'x' },
      'there are no values to compare with, so nothing matches',
    ],
    [
      'the other field is absent',
      test('differsFrom', 'a', field('b')),
      { a: 'x' },
      'the other field has no value, and comparing fields needs both',
    ],
    ['both fields are absent', test('differsFrom', 'a', field('b')), {}, undefined],
    [
      'fields that differ in case',
      test('differsFrom', 'a', field('b')),
      { a: 'x', b: 'X' },
      'differs only in case',
    ],
    [
      'fields that are the same but for case',
      test('differsFrom', 'a', field('b'), true),
      { a: 'x', b: 'X' },
      'the same after case is folded',
    ],
    ['empty list', inList({ value: 'a' }, []), { a: 'x' }, 'the list is empty, so nothing is in it'],
    [
      'list entry in another case',
      inList({ value: 'a' }, [row('X')]),
      { a: 'x' },
      'differs only in case from an entry of the list',
    ],
    [
      'list entry, folded',
      inList({ value: 'a' }, [row('X')], true),
      { a: 'x' },
      'is in the list after case is folded',
    ],
  ];
  it.each(cases)('%s', (_, predicate, event, expected) => {
    expect(note(predicate, event)).toBe(expected);
  });
});
