/**
 * List files: values with the reason each is there.
 *
 * Owns: reading a list and its rows. Must not: know where a list is used, or what day it is.
 */
import { diagnose } from '../base/catalogue.ts';
import { respelled } from '../base/fix.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import type { SourceText } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import type { ListDocument, ListEntry, Spanned } from './document.ts';
import { LARGEST_LIST } from './files.ts';
import { readNotes, readText } from './list-entry.ts';
import { camelCase, isColumnName, isListName } from './names.ts';
import { beginningOf, describe, itemsAt, type Reporter, reporter, textAt, textOf } from './node-readers.ts';
import { shownPlace } from './shown-place.ts';
import { validate } from './validate.ts';
import { parseYaml } from './yaml.ts';
import { child, type YamlNode } from './yaml-node.ts';

/** The column of a list that declares none. */
export const PLAIN_COLUMN = 'value';

/**
 * Reads a list. The value stands beside errors as long as its name and columns are sound, without the entries that
 * could not be read: so a rule that uses the list is not blamed for it. Use `hasErrors` before building from it.
 */
export function readList(source: SourceText): Result<ListDocument> {
  // No text has more UTF-16 units than bytes.
  const parsed = parseYaml(source, LARGEST_LIST);
  if (parsed.value === undefined) return fail(parsed.diagnostics);
  const node = parsed.value;
  const faults = reporter([...parsed.diagnostics, ...validate('list', node)]);
  const name = readName(node, faults);
  const declared = child(node, 'columns') === undefined ? undefined : readColumns(node, faults);
  const columns = declared ?? [PLAIN_COLUMN];
  // Without usable columns nothing can be said about the rows.
  const entries =
    columns.length === 0
      ? []
      : readEntries(node, { name: name?.value ?? '', columns, rows: declared !== undefined }, faults);
  if (name === undefined || columns.length === 0) return fail(faults.diagnostics());
  const list: ListDocument = {
    name: name.value,
    path: source.path,
    span: name.span,
    description: textAt(node, 'description')?.value ?? '',
    columns,
    entries,
  };
  return succeed(list, faults.diagnostics());
}

function readName(node: YamlNode, faults: Reporter): Spanned<string> | undefined {
  const name = textAt(node, 'name');
  if (name === undefined || isListName(name.value)) return name;
  const suggestion = camelCase(name.value) || 'ignoredActions';
  faults.report(diagnose('list/name', name.span, { name: name.value, suggestion }));
  return undefined;
}

/** The columns, each once; none where one of them cannot be used. */
function readColumns(node: YamlNode, faults: Reporter): readonly string[] {
  const columns = new Map<string, string>();
  let usable = true;
  for (const item of itemsAt(node, 'columns')) {
    const column = textOf(item);
    if (column === undefined) continue;
    const { value, span } = column;
    const first = columns.get(value.toLowerCase());
    if (!isColumnName(value)) {
      usable = false;
      faults.report(diagnose('list/column-name', span, { column: value }));
    } else if (first !== undefined) {
      faults.report(diagnose('list/same-column', span, { column: value, first }));
    }
    if (first === undefined) columns.set(value.toLowerCase(), value);
  }
  return usable ? [...columns.values()] : [];
}

interface Shape {
  readonly name: string;
  readonly columns: readonly string[];
  /** Whether entries are rows, because the file declares columns. */
  readonly rows: boolean;
}

function readEntries(node: YamlNode, shape: Shape, faults: Reporter): readonly ListEntry[] {
  const first = new Map<string, ListEntry>();
  for (const item of itemsAt(node, 'entries')) {
    const entry = readEntry(item, shape, faults);
    if (entry === undefined) continue;
    const key = JSON.stringify(entry.values);
    const known = first.get(key);
    if (known === undefined) {
      first.set(key, entry);
    } else {
      const args = { value: entry.values.join(', '), other: shownPlace(known.span) };
      faults.report(diagnose('list/duplicate-entry', entry.span, args));
    }
  }
  return [...first.values()];
}

function readEntry(item: YamlNode, shape: Shape, faults: Reporter): ListEntry | undefined {
  if (item.kind !== 'mapping') return undefined;
  const notes = readNotes(item, shape.name, faults);
  const value = child(item, 'value');
  if (value === undefined) {
    const columns = shape.rows ? shape.columns : undefined;
    faults.report(diagnose('list/missing-value', beginningOf(item), { list: shape.name, columns }));
    return undefined;
  }
  const values = shape.rows ? readRow(value, shape.columns, faults) : readPlain(value, faults);
  if (values === undefined) return undefined;
  return { values, ...notes, span: value.span };
}

function readPlain(node: YamlNode, faults: Reporter): readonly string[] | undefined {
  const text = readText(node, faults);
  return text === undefined ? undefined : [text.value];
}

function readRow(
  node: YamlNode,
  columns: readonly string[],
  faults: Reporter,
): readonly string[] | undefined {
  if (node.kind !== 'mapping') {
    faults.report(diagnose('list/value-not-columns', beginningOf(node), { found: describe(node), columns }));
    return undefined;
  }
  for (const { key } of node.entries) {
    if (columns.includes(key.text)) continue;
    const suggestion = didYouMean(key.text, columns);
    const args = { column: key.text, columns, suggestion };
    faults.report(diagnose('list/unknown-column', key.span, args, respelled(key.span, key.text, columns)));
  }
  const values: string[] = [];
  for (const column of columns) {
    const cell = child(node, column);
    if (cell === undefined) faults.report(diagnose('list/missing-column', beginningOf(node), { column }));
    const text = cell === undefined ? undefined : readText(cell, faults);
    if (text !== undefined) values.push(text.value);
  }
  return values.length === columns.length ? values : undefined;
}
