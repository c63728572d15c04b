/**
 * Whether a record must be parsed: what its bytes say at a few paths, put to weaker conditions.
 *
 * Owns: what is known of a sort of records (once), and what must be asked of each. Sound: a record that is left out is an event
 * that no rule matches, or lies outside of the time asked for. Must not: scan, parse or count.
 */
import type { FieldPath } from '../../cloudtrail/value.ts';
import type { Verdict } from '../../evaluate/field.ts';
import { indexByFacts } from '../../evaluate/select.ts';
import type { Expression } from '../../ir/expression.ts';
import { isKnown } from '../../ir/weaken.ts';
import { compileResidue, type Further } from './residues.ts';
import { type Mask, maskOf, type Scanner } from './scanner.ts';
import { openSparse, type Reads, unite } from './sparse.ts';
import { choosePaths, keyOf, TELLING } from './wanted.ts';

/** A condition, and what must be known beside it where it holds. */
export interface Lane {
  readonly condition: Expression;
  readonly needs: readonly FieldPath[];
}

/**
 * `parse`: it may match, or may be no event at all. `event`: it is one, and matches nothing. `outside`: one of another time. Numbers:
 * an event for which these lanes hold and no others, and all that they need is among the wanted values.
 */
export type Glanced = 'parse' | 'event' | 'outside' | readonly number[];

export interface Glance {
  /** For `openScanner`. */
  readonly paths: readonly FieldPath[];
  /** What the record is that the scanner scanned last. */
  judge(scanner: Scanner): Glanced;
}

/** What is known of a sort of records. */
type Sort =
  | { readonly kind: 'parse' }
  /** Events. `sure` are lanes that hold for each of them; others only as a group says. */
  | { readonly kind: 'ask'; readonly sure: readonly number[]; readonly groups: readonly Group[] };

const PARSE: Sort = { kind: 'parse' };

/** Conditions that read the same values: one answer for all of them, whatever the sort. */
interface Group {
  readonly reads: Reads;
  readonly mask: Mask;
  readonly asked: readonly { readonly holds: Verdict; readonly lanes: readonly number[] }[];
  /**
   * Lanes that hold, by the number of the values: in most logs the same few people and roles act all day.
   */
  readonly answers: Map<number, readonly number[]>;
}

/** A lane whose condition the sort does not decide. */
interface Left {
  readonly lane: number;
  readonly further: Further;
}

/** Compiles the conditions once. `always` is needed of each match. `isWithin` is asked about the eventTime of each event. */
export function compileGlance(
  lanes: readonly Lane[],
  always: readonly FieldPath[],
  isWithin: ((eventTime: string | undefined) => boolean) | undefined,
): Glance {
  const { paths, sorting, time } = choosePaths(lanes, always);
  const sparse = openSparse(paths);
  const ofSort = { values: paths.slice(0, sorting).map((_, at) => at), derived: [] };
  const sortMask = maskOf(ofSort.values);
  const sortPaths = new Set(paths.slice(0, sorting).map(keyOf));
  const allPaths = new Set(paths.map(keyOf));
  const known = {
    isWanted: (path: FieldPath) => allPaths.has(keyOf(path)),
    isOfSort: (path: FieldPath) => sortPaths.has(keyOf(path)),
  };
  const knowsAlways = always.every(known.isWanted);
  const isCovered = lanes.map(
    ({ condition, needs }) =>
      knowsAlways && isKnown(condition, known.isWanted) && needs.every(known.isWanted),
  );
  const visit = indexByFacts(
    lanes.map(({ condition }, lane) => ({
      lane,
      condition,
      residue: compileResidue(condition, known, sparse),
    })),
  );
  const groupsOf = openGroups();
  const sorts: Sort[] = [];
  const sortOf = (scanner: Scanner): Sort => {
    if (!isSurelyEvent(scanner)) return PARSE;
    sparse.fill(scanner, ofSort);
    const sure: number[] = [];
    const left: Left[] = [];
    visit(sparse.event, ({ lane, residue }) => {
      const further = residue();
      if (further === true) sure.push(lane);
      else if (further !== false) left.push({ lane, further });
    });
    if (sure.some((lane) => isCovered[lane] === false)) return PARSE;
    return { kind: 'ask', sure, groups: groupsOf(left) };
  };
  const answerOf = (scanner: Scanner, { reads, mask, asked, answers }: Group): readonly number[] => {
    const number = scanner.numberOf(mask);
    const answered = number < 0 ? undefined : answers.get(number);
    if (answered !== undefined) return answered;
    sparse.fill(scanner, reads);
    const holding = asked.filter(({ holds }) => holds(sparse.event)).flatMap(({ lanes: all }) => all);
    const answer = holding.length === 0 ? NONE : holding;
    if (number >= 0) answers.set(number, answer);
    return answer;
  };
  return {
    paths,
    judge(scanner) {
      if (scanner.isUnsure()) return 'parse';
      const number = scanner.numberOf(sortMask);
      const sort = (number < 0 ? undefined : sorts[number]) ?? sortOf(scanner);
      if (number >= 0) sorts[number] = sort;
      if (sort.kind === 'parse') return 'parse';
      if (isWithin !== undefined) {
        const text = scanner.valueAt(time);
        if (!isWithin(typeof text === 'string' ? text : undefined)) return 'outside';
      }
      let holding = sort.sure;
      for (const group of sort.groups) {
        const answer = answerOf(scanner, group);
        if (answer.length === 0) continue;
        if (answer.some((lane) => isCovered[lane] === false)) return 'parse';
        holding = holding.length === 0 ? answer : [...holding, ...answer];
      }
      return holding.length === 0 ? 'event' : holding;
    },
  };
}

const NONE: readonly number[] = [];

/** Puts conditions together by what they read; the same ones give the same groups, with what was answered before. */
function openGroups(): (left: readonly Left[]) => readonly Group[] {
  const known = new Map<string, Group>();
  return (left) => {
    const byReads = new Map<string, Left[]>();
    for (const one of left) {
      const reads = one.further.reads.values.join();
      const alike = byReads.get(reads);
      if (alike === undefined) byReads.set(reads, [one]);
      else alike.push(one);
    }
    return [...byReads.values()].map((alike) => {
      const key = alike.map(({ lane, further }) => `${lane}:${further.number}`).join();
      const group = known.get(key) ?? groupOf(alike);
      known.set(key, group);
      return group;
    });
  };
}

/** Conditions that mean the same are asked once. */
function groupOf(alike: readonly Left[]): Group {
  const asked = new Map<number, { readonly holds: Verdict; readonly lanes: number[] }>();
  for (const { lane, further } of alike) {
    const one = asked.get(further.number);
    if (one === undefined) asked.set(further.number, { holds: further.holds, lanes: [lane] });
    else one.lanes.push(lane);
  }
  const reads = unite(alike.map(({ further }) => further.reads));
  return { reads, mask: maskOf(reads.values), asked: [...asked.values()], answers: new Map() };
}

/** As `unwrap` would say of it (cloudtrail/envelopes.ts, record.ts); false leaves it to that. */
function isSurelyEvent(scanner: Scanner): boolean {
  const name = scanner.valueAt(TELLING.eventName);
  const source = scanner.valueAt(TELLING.eventSource);
  return (
    typeof name === 'string' &&
    typeof source === 'string' &&
    !source.startsWith('aws:') &&
    scanner.valueAt(TELLING.eventCategory) !== 'Insight' &&
    scanner.valueAt(TELLING.eventType) !== 'AwsCloudTrailInsight' &&
    scanner.valueAt(TELLING._raw) === undefined
  );
}
