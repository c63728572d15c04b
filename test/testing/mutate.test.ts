/** Mutants of a condition: which there are, which die, and that the events shown do show the difference. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/cloudtrail/event.ts';
import type { TestDocument } from '../../src/content/document.ts';
import { compileCondition } from '../../src/evaluate/condition.ts';
import type { Expression } from '../../src/ir/expression.ts';
import { mutantsOf } from '../../src/testing/mutate/mutants.ts';
import { mutateRule, scoreOf } from '../../src/testing/mutate/mutate.ts';
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
  rule,
  SESSION_NAME,
  some,
  span,
  test,
} from '../evaluate/build.ts';
import { chars, START } from '../evaluate/patterns.ts';

const changes = (condition: Expression) =>
  mutantsOf(condition).map(({ kind, change }) => `${kind}: ${change}`);

function example(name: string, event: JsonObject, expected: TestDocument['expect']): TestDocument {
  return { name: { value: name, span }, event, expect: expected, envs: [], span };
}

describe('mutants', () => {
  it('of equality: operators that are wider, case, and a value with one character changed', () => {
    expect(changes(test('equals', 'a', 'ann'))).toEqual([
      "drop: `a equals 'ann'` is dropped",
      "operator: `a equals 'ann'` becomes `a startsWith 'ann'`",
      "operator: `a equals 'ann'` becomes `a endsWith 'ann'`",
      "case: `a equals 'ann'` ignores case",
      "literal: 'ann' becomes 'ano' in `a equals 'ann'`",
    ]);
  });

  it('of several values: each is dropped', () => {
    expect(changes(test('endsWith', 'a', ['1', '2'], true))).toEqual([
      "drop: `a endsWith ['1', '2'] (ignoreCase)` is dropped",
      "operator: `a endsWith ['1', '2'] (ignoreCase)` becomes `a equals ['1', '2'] (ignoreCase)`",
      "operator: `a endsWith ['1', '2'] (ignoreCase)` becomes `a contains ['1', '2'] (ignoreCase)`",
      "value: '1' is dropped from `a endsWith ['1', '2'] (ignoreCase)`",
      "literal: '1' becomes '2' in `a endsWith ['1', '2'] (ignoreCase)`",
      "value: '2' is dropped from `a endsWith ['1', '2'] (ignoreCase)`",
      "literal: '2' becomes '3' in `a endsWith ['1', '2'] (ignoreCase)`",
    ]);
  });

  it('of groups: clauses dropped and negated, all and any swapped', () => {
    expect(changes(all(exists('a'), not(any(exists('b'), exists('c')))))).toEqual([
      'swap: `a exists and not (b exists or c exists)` asks for any of them',
      'drop: `a exists` is dropped',
      'negate: `a exists` is negated',
      'drop: `not (b exists or c exists)` is dropped',
      'negate: `b exists or c exists` is negated',
      'swap: `b exists or c exists` asks for all of them',
      'drop: `b exists` is dropped',
      'negate: `b exists` is negated',
      'drop: `c exists` is dropped',
      'negate: `c exists` is negated',
    ]);
  });

  it('of two fields that differ, of an order and of networks', () => {
    expect(changes(test('differsFrom', 'a', field('b')))).toEqual([
      'drop: `a differsFrom { field: b }` is dropped',
      'operator: `a differsFrom { field: b }` becomes `a exists`',
      'case: `a differsFrom { field: b }` ignores case',
    ]);
    expect(changes(order('atLeast', 'a', 'timestamp', '2026-01-01T00:00:09Z'))).toEqual([
      "drop: `a atLeast '2026-01-01T00:00:09Z'` is dropped",
      "operator: `a atLeast '2026-01-01T00:00:09Z'` becomes `a greaterThan '2026-01-01T00:00:09Z'`",
      "literal: '2026-01-01T00:00:09Z' becomes '2026-01-01T00:00:08Z' in `a atLeast '2026-01-01T00:00:09Z'`",
    ]);
    expect(changes(inCidr('a', ['10.128.0.0/9']))).toEqual([
      "drop: `a inCidr '10.128.0.0/9'` is dropped",
      "literal: '10.128.0.0/9' becomes '10.0.0.0/8' in `a inCidr '10.128.0.0/9'`",
      "literal: '10.128.0.0/9' becomes '10.128.0.0/10' in `a inCidr '10.128.0.0/9'`",
    ]);
  });

  it('of patterns: anchors, alternatives and a character', () => {
    const pattern = { alternatives: [[START, ...chars('ab')], chars('c')] };
    expect(changes(matches('a', [pattern])).slice(1)).toEqual([
      "case: `a matches '^ab|c'` ignores case",
      "value: '^ab|c' becomes 'c' in `a matches '^ab|c'`",
      "operator: '^ab|c' becomes 'ab|c' in `a matches '^ab|c'`",
      "value: '^ab|c' becomes '^ab' in `a matches '^ab|c'`",
      "literal: '^ab|c' becomes '^ab|d' in `a matches '^ab|c'`",
    ]);
  });

  it('of an array: some becomes every', () => {
    expect(changes(some('list', exists(element('x'))))).toEqual([
      'drop: `some of list[] (x exists)` is dropped',
      'swap: `some of list[] (x exists)` asks every element, not some',
      'negate: `x exists` is negated',
    ]);
  });

  it('of a list: entries and columns; of a long one twenty entries, the first and the last among them', () => {
    const small = changes(inList({ p: 'a', q: 'b' }, [row('1', '2'), row('3', '4')])).slice(1);
    expect(small.map((one) => one.replace(/ (from|in) .*/, ''))).toEqual([
      "entry: the entry '1', '2' is dropped",
      "entry: the entry '3', '4' is dropped",
      'value: the column p is dropped',
      'value: the column q is dropped',
    ]);
    const rows = Array.from({ length: 1_000 }, (_, at) => row(String(at)));
    const long = inList({ value: 'a' }, rows);
    const entries = changes(long).filter((one) => one.startsWith('entry'));
    expect(entries).toHaveLength(20);
    expect(entries[0]).toContain("the entry '0' is");
    expect(entries[19]).toContain("the entry '999' is");
    expect(changes(long)).toEqual(changes(long));
  });

  it('stand where the part stood', () => {
    const says = (condition: Expression, change: string, event: JsonObject) => {
      const mutant = mutantsOf(condition).find((one) => one.change.startsWith(change));
      return mutant && compileCondition(mutant.condition)(event);
    };
    const negated = all(exists('b'), not(test('equals', 'a', 'x')));
    expect(says(negated, "'x' becomes 'y'", { a: 'x', b: 1 })).toBe(true);
    expect(says(negated, "'x' becomes 'y'", { a: 'y', b: 1 })).toBe(false);
    expect(says(negated, "'x' becomes 'y'", { a: 'x' })).toBe(false);
    const rows = inList({ p: 'a', q: 'b' }, [row('1', '2'), row('3', '4')]);
    expect(says(rows, 'the column p', { a: 'other', b: '2' })).toBe(true);
    expect(says(rows, 'the column p', { a: '1', b: '3' })).toBe(false);
    expect(says(rows, 'the column q', { a: '3' })).toBe(true);
  });

  it('leave case alone where nothing has letters, and where AWS has one spelling', () => {
    const cases = (condition: Expression) => changes(condition).filter((one) => one.startsWith('case'));
    expect(cases(test('equals', 'a', '111122223333'))).toEqual([]);
    const plain = field('a');
    const written = { ...plain, definition: { ...plain.definition, oneSpelling: true } };
    expect(cases(test('equals', written, 'AssumeRole'))).toEqual([]);
    expect(cases(test('equals', plain, 'AssumeRole'))).toHaveLength(1);
  });

  it('widen a comparison of event names only where AWS has a name that shows it', () => {
    const operators = (name: string) =>
      changes(test('equals', 'eventName', name)).filter((one) => one.startsWith('operator'));
    // STS has AssumeRole, AssumeRoleWithSAML and AssumeRoleWithWebIdentity.
    expect(operators('AssumeRole')).toEqual([
      "operator: `eventName equals 'AssumeRole'` becomes `eventName startsWith 'AssumeRole'`",
    ]);
    expect(operators('AssumeRoleWithWebIdentity')).toEqual([]);
  });
});

