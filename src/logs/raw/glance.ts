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
import { sha256 } from '../../ir/hash.ts';
import { compileResidue, type Further } from './residues.ts';
import { type Mask, maskOf, type Scanner } from './scanner.ts';
import { openSparse, type Reads, unite } from './sparse.ts';
import { choosePaths, keyOf, TELLING } from './wanted.ts';

/** `parse`: it may match, or may be no event at all. `event`: it is one, and matches nothing. `outside`: one of another time. */
export type Glanced = 'parse' | 'event' | 'outside';

export interface Glance {
  /** For `openScanner`. */
  readonly paths: readonly FieldPath[];
  /** What the record is that the scanner scanned last. */
  judge(scanner: Scanner): Glanced;
}

/** What is known of a sort of records. */
type Sort =
  | { readonly kind: 'parse' }
  /** Events. None can match but one for which a question of one of the groups is answered with yes. */
  | { readonly kind: 'ask'; readonly groups: readonly Group[] };

const PARSE: Sort = { kind: 'parse' };

/** Conditions that read the same values: one answer for all of them, whatever the sort. */
interface Group {
  readonly reads: Reads;
  readonly mask: Mask;
  readonly conditions: readonly Verdict[];
  /** What was answered before, by the number of the values: in most logs the same few people and roles act all day. */
  readonly answers: Map<number, boolean>;
}

/** Compiles the conditions once. `isWithin` is asked about the eventTime of each event. */
export function compileGlance(
  conditions: readonly Expression[],
  isWithin: ((eventTime: string | undefined) => boolean) | undefined,
): Glance {
  const { paths, sorting, time } = choosePaths(conditions);
  const sparse = openSparse(paths);
  const ofSort = { values: paths.slice(0, sorting).map((_, at) => at), derived: [] };
  const sortMask = maskOf(ofSort.values);
  const sortPaths = new Set(paths.slice(0, sorting).map(keyOf));
  const allPaths = new Set(paths.map(keyOf));
  const known = {
    isWanted: (path: FieldPath) => allPaths.has(keyOf(path)),
    isOfSort: (path: FieldPath) => sortPaths.has(keyOf(path)),
  };
  const lanes = conditions.map((condition) => ({
    condition,
    residue: compileResidue(condition, known, sparse),
  }));
  const visit = indexByFacts(lanes);
  const groupsOf = openGroups();
  const sorts: Sort[] = [];
  const sortOf = (scanner: Scanner): Sort => {
    if (!isSurelyEvent(scanner)) return PARSE;
    sparse.fill(scanner, ofSort);
    const left: Further[] = [];
    let mustParse = false;
    visit(sparse.event, ({ residue }) => {
      if (mustParse) return;
      const further = residue();
      if (further === true) mustParse = true;
      else if (further !== false) left.push(further);
    });
    return mustParse ? PARSE : { kind: 'ask', groups: groupsOf(left) };
  };
  const mayMatch = (scanner: Scanner, { reads, mask, conditions: asked, answers }: Group): boolean => {
    const number = scanner.numberOf(mask);
    const answered = number < 0 ? undefined : answers.get(number);
    if (answered !== undefined) return answered;
    sparse.fill(scanner, reads);
    const answer = asked.some((holds) => holds(sparse.event));
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
      for (const group of sort.groups) if (mayMatch(scanner, group)) return 'parse';
      return 'event';
    },
  };
}

/** Puts conditions together by what they read; the same ones give the same groups, with what was answered before. */
function openGroups(): (left: readonly Further[]) => readonly Group[] {
  const known = new Map<string, Group>();
  return (left) => {
    const byReads = new Map<string, Map<string, Further>>();
    for (const further of left) {
      const reads = further.reads.values.join();
      const alike = byReads.get(reads) ?? new Map<string, Further>();
      byReads.set(reads, alike.set(further.hash, further));
    }
    return [...byReads.values()].map((alike) => {
      const key = sha256([...alike.keys()].sort().join());
      const all = [...alike.values()];
      const group = known.get(key) ?? {
        reads: unite(all.map(({ reads }) => reads)),
        mask: maskOf(all[0]?.reads.values ?? []),
        conditions: all.map(({ holds }) => holds),
        answers: new Map(),
      };
      known.set(key, group);
      return group;
    });
  };
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
