/**
 * Thousands of pairs from one seed.
 *
 * Owns: how many events a rule is asked about, and what is known of a suite as a whole. Must not: run an engine.
 */
import fc from 'fast-check';
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import { compileCondition } from '../../src/evaluate/condition.ts';
import type { LaneRule, Suite } from '../lane/executor.ts';
import { boundaryEvents } from './boundary.ts';
import { seeded } from './random.ts';
import { drawnRule, readDrawn } from './rule.ts';
import type { Drawn } from './written.ts';

export interface GeneratedSuite extends Suite {
  readonly seed: number;
  /** What each rule was made of: what report.ts shrinks and shows. */
  readonly drawn: readonly Drawn[];
  readonly pairs: number;
  /** Of the pairs, by the evaluator. */
  readonly matches: number;
}

export interface SuiteOptions {
  readonly seed: number;
  /** At least so many. */
  readonly pairs: number;
  /** Events that each rule is asked about, at most. */
  readonly eventsPerRule?: number;
}

/** The same options give the same suite. */
export function generatedSuite({ seed, pairs, eventsPerRule = 20 }: SuiteOptions): GeneratedSuite {
  const rules: LaneRule[] = [];
  const drawn: Drawn[] = [];
  const events: CloudTrailEvent[] = [];
  const asked: number[][] = [];
  let matches = 0;
  // Few rules have less than the wanted number of events; those drawn beyond are not used.
  const source = fc.sample(drawnRule, { seed, numRuns: Math.ceil((pairs / eventsPerRule) * 1.5) + 10 });
  for (const [at, one] of source.entries()) {
    if (events.length >= pairs) break;
    const name = `generated ${seed}/${at}`;
    const { rule, diagnostics } = readDrawn(one, name);
    if (rule === undefined) {
      const faults = diagnostics.map(({ code, what }) => `${code}: ${what}`).join('\n');
      throw new Error(`${name} was refused:\n${faults}\n${JSON.stringify(one.match)}`);
    }
    const made = boundaryEvents(rule.rule.condition, seeded(seed, at), eventsPerRule);
    const holds = compileCondition(rule.rule.condition);
    matches += made.filter((event) => holds(event)).length;
    rules.push(rule);
    drawn.push(one);
    asked.push(made.map((_, index) => events.length + index));
    events.push(...made);
  }
  return {
    name: `generated from seed ${seed}`,
    seed,
    rules,
    drawn,
    events,
    asked,
    pairs: events.length,
    matches,
  };
}
