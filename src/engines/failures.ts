/**
 * The errors of Trino's engine, by name; Athena's is the same engine and says the same names.
 *
 * Owns: which of them another statement would not meet, and what to do about the others (io.trino.spi.StandardErrorCode).
 * Must not: know how an error arrives.
 */

/** The statement is too long or too deep for this engine; half of it may not be. */
const TOO_MUCH: ReadonlySet<string> = new Set([
  'COMPILER_ERROR',
  'STACK_OVERFLOW',
  'QUERY_TEXT_TOO_LARGE',
  'QUERY_HAS_TOO_MANY_STAGES',
  'OPTIMIZER_TIMEOUT',
]);

export const isTooMuch = (name: string): boolean => TOO_MUCH.has(name);

const TABLE = 'Is the name of the table right? --table names another.';
const PROFILE = 'Is the table of this profile? --profile names another.';

/** What to do about errors that each statement about the table would meet. */
const HINTS: Readonly<Record<string, string>> = {
  TABLE_NOT_FOUND: TABLE,
  SCHEMA_NOT_FOUND: TABLE,
  CATALOG_NOT_FOUND: TABLE,
  MISSING_CATALOG_NAME: TABLE,
  MISSING_SCHEMA_NAME: TABLE,
  PERMISSION_DENIED: 'Ask for the right to read the table.',
  COLUMN_NOT_FOUND: PROFILE,
  TYPE_MISMATCH: PROFILE,
  FUNCTION_NOT_FOUND: PROFILE,
};

/** Undefined for an error that another statement may not meet. */
export const hintFor = (name: string): string | undefined => HINTS[name];

/** A text of an engine on one line that ends in a full stop. */
export function sentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
