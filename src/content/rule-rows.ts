/**
 * `inList: { list, columns }` as a clause of its own.
 *
 * Owns: its keys. Must not: know which lists or columns there are.
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { respelled } from '../base/fix.ts';
import type { Span } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import type { Clause, Spanned } from './document.ts';
import { flagMended } from './match-mended.ts';
import { describe } from './validate.ts';
import type { YamlNode } from './yaml-node.ts';

type Report = (diagnostic: Diagnostic) => void;
type Column = { readonly column: Spanned<string>; readonly field: Spanned<string> };

const KEYS = ['list', 'columns', 'ignoreCase'];

/** Reads the clause; undefined after a fault. */
export function readRows(node: YamlNode, span: Span, report: Report): Clause | undefined {
  const part = (at: Span, key: string, found: string, wanted: string) =>
    report(diagnose('match/rows-part', at, { key, found, wanted }));
  if (node.kind !== 'mapping') {
    if (node.kind === 'scalar' && typeof node.value === 'string' && node.value !== '') {
      report(diagnose('match/rows-needed', node.span, { list: node.text }));
    } else {
      part(node.span, 'list', describe(node), 'the name of a list');
    }
    return undefined;
  }
  let list: Spanned<string> | undefined;
  let columns: readonly Column[] | undefined;
  let ignoreCase: Spanned<boolean> | undefined;
  let broken = false;
  for (const { key, value } of node.entries) {
    if (key.text === 'list') {
      list = nameOf(value);
      if (list === undefined) part(value.span, 'list', describe(value), 'the name of a list');
    } else if (key.text === 'columns') {
      columns = readColumns(value, part);
    } else if (key.text === 'ignoreCase') {
      if (value.kind === 'scalar' && typeof value.value === 'boolean') {
        ignoreCase = { value: value.value, span: value.span };
      } else {
        const args = { key: 'ignoreCase', found: describe(value) };
        report(diagnose('match/flag', value.span, args, flagMended(value)));
        broken = true;
      }
    } else {
      const args = { key: key.text, suggestion: didYouMean(key.text, KEYS) };
      report(diagnose('match/rows-key', key.span, args, respelled(key.span, key.text, KEYS)));
      broken = true;
    }
  }
  const has = (name: string) => node.entries.some(({ key }) => key.text === name);
  // A key that is only misspelt has been reported as such.
  if (!broken && !has('list')) part(span, 'list', 'nothing', 'the name of a list');
  if (!broken && !has('columns')) part(span, 'columns', 'nothing', 'a mapping of columns to fields');
  if (broken || list === undefined || columns === undefined) return undefined;
  return { kind: 'rows', list, columns, ...(ignoreCase === undefined ? {} : { ignoreCase }), span };
}

function nameOf(node: YamlNode): Spanned<string> | undefined {
  return node.kind === 'scalar' && typeof node.value === 'string' && /^[^$\s]\S*$/.test(node.value)
    ? { value: node.value, span: node.span }
    : undefined;
}

/** A path may hold quoted keys with blanks. */
function fieldOf(node: YamlNode): Spanned<string> | undefined {
  return node.kind === 'scalar' && typeof node.value === 'string' && /^[^$\s](?:.*\S)?$/s.test(node.value)
    ? { value: node.value, span: node.span }
    : undefined;
}

function readColumns(
  node: YamlNode,
  part: (at: Span, key: string, found: string, wanted: string) => void,
): readonly Column[] | undefined {
  if (node.kind !== 'mapping' || node.entries.length === 0) {
    const found = node.kind === 'mapping' ? 'no column' : describe(node);
    part(node.span, 'columns', found, 'a mapping of columns to fields');
    return undefined;
  }
  const columns = node.entries.map(({ key, value }) => {
    const field = fieldOf(value);
    if (field === undefined) part(value.span, `columns.${key.text}`, describe(value), 'the name of a field');
    return field && { column: { value: key.text, span: key.span }, field };
  });
  const read = columns.filter((column) => column !== undefined);
  return read.length === columns.length ? read : undefined;
}
