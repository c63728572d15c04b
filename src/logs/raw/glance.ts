/**
 * Whether a record must be parsed: what its bytes say at a few paths, put to weaker conditions.
 *
 * Owns: what is known of a sort of records (once), and what must be asked of each. Sound: a record that is left out is an event
 * that no rule matches, or lies outside of the time asked for. Must not: scan, parse or count.
 */
import type { FieldPath } from '../../cloudtrail/value.ts';
import { compileCondition } from '../../evaluate/condition.ts';
import type { Verdict } from '../../evaluate/field.ts';
import { indexByFacts } from '../../evaluate/select.ts';
import { type Expression, pathsOfCondition } from '../../ir/expression.ts';
import { conditionHash } from '../../ir/hash.ts';
import { weaken } from '../../ir/weaken.ts';
import type { Scanner } from './scanner.ts';
import { openSparse, type Reads, type Sparse, unite } from './sparse.ts';
import { choosePaths, keyOf, TELLING } from './wanted.ts';

/** `parse`: it may match, or may be no event at all. `event`: it is one, and matches nothing. `outside`: one of another time. */
export type Glanced = 'parse' | 'event' | 'outside';

export interface Glance {
  /** For `openScanner`, with the number of those that make a record's sort. */
  readonly paths: readonly FieldPath[];
  readonly sorting: number;
  /** What the record is that the scanner scanned last. */
  judge(scanner: Scanner): Glanced;
}

/** What is known of a sort of records. */
type Sort =
  | { readonly kind: 'parse' }
  /** Events. None can match but one for which one of the conditions holds. */
  | {
      readonly kind: 'ask';
      readonly conditions: readonly Verdict[];
      readonly reads: Reads;
      readonly answers: Answers;
    };

const PARSE: Sort = { kind: 'parse' };

/** A condition of which more is known than the sort says. */
interface Further {
  readonly hash: string;
  readonly holds: Verdict;
  readonly reads: Reads;
}

/** Compiles the conditions once. `isWithin` is asked about the eventTime of each event. */
export function compileGlance(
  conditions: readonly Expression[],
  isWithin: ((eventTime: string | undefined) => boolean) | undefined,
): Glance {
  const { paths, sorting, time } = choosePaths(conditions);
  const sparse = openSparse(paths);
  const ofSort = { values: paths.slice(0, sorting).map((_, at) => at), derived: [] };
  const sortPaths = new Set(paths.slice(0, sorting).map(keyOf));
  const allPaths = new Set(paths.map(keyOf));
  const lanes = conditions.map((one) => {
    const condition = weaken(one, (path) => sortPaths.has(keyOf(path)));
    return {
      condition,
      mayHold: compileCondition(condition),
      further: furtherOf(
        weaken(one, (path) => allPaths.has(keyOf(path))),
        sortPaths,
        sparse,
      ),
    };
  });
  const visit = indexByFacts(lanes);
  const sorts: Sort[] = [];
  const sortOf = (scanner: Scanner): Sort => {
    if (!isSurelyEvent(scanner)) return PARSE;
    sparse.fill(scanner, ofSort);
    const asked = new Map<string, Further>();
    let mustParse = false;
    visit(sparse.event, ({ mayHold, further }) => {
      if (!mayHold(sparse.event)) return;
      if (further === undefined) mustParse = true;
      else asked.set(further.hash, further);
    });
    if (mustParse) return PARSE;
    const all = [...asked.values()];
    const reads = unite(all.map((further) => further.reads));
    return { kind: 'ask', conditions: all.map(({ holds }) => holds), reads, answers: openAnswers() };
  };
  const ask = ({ conditions: asked, reads }: Extract<Sort, { kind: 'ask' }>): boolean => {
    sparse.derive(reads);
    for (const holds of asked) if (holds(sparse.event)) return true;
    return false;
  };
  return {
    paths,
    sorting,
    judge(scanner) {
      if (scanner.isUnsure()) return 'parse';
      const number = scanner.sort();
      const sort = (number < 0 ? undefined : sorts[number]) ?? sortOf(scanner);
      if (number >= 0) sorts[number] = sort;
      if (sort.kind === 'parse') return 'parse';
      if (isWithin !== undefined) {
        const text = scanner.valueAt(time);
        if (!isWithin(typeof text === 'string' ? text : undefined)) return 'outside';
      }
      if (sort.conditions.length === 0) return 'event';
      const key = sparse.fill(scanner, sort.reads);
      const answer = sort.answers.find(key) ?? sort.answers.keep(key, ask(sort));
      return answer ? 'parse' : 'event';
    },
  };
}

/** What was answered to the values of a record before: in most logs the same few people and roles act all day. */
interface Answers {
  find(key: string): boolean | undefined;
  /** Returns `answer`. */
  keep(key: string, answer: boolean): boolean;
}

/** Answers that are kept for a sort. */
const MAX_ANSWERS = 2_000;

function openAnswers(): Answers {
  const answers = new Map<string, boolean>();
  let found = 0;
  let asked = 0;
  // Where the values never come again, remembering them costs more than it saves.
  const pays = () => asked < MAX_ANSWERS || found * 4 > asked;
  return {
    find(key) {
      asked += 1;
      const answer = answers.get(key);
      if (answer !== undefined) found += 1;
      return answer;
    },
    keep(key, answer) {
      if (answers.size < MAX_ANSWERS && pays()) answers.set(key, answer);
      return answer;
    },
  };
}

/** Undefined where the sort of a record says as much. */
function furtherOf(
  condition: Expression,
  sortPaths: ReadonlySet<string>,
  sparse: Sparse,
): Further | undefined {
  if (pathsOfCondition(condition).every((path) => sortPaths.has(keyOf(path)))) return undefined;
  const adapted = sparse.adapt(condition);
  return {
    hash: conditionHash(condition),
    holds: compileCondition(adapted.condition),
    reads: adapted.reads,
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
