/**
 * Orders of integers, timestamps and versions as SQL.
 *
 * Owns: the comparison; a text of another form is NULL, which the caller takes for false. Must not: know fields.
 */
import type { OrderTest, Scale } from '../../language/operands.ts';
import { valueProblem } from '../../language/values.ts';
import { integerLiteral, patternLiteral, stringLiteral } from './literals.ts';
import { type Sql, sql } from './sql.ts';

export type OrderOperator = 'greaterThan' | 'atLeast' | 'lessThan' | 'atMost';

const SIGNS: { readonly [O in OrderOperator]: Sql } = {
  greaterThan: sql`>`,
  atLeast: sql`>=`,
  lessThan: sql`<`,
  atMost: sql`<=`,
};

/** The forms of docs/semantics.md; within them no cast can fail, and `try_cast` says so once more. */
const FORMS: { readonly [S in Scale]: string } = {
  integer: '^(?:0|-?[1-9][0-9]{0,14})$',
  timestamp: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$',
  version: '^[0-9]{1,4}[.][0-9]{1,4}$',
};

/** More than a part of a version can be, which has four digits. */
const PART = 10_000;

/** Compares a text with the limit; undefined where the limit is not of the scale itself, so that nothing can be. */
export function compareOrder(text: Sql, operator: OrderOperator, test: OrderTest): Sql | undefined {
  const { scale, limit } = test;
  if (valueProblem(scale, limit.text) !== undefined) return undefined;
  const formed = sql`CASE WHEN regexp_like(${text}, ${patternLiteral(FORMS[scale])}) THEN ${text} END`;
  const sign = SIGNS[operator];
  switch (scale) {
    case 'integer':
      return sql`try_cast(${formed} AS bigint) ${sign} ${integerLiteral(Number(limit.text))}`;
    case 'timestamp':
      // All are equally long and in one time zone, so the order of their characters is that of time.
      return sql`${formed} ${sign} ${stringLiteral(limit.text)}`;
    case 'version': {
      const major = sql`try_cast(split_part(${formed}, '.', 1) AS bigint)`;
      // NULL wherever the major part is, so the form is not tested again.
      const minor = sql`try_cast(split_part(${text}, '.', 2) AS bigint)`;
      return sql`${major} * ${integerLiteral(PART)} + ${minor} ${sign} ${integerLiteral(versionNumber(limit.text))}`;
    }
  }
}

function versionNumber(version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major * PART + minor;
}
