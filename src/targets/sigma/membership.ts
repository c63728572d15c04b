/**
 * `inList` as selections.
 *
 * Owns: rows to maps. Sigma has no rows, so all rows that agree in every column but the last become one selection with
 * a list in the last: for (eventSource, eventName) that is one selection for each event source.
 * Must not: know other operators.
 */
import { append } from '../../base/result.ts';
import type { MembershipTest } from '../../language/operands.ts';
import type { AssumptionName } from '../shared/assumptions.ts';
import type { Translated } from './predicates.ts';
import { compareTexts } from './texts.ts';
import { type Item, type ItemMap, keyOf, leaf } from './tree.ts';

/** A rule with more selections is beyond what people read and engines are made for. */
const MOST_SELECTIONS = 500;

/** The tree of a membership test; its leaf is named after the list. */
export function memberTree(test: MembershipTest): Translated {
  const groups = new Map<string, { readonly head: readonly string[]; readonly last: string[] }>();
  for (const { values } of test.rows) {
    const head = values.slice(0, -1);
    const key = JSON.stringify(head);
    const group = groups.get(key) ?? { head, last: [] };
    group.last.push(values[values.length - 1] ?? '');
    groups.set(key, group);
  }
  const maps: ItemMap[] = [];
  const given: AssumptionName[] = [];
  for (const { head, last } of groups.values()) {
    let rows: readonly ItemMap[] = [[]];
    for (const [at, { field }] of test.columns.entries()) {
      const wanted = at < head.length ? [head[at] ?? ''] : last;
      const said = compareTexts(field, 'equals', wanted, test.ignoreCase);
      if ('why' in said) return said;
      append(given, said.given);
      const next = rows.flatMap((row) => said.maps.map((map) => merged(row, map)));
      if (next.some((row) => row === undefined)) return { why: TWICE };
      rows = next.filter((row) => row !== undefined);
    }
    append(maps, rows);
  }
  if (maps.length > MOST_SELECTIONS) {
    return {
      why: `List ${test.list} would become ${maps.length} selections; at most ${MOST_SELECTIONS} are written.`,
    };
  }
  return { tree: leaf(maps, test.list), given };
}

const TWICE = 'Two columns are parts of one field, which a selection can name only once.';

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
