import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import { compileCondition } from '../../../src/evaluate/condition.ts';
import type { Expression } from '../../../src/ir/expression.ts';
import { conditionOf } from '../../../src/targets/athena/condition.ts';
import { EXTENDED } from '../../../src/targets/athena/profiles.ts';
import { event as anyEvent, expression as anyExpression } from '../../evaluate/arbitrary.ts';
import { CORPUS, readCorpus } from '../../support/corpus.ts';
import { athenaVerdicts } from '../../support/duckdb.ts';
import { belowColumn, eventBelowColumn } from './below.ts';
import { anyPool, conditionOver, eventOver } from './random.ts';

interface Difference {
  readonly condition: string;
  readonly event: CloudTrailEvent;
  readonly evaluator: boolean | undefined;
  readonly athena: boolean | undefined;
}

/** Every pair on which the two executors disagree, and how many verdicts were true. */
async function compare(conditions: readonly Expression[], events: readonly CloudTrailEvent[]) {
  const printed = conditions.map((condition) => conditionOf(condition, EXTENDED) as string);
  const verdicts = await athenaVerdicts(printed, events);
  const differences: Difference[] = [];
  let matches = 0;
  for (const [at, condition] of conditions.entries()) {
    const evaluate = compileCondition(condition);
    for (const [index, event] of events.entries()) {
      const evaluator = evaluate(event);
      const athena = verdicts[at]?.[index];
      if (evaluator) matches += 1;
      if (evaluator !== athena) differences.push({ condition: printed[at] ?? '', event, evaluator, athena });
    }
  }
  return { differences, matches };
}

describe('the condition on DuckDB', () => {
  it('gives the verdict of the evaluator on random conditions and events', async () => {
    let pairs = 0;
    let matches = 0;
    const world = anyPool.chain((pool) =>
      fc.tuple(
        fc.array(conditionOver(pool), { minLength: 40, maxLength: 40 }),
        fc.array(eventOver(pool), { minLength: 40, maxLength: 40 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(world, async ([conditions, events]) => {
        const found = await compare(conditions, events);
        pairs += conditions.length * events.length;
        matches += found.matches;
        expect(found.differences.slice(0, 3)).toEqual([]);
      }),
      { numRuns: 12, endOnFailure: true },
    );
    expect(pairs).toBeGreaterThanOrEqual(12 * 1_600);
    // Random clauses that never match would show nothing.
    expect(matches / pairs).toBeGreaterThan(0.15);
    expect(matches / pairs).toBeLessThan(0.85);
  });

  it('gives the verdict of the evaluator on the whole language, below a column of JSON text', async () => {
    let pairs = 0;
    let matches = 0;
    const conditions = fc.array(anyExpression.map(belowColumn), { minLength: 40, maxLength: 40 });
    const events = fc.array(anyEvent.map(eventBelowColumn), { minLength: 40, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(conditions, events, async (some, others) => {
        const found = await compare(some, others);
        pairs += some.length * others.length;
        matches += found.matches;
        expect(found.differences.slice(0, 3)).toEqual([]);
      }),
      { numRuns: 12, endOnFailure: true },
    );
    expect(pairs).toBeGreaterThanOrEqual(12 * 1_600);
    expect(matches / pairs).toBeGreaterThan(0.1);
    expect(matches / pairs).toBeLessThan(0.9);
  }, 60_000);

  it.skipIf(CORPUS === undefined)('gives the verdict of the evaluator on every public record', async () => {
    const records = readCorpus(CORPUS ?? '');
    const known = ['AssumeRole', 'sts.amazonaws.com', 'false', 'AccessDenied', 'null', 'ann', ''];
    const conditions = fc.sample(conditionOver(known), { numRuns: 60, seed: 7 });
    const { differences } = await compare(
      conditions,
      records.map(({ event }) => event),
    );
    expect(differences.slice(0, 3)).toEqual([]);
    expect(records.length).toBe(6_825);
  });
});
