/** How a traced condition reads on the screen, and as JSON. */
import { describe, expect, it } from 'vitest';
import { paintFor } from '../../../src/cli/report/terminal.ts';
import { traceAsJson, traceTree } from '../../../src/cli/report/trace.ts';
import { renderTree } from '../../../src/cli/report/tree.ts';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import { traceCondition } from '../../../src/evaluate/trace.ts';
import type { Expression } from '../../../src/ir/expression.ts';
import { all, element, inCidr, matches, order, some, test } from '../../evaluate/build.ts';
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
