/**
 * Values of an event as SQL expressions of type varchar: NULL where the value is absent.
 *
 * Owns: how each kind of `ValueExpr` is printed, and case folding. Must not: know operators.
 */
import { dispatchValue, type ValueExpr, type ValueHandlers } from '../../cloudtrail/value.ts';
import { type Scope, textAt } from './fields.ts';
import { integerLiteral, patternLiteral, stringLiteral } from './literals.ts';
import { joinSql, type Sql, sql, tuple } from './sql.ts';

const NULL_TEXT = sql`CAST(NULL AS varchar)`;

/** Prints a value. What the profile cannot read is NULL; the caller has refused or warned before. */
export function printValue(value: ValueExpr, scope: Scope): Sql {
  const print = (inner: ValueExpr) => printValue(inner, scope);
  const handlers: ValueHandlers<Sql> = {
    path: (place) => textAt(place, scope),
    element: (place) => textAt(place, scope),
    text: ({ text }) => stringLiteral(text),
    // A CASE takes its branch only where the test is true, so NULL needs no guard.
    when: ({ path, equals, then }) =>
      sql`CASE WHEN ${textAt({ kind: 'path', path }, scope)} = ${stringLiteral(equals)} THEN ${print(then)} END`,
    // regexp_extract is NULL where the pattern does not match (Trino, "Regular expression functions").
    capture: ({ of, pattern }) => sql`regexp_extract(${print(of)}, ${patternLiteral(pattern)}, 1)`,
    withoutSuffix: ({ of, suffix }) => withoutSuffix(print(of), suffix),
    // `||` is NULL where a part is (Trino, "String functions and operators").
    concat: ({ parts }) => (parts.length === 0 ? sql`''` : sql`(${joinSql(parts.map(print), ' || ')})`),
    firstOf: ({ of }) => firstOf(of.map(print)),
  };
  return dispatchValue(value, handlers);
}

function withoutSuffix(text: Sql, suffix: string): Sql {
  if (suffix === '') return text;
  const length = integerLiteral(codePoints(suffix));
  const kept = sql`substr(${text}, 1, length(${text}) - ${length})`;
  return sql`CASE WHEN ${joinSql(endsWithAny(text, [suffix]), ' OR ')} THEN ${kept} ELSE ${text} END`;
}

/** Trino's coalesce takes two arguments or more. */
function firstOf(texts: readonly Sql[]): Sql {
  const [first] = texts;
  if (first === undefined) return NULL_TEXT;
  return texts.length === 1 ? first : sql`coalesce(${joinSql(texts, ', ')})`;
}

/**
 * Whether a text ends with any of the suffixes, none of which is empty: one test for all suffixes of a length, so that
 * a text which is dear to compute is computed less often. A shorter text has another length, so it is never equal.
 */
export function endsWithAny(text: Sql, suffixes: readonly string[]): readonly Sql[] {
  const lengths = [...new Set(suffixes.map(codePoints))];
  return lengths.map((length) => {
    const same = suffixes.filter((suffix) => codePoints(suffix) === length);
    return equalsAny(sql`substr(${text}, -${integerLiteral(length)})`, same);
  });
}

/** Whether a text is one of one text or more. */
export function equalsAny(text: Sql, texts: readonly string[]): Sql {
  const literals = texts.map(stringLiteral);
  const [only] = literals;
  return only !== undefined && literals.length === 1
    ? sql`${text} = ${only}`
    : sql`${text} IN ${tuple(literals)}`;
}

/** Trino counts characters in code points. */
function codePoints(text: string): number {
  return [...text].length;
}

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';

/** A-Z folded and nothing else: `lower` would also fold the Kelvin sign and many more. */
export function foldSql(text: Sql): Sql {
  return sql`translate(${text}, ${stringLiteral(UPPER)}, ${stringLiteral(LOWER)})`;
}

/** The same, of a text of the rule. */
export function foldText(text: string): string {
  return text.replace(/[A-Z]+/g, (run) => run.toLowerCase());
}