describe('the score of a rule', () => {
  const condition = all(test('equals', 'a', '1'), exists('b'));
  const hit = example('hit', { a: '1', b: 2 }, 'match');

  it('counts the mutants on which no verdict changes', () => {
    const report = mutateRule(rule(condition, { tests: [hit, example('no b', { a: '1' }, 'no-match')] }));
    // Killed by the tests: the swap, both negations, `b` dropped, and the 1 that becomes another.
    expect(report).toMatchObject({ tests: 2, failing: 0, mutants: 8, killed: 5, equivalent: 0 });
    expect(report.survivors.map(({ change }) => change)).toEqual([
      "`a equals '1'` is dropped",
      "`a equals '1'` becomes `a startsWith '1'`",
      "`a equals '1'` becomes `a endsWith '1'`",
    ]);
    expect(report.survivors.map(({ witness }) => witness?.changes)).toEqual([
      { set: [{ path: 'a', value: 'x1' }], unset: [] },
      { set: [{ path: 'a', value: '1x' }], unset: [] },
      { set: [{ path: 'a', value: 'x1' }], unset: [] },
    ]);
    expect(report.survivors[0]?.witness).toMatchObject({
      test: 'hit',
      event: { a: 'x1', b: 2 },
      verdict: 'no-match',
      mutantVerdict: 'match',
    });
    expect(scoreOf([report])).toBe(62.5);
  });

  it('is 0 without tests, and then there is no event to begin with', () => {
    const report = mutateRule(rule(condition));
    expect(report).toMatchObject({ mutants: 8, killed: 0 });
    expect(report.survivors.filter(({ witness }) => witness !== undefined)).toEqual([]);
    expect(scoreOf([report])).toBe(0);
  });

  it('leaves out what the normal form shows to mean the same, and counts no mutant twice', () => {
    const twice = mutateRule(rule(all(exists('b'), exists('b')), { tests: [hit] }));
    // Dropping either b, and asking for any of both, is the rule itself; negating either is one mutant.
    expect(twice).toMatchObject({ equivalent: 3, mutants: 1, killed: 1 });
  });

  it('says how many tests fail', () => {
    expect(mutateRule(rule(condition, { tests: [{ ...hit, expect: 'no-match' }] })).failing).toBe(1);
  });
});

