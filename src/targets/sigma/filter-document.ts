/**
 * The Sigma filter of a list: what the template fills in.
 *
 * Owns: its keys (filters specification 2.1.0), and that each entry stands beside its reason. Several rows become a list
 * of maps in one selection: pySigma and rsigma rename the selections of a filter, and only the former does so in
 * patterns too. Must not: decide which lists are filters (filter.ts).
 */
import type { ListDocument, ListEntry } from '../../content/document.ts';
import type { Artefact } from '../shared/target.ts';
import { derivedId } from './derived-id.ts';
import { valueText } from './document.ts';
import { subjectOf } from './fields.ts';
import { filterFileNameOf } from './file-name.ts';
import type { ListFilter } from './filter.ts';
import { type YamlText, yamlBlock, yamlComment, yamlKey, yamlLine } from './literals.ts';
import type { MemberGroup } from './membership.ts';
import { compareTexts } from './texts.ts';
import { type Item, type ItemMap, keyOf } from './tree.ts';

/** A view of `templates/sigma/filter.yml.hbs`: every text is YAML already. */
export interface FilterView {
  readonly comment: readonly YamlText[];
  readonly title: YamlText;
  readonly id: YamlText;
  readonly description: YamlText;
  readonly author: YamlText;
  readonly rules: readonly { readonly id: YamlText; readonly title: YamlText }[];
  readonly selection: YamlText;
  readonly list: YamlText;
}

/** A rule that the filter names: by the ids of its forms. */
export interface Named {
  readonly ids: readonly string[];
  readonly title: string;
}

/** Which package a filter is of; bundle and environment tell its id from those of others. */
export interface Scope {
  readonly bundle: string;
  readonly environment: string;
  readonly author: string;
}

/** The file of one filter. */
export function filterArtefact(filter: ListFilter, named: readonly Named[], scope: Scope): Artefact {
  const { list, mark } = filter;
  const beside = new Set<ListEntry>();
  const selection = selectionText(filter, beside);
  const others = list.entries.filter((entry) => !beside.has(entry));
  const view: FilterView = {
    comment: [
      `Written by trailc from the list ${list.name}; ${scope.bundle}, environment ${scope.environment}.`,
      'The rules named here leave out the same by themselves; docs: CONVERSION.md.',
      ...others.map((entry) => `${entry.values.join(', ')}: ${noteOf(entry)}`),
    ].map(yamlComment),
    title: yamlLine(
      `Exclusions of the List ${list.name}${mark === '' ? '' : ` (${fieldsOf(filter)})`}`.slice(0, 256),
    ),
    id: yamlLine(derivedId('sigma filter', scope.bundle, scope.environment, list.name, mark)),
    description: yamlBlock(list.description),
    author: yamlLine(scope.author),
    rules: named.flatMap(({ ids, title }) =>
      ids.map((id) => ({ id: yamlLine(id), title: yamlComment(title) })),
    ),
    selection,
    list: yamlLine(list.name),
  };
  return { path: filterPath(filter), template: 'sigma/filter.yml.hbs', view: { ...view } };
}

export const filterPath = ({ list, mark }: ListFilter): string =>
  `filters/${filterFileNameOf(list.name, mark)}`;

/** The fields that the list is compared with, as the rule spells them. */
export const fieldsOf = ({ test }: ListFilter): string =>
  test.columns.map(({ field }) => field.spelled).join(', ');

/** Reason, and who answers for an entry until when. */
function noteOf({ reason, owner, ticket, expires }: ListEntry): string {
  const more = [
    ...(owner === undefined ? [] : [`owner ${owner}`]),
    ...(ticket === undefined ? [] : [`ticket ${ticket}`]),
    ...(expires === undefined ? [] : [`expires ${expires.value}`]),
  ];
  return more.length === 0 ? reason : `${reason} (${more.join('; ')})`;
}

/** Writes into `beside` the entries whose note stands at their value. */
function selectionText(filter: ListFilter, beside: Set<ListEntry>): YamlText {
  const notes = notesOf(filter, beside);
  const maps = filter.members.groups.flatMap((group) =>
    group.maps.map((map) => ({ map, notes: notes(group) })),
  );
  const [only] = maps;
  if (only === undefined) throw new Error('a list without entries is no filter');
  const lines =
    maps.length === 1
      ? mapLines(only.map, only.notes, ITEM)
      : maps.flatMap(({ map, notes: own }) => inList(mapLines(map, own, IN_LIST)));
  return ['    selection:', ...lines].join('\n') as YamlText;
}

const ITEM = '        ';
const IN_LIST = `${ITEM}  `;

/** The first line that is no comment begins the map. */
function inList(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => !line.trimStart().startsWith('#'));
  return lines.map((line, at) => (at === first ? `${ITEM}- ${line.slice(IN_LIST.length)}` : line));
}

type Notes = (value: unknown) => readonly string[];

function mapLines(map: ItemMap, notes: Notes, indent: string): readonly string[] {
  return map.flatMap((item: Item) => {
    const key = `${indent}${yamlKey(keyOf(item))}:`;
    const [only] = item.values;
    if (item.values.length === 1 && only !== undefined)
      return [...commentLines(notes(only), indent), `${key} ${valueText(only)}`];
    return [
      key,
      ...item.values.flatMap((value) => [
        ...commentLines(notes(value), `${indent}    `),
        `${indent}    - ${valueText(value)}`,
      ]),
    ];
  });
}

const commentLines = (notes: readonly string[], indent: string) =>
  notes.map((note) => `${indent}# ${yamlComment(note)}`);

/** For each group, what is to be said at a value of its listed column. A value that is printed as several has no place. */
function notesOf({ list, test, members }: ListFilter, beside: Set<ListEntry>): (group: MemberGroup) => Notes {
  const { column } = members;
  const entries = entriesByRow(
    list,
    test.columns.map(({ column: name }) => list.columns.indexOf(name)),
  );
  const field = test.columns[column]?.field;
  const subject = field === undefined ? undefined : subjectOf(field, undefined);
  return (group) => {
    const notes = new Map<unknown, readonly string[]>();
    for (const text of group.listed) {
      const said = subject && compareTexts(subject, 'equals', [text], test.ignoreCase);
      if (said === undefined || !('maps' in said) || said.maps.length !== 1) continue;
      // Guards come first; the value itself stands in the last item.
      const value = said.maps[0]?.at(-1)?.values[0];
      if (value === undefined || typeof value !== 'string' || notes.has(value)) continue;
      const row = group.head.map((cell, at) => (at === column ? text : cell));
      const found = entries.get(JSON.stringify(row)) ?? [];
      for (const entry of found) beside.add(entry);
      notes.set(value, found.map(noteOf));
    }
    const seen = new Set<unknown>();
    return (value) => {
      if (seen.has(value)) return [];
      seen.add(value);
      return notes.get(value) ?? [];
    };
  };
}

function entriesByRow(
  list: ListDocument,
  columns: readonly number[],
): ReadonlyMap<string, readonly ListEntry[]> {
  const rows = new Map<string, ListEntry[]>();
  for (const entry of list.entries) {
    const key = JSON.stringify(columns.map((at) => entry.values[at] ?? ''));
    const known = rows.get(key);
    if (known === undefined) rows.set(key, [entry]);
    else known.push(entry);
  }
  return rows;
}
