/**
 * `inList` as SPL.
 *
 * Owns: how rows of several columns become texts that `in` can look up. Must not: know other operators.
 */
import type { MembershipTest } from '../../language/operands.ts';
import type { PrivateFields } from './fields.ts';
import { joined, plainText, quoted, type SplExpression, spl } from './literals.ts';
import { isOneOf } from './lookup.ts';
import { fieldOf, foldedOf } from './values.ts';

/** Rows above this do not belong into a search: a lookup file would, which this profile does not write yet. */
export const MOST_ROWS = 1000;

/**
 * Fields joined with a separator that occurs in no value of the list: a joined text of the list holds it exactly
 * between the columns, so an event's joined text equals one only if each field equals its column. Undefined where
 * every candidate occurs.
 */
export function separatorFor(rows: MembershipTest['rows']): string | undefined {
  const free = (candidate: string) =>
    rows.every(({ values }) => values.every((value) => !value.includes(candidate)));
  return ['|', ';', '~', ' :: ', '<>', '#|#', '<|separator|>'].find(free);
}

/** At most one test, true where the fields are one of the rows; none for an empty list. */
export function memberTest(fields: PrivateFields, test: MembershipTest): readonly SplExpression[] {
  const separator = plainText(separatorFor(test.rows) ?? '|');
  if (test.rows.length === 0 || separator === undefined) return [];
  const names = test.columns.map(({ field }) =>
    test.ignoreCase ? foldedOf(fields, field.definition) : fieldOf(fields, field.definition),
  );
  const rows = test.rows.map(({ values }) => {
    const row = values.join(separator);
    return test.ignoreCase ? row.replace(/[A-Z]+/g, (run) => run.toLowerCase()) : row;
  });
  const key = joined(
    names.flatMap((name, at) => (at === 0 ? [name] : [quoted(separator), name])),
    '.',
  );
  const tests = isOneOf(key, rows);
  const present = names.map((name) => spl`isnotnull(${name})`);
  const any = tests.length === 1 ? joined(tests, ' OR ') : spl`(${joined(tests, ' OR ')})`;
  return [spl`(${joined([...present, any], ' AND ')})`];
}