describe('the event of a survivor', () => {
  const session = {
    userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::1:assumed-role/Dev/ann@example.com' },
  };
  const action = field('action', {
    kind: 'concat',
    parts: [
      { kind: 'withoutSuffix', of: { kind: 'path', path: ['eventSource'] }, suffix: '.amazonaws.com' },
      { kind: 'text', text: ':' },
      { kind: 'path', path: ['eventName'] },
    ],
  });
  const conditions: readonly (readonly [string, Expression, JsonObject])[] = [
    ['a derived field', test('endsWith', SESSION_NAME, '@example.com', true), session],
    ['two fields', all(test('differsFrom', 'a', field('b'))), { a: 'Ann', b: 'bob' }],
    ['a joined field', test('equals', action, 'sts:AssumeRole'), { eventSource: 'x', eventName: 'y' }],
    ['an array', some('list', test('equals', element('x'), 'a')), { list: [{ x: 'a' }, { x: 'b' }] }],
    ['elements', some('list', test('startsWith', element(), 'ab')), { list: [] }],
    ['networks', inCidr('ip', ['10.0.0.0/8', '2001:db8::/32']), { ip: '10.1.2.3' }],
    [
      'orders',
      any(order('lessThan', 'n', 'integer', '7'), order('atMost', 'v', 'version', '1.08')),
      { n: 3 },
    ],
    ['rows', not(inList({ p: 'a', q: 'b' }, [row('x', 'y'), row('z', 'w')])), { a: 'x', b: 'y' }],
    [
      'patterns that read one field',
      all(matches('t', [{ alternatives: [chars('ab')] }], true), test('contains', 't', 'cd')),
      { t: '' },
    ],
    [
      'branches that no test enters',
      all(
        test('equals', 'src', 'iam'),
        any(all(test('equals', 'n', 'A'), exists('p')), all(test('equals', 'n', 'B'), exists('q'))),
      ),
      { src: 'iam', n: 'A', p: 1 },
    ],
  ];

  // The events that are shown, added as tests, kill every mutant: nothing is claimed that does not hold.
  it.each(conditions)('kills its mutant: %s', (_, condition, event) => {
    const verdict = compileCondition(condition);
    const expected = (one: JsonObject) => (verdict(one) ? ('match' as const) : ('no-match' as const));
    const tests = [example('first', event, expected(event))];
    for (let round = 0; ; round += 1) {
      const { survivors, killed, mutants, failing } = mutateRule(rule(condition, { tests }));
      expect(failing).toBe(0);
      expect(killed + survivors.length).toBe(mutants);
      const [survivor] = survivors;
      if (survivor === undefined) break;
      if (survivor.witness === undefined) throw new Error(`found nothing for: ${survivor.change}`);
      expect(survivor.witness.verdict).toBe(expected(survivor.witness.event));
      tests.push(example(`round ${round}`, survivor.witness.event, survivor.witness.verdict));
      const after = mutateRule(rule(condition, { tests }));
      expect(after.survivors.map(({ change }) => change)).not.toContain(survivor.change);
    }
  });

  it('leaves the events of the tests as they were', () => {
    const event = { list: [{ x: 'a' }], a: 'x' };
    const before = structuredClone(event);
    const condition = all(some('list', test('equals', element('x'), 'a')), test('equals', 'a', 'x'));
    mutateRule(rule(condition, { tests: [example('one', event, 'match')] }));
    expect(event).toEqual(before);
  });

  it('is not made up where none can be: two clauses that say the same in other words', () => {
    const condition = any(test('contains', 'a', '1'), test('contains', 'a', '11'));
    const { survivors } = mutateRule(rule(condition, { tests: [example('one', { a: '1' }, 'match')] }));
    const dropped = survivors.find(({ change }) => change === "`a contains '11'` is dropped");
    expect(dropped).toBeDefined();
    expect(dropped?.witness).toBeUndefined();
  });
});
