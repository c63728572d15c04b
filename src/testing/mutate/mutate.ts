/**
 * How well a rule's tests hold its condition fast: each mutant is run through them.
 *
 * Owns: which mutants count, and when one is killed. Plain data for every output format. Must not: read files or print.
 */
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Span } from '../../base/source.ts';
import { compileCondition } from '../../evaluate/condition.ts';
import { meaningOf } from '../../ir/meaning/meaning.ts';
import type { RuleIr } from '../../ir/rule.ts';
import { acceptedBy, idleAcceptances } from './accepted.ts';
import { killsByGenerated } from './generated.ts';
import { mutantsOf } from './mutants.ts';
import type { MutationKind } from './mutation.ts';
import { findWitness, type Witness } from './witness.ts';

export interface Survivor {
  readonly kind: MutationKind;
  /** What was changed without any test noticing: "`readOnly equals 'false'` is dropped". */
  readonly change: string;
  /** In the rule, or in a list. */
  readonly span: Span;
  /** Absent where the search found none, and for what is accepted, which is not searched for. */
  readonly witness?: Witness;
  /** Why the rule accepts it. Absent: it is unexplained. */
  readonly because?: string;
}

export interface MutationReport {
  /** Stem of the rule's file. */
  readonly rule: string;
  readonly id: string;
  readonly path: string;
  readonly tests: number;
  /** Tests whose verdict is not the expected one; a score says little while there are any. */
  readonly failing: number;
  /** Different in meaning from the rule and from each other. */
  readonly mutants: number;
  readonly killed: number;
  /** Of the killed: entries of lists that no test of the rule notices, but an event made from one. */
  readonly killedByGenerated: number;
  /** Survivors that the rule accepts with a reason, and those that it does not. */
  readonly accepted: number;
  readonly unexplained: number;
  /** Left out: their normal form is the rule's. */
  readonly equivalent: number;
  /** In the order of the source. */
  readonly survivors: readonly Survivor[];
  /** What the rule accepts without need. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The rule is lowered for its tests: params have their example values. */
export function mutateRule(rule: RuleIr): MutationReport {
  const { condition, document } = rule;
  const { tests } = document;
  const original = compileCondition(condition);
  const judged = tests.map((test) => ({ test, verdict: original(test.event) }));
  // Where the rule matches, one change is most often enough to show a difference.
  const inOrder = [...judged.filter(({ verdict }) => verdict), ...judged.filter(({ verdict }) => !verdict)];
  const known = new Set<string>();
  const own = meaningOf(condition).sha256;
  const survivors: Survivor[] = [];
  const accepted = acceptedBy(document);
  const isKilledByGenerated = killsByGenerated(rule);
  const killed = new Set<string>();
  let [equivalent, killedByTests, killedByGenerated] = [0, 0, 0];
  for (const mutant of mutantsOf(condition)) {
    const { sha256 } = meaningOf(mutant.condition);
    if (sha256 === own) equivalent += 1;
    if (sha256 === own || known.has(sha256)) continue;
    known.add(sha256);
    const changed = compileCondition(mutant.condition);
    const { kind, change, span } = mutant;
    const byTests = judged.some(({ test, verdict }) => changed(test.event) !== verdict);
    if (byTests || isKilledByGenerated(mutant)) {
      if (byTests) killedByTests += 1;
      else killedByGenerated += 1;
      killed.add(change);
      continue;
    }
    const because = accepted.get(change);
    if (because !== undefined) {
      survivors.push({ kind, change, span, because });
      continue;
    }
    const found = findWitness({
      mutant,
      condition,
      original,
      changed,
      tests: inOrder.map(({ test }) => test),
    });
    survivors.push({ kind, change, span, ...(found === undefined ? {} : { witness: found }) });
  }
  const explained = survivors.filter(({ because }) => because !== undefined).length;
  return {
    rule: document.stem,
    id: document.id.value,
    path: document.path,
    tests: tests.length,
    failing: judged.filter(({ test, verdict }) => verdict !== (test.expect === 'match')).length,
    mutants: known.size,
    killed: killedByTests + killedByGenerated,
    killedByGenerated,
    accepted: explained,
    unexplained: survivors.length - explained,
    equivalent,
    survivors,
    diagnostics: idleAcceptances(document, killed, new Set(survivors.map(({ change }) => change))),
  };
}

type Counted = Pick<MutationReport, 'killed' | 'accepted' | 'mutants'>;

/** Killed out of all, in percent and not rounded; 100 where there is nothing to kill. */
export const scoreOf = (reports: readonly Counted[]): number => percentOf(reports, ({ killed }) => killed);

/** Killed or accepted out of all: what a threshold asks for. In percent, as above. */
export const explainedOf = (reports: readonly Counted[]): number =>
  percentOf(reports, ({ killed, accepted }) => killed + accepted);

function percentOf(reports: readonly Counted[], counted: (report: Counted) => number): number {
  const sum = (count: (report: Counted) => number) =>
    reports.reduce((total, report) => total + count(report), 0);
  const mutants = sum((report) => report.mutants);
  return mutants === 0 ? 100 : (100 * sum(counted)) / mutants;
}
