/**
 * What an environment changes in lists: entries it adds, entries it takes out.
 *
 * Owns: reading the changes, finding what is wrong with them once the lists are known, and the lists that result.
 * Must not: ask what day it is.
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { respelled } from '../base/fix.ts';
import { append } from '../base/result.ts';
import type { Span } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import type {
  EnvironmentDocument,
  ListDocument,
  ListEntry,
  ListOverlay,
  OverlayValue,
  Spanned,
} from './document.ts';
import { PLAIN_COLUMN } from './list.ts';
import { readNotes, readReason, readText } from './list-entry.ts';
import { beginningOf, describe, entriesAt, itemsAt, type Reporter } from './node-readers.ts';
import { shownPlace } from './shown-place.ts';
import { child, type YamlNode } from './yaml-node.ts';

type Lists = ReadonlyMap<string, ListDocument>;
type Overlays = Pick<EnvironmentDocument, 'name' | 'lists'>;

/** Reads `lists` of an environment. Entries that cannot be read are reported and left out. */
export function readOverlays(
  node: YamlNode,
  environment: string,
  faults: Reporter,
): ReadonlyMap<string, ListOverlay> {
  const overlays = new Map<string, ListOverlay>();
  for (const { key, value: changes } of entriesAt(node, 'lists')) {
    const list = key.text;
    overlays.set(list, {
      environment,
      add: itemsAt(changes, 'add').flatMap((item) => {
        const value = readValue(item, list, faults);
        const notes = item.kind === 'mapping' ? readNotes(item, list, faults) : undefined;
        return value === undefined || notes === undefined ? [] : [{ ...value, ...notes }];
      }),
      remove: itemsAt(changes, 'remove').flatMap((item) => {
        const value = readValue(item, list, faults);
        const reason = item.kind === 'mapping' ? readReason(item, list, faults) : '';
        return value === undefined ? [] : [{ ...value, reason }];
      }),
      span: key.span,
    });
  }
  return overlays;
}

/**
 * What is wrong with an environment's changes and those it inherits, given the lists as their files have them: a list, a
 * column or an entry that there is not, an entry that is there already. Each environment is held to the list as it
 * holds in the one that it extends.
 */
export function overlayFaults(environment: Overlays, lists: Lists): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [name, overlays] of environment.lists) {
    const list = lists.get(name);
    if (list === undefined) {
      const suggestion = didYouMean(name, lists.keys());
      for (const { environment: by, span } of overlays) {
        const args = { list: name, environment: by, suggestion };
        const fix = respelled(span, name, lists.keys());
        found.push(diagnose('list/overlay-unknown-list', span, args, fix));
      }
      continue;
    }
    let inherited = list;
    const removedBefore = new Map<string, ListOverlay['remove'][number] & { readonly by: string }>();
    for (const overlay of overlays) {
      for (const value of [...overlay.remove, ...overlay.add]) append(found, shapeFaults(value, list));
      append(found, membershipFaults(overlay, inherited, removedBefore));
      for (const value of overlay.remove) {
        const key = keyOf(value, list);
        if (key !== undefined) removedBefore.set(key, { ...value, by: overlay.environment });
      }
      inherited = changed(inherited, overlay);
    }
  }
  return found;
}

const effective = new WeakMap<Lists, WeakMap<Overlays, Map<string | undefined, Lists>>>();

/**
 * The lists as they hold in an environment. Each environment, beginning with the furthest ancestor, first takes out what
 * it removes, then puts what it adds at the end. Changes that `overlayFaults` reports as misshapen or needless change
 * nothing. Given `asOf` (`YYYY-MM-DD`), entries whose last day lies before it are left out; without it, time changes
 * nothing.
 */
export function effectiveLists(lists: Lists, environment: Overlays, asOf?: string): Lists {
  // Every rule of an environment asks for the same.
  const byEnvironment = effective.get(lists) ?? new WeakMap<Overlays, Map<string | undefined, Lists>>();
  effective.set(lists, byEnvironment);
  const byDay = byEnvironment.get(environment) ?? new Map<string | undefined, Lists>();
  byEnvironment.set(environment, byDay);
  const made = byDay.get(asOf) ?? makeEffective(lists, environment, asOf);
  byDay.set(asOf, made);
  return made;
}

function makeEffective(lists: Lists, environment: Overlays, asOf: string | undefined): Lists {
  // Dates of this form sort as text.
  const holds = ({ expires }: ListEntry) =>
    asOf === undefined || expires === undefined || expires.value >= asOf;
  return new Map(
    [...lists].map(([name, list]) => {
      const { entries } = (environment.lists.get(name) ?? []).reduce(changed, list);
      return [name, { ...list, entries: entries.filter(holds) }];
    }),
  );
}

