/** How a traced condition reads on the screen, and as JSON. */
import { describe, expect, it } from 'vitest';
import { renderNearest } from '../../../src/cli/report/nearest.ts';
import { paintFor } from '../../../src/cli/report/terminal.ts';
import { traceAsJson, traceTree } from '../../../src/cli/report/trace.ts';
import { renderTree } from '../../../src/cli/report/tree.ts';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import { nearestMiss } from '../../../src/evaluate/nearest.ts';
import { traceCondition } from '../../../src/evaluate/trace.ts';
import type { Expression } from '../../../src/ir/expression.ts';
import { proveNearest } from '../../../src/testing/nearest/prove.ts';
import {
  all,
  any,
  element,
  inCidr,
  inList,
  literal,
  matches,
  not,
  order,
  row,
  some,
  test,
} from '../../evaluate/build.ts';
import { chars, patternOf } from '../../evaluate/patterns.ts';

const shown = (condition: Expression, event: CloudTrailEvent) =>
  renderTree(traceTree(traceCondition(condition, event), paintFor(false)))
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');

const limit = order('atLeast', element('size'), 'integer', '10');

describe('a trace on the screen', () => {
  it('shows elements by their place, one that meets the condition first', () => {
    const condition = some('r', all(test('equals', element('k'), 'x'), limit));
    expect(
      shown(condition, { r: [{ k: 'y', size: 9 }, null, { k: 'x', size: '10' }] }),
    ).toMatchInlineSnapshot(`
      "true  some of r[], 3 elements  line 1
      ├─ true  element 2
      │  └─ true  all of  line 1
      │     ├─ true  k equals 'x'  line 1
      │     │           found k = "x"
      │     └─ true  size atLeast '10'  line 1
      │                 found size = "10"
      ├─ false element 0
      │  └─ false all of  line 1
      │     ├─ false k equals 'x'  line 1
      │     │           found k = "y"
      │     └─ false size atLeast '10'  line 1
      │                 found size = 9 (number)
      └─ false element 1
         └─ false all of  line 1
            ├─ false k equals 'x'  line 1
            │           found k = (absent: the element is null)
            └─ false size atLeast '10'  line 1
                        found size = (absent: the element is null)
      "
    `);
  });

  it('counts the elements beyond a handful', () => {
    const condition = some('r', test('equals', element(), 'x'));
    expect(shown(condition, { r: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] })).toMatchInlineSnapshot(`
      "false some of r[], 7 elements  line 1
      ├─ false element 0
      │  └─ false [] equals 'x'  line 1
      │              found [] = "a"
      ├─ false element 1
      │  └─ false [] equals 'x'  line 1
      │              found [] = "b"
      ├─ false element 2
      │  └─ false [] equals 'x'  line 1
      │              found [] = "c"
      ├─ false element 3
      │  └─ false [] equals 'x'  line 1
      │              found [] = "d"
      ├─ false element 4
      │  └─ false [] equals 'x'  line 1
      │              found [] = "e"
      └─ 2 more elements
      "
    `);
    expect(shown(condition, {})).toMatchInlineSnapshot(`
      "false some of r[]: (absent: no r)  line 1
      "
    `);
    expect(shown(condition, { r: [] })).toMatchInlineSnapshot(`
      "false some of r[]: no elements  line 1
      "
    `);
  });

  it('shows which of several patterns and networks it was, and params', () => {
    const networks = inCidr('ip', ['10.0.0.0/8', '192.0.2.0/24']);
    const fromParam = {
      ...networks,
      networks: networks.networks.map((one) => ({ ...one, param: 'office' })),
    };
    const most = order('atMost', 'size', 'integer', '10');
    const condition = all(matches('a', [patternOf(chars('x')), patternOf(chars('y'))]), fromParam, {
      ...most,
      limit: { ...most.limit, param: 'most' },
    });
    expect(shown(condition, { a: 'ay', ip: '192.0.2.1' })).toMatchInlineSnapshot(`
      "false all of  line 1
      ├─ true  a matches ['x', 'y']  line 1
      │           found a = "ay"
      │           matched "y"
      ├─ true  ip inCidr ['10.0.0.0/8', '192.0.2.0/24']  line 1
      │           found ip = "192.0.2.1"
      │           wanted "10.0.0.0/8" (from $office)
      │           wanted "192.0.2.0/24" (from $office)
      │           within "192.0.2.0/24"
      └─ false size atMost '10'  line 1
                  found size = (absent: no size)
                  wanted "10" (from $most)
      "
    `);
  });
});

it('as JSON, an element has its index and its tree', () => {
  const trace = traceCondition(some('r', test('equals', element(), 'x')), { r: ['y', 'x'] });
  expect(traceAsJson(trace)).toMatchObject({
    kind: 'some',
    verdict: true,
    array: 'r[]',
    elements: 2,
    of: [
      { index: 1, kind: 'predicate', verdict: true },
      { index: 0, kind: 'predicate', verdict: false },
    ],
  });
});

