/**
 * `inList` as SPL.
 *
 * Owns: how rows of several columns become texts that can be looked up, in the search or in a lookup. Must not: know
 * other operators.
 */
import type { MembershipTest } from '../../language/operands.ts';
import { joined, type PlainText, plainText, quoted, type SplExpression, spl } from './literals.ts';
import { eventKey, folded, lookupName, needsLookup } from './lookup-file.ts';
import { isOneOf } from './one-of.ts';
import type { Scope } from './reader.ts';
import { fieldOf, foldedOf } from './values.ts';

/**
 * Fields joined with a character that occurs in no value of the list: a joined text of the list holds it exactly
 * between the columns, so an event's joined text equals one only if each field equals its column. Undefined where
 * every candidate occurs.
 */
function separatorFor(rows: MembershipTest['rows']): PlainText | undefined {
  const free = (candidate: string) =>
    rows.every(({ values }) => values.every((value) => !value.includes(candidate)));
  const found = [...'|;~#^!%&=?+,/\u00a6\u00a7\u00b6\u2016\u2502\u2503\u2551'].find(free);
  return found === undefined ? undefined : plainText(found);
}

/** The separator of a test; one column needs none. */
export function separatorOf({ rows, columns }: MembershipTest): PlainText | undefined {
  return columns.length === 1 ? plainText('') : separatorFor(rows);
}

/** At most one test, true where the fields are one of the rows; none for an empty list. */
export function memberTest(scope: Scope, test: MembershipTest): readonly SplExpression[] {
  const separator = separatorOf(test);
  if (test.rows.length === 0 || separator === undefined) return [];
  const names = test.columns.map(({ field }) =>
    test.ignoreCase ? foldedOf(scope, field.definition) : fieldOf(scope, field.definition),
  );
  if (needsLookup(test)) return [spl`${listed(scope, test, eventKey(names, separator))}="yes"`];
  const rows = test.rows.map(({ values }) => folded(values.join(separator), test.ignoreCase));
  const texts = joined(
    names.flatMap((name, at) => (at === 0 ? [name] : [quoted(separator), name])),
    '.',
  );
  // Which of `.` and `=` binds tighter is not documented.
  const tests = isOneOf(names.length === 1 ? texts : spl`(${texts})`, rows);
  const present = names.map((name) => spl`isnotnull(${name})`);
  const any = tests.length === 1 ? joined(tests, ' OR ') : spl`(${joined(tests, ' OR ')})`;
  return [spl`(${joined([...present, any], ' AND ')})`];
}

function listed({ fields }: Scope, test: MembershipTest, key: SplExpression): SplExpression {
  const table = lookupName(test);
  const name = fields.define(`key ${table} ${key}`, `${table}_key`, [() => key]);
  return fields.lookup(table, name);
}
