/**
 * A disagreement on a generated rule, as small as it can be told.
 *
 * Owns: asking the executor again while rule and event shrink, for a minute at most. Must not: know how they shrink.
 */
import { compileCondition } from '../../src/evaluate/condition.ts';
import { reportPair } from '../generate/report.ts';
import { readDrawn } from '../generate/rule.ts';
import { shrinkFailure } from '../generate/shrink.ts';
import type { GeneratedSuite } from '../generate/suite.ts';
import type { Executor, LaneRule, Suite } from './executor.ts';
import { judge, type Tally } from './judge.ts';

/** What is found by then is small enough. */
const LIMIT_MS = 60_000;

const isGenerated = (suite: Suite): suite is GeneratedSuite => 'drawn' in suite;

/** The rule, the event, the three queries and both verdicts; undefined where the suite was not drawn, or all agree. */
export async function smallestDisagreement(
  executor: Executor,
  suite: Suite,
  { disagreements: [first] }: Tally,
): Promise<string | undefined> {
  if (first === undefined || !isGenerated(suite)) return undefined;
  const drawn = suite.drawn[suite.rules.indexOf(first.rule)];
  if (drawn === undefined) return undefined;
  const until = Date.now() + LIMIT_MS;
  const small = await shrinkFailure(
    { drawn, event: first.event },
    async (rule, event) => Date.now() < until && (await differs(executor, rule, event)),
  );
  const { rule } = readDrawn(small.drawn, 'shrunk');
  const evaluator = rule && compileCondition(rule.rule.condition)(small.event);
  return reportPair(small, { evaluator, [executor.name]: evaluator === undefined ? '?' : !evaluator });
}

async function differs(executor: Executor, rule: LaneRule, event: Suite['events'][number]): Promise<boolean> {
  const suite = { name: 'one pair', rules: [rule], events: [event], asked: [[0]] };
  const said = await executor.run(suite);
  return judge({ executor: executor.name, suite, said, breaks: executor.breaks }).disagreements.length > 0;
}