function changed(list: ListDocument, { add, remove }: ListOverlay): ListDocument {
  const removed = new Set(remove.flatMap((value) => keyOf(value, list) ?? []));
  const entries = new Map<string, ListEntry>();
  for (const entry of list.entries) {
    const key = JSON.stringify(entry.values);
    if (!removed.has(key)) entries.set(key, entry);
  }
  for (const { columns, ...entry } of add) {
    const values = rowOf({ ...entry, ...(columns === undefined ? {} : { columns }) }, list);
    const key = JSON.stringify(values);
    if (values !== undefined && !entries.has(key)) entries.set(key, { ...entry, values });
  }
  return { ...list, entries: [...entries.values()] };
}

function readValue(item: YamlNode, list: string, faults: Reporter): OverlayValue | undefined {
  if (item.kind !== 'mapping') return undefined;
  const value = child(item, 'value');
  if (value === undefined) {
    faults.report(diagnose('list/missing-value', beginningOf(item), { list, columns: undefined }));
    return undefined;
  }
  if (value.kind === 'sequence') {
    faults.report(diagnose('list/overlay-value', beginningOf(value), { found: describe(value) }));
    return undefined;
  }
  if (value.kind === 'scalar') {
    const text = readText(value, faults);
    return text === undefined ? undefined : { values: [text.value], span: value.span };
  }
  const cells = value.entries.map((cell) => readText(cell.value, faults)?.value);
  const values = cells.filter((cell) => cell !== undefined);
  const columns = value.entries.map(({ key }): Spanned<string> => ({ value: key.text, span: key.span }));
  return values.length === columns.length ? { values, columns, span: value.span } : undefined;
}

/** A list whose file declares no columns reads as one with this column alone. */
const isPlain = ({ columns }: ListDocument) => columns.length === 1 && columns[0] === PLAIN_COLUMN;

/** The texts in the order of the list's columns; undefined where the shape is another. */
function rowOf({ values, columns }: OverlayValue, list: ListDocument): readonly string[] | undefined {
  if (columns === undefined) return isPlain(list) ? values : undefined;
  if (columns.length !== list.columns.length) return undefined;
  const row = list.columns.flatMap(
    (column) => values[columns.findIndex(({ value }) => value === column)] ?? [],
  );
  return row.length === list.columns.length ? row : undefined;
}

const keyOf = (value: OverlayValue, list: ListDocument): string | undefined => {
  const row = rowOf(value, list);
  return row === undefined ? undefined : JSON.stringify(row);
};

function shapeFaults(value: OverlayValue, list: ListDocument): readonly Diagnostic[] {
  const { span } = value;
  if (rowOf(value, list) !== undefined) return [];
  if (value.columns === undefined) {
    const found = `The text "${value.values.join()}"`;
    return [diagnose('list/value-not-columns', span, { found, columns: list.columns })];
  }
  if (isPlain(list)) return [diagnose('list/value-not-text', span, { found: 'A mapping' })];
  const written = value.columns.map((column) => column.value);
  const unknown = value.columns.filter((column) => !list.columns.includes(column.value));
  return [
    ...unknown.map(({ value: column, span: at }) => {
      const suggestion = didYouMean(column, list.columns);
      const args = { column, columns: list.columns, suggestion };
      return diagnose('list/unknown-column', at, args, respelled(at, column, list.columns));
    }),
    ...list.columns
      .filter((column) => !written.includes(column))
      .map((column) => diagnose('list/missing-column', span, { column })),
  ];
}

/** Of one environment, given the list as it holds in the one that it extends. */
function membershipFaults(
  overlay: ListOverlay,
  list: ListDocument,
  removedBefore: ReadonlyMap<string, { readonly by: string; readonly span: Span }>,
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const present = new Map(list.entries.map(({ values, span }) => [JSON.stringify(values), span]));
  const shown = new Map(list.entries.map(({ values }) => [values.join(', '), values]));
  const removed = new Map<string, OverlayValue>();
  for (const value of overlay.remove) {
    const row = rowOf(value, list);
    if (row === undefined) continue;
    const key = JSON.stringify(row);
    const text = row.join(', ');
    const before = removed.get(key);
    if (before !== undefined) {
      found.push(
        diagnose('list/duplicate-entry', value.span, { value: text, other: shownPlace(before.span) }),
      );
    } else if (!present.delete(key)) {
      const ancestor = removedBefore.get(key);
      if (ancestor !== undefined) {
        const args = { list: list.name, value: text, by: ancestor.by, other: shownPlace(ancestor.span) };
        found.push(diagnose('environment/removed-already', value.span, args));
        removed.set(key, value);
        continue;
      }
      const args = { list: list.name, value: text, suggestion: didYouMean(text, shown.keys()) };
      found.push(diagnose('list/overlay-absent', value.span, args));
    }
    removed.set(key, value);
  }
  for (const value of overlay.add) {
    const row = rowOf(value, list);
    if (row === undefined) continue;
    const key = JSON.stringify(row);
    const other = present.get(key);
    if (other === undefined) {
      present.set(key, value.span);
      continue;
    }
    const args = { list: list.name, value: row.join(', '), other: shownPlace(other) };
    found.push(diagnose('list/overlay-present', value.span, args));
  }
  return found;
}
