/**
 * Pieces of SQL, and how they are joined.
 *
 * Owns: the brand that tells printed SQL from any other text. Only this file and literals.ts make it, so a text from a
 * rule cannot stand in a query by accident. Must not: know fields, operators or literals.
 */
declare const brand: unique symbol;

/** Text that is SQL already. */
export type Sql = string & { readonly [brand]: 'sql' };

/** A template of SQL: the fixed text stands in this code, every part is SQL already. */
export function sql(fixed: TemplateStringsArray, ...parts: readonly Sql[]): Sql {
  // As `String.raw`, which takes three times as long, and a query is made of hundreds.
  let text = fixed[0] ?? '';
  for (let at = 0; at < parts.length; at += 1) text += `${parts[at]}${fixed[at + 1]}`;
  return text as Sql;
}

export type Separator = ' AND ' | ' OR ' | ', ' | ' || ' | '.' | '\n  AND ' | '\n      OR ' | ',\n  ';

/** The parts with a separator between them; nothing for no parts. */
export function joinSql(parts: readonly Sql[], separator: Separator): Sql {
  return parts.join(separator) as Sql;
}

/** More than these stand on lines of their own. */
const PER_LINE = 6;
const INDENT = '\n      ';

/** `(a, b, c)`; a long one is broken into lines. */
export function tuple(parts: readonly Sql[]): Sql {
  if (parts.length <= PER_LINE) return sql`(${joinSql(parts, ', ')})`;
  return `(${INDENT}${parts.join(`,${INDENT}`)})` as Sql;
}
