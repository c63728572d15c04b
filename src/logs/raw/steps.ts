/**
 * What is left to be asked of the records of a sort, value by value.
 *
 * Owns: conditions put together by the values that they read, so that one answer, kept, serves for all of them and for every
 * record with the same values; and the order: first what reads fewest. Must not: know sorts.
 */
import type { CloudTrailEvent } from '../../cloudtrail/event.ts';
import type { Verdict } from '../../evaluate/field.ts';
import { add, type LaneSet, openSet, unite } from './lane-set.ts';
import type { Further, Question } from './residues.ts';
import { type Mask, maskOf, type Scanner, VALUES } from './scanner.ts';
import type { Reads, Sparse } from './sparse.ts';

/** A lane whose condition the sort does not decide. */
export interface Left {
  readonly lane: number;
  readonly further: Further;
  /** Whether it asks for the calls that the sort is of. */
  readonly isOfCall: boolean;
}

/** A lane holds when all its parts do: one in each step that concerns it. */
export interface Step {
  readonly concerned: LaneSet;
  /** Of the lanes that it concerns, those whose part holds for the record that the scanner scanned last. */
  answer(scanner: Scanner): LaneSet;
  /** Forgets what was answered before. */
  forget(): void;
}

export interface Steps {
  /** What is to be asked where this is left; the same where the same is left, with what was answered before. */
  of(left: readonly Left[]): readonly Step[];
  /** Forgets all answers. */
  forget(): void;
}

/** `lanes`: how many there are. */
export function openSteps(lanes: number, sparse: Sparse): Steps {
  const known = new Map<string, readonly Step[]>();
  const steps = new Map<string, Step>();
  return {
    of(left) {
      const all = left.map(({ lane, further }) => `${lane}:${further.number}`).join();
      const found = known.get(all);
      if (found !== undefined) return found;
      const made = byReads(left).map((alike) => {
        const key = alike.map(({ lane, part }) => `${lane}:${part.number}`).join();
        const step = steps.get(key) ?? openStep(lanes, alike, sparse);
        steps.set(key, step);
        return step;
      });
      known.set(all, made);
      return made;
    },
    forget() {
      for (const step of steps.values()) step.forget();
    },
  };
}

interface LanePart {
  readonly lane: number;
  readonly part: Further['parts'][number];
}

/**
 * Few values are more often the same than many. Lanes that ask for no call stand apart: they are the same for records of other calls,
 * and with them what was answered.
 */
function byReads(left: readonly Left[]): readonly (readonly LanePart[])[] {
  const groups = new Map<string, LanePart[]>();
  for (const { lane, further, isOfCall } of left) {
    for (const part of further.parts) {
      const key = `${isOfCall}:${part.reads.values.join()}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [{ lane, part }]);
      else group.push({ lane, part });
    }
  }
  const width = ([first]: readonly LanePart[]) => first?.part.reads.values.length ?? 0;
  return [...groups.values()].sort((a, b) => width(a) - width(b));
}

function openStep(lanes: number, alike: readonly LanePart[], sparse: Sparse): Step {
  const concerned = openSet(lanes);
  for (const { lane } of alike) add(concerned, lane);
  const reads: Reads = {
    values: alike[0]?.part.reads.values ?? [],
    derived: [...new Set(alike.flatMap(({ part }) => part.reads.derived))],
  };
  const mask: Mask = maskOf(reads.values);
  const ask = compileParts(lanes, alike);
  const answers = new Map<number, LaneSet>();
  return {
    concerned,
    answer(scanner) {
      const number = scanner.numberOf(VALUES, mask);
      const answered = number < 0 ? undefined : answers.get(number);
      if (answered !== undefined) return answered;
      sparse.fill(scanner, reads);
      const answer = ask(sparse.event);
      if (number >= 0) answers.set(number, answer);
      return answer;
    },
    forget: () => answers.clear(),
  };
}

const UNASKED = 0;
const HOLDS = 1;
const FAILS = 2;

/** Of which lanes the part holds. What many parts ask is asked once, and first. */
function compileParts(lanes: number, alike: readonly LanePart[]): (event: CloudTrailEvent) => LaneSet {
  const parts = new Map<number, { readonly of: readonly Question[]; readonly set: LaneSet }>();
  const counts = new Map<number, number>();
  for (const { lane, part } of alike) {
    const known = parts.get(part.number);
    if (known === undefined)
      for (const { number } of part.of) counts.set(number, (counts.get(number) ?? 0) + 1);
    const one = known ?? { of: part.of, set: openSet(lanes) };
    parts.set(part.number, one);
    add(one.set, lane);
  }
  const places = new Map([...counts.keys()].map((number, at) => [number, at]));
  const placeOf = ({ number }: Question) => places.get(number) as number;
  const verdicts: Verdict[] = [];
  for (const { of } of parts.values())
    for (const question of of) verdicts[placeOf(question)] = question.holds;
  const asked = [...parts.values()].map(({ of, set }) => {
    const common = [...of].sort((a, b) => (counts.get(b.number) ?? 0) - (counts.get(a.number) ?? 0));
    return { of: common.map(placeOf), set };
  });
  const truths = new Uint8Array(places.size);
  const none = openSet(lanes);
  return (event) => {
    truths.fill(UNASKED);
    let answer = none;
    for (const { of, set } of asked) {
      let holds = true;
      for (const question of of) {
        if (truths[question] === UNASKED)
          truths[question] = verdicts[question]?.(event) === true ? HOLDS : FAILS;
        if (truths[question] === HOLDS) continue;
        holds = false;
        break;
      }
      if (!holds) continue;
      // Most hold for nothing, and share one empty set.
      if (answer === none) answer = openSet(lanes);
      unite(answer, set);
    }
    return answer;
  };
}
