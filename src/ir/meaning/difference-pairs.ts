/**
 * Which part of a changed group was which part before.
 *
 * Owns: taking equal parts away, and how much two parts resemble each other. Must not: word anything.
 */
import { canonicalJson } from '../hash.ts';
import type { Meaning, MeaningTest } from './meaning.ts';

export interface PairedParts {
  /** Parts that changed, before and after. */
  readonly pairs: readonly (readonly [Meaning, Meaning])[];
  readonly removed: readonly Meaning[];
  readonly added: readonly Meaning[];
}

/** More comparisons than these are not worth a reviewer's wait: such parts count as removed and added. */
const MOST = 20_000;

export function pairUp(before: readonly Meaning[], after: readonly Meaning[]): PairedParts {
  const [old, now] = withoutCommon(before, after);
  const taken = new Set<Meaning>();
  const pairs: (readonly [Meaning, Meaning])[] = [];
  if (old.length * now.length <= MOST) {
    const scored = old.flatMap((one, i) =>
      now.flatMap((other, j) => {
        const score = likeness(one, other);
        return score > 0 ? [{ one, other, score, i, j }] : [];
      }),
    );
    // The order of parts settles what scores alike, so that the same two rules give the same words.
    scored.sort((a, b) => b.score - a.score || a.i - b.i || a.j - b.j);
    for (const { one, other } of scored) {
      if (taken.has(one) || taken.has(other)) continue;
      taken.add(one).add(other);
      pairs.push([one, other]);
    }
  }
  return {
    pairs,
    removed: old.filter((part) => !taken.has(part)),
    added: now.filter((part) => !taken.has(part)),
  };
}

function withoutCommon(
  before: readonly Meaning[],
  after: readonly Meaning[],
): readonly [readonly Meaning[], readonly Meaning[]] {
  const [old, now] = [before.map(canonicalJson), after.map(canonicalJson)];
  const [inOld, inNow] = [new Set(old), new Set(now)];
  return [
    before.filter((_, at) => !inNow.has(old[at] ?? '')),
    after.filter((_, at) => !inOld.has(now[at] ?? '')),
  ];
}

/** 0: nothing in common. */
function likeness(one: Meaning, other: Meaning): number {
  if (one.kind === 'test' && other.kind === 'test') return likenessOfTests(one, other);
  if (one.kind === 'not' || other.kind === 'not') {
    return one.kind === 'not' && other.kind === 'not' ? likeness(one.of, other.of) : 0;
  }
  if (one.kind === 'some' || other.kind === 'some') {
    return one.kind === 'some' && other.kind === 'some' && one.array === other.array ? 4 : 0;
  }
  const [parts, others] = [partsOf(one), partsOf(other)];
  const [left, right] = withoutCommon(parts, others);
  const common = parts.length - left.length;
  if (left.length * right.length > MOST) return common * 4;
  const best = left.reduce(
    (most, part) => right.reduce((most, another) => Math.max(most, likeness(part, another)), most),
    0,
  );
  return common * 4 + best;
}

const partsOf = (meaning: Meaning): readonly Meaning[] =>
  meaning.kind === 'all' || meaning.kind === 'any' ? meaning.of : [meaning];

function likenessOfTests(one: MeaningTest, other: MeaningTest): number {
  const sameOperator = one.operator === other.operator;
  const sameValues = JSON.stringify(one.values) === JSON.stringify(other.values);
  if (one.field !== undefined && one.field === other.field) {
    const shared = one.values?.some((value) => other.values?.includes(value)) === true;
    return 4 + (sameOperator ? 2 : 0) + (shared ? 1 : 0);
  }
  const sameColumns = one.columns !== undefined && other.columns !== undefined && one.list === other.list;
  if (sameColumns) return 4;
  return sameOperator && sameValues && one.values !== undefined ? 1 : 0;
}
