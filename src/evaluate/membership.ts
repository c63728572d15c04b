/**
 * Membership of one or more fields in the rows of a list.
 *
 * Owns: the look-up, and which row was hit. Must not: know the list's file.
 */
import type { CloudTrailEvent, Json } from '../cloudtrail/event.ts';
import type { MembershipRow, MembershipTest } from '../language/operands.ts';
import { compileField } from './field.ts';
import { foldAscii } from './text.ts';

/** Finds the first row whose values equal the fields, column by column; undefined where none does. */
export function compileMembership(
  test: MembershipTest,
): (event: CloudTrailEvent, element?: Json) => MembershipRow | undefined {
  const reads = test.columns.map(({ field }) => compileField(field.definition, test.ignoreCase));
  const rows = new Map<string, MembershipRow>();
  for (const row of test.rows) {
    const key = rowKey(test.ignoreCase ? row.values.map(foldAscii) : row.values);
    if (!rows.has(key)) rows.set(key, row);
  }
  const [read] = reads;
  if (read !== undefined && reads.length === 1) {
    return (event, element) => {
      const text = read(event, element);
      return text === undefined ? undefined : rows.get(rowKey([text]));
    };
  }
  return (event, element) => {
    const values: string[] = [];
    for (const read of reads) {
      const text = read(event, element);
      if (text === undefined) return undefined;
      values.push(text);
    }
    return rows.get(rowKey(values));
  };
}

/**
 * One text for a row, different for different rows whatever characters the values hold: each value but the last is
 * preceded by its length, so no separator can be forged. Rows of one list are equally long.
 */
function rowKey(values: readonly string[]): string {
  const last = values.length - 1;
  return values.map((value, at) => (at === last ? value : `${value.length}:${value}`)).join('');
}
