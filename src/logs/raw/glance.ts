/**
 * Whether a record must be parsed: what its bytes say at a few paths, put to weaker conditions.
 *
 * Owns: what is known of a sort of records (once), and what must be asked of each. Sound: a record that is left out is an event
 * that no rule matches, or lies outside of the time asked for. Must not: scan, parse or count.
 */
import { isSurelyEvent } from '../../cloudtrail/envelopes.ts';
import type { FieldPath } from '../../cloudtrail/value.ts';
import { indexByFacts } from '../../evaluate/select.ts';
import type { Expression } from '../../ir/expression.ts';
import { isKnown } from '../../ir/weaken.ts';
import { add, isEmpty, keep, type LaneSet, lanesOf, meet, openSet, setOf, unite } from './lane-set.ts';
import { openResidues } from './residues.ts';
import { maskOf, type Scanner, SORTS, VALUES } from './scanner.ts';
import { openSparse } from './sparse.ts';
import { type Left, openSteps, type Step } from './steps.ts';
import { choosePaths, keyOf } from './wanted.ts';

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
  /** Events. `sure` lanes hold for each of them, those of `left` where every step that concerns them says so. */
  | {
      readonly kind: 'ask';
      readonly sure: LaneSet;
      readonly left: LaneSet;
      readonly steps: readonly Step[];
    };

const PARSE: Sort = { kind: 'parse' };

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
  const isWanted = (path: FieldPath) => allPaths.has(keyOf(path));
  const residues = openResidues({ isWanted, isOfSort: (path) => sortPaths.has(keyOf(path)) }, sparse);
  /** Lanes of which the wanted values do not say all. */
  const unknown = openSet(lanes.length);
  for (const [lane, { condition, needs }] of lanes.entries())
    if (!isKnown(condition, isWanted) || ![...always, ...needs].every(isWanted)) add(unknown, lane);
  const visit = indexByFacts(
    lanes.map(({ condition }, lane) => ({ lane, condition, residue: residues.compile(condition) })),
  );
  const steps = openSteps(lanes.length, sparse);
  let sorts: Sort[] = [];
  /** A log has ever new values: those of the last days are worth remembering, and memory has a bound. */
  const forget = (scanner: Scanner): void => {
    if (scanner.isFull(SORTS)) {
      scanner.forget(SORTS);
      sorts = [];
    }
    if (scanner.isFull(VALUES)) {
      scanner.forget(VALUES);
      steps.forget();
    }
  };
  const sortOf = (scanner: Scanner): Sort => {
    sparse.fill(scanner, ofSort);
    if (!isSurelyEvent(sparse.event)) return PARSE;
    residues.next();
    const sure: number[] = [];
    const left: Left[] = [];
    visit(sparse.event, ({ lane, residue }, isOfCall) => {
      const further = residue();
      if (further === true) sure.push(lane);
      else if (further !== false) left.push({ lane, further, isOfCall });
    });
    const isSure = setOf(lanes.length, sure);
    if (meet(isSure, unknown)) return PARSE;
    const isLeft = setOf(
      lanes.length,
      left.map(({ lane }) => lane),
    );
    return { kind: 'ask', sure: isSure, left: isLeft, steps: steps.of(left) };
  };
  const holding = openSet(lanes.length);
  return {
    paths,
    judge(scanner) {
      if (scanner.isUnsure()) return 'parse';
      forget(scanner);
      const number = scanner.numberOf(SORTS, sortMask);
      const sort = (number < 0 ? undefined : sorts[number]) ?? sortOf(scanner);
      if (number >= 0) sorts[number] = sort;
      if (sort.kind === 'parse') return 'parse';
      if (isWithin !== undefined) {
        const text = scanner.valueAt(time);
        if (!isWithin(typeof text === 'string' ? text : undefined)) return 'outside';
      }
      holding.set(sort.left);
      for (const { concerned, answer } of sort.steps)
        if (meet(holding, concerned)) keep(holding, concerned, answer(scanner));
      if (meet(holding, unknown)) return 'parse';
      unite(holding, sort.sure);
      return isEmpty(holding) ? 'event' : lanesOf(holding);
    },
  };
}
