import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import { type PredicateTrace, traceCondition } from '../../src/evaluate/trace.ts';
import type { Predicate } from '../../src/ir/expression.ts';
import type { FieldRef } from '../../src/language/operands.ts';
import {
  all,
  element,
  exists,
  field,
  inCidr,
  inList,
  literal,
  matches,
  not,
  order,
  row,
  SESSION_NAME,
  some,
  test,
} from './build.ts';
import { chars, patternOf } from './patterns.ts';

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

  it('patterns, and the one that was found', () => {
    const predicate = matches('a', [patternOf(chars('x')), patternOf(chars('y'))]);
    expect(trace(predicate, { a: 'ay' }).wanted).toEqual({
      kind: 'patterns',
      patterns: ['x', 'y'],
      ignoreCase: false,
      matched: 'y',
    });
    expect(trace(predicate, { a: 'z' }).wanted).not.toHaveProperty('matched');
    expect(trace(predicate, {}).wanted).not.toHaveProperty('matched');
  });

  it('a limit, with its scale and its param', () => {
    const predicate = order('atLeast', 'a', 'integer', '3600');
    const limit = { ...predicate.limit, param: 'longest' };
    expect(trace({ ...predicate, limit }, {}).wanted).toEqual({
      kind: 'limit',
      scale: 'integer',
      limit: { text: '3600', param: 'longest' },
    });
  });

  it('networks, and the one that holds the address', () => {
    const predicate = inCidr('a', ['10.0.0.0/8', '2001:db8::/32']);
    expect(trace(predicate, { a: '2001:db8::1' }).wanted).toEqual({
      kind: 'networks',
      networks: [{ text: '10.0.0.0/8' }, { text: '2001:db8::/32' }],
      within: '2001:db8::/32',
    });
    expect(trace(predicate, { a: '11.0.0.1' }).wanted).not.toHaveProperty('within');
  });

  it('the first of two entries that differ only in case, where case is ignored', () => {
    const predicate = inList({ value: 'a' }, [row('Mara'), row('MARA')], true);
    expect(trace(predicate, { a: 'mara' }).wanted).toMatchObject({ entry: { values: ['Mara'] } });
  });
});

describe('some', () => {
  const wanted = some('r', test('equals', element('k'), 'x'));
  const traced = (event: CloudTrailEvent) => traceCondition(wanted, event);

  it('shows what the elements hold, the one that meets the condition first', () => {
    expect(traced({ r: [{ k: 'y' }, 'text', { k: 'x' }, null] })).toMatchObject({
      kind: 'some',
      verdict: true,
      array: 'r[]',
      elements: 4,
      of: [
        { index: 2, node: { verdict: true, found: [{ found: { kind: 'text', text: 'x' } }] } },
        { index: 0, node: { verdict: false, found: [{ found: { kind: 'text', text: 'y' } }] } },
        { index: 1, node: { verdict: false, found: [{ found: { kind: 'absent', why: 'scalar', at: '' } }] } },
        { index: 3, node: { verdict: false, found: [{ found: { kind: 'absent', why: 'null', at: '' } }] } },
      ],
    });
  });

  it('shows a handful of many', () => {
    const node = traced({ r: Array.from({ length: 99 }, (_, at) => ({ k: at === 80 ? 'x' : 'y' })) });
    if (node.kind !== 'some') throw new Error(node.kind);
    expect(node.elements).toBe(99);
    expect(node.of.map(({ index }) => index)).toEqual([80, 0, 1, 2, 3]);
  });

  it('shows what stands in place of an array', () => {
    expect(traced({})).toMatchObject({
      verdict: false,
      elements: 0,
      found: { kind: 'absent', at: 'r' },
      of: [],
    });
    expect(traced({ r: null })).toMatchObject({ elements: 0, found: { kind: 'absent', why: 'null' } });
    expect(traced({ r: [] })).toMatchObject({
      elements: 0,
      found: { kind: 'no-text', why: 'array', empty: true },
    });
    expect(traced({ r: { k: 'x' } })).toMatchObject({ verdict: true, elements: 1, of: [{ index: 0 }] });
  });

  it('follows an array of an element', () => {
    const nested = some('r', some('s', test('equals', element(), 'x'), true));
    expect(traceCondition(nested, { r: [{}, { s: ['y', 'x'] }] })).toMatchObject({
      verdict: true,
      of: [
        {
          index: 1,
          node: { array: 's[]', elements: 2, of: [{ index: 1, node: { verdict: true } }, { index: 0 }] },
        },
        { index: 0, node: { elements: 0, found: { kind: 'absent', at: 's' } } },
      ],
    });
  });

  it('notes are about the element', () => {
    expect(traced({ r: ['x', { k: 'X' }] })).toMatchObject({
      of: [{ index: 0 }, { index: 1, node: { note: 'differs only in case', why: { reason: 'other-case' } } }],
    });
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
    ['a pattern found', matches('a', [patternOf(chars('x'))]), { a: 'x' }, undefined],
    ['a pattern not found', matches('a', [patternOf(chars('x'))]), { a: 'y' }, undefined],
    [
      'a pattern in another case',
      matches('a', [patternOf(chars('x'))]),
      { a: 'X' },
      'matches only if case is folded, and ignoreCase is not set',
    ],
    [
      'a pattern, folded',
      matches('a', [patternOf(chars('x'))], true),
      { a: 'X' },
      'matches after case is folded',
    ],
    ['a pattern in its own case', matches('a', [patternOf(chars('x'))], true), { a: 'x' }, undefined],
    ['no patterns', matches('a', []), { a: 'x' }, 'there are no patterns to find, so nothing matches'],
    ['within an order', order('lessThan', 'a', 'integer', '10'), { a: 9 }, undefined],
    [
      'equal to a limit that is left out',
      order('lessThan', 'a', 'integer', '10'),
      { a: '10' },
      'is equal, which lessThan leaves out',
    ],
    ['equal to a limit that is not', order('atMost', 'a', 'integer', '10'), { a: '10' }, undefined],
    [
      'no integer',
      order('atMost', 'a', 'integer', '10'),
      { a: '010' },
      'is not an integer, so it is neither less nor greater',
    ],
    [
      'no timestamp',
      order('atMost', 'a', 'timestamp', '2026-01-01T00:00:00Z'),
      { a: '2026-01-01' },
      'is not a timestamp, so it is neither less nor greater',
    ],
    [
      'no version',
      order('atMost', 'a', 'version', '1.08'),
      { a: '1' },
      'is not a version, so it is neither less nor greater',
    ],
    ['no text to order', order('atMost', 'a', 'integer', '10'), {}, undefined],
    ['within a network', inCidr('a', ['10.0.0.0/8']), { a: '10.0.0.1' }, undefined],
    ['without a network', inCidr('a', ['10.0.0.0/8']), { a: '11.0.0.1' }, undefined],
    [
      'no address',
      inCidr('a', ['10.0.0.0/8']),
      { a: 'sts.amazonaws.com' },
      'is not an IP address, so it is in no network',
    ],
    [
      'the other family',
      inCidr('a', ['10.0.0.0/8', '0.0.0.0/0']),
      { a: '2001:db8::1' },
      'is an IPv6 address, and no network given is IPv6',
    ],
    ['no networks', inCidr('a', []), { a: '10.0.0.1' }, 'there are no networks to be in, so nothing matches'],
  ];
  it.each(cases)('%s', (_, predicate, event, expected) => {
    expect(note(predicate, event)).toBe(expected);
  });
});
