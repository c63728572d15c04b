/**
 * `inList` as selections.
 *
 * Owns: rows to maps. Sigma has no rows, so all rows that agree in every column but one become one selection with a
 * list in that one: for (eventSource, eventName) that is one selection for each event source.
 * Must not: know other operators.
 */
import { append } from '../../base/result.ts';
import type { FieldPath } from '../../cloudtrail/value.ts';
import type { MembershipTest } from '../../language/operands.ts';
import type { AssumptionName } from '../shared/assumptions.ts';
import { type Subject, subjectOf } from './fields.ts';
import { beyondLimit, isTooManySelections } from './limits.ts';
import type { Translated } from './predicates.ts';
import { compareTexts } from './texts.ts';
import { type Item, type ItemMap, keyOf, leaf } from './tree.ts';

interface Group {
  /** A value for each column; that of the listed column means nothing. */
  readonly head: readonly string[];
  /** Values of the listed column. */
  readonly listed: string[];
}

/** Rows that agree in every column but one, and what they become. */
export interface MemberGroup extends Group {
  readonly maps: readonly ItemMap[];
}

export interface Members {
  /** Index of the column whose values are listed. */
  readonly column: number;
  readonly groups: readonly MemberGroup[];
  readonly given: readonly AssumptionName[];
}

/** The tree of a membership test; its leaf is named after the list. */
export function memberTree(test: MembershipTest, array: FieldPath | undefined): Translated {
  const members = membersOf(test, array);
  if ('why' in members) return members;
  const maps: ItemMap[] = [];
  for (const group of members.groups) append(maps, group.maps);
  return { tree: leaf(maps, test.list), given: members.given };
}

/** The rows by groups, or why Sigma cannot say the test. */
export function membersOf(
  test: MembershipTest,
  array: FieldPath | undefined,
): Members | { readonly why: string } {
  const subjects = test.columns.map(({ field }) => subjectOf(field, array));
  if (subjects.filter(({ form }) => form.kind === 'plain' && form.many).length > 1) return { why: PAIRED };
  const { column, groups } = grouped(test);
  const said: MemberGroup[] = [];
  const given: AssumptionName[] = [];
  for (const group of groups) {
    const rows = mapsOf(group, column, subjects, test.ignoreCase);
    if ('why' in rows) return rows;
    append(given, rows.given);
    said.push({ ...group, maps: rows.maps });
  }
  const all: ItemMap[] = [];
  for (const { maps } of said) append(all, maps);
  const why = beyondLimit(`List ${test.list}`, all);
  return why === undefined ? { column, groups: said, given } : { why };
}

const TWICE = 'Two columns are parts of one field, which a selection can name only once.';
const PAIRED = 'Sigma flattens arrays, so it does not say that two columns are of the same element.';

/** The last column is listed; where that makes too many selections, the column that makes the fewest. */
function grouped({ columns, rows }: MembershipTest): {
  readonly column: number;
  readonly groups: readonly Group[];
} {
  const by = (column: number) => {
    const groups = new Map<string, Group>();
    for (const { values } of rows) {
      const key = JSON.stringify(values.filter((_, at) => at !== column));
      const group = groups.get(key) ?? { head: values, listed: [] };
      group.listed.push(values[column] ?? '');
      groups.set(key, group);
    }
    return { column, groups: [...groups.values()] };
  };
  const last = by(columns.length - 1);
  if (!isTooManySelections(last.groups.length)) return last;
  return columns
    .map((_, column) => by(column))
    .reduce((best, other) => (other.groups.length < best.groups.length ? other : best), last);
}

/** Every combination of the maps of the columns: one, but for a column that is several things in Sigma. */
function mapsOf(
  { head, listed }: Group,
  column: number,
  subjects: readonly Subject[],
  ignoreCase: boolean,
):
  | { readonly maps: readonly ItemMap[]; readonly given: readonly AssumptionName[] }
  | { readonly why: string } {
  let rows: readonly ItemMap[] = [[]];
  const given: AssumptionName[] = [];
  for (const [at, subject] of subjects.entries()) {
    const said = compareTexts(subject, 'equals', at === column ? listed : [head[at] ?? ''], ignoreCase);
    if ('why' in said) return said;
    given.push(...said.given);
    const next = rows.flatMap((row) => said.maps.map((map) => merged(row, map)));
    if (next.some((row) => row === undefined)) return { why: TWICE };
    rows = next.filter((row) => row !== undefined);
  }
  return { maps: rows, given };
}

/** Both maps in one, or undefined where they want different things of one key. */
function merged(one: ItemMap, other: ItemMap): ItemMap | undefined {
  const added: Item[] = [];
  for (const item of other) {
    const known = one.find((candidate) => keyOf(candidate) === keyOf(item));
    if (known === undefined) added.push(item);
    else if (JSON.stringify(known.values) !== JSON.stringify(item.values)) return undefined;
  }
  return [...one, ...added];
}
