/**
 * Which entries of lists decide a verdict: in a test, or in an event made from one.
 *
 * Owns: making those events. An entry is used where an event is judged otherwise without it. Must not: change what a
 * test says; an event that is made counts for the entry alone.
 */
import type { Span } from '../base/source.ts';
import type { CloudTrailEvent } from '../cloudtrail/event.ts';
import { setIn } from '../content/event-patch.ts';
import type { PathStep } from '../content/event-path.ts';
import { compileCondition } from '../evaluate/condition.ts';
import { compileMembership } from '../evaluate/membership.ts';
import type { Expression, PredicateOf } from '../ir/expression.ts';
import { type Asked, compileVisit, type NumberedNode, withNode } from './coverage-nodes.ts';

type Membership = PredicateOf<'inList'>;
type MembershipRow = Membership['rows'][number];
type FieldRef = Membership['columns'][number]['field'];

export interface EntryCoverage {
  readonly list: string;
  readonly values: readonly string[];
  /** Of the entry, in the list's file. */
  readonly span: Span;
  /** Of the `inList` that asks. */
  readonly clause: Span;
  /** `not-made`: no event could be made, so nothing is known; `because` says why. */
  readonly state: 'test' | 'generated' | 'unreachable' | 'not-made';
  readonly because?: string;
}

export interface Subject {
  readonly condition: Expression;
  /** The tests' events, those that match first. */
  readonly seeds: readonly CloudTrailEvent[];
  /** How many of them match. */
  readonly matching: number;
}

interface Question {
  readonly test: Membership;
  readonly node: NumberedNode;
  readonly subject: Subject;
  readonly verdictOf: (event: CloudTrailEvent) => boolean;
  /** The verdict if the list had these rows. */
  readonly verdictWith: (rows: readonly MembershipRow[], event: CloudTrailEvent) => boolean;
  /** Where an event asks the list, and the row it is told. */
  readonly askedBy: (event: CloudTrailEvent) => readonly Answered[];
}

type Answered = Asked & { readonly row?: MembershipRow };

/** Judges every entry of the list that one `inList` asks. */
export function coverEntries(
  node: NumberedNode,
  test: Membership,
  subject: Subject,
): readonly EntryCoverage[] {
  const question = questionOf(node, test, subject);
  const inTests = new Set<MembershipRow>();
  for (const event of subject.seeds) {
    const asked = question.askedBy(event);
    for (const { row } of asked) {
      if (row !== undefined && !inTests.has(row) && decides(row, event, asked, question)) inTests.add(row);
    }
  }
  const places = subject.seeds.flatMap((event) => question.askedBy(event));
  const { list, span: clause } = test;
  return test.rows.map((row) => {
    const { values, span } = row;
    const judged = inTests.has(row) ? { state: 'test' as const } : makeEvents(row, places, question);
    return { list, values, span, clause, ...judged };
  });
}

function questionOf(node: NumberedNode, test: Membership, subject: Subject): Question {
  const { condition } = subject;
  const find = compileMembership(test);
  const visit = compileVisit(condition);
  const compileWith = (rows: readonly MembershipRow[]) =>
    compileCondition(withNode(condition, node.index, { ...test, rows }));
  const withNone = compileWith([]);
  return {
    test,
    node,
    subject,
    verdictOf: compileCondition(condition),
    verdictWith: (rows, event) => (rows.length === 0 ? withNone : compileWith(rows))(event),
    askedBy: (event) => {
      const asked: Answered[] = [];
      visit(event, (index, _, one) => {
        if (index !== node.index) return;
        const row = find(event, one.element);
        asked.push(row === undefined ? one : { ...one, row });
      });
      return asked;
    },
  };
}

/**
 * Whether the event is told the row, and is judged otherwise without it and those that are the same when case is ignored.
 * Of the other rows only those that the event is told as well can matter.
 */
function decides(
  row: MembershipRow,
  event: CloudTrailEvent,
  asked: readonly Answered[],
  question: Question,
): boolean {
  const told = new Set(asked.flatMap((one) => one.row ?? []));
  told.delete(row);
  return question.verdictOf(event) !== question.verdictWith([...told], event);
}

function makeEvents(
  row: MembershipRow,
  places: readonly Asked[],
  question: Question,
): Pick<EntryCoverage, 'state' | 'because'> {
  const { test, node, subject } = question;
  const derived = test.columns.find(({ field }) => stepsOf(field, []) === undefined);
  if (derived !== undefined) {
    return notMade(`"${derived.field.spelled}" is derived from other fields and cannot be set`);
  }
  let made = 0;
  for (const { event: seed, steps } of places) {
    const event = withRow(seed, steps, row, test);
    if (event === undefined) continue;
    made += 1;
    if (decides(row, event, question.askedBy(event), question)) return { state: 'generated' };
  }
  if (subject.matching === 0) return notMade('no test of the rule matches');
  const array = node.arrays.at(-1)?.spelled;
  if (places.length === 0) return notMade(`no test has an element of "${array}"`);
  if (made === 0) return notMade('its fields stand below a value that is no object in every test');
  return {
    state: 'unreachable',
    because: 'with its values in the events of the tests, the rule says the same without it',
  };
}

const notMade = (because: string) => ({ state: 'not-made' as const, because });

/** The event with the row's values in the fields of the list's columns. */
function withRow(
  seed: CloudTrailEvent,
  element: readonly PathStep[],
  row: MembershipRow,
  test: Membership,
): CloudTrailEvent | undefined {
  let event = seed;
  for (const [at, { field }] of test.columns.entries()) {
    const patched = setIn(event, stepsOf(field, element) ?? [], row.values[at] ?? '');
    if (!patched.ok) return undefined;
    event = patched.event;
  }
  return event;
}

/** Where the field stands in an event; undefined where it is derived from others. */
function stepsOf(
  { definition: { value } }: FieldRef,
  element: readonly PathStep[],
): readonly PathStep[] | undefined {
  if (value.kind === 'path') return value.path;
  return value.kind === 'element' ? [...element, ...value.path] : undefined;
}
