/**
 * `inList`: a list by name, and the rows of it that are compared.
 *
 * Owns: which columns are meant, and each combination of values once. Must not: change what a list holds.
 */
import { diagnose } from '../base/catalogue.ts';
import { respelled } from '../base/fix.ts';
import { didYouMean } from '../base/suggest.ts';
import type { Clause, ListDocument, Spanned } from '../content/document.ts';
import type { FieldRef, MembershipRow, MembershipTest } from '../language/operands.ts';
import type { Predicate } from './expression.ts';
import { hasText, lowerLeft, lowerTextField } from './lower-field.ts';
import type { Scope } from './lower-scope.ts';

/** `field: { inList: name }`. */
export function lowerScalarList(
  field: FieldRef,
  name: Spanned<string>,
  ignoreCase: boolean,
  scope: Scope,
): MembershipTest | undefined {
  const list = findList(name, scope);
  if (list === undefined) return undefined;
  const [column] = list.columns;
  if (column === undefined || list.columns.length > 1) {
    const columns = list.columns.join(', ');
    scope.report(diagnose('meaning/list-needs-columns', name.span, { list: list.name, columns }));
    return undefined;
  }
  return { list: list.name, columns: [{ column, field }], rows: rowsOf(list, [0]), ignoreCase };
}

/** `inList: { list, columns }`. Its fields are left sides: inside a `some` they begin at the element. */
export function lowerRows(clause: Extract<Clause, { kind: 'rows' }>, scope: Scope): Predicate | undefined {
  const list = findList(clause.list, scope);
  const columns = clause.columns.flatMap(({ column, field }) => {
    const ref = lowerColumn(field, scope);
    const at = list?.columns.indexOf(column.value) ?? -1;
    if (list !== undefined && at < 0) {
      const suggestion = didYouMean(column.value, list.columns);
      const args = { list: list.name, column: column.value, suggestion };
      const fix = respelled(column.span, column.value, list.columns);
      scope.report(diagnose('meaning/unknown-column', column.span, args, fix));
    }
    return ref === undefined || at < 0 ? [] : [{ column: column.value, field: ref, at }];
  });
  if (list === undefined || columns.length < clause.columns.length) return undefined;
  return {
    kind: 'predicate',
    operator: 'inList',
    list: list.name,
    columns: columns.map(({ column, field }) => ({ column, field })),
    rows: rowsOf(
      list,
      columns.map(({ at }) => at),
    ),
    ignoreCase: clause.ignoreCase?.value ?? false,
    span: clause.span,
  };
}

function lowerColumn(field: Spanned<string>, { within, report }: Scope): FieldRef | undefined {
  if (within === undefined) return lowerTextField(field, 'columns', report);
  const left = lowerLeft(field, within, report);
  return left !== undefined && hasText(left.field, report) ? left.field : undefined;
}

function findList(name: Spanned<string>, scope: Scope): ListDocument | undefined {
  const list = scope.lists.get(name.value);
  if (list === undefined) {
    const suggestion = didYouMean(name.value, scope.lists.keys());
    const fix = respelled(name.span, name.value, scope.lists.keys());
    scope.report(diagnose('meaning/unknown-list', name.span, { list: name.value, suggestion }, fix));
  }
  return list;
}

/** A list is asked by many rules, most of them in the same way. */
const known = new WeakMap<ListDocument, Map<string, readonly MembershipRow[]>>();

/** The values of some columns, each combination once, with the reason of the first entry that has it. */
function rowsOf(list: ListDocument, columns: readonly number[]): readonly MembershipRow[] {
  const ofList = known.get(list) ?? new Map<string, readonly MembershipRow[]>();
  known.set(list, ofList);
  const key = columns.join();
  const rows = ofList.get(key) ?? distinctRows(list, columns);
  ofList.set(key, rows);
  return rows;
}

function distinctRows(list: ListDocument, columns: readonly number[]): readonly MembershipRow[] {
  const rows = new Map<string, MembershipRow>();
  for (const entry of list.entries) {
    const values = columns.map((at) => entry.values[at] ?? '');
    const key = JSON.stringify(values);
    if (!rows.has(key)) rows.set(key, { values, reason: entry.reason, span: entry.span });
  }
  return [...rows.values()];
}
