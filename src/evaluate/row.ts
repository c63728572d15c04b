/**
 * The result row of a match: the same columns that every target shows.
 *
 * Owns: filling the columns of ir/columns.ts from an event. Must not: choose the columns, or hold on to the event.
 */
import type { CloudTrailEvent } from '../cloudtrail/event.ts';
import { type ColumnName, type ColumnSource, RESULT_COLUMNS } from '../ir/columns.ts';
import type { RuleIr } from '../ir/rule.ts';
import { compileTitle } from './title.ts';
import { compileValue, type ReadText } from './value.ts';

/** Null where the record has no such value. */
export type ResultRow = { readonly [K in ColumnName]: string | null };

/** Compiles the row of one rule's matches once, for many events. */
export function compileRow(rule: RuleIr): (event: CloudTrailEvent) => ResultRow {
  const columns = RESULT_COLUMNS.map(({ column, from }) => ({ column, read: compileSource(from, rule) }));
  return (event) =>
    Object.fromEntries(columns.map(({ column, read }) => [column, read(event) ?? null])) as ResultRow;
}

function compileSource(from: ColumnSource, rule: RuleIr): ReadText {
  switch (from.kind) {
    case 'value':
      return compileValue(from.value);
    case 'rule-id':
      return () => rule.document.id.value;
    case 'alert-title':
      return compileTitle(rule.alert.title);
  }
}
