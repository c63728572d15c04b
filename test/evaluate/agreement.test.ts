/** The evaluator, the trace and a second reading of the contract agree on random conditions and events. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import { compileCondition } from '../../src/evaluate/condition.ts';
import { indexByFacts } from '../../src/evaluate/select.ts';
import { type TraceNode, traceCondition } from '../../src/evaluate/trace.ts';
import type { Expression } from '../../src/ir/expression.ts';
import { event, expression, indexable } from './arbitrary.ts';
import { oracle } from './oracle.ts';

const RUNS = { numRuns: 4000 };

function eachNode(
  node: TraceNode,
  part: Expression,
  visit: (node: TraceNode, part: Expression) => void,
): void {
  visit(node, part);
  switch (part.kind) {
    case 'predicate':
      return;
    case 'not':
      eachChild(node, [part.of], visit);
      return;
    case 'all':
    case 'any':
      eachChild(node, part.of, visit);
      return;
    case 'some':
      expect(node.kind).toBe('some');
  }
}

function eachChild(
  node: TraceNode,
  parts: readonly Expression[],
  visit: (node: TraceNode, part: Expression) => void,
): void {
  if (node.kind !== 'all' && node.kind !== 'any' && node.kind !== 'not') throw new Error(node.kind);
  expect(node.of.length).toBe(parts.length);
  node.of.forEach((child, index) => {
    const below = parts[index];
    if (below !== undefined) eachNode(child, below, visit);
  });
}

describe('random conditions × events', () => {
  it('the evaluator says what the contract says', () => {
    let matched = 0;
    fc.assert(
      fc.property(expression, fc.array(event, { minLength: 1, maxLength: 5 }), (condition, events) => {
        const holds = compileCondition(condition);
        for (const one of events) {
          const verdict = oracle(condition, one);
          if (verdict) matched += 1;
          expect(holds(one)).toBe(verdict);
        }
      }),
      RUNS,
    );
    expect(matched).toBeGreaterThan(RUNS.numRuns / 4);
  });

  it('a trace has the verdict of the evaluator at every node', () => {
    fc.assert(
      fc.property(expression, event, (condition, one) => {
        eachNode(traceCondition(condition, one), condition, (node, part) => {
          expect(node.verdict).toBe(compileCondition(part)(one));
        });
      }),
      RUNS,
    );
  });

  it('leaves events and conditions as they were, and is the same twice', () => {
    fc.assert(
      fc.property(expression, event, (condition, one) => {
        const before = JSON.stringify([condition, one]);
        const holds = compileCondition(condition);
        expect(holds(one)).toBe(holds(one));
        traceCondition(condition, one);
        expect(JSON.stringify([condition, one])).toBe(before);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the index of conditions', () => {
  it('never leaves out a condition that holds, and offers none twice', () => {
    let leftOut = 0;
    fc.assert(
      fc.property(
        fc.array(indexable, { maxLength: 8 }),
        fc.array(event, { maxLength: 6 }),
        (conditions, events) => {
          const items = conditions.map((condition, at) => ({ at, condition }));
          const candidatesOf = indexByFacts(items);
          for (const one of events) {
            const offered = candidates(candidatesOf, one);
            expect(new Set(offered).size).toBe(offered.length);
            leftOut += items.length - offered.length;
            for (const { at, condition } of items) {
              if (compileCondition(condition)(one)) expect(offered).toContain(at);
            }
          }
        },
      ),
      RUNS,
    );
    expect(leftOut).toBeGreaterThan(RUNS.numRuns);
  });
});

function candidates(
  visitor: ReturnType<typeof indexByFacts<{ at: number; condition: Expression }>>,
  one: CloudTrailEvent,
): readonly number[] {
  const found: number[] = [];
  visitor(one, ({ at }) => found.push(at));
  return found;
}
