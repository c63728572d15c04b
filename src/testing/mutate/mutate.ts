/**
 * How well a rule's tests hold its condition fast: each mutant is run through them.
 *
 * Owns: which mutants count, and when one is killed. Plain data for every output format. Must not: read files or print.
 */
import type { Span } from '../../base/source.ts';
import { compileCondition } from '../../evaluate/condition.ts';
import { meaningOf } from '../../ir/meaning/meaning.ts';
import type { RuleIr } from '../../ir/rule.ts';
import { mutantsOf } from './mutants.ts';
import type { MutationKind } from './mutation.ts';
import { findWitness, type Witness } from './witness.ts';

export interface Survivor {
  readonly kind: MutationKind;
  /** What was changed without any test noticing: "`readOnly equals 'false'` is dropped". */
  readonly change: string;
  /** In the rule, or in a list. */
  readonly span: Span;
  /** Absent where the search found none. */
  readonly witness?: Witness;
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
  /** Left out: their normal form is the rule's. */
  readonly equivalent: number;
  /** In the order of the source. */
  readonly survivors: readonly Survivor[];
}

/** The rule is lowered for its tests: params have their example values. */
export function mutateRule({ condition, document }: RuleIr): MutationReport {
  const { tests } = document;
  const original = compileCondition(condition);
  const judged = tests.map((test) => ({ test, verdict: original(test.event) }));
  // Where the rule matches, one change is most often enough to show a difference.
  const inOrder = [...judged.filter(({ verdict }) => verdict), ...judged.filter(({ verdict }) => !verdict)];
  const known = new Set<string>();
  const own = meaningOf(condition).sha256;
  const survivors: Survivor[] = [];
  let [equivalent, killed] = [0, 0];
  for (const mutant of mutantsOf(condition)) {
    const { sha256 } = meaningOf(mutant.condition);
    if (sha256 === own) equivalent += 1;
    if (sha256 === own || known.has(sha256)) continue;
    known.add(sha256);
    const changed = compileCondition(mutant.condition);
    if (judged.some(({ test, verdict }) => changed(test.event) !== verdict)) {
      killed += 1;
      continue;
    }
    const { kind, change, span } = mutant;
    const found = findWitness({
      mutant,
      condition,
      original,
      changed,
      tests: inOrder.map(({ test }) => test),
    });
    survivors.push({ kind, change, span, ...(found === undefined ? {} : { witness: found }) });
  }
  return {
    rule: document.stem,
    id: document.id.value,
    path: document.path,
    tests: tests.length,
    failing: judged.filter(({ test, verdict }) => verdict !== (test.expect === 'match')).length,
    mutants: known.size,
    killed,
    equivalent,
    survivors,
  };
}

/** Killed out of all, in percent and not rounded; 100 where there is nothing to kill. */
export function scoreOf(reports: readonly Pick<MutationReport, 'killed' | 'mutants'>[]): number {
  const [killed, mutants] = [sum(reports.map((one) => one.killed)), sum(reports.map((one) => one.mutants))];
  return mutants === 0 ? 100 : (100 * killed) / mutants;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
