/**
 * What executors said, held against the evaluator.
 *
 * Owns: what counts as agreement, what is set aside and why. Nothing that is set aside counts as agreement. Must not:
 * ask executors or print.
 */
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import { compileCondition } from '../../src/evaluate/condition.ts';
import type { Answer } from '../../src/targets/shared/target.ts';
import type { Breaks, LaneRule, Said, Suite } from './executor.ts';

export interface Disagreement {
  readonly executor: string;
  readonly suite: string;
  readonly rule: LaneRule;
  readonly event: CloudTrailEvent;
  /** What the answer promises for this pair. */
  readonly wanted: boolean;
  readonly got: boolean;
  readonly why: string;
  readonly query: string;
}

/** Counts of (rule, event) pairs, and of rules. */
export interface Tally {
  readonly executor: string;
  readonly suite: string;
  readonly rules: number;
  /** Rules of which at least one pair was compared, and none disagreed. */
  readonly agreeing: number;
  /** Pairs on which the verdict is the rule's. */
  readonly same: number;
  /** Of these, pairs on which the rule matches. */
  readonly matches: number;
  /** Pairs on which an approximate answer errs as it said it would. */
  readonly announced: number;
  /** Pairs that break an assumption of the answer, or that the executor is known to be no witness of, by name. */
  readonly outside: ReadonlyMap<string, number>;
  /** Events that the engine cannot read at all, each with how it is named. */
  readonly unreadable: ReadonlySet<string>;
  readonly unreadablePairs: number;
  /** Rules of which nothing was said, by reason. */
  readonly notSaid: ReadonlyMap<string, readonly string[]>;
  readonly disagreements: readonly Disagreement[];
}

export interface Judged {
  readonly executor: string;
  readonly suite: Suite;
  readonly said: readonly Said[];
  readonly breaks: Breaks;
}

export function judge({ executor, suite, said, breaks }: Judged): Tally {
  const outside = new Map<string, number>();
  const notSaid = new Map<string, string[]>();
  const unreadable = new Set<string>();
  const disagreements: Disagreement[] = [];
  let [agreeing, same, matches, announced, unreadablePairs] = [0, 0, 0, 0, 0];
  for (const [which, rule] of suite.rules.entries()) {
    const one = said[which];
    if (one === undefined) throw new Error(`${executor} left out ${rule.name} of ${suite.name}`);
    if (one.kind === 'not-said') {
      notSaid.set(one.why, [...(notSaid.get(one.why) ?? []), rule.name]);
      continue;
    }
    const asked = suite.asked[which] ?? [];
    if (one.verdicts.length !== asked.length)
      throw new Error(`${executor} gave ${one.verdicts.length} verdicts of ${asked.length} for ${rule.name}`);
    const means = compileCondition(rule.rule.condition);
    const promised = promiseOf(one.answer, means);
    const before = disagreements.length;
    let compared = 0;
    for (const [at, index] of asked.entries()) {
      const event = suite.events[index];
      if (event === undefined) throw new Error(`${suite.name} has no event ${index}`);
      const got = one.verdicts[at];
      const skipped = got === undefined ? one.skipped?.[at] : undefined;
      if (skipped !== undefined) {
        outside.set(skipped, (outside.get(skipped) ?? 0) + 1);
        continue;
      }
      if (got === undefined) {
        unreadablePairs += 1;
        unreadable.add(nameOf(event, index));
        continue;
      }
      const broken = assumptionsOf(one.answer).find((name) => breaks(name, rule.rule, event));
      if (broken !== undefined) {
        outside.set(broken, (outside.get(broken) ?? 0) + 1);
        continue;
      }
      compared += 1;
      const { wanted, why } = promised(event);
      if (got !== wanted || why !== undefined) {
        const reason = why ?? 'another verdict than the rule';
        disagreements.push({
          executor,
          suite: suite.name,
          rule,
          event,
          wanted,
          got,
          why: reason,
          query: one.query,
        });
      } else if (got === means(event)) {
        same += 1;
        if (got) matches += 1;
      } else announced += 1;
    }
    if (compared > 0 && disagreements.length === before) agreeing += 1;
  }
  const rules = suite.rules.length;
  return {
    executor,
    suite: suite.name,
    rules,
    agreeing,
    same,
    matches,
    announced,
    outside,
    unreadable,
    unreadablePairs,
    notSaid,
    disagreements,
  };
}

/**
 * The verdict that the answer promises: the rule's own; or, where it is approximate, that of what it says instead, which
 * may err in the announced direction only.
 */
function promiseOf(answer: Answer, means: (event: CloudTrailEvent) => boolean) {
  if (answer.kind !== 'approximate')
    return (event: CloudTrailEvent) => ({ wanted: means(event), why: undefined });
  const says = compileCondition(answer.says);
  return (event: CloudTrailEvent) => {
    const wanted = says(event);
    const wrongWay = answer.direction === 'over-matches' ? means(event) && !wanted : wanted && !means(event);
    return {
      wanted,
      why: wrongWay ? `what it says instead errs the other way: it ${answer.direction}` : undefined,
    };
  };
}

function assumptionsOf(answer: Answer): readonly string[] {
  return 'assumptions' in answer ? answer.assumptions.map(({ name }) => name) : [];
}

const nameOf = ({ eventID }: CloudTrailEvent, index: number) =>
  typeof eventID === 'string' ? eventID : `event ${index}`;
