/**
 * An event on which a condition and its mutant disagree: what a test that is missing would hold.
 *
 * Owns: the search, which starts from the events of the rule's tests, is bounded, and the same on every run. That
 * nothing is found proves nothing. Must not: judge the mutant.
 */
import type { CloudTrailEvent } from '../../cloudtrail/event.ts';
import type { TestDocument } from '../../content/document.ts';
import { compileCondition } from '../../evaluate/condition.ts';
import type { Verdict } from '../../evaluate/field.ts';
import type { Expression } from '../../ir/expression.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { type EventChanges, eventChanges } from './difference.ts';
import type { Mutant } from './mutation.ts';

export interface Witness {
  /** Name of the test whose event was changed. */
  readonly test: string;
  readonly changes: EventChanges;
  readonly event: CloudTrailEvent;
  /** What the rule says, and what the mutant would say instead. */
  readonly verdict: TestDocument['expect'];
  readonly mutantVerdict: TestDocument['expect'];
}

export interface SearchInput {
  readonly mutant: Mutant;
  readonly condition: Expression;
  readonly original: Verdict;
  readonly changed: Verdict;
  /** The tests on which the rule matches first: there the rest of the condition holds already. */
  readonly tests: readonly TestDocument[];
}

/** Events tried with one change, and with two. */
const [MOST_SINGLE, MOST_PAIRS] = [4_000, 20_000];

export function findWitness(input: SearchInput): Witness | undefined {
  const { mutant, condition, tests } = input;
  const here = candidatesOf([mutant.to, mutant.from], mutant.arrays);
  let left = MOST_SINGLE;
  for (const test of tests) {
    for (const event of changedBy(here, test.event)) {
      if (disagree(input, event)) return witness(input, test, event);
      left -= 1;
      if (left === 0) break;
    }
    if (left === 0) break;
  }
  // The clause may decide nothing until another one holds, or no longer does.
  const elsewhere = candidatesOf([condition], []);
  const atoms = atomsOf(condition).map((atom) => compileCondition(atom));
  left = MOST_PAIRS;
  for (const test of tests) {
    for (const between of differing(atoms, changedBy(elsewhere, test.event))) {
      for (const event of changedBy(here, between)) {
        if (disagree(input, event)) return witness(input, test, event);
        left -= 1;
        if (left === 0) return undefined;
      }
    }
  }
  return undefined;
}

function* changedBy(candidates: readonly Candidate[], event: CloudTrailEvent): Generator<CloudTrailEvent> {
  for (const candidate of candidates) yield* candidate(event);
}

/** Of events that meet and miss the same clauses, the first. */
function* differing(
  atoms: readonly Verdict[],
  events: Iterable<CloudTrailEvent>,
): Generator<CloudTrailEvent> {
  const seen = new Set<string>();
  for (const event of events) {
    const verdicts = atoms.map((atom) => (atom(event) ? '1' : '0')).join('');
    if (seen.has(verdicts)) continue;
    seen.add(verdicts);
    yield event;
  }
}

/** What can be asked of an event by itself: predicates, and a `some` as a whole. */
function atomsOf(expression: Expression): readonly Expression[] {
  if (expression.kind === 'not') return atomsOf(expression.of);
  return expression.kind === 'all' || expression.kind === 'any'
    ? expression.of.flatMap(atomsOf)
    : [expression];
}

const disagree = ({ original, changed }: SearchInput, event: CloudTrailEvent) =>
  original(event) !== changed(event);

function witness({ original }: SearchInput, test: TestDocument, event: CloudTrailEvent): Witness {
  const verdict = original(event);
  return {
    test: test.name.value,
    changes: eventChanges(test.event, event),
    event,
    verdict: word(verdict),
    mutantVerdict: word(!verdict),
  };
}

const word = (verdict: boolean) => (verdict ? 'match' : 'no-match');
