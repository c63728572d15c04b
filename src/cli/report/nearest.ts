/**
 * The nearest miss: for people, and as plain data.
 *
 * Owns: the words and the shape. Must not: look for it.
 */
import { positionAt } from '../../base/source.ts';
import type { Json } from '../../cloudtrail/event.ts';
import type { Clause, NearestMiss } from '../../evaluate/nearest.ts';
import { describePredicate, quoteText } from '../../ir/describe.ts';
import type { EventChanges } from '../../testing/mutate/difference.ts';
import type { Proof } from '../../testing/nearest/prove.ts';
import { escapeForTerminal, type Paint } from './terminal.ts';
import { cutInside } from './trace-found.ts';
import { placeAsJson } from './trace-json.ts';

export interface NearestView {
  readonly miss: NearestMiss;
  readonly proof: Proof | undefined;
}

/** Clauses of a set that are shown, other sets of the same size, and characters of a clause and of a value. */
const [MOST_CLAUSES, MOST_OTHERS, LONGEST_CLAUSE, LONGEST_VALUE] = [12, 4, 160, 200];

/** Ends with a line feed. */
export function renderNearest({ miss, proof }: NearestView, paint: Paint): string {
  const [first, ...others] = smallestOf(miss);
  if (first === undefined) {
    const said = miss.exact
      ? 'the clauses contradict one another: no verdicts of theirs make the rule match'
      : 'none was found within the bounds of the search';
    return `${paint.bold('nearest miss')}: ${said}\n`;
  }
  const lines = [
    `${paint.bold('nearest miss')}: ${first.length === 1 ? '1 clause' : `${first.length} clauses`} away${miss.exact ? '' : ' at most'}`,
    ...first.slice(0, MOST_CLAUSES).map((clause) => `  ${changeOf(clause)}  ${paint.dim(placeOf(clause))}`),
    ...(first.length > MOST_CLAUSES ? [`  and ${first.length - MOST_CLAUSES} more`] : []),
    ...others.slice(0, MOST_OTHERS).map((set) => `  ${insteadOf(first, set)}`),
    ...(others.length > MOST_OTHERS ? ['  or others that are as near'] : []),
    ...proofLines(miss, proof, paint),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function smallestOf({ sets }: NearestMiss): readonly (readonly Clause[])[] {
  return sets.filter((set) => set.length === sets[0]?.length);
}

/** What would have to become of a clause. */
function changeOf({ of, verdict, within }: Clause): string {
  const at = within.map(({ array, index }) => array.spelled.replace(/\[\]$/, `[${index}]`)).join(' ');
  const where = at === '' ? '' : ` of ${at}`;
  const said =
    of.kind === 'some'
      ? `add an element to ${of.array.spelled}${where}`
      : `make ${verdict ? 'false' : 'true'}${where}: ${describePredicate(of)}`;
  return escapeForTerminal(cutInside(said, LONGEST_CLAUSE));
}

const lineOf = ({ of: { span } }: Clause) => positionAt(span.source, span.start).line;
const placeOf = (clause: Clause) => `line ${lineOf(clause)}`;

/** Another set that is as small, less what it has in common with the first. */
function insteadOf(first: readonly Clause[], set: readonly Clause[]): string {
  const gone = first.filter((clause) => !set.includes(clause));
  const added = set.filter((clause) => !first.includes(clause));
  const lines = [...new Set(gone.map(lineOf))].slice(0, MOST_CLAUSES).join(', ');
  const shown = added.slice(0, 3).map((clause) => `${changeOf(clause)} (${placeOf(clause)})`);
  const more = added.length > shown.length ? `, and ${added.length - shown.length} more` : '';
  return `or, instead of line${lines.includes(',') ? 's' : ''} ${lines}: ${shown.join(', and ')}${more}`;
}

function proofLines(miss: NearestMiss, proof: Proof | undefined, paint: Paint): readonly string[] {
  if (proof === undefined) {
    return ['no event was found that has all of this at once: the clauses may contradict one another'];
  }
  const others = ofSmallest(miss, proof) ? '' : ', where more clauses change than these,';
  const { set, unset } = proof.changes;
  return [
    `${paint.bold('it would match')}${others} with`,
    ...set.map(({ path, value }) => `  set ${escapeForTerminal(`${path}: ${valueInLine(value)}`)}`),
    ...unset.map((path) => `  unset ${escapeForTerminal(path)}`),
  ];
}

function ofSmallest({ sets }: NearestMiss, { set }: Proof): boolean {
  return set !== undefined && sets[set]?.length === sets[0]?.length;
}

function valueInLine(value: Json): string {
  return cutInside(typeof value === 'string' ? quoteText(value) : JSON.stringify(value), LONGEST_VALUE);
}

/** Null for a match. */
export function nearestAsJson(view: NearestView | undefined): object | null {
  if (view === undefined) return null;
  const { miss, proof } = view;
  const smallest = smallestOf(miss);
  return {
    clauses: smallest[0]?.length ?? null,
    exact: miss.exact,
    sets: smallest.map((set) => set.map(clauseAsJson)),
    proof: proof === undefined ? null : proofAsJson(miss, proof),
  };
}

function clauseAsJson(clause: Clause): object {
  const { of, verdict, within } = clause;
  return {
    kind: of.kind === 'some' ? 'element' : 'predicate',
    clause: of.kind === 'some' ? of.array.spelled : describePredicate(of),
    wanted: !verdict,
    place: placeAsJson(of.span),
    within: within.map(({ array, index }) => ({ array: array.spelled, index })),
  };
}

function proofAsJson(miss: NearestMiss, proof: Proof): object {
  const changes: EventChanges = proof.changes;
  return {
    smallest: ofSmallest(miss, proof),
    // Place among `sets`; null where the proof is of none of them.
    set: ofSmallest(miss, proof) ? (proof.set ?? null) : null,
    changes,
    event: proof.event,
  };
}