describe('a folded tree', () => {
  const folded = (condition: Expression, event: CloudTrailEvent) =>
    renderTree(traceTree(traceCondition(condition, event), paintFor(false), { folded: true }));
  const many = (count: number, name: string) =>
    Array.from({ length: count }, (_, at) => test('equals', `${name}${at}`, 'x'));

  it('has one line for what did not decide, and counts what is many', () => {
    const event = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`t${at}`, 'x']));
    const shownTree = folded(all(...many(9, 't'), any(...many(40, 'f'))), event);
    expect(shownTree.match(/true {2}t/g)).toHaveLength(4);
    expect(shownTree).toContain('true  5 more');
    expect(shownTree).not.toContain('found t0');
    expect(shownTree.match(/found f/g)).toHaveLength(10);
    expect(shownTree).toContain('false 30 more');
  });

  it('shows of a some that holds the element that meets it', () => {
    const event = { r: ['a', 'x', 'b'] };
    expect(folded(some('r', test('equals', element(), 'x')), event)).toMatchInlineSnapshot(`
      "true  some of r[], 3 elements  line 1
      ├─ true  element 1
      │  └─ true  [] equals 'x'  line 1
      │              found [] = "x"
      └─ 2 more elements
      "
    `);
    expect(folded(all(test('equals', 'a', 'x'), not(test('equals', 'b', 'x'))), {})).toMatchInlineSnapshot(`
      "false all of  line 1
      ├─ false a equals 'x'  line 1
      │           found a = (absent: no a)
      └─ true  not b equals 'x'  line 1
      "
    `);
  });

  it('shows a handful of the values of a param', () => {
    const operands = Array.from({ length: 90 }, (_, at) => ({ ...literal(`v${at}`), param: 'p' }));
    const tree = folded({ ...test('oneOf', 'a', []), operands }, { a: 'x' });
    expect(tree.match(/wanted/g)).toHaveLength(5);
    expect(tree).toContain('and 85 more');
  });

  it('sends nothing that a terminal obeys, and cuts what is long', () => {
    const hostile = '\u001b[2J\u202e\n';
    const list = { ...inList({ value: 'a' }, [row(`${hostile}x`)]), list: hostile };
    const condition = any(test('equals', hostile, hostile.repeat(500)), list, some(hostile, list));
    const event = { a: `${hostile}X`, [hostile]: { a: hostile } };
    const hit = folded(inList({ value: 'a' }, [{ ...row(hostile), reason: hostile }]), { a: hostile });
    const tree = hit + folded(condition, event) + nearest(condition, event);
    expect(hit).toContain('entry test.yml:1: ');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
    expect(tree).not.toMatch(/[\u001b\u202e]/);
    expect(Math.max(...tree.split('\n').map((line) => line.length))).toBeLessThan(3_000);
  });
});

function nearest(condition: Expression, event: CloudTrailEvent): string {
  const miss = nearestMiss(condition, event);
  if (miss === undefined) throw new Error('it matches');
  return renderNearest({ miss, proof: proveNearest(condition, event, miss) }, paintFor(false));
}

describe('the nearest miss on the screen', () => {
  it('shows the first set whole, others by what they have instead, and the changes', () => {
    const either = any(test('equals', 'b', 'x'), test('equals', 'c', 'x'));
    const elements = some('r', all(test('equals', element('k'), 'x'), test('equals', element('l'), 'x')));
    expect(
      nearest(all(test('equals', 'a', 'x'), either, elements), { r: [{}, { l: 'x' }] }),
    ).toMatchInlineSnapshot(`
      "nearest miss: 3 clauses away
        make true: a equals 'x'  line 1
        make true: b equals 'x'  line 1
        make true of r[1]: k equals 'x'  line 1
        or, instead of line 1: make true: c equals 'x' (line 1)
      it would match with
        set r[1].k: 'x'
        set a: 'x'
        set b: 'x'
      "
    `);
  });

  it('asks for an element, and for what is to be absent', () => {
    const condition = all(some('r', test('equals', element('k'), 'x')), not(test('equals', 'a', 'x')));
    expect(nearest(condition, { a: 'x' })).toMatchInlineSnapshot(`
      "nearest miss: 2 clauses away
        add an element to r[]  line 1
        make false: a equals 'x'  line 1
      it would match with
        set r: [{"k":"x"}]
        unset a
      "
    `);
  });

  it('says when clauses contradict one another, one way or the other', () => {
    const a = test('equals', 'a', 'x');
    expect(nearest(all(a, not(a)), {})).toMatchInlineSnapshot(`
      "nearest miss: the clauses contradict one another: no verdicts of theirs make the rule match
      "
    `);
    expect(nearest(all(a, test('equals', 'a', 'y')), {})).toMatchInlineSnapshot(`
      "nearest miss: 2 clauses away
        make true: a equals 'x'  line 1
        make true: a equals 'y'  line 1
      no event was found that has all of this at once: the clauses may contradict one another
      "
    `);
    const other = any(test('equals', 'a', 'y'), test('equals', 'b', 'z'));
    expect(nearest(all(a, other), { a: 'y' })).toMatchInlineSnapshot(`
      "nearest miss: 1 clause away
        make true: a equals 'x'  line 1
      it would match, where more clauses change than these, with
        set a: 'x'
        set b: 'z'
      "
    `);
  });
});
