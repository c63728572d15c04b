/**
 * Where a witness is known to differ from the specification, or cannot be asked: skipped, and never agreement.
 *
 * Owns: the table. Each entry is as narrow as its sentence, with the smallest rule and event that show it. Must not:
 * hold what an answer's assumptions already set aside.
 */
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import type { Answer } from '../../../src/targets/shared/target.ts';
import { type Column, valueAt } from './flatten.ts';

export interface Exception {
  readonly witness: 'rsigma-eval' | 'pySigma on SQLite';
  readonly name: string;
  readonly sentence: string;
  /** A detection and an event, and what the witness says. */
  readonly smallest: string;
  /** Documentation, source or issue. */
  readonly source: string;
}

export const EXCEPTIONS = {
  'no-arrays': {
    witness: 'pySigma on SQLite',
    name: 'no-arrays',
    sentence: 'A row of a table has no arrays, so a rule that reads an element of one cannot be asked.',
    smallest: "resources.ARN: 'x' on {resources: [{ARN: x}]}: there is no column to ask",
    source: 'pySigma-backend-sqlite 2.0.0, sqlite.py, field_exists_expression: a row is a flattened event',
  },
  'no-addresses': {
    witness: 'pySigma on SQLite',
    name: 'no-addresses',
    sentence: 'pySigma writes a network as the beginnings of its addresses, for backends without networks.',
    smallest:
      "sourceIPAddress|cidr: '10.0.0.0/8' on {sourceIPAddress: '10.example'}: matches, as LIKE '10.%'",
    source:
      'pySigma 1.5.1, conversion/base.py: networks become wildcards where a backend sets no cidr_expression',
  },
  'one-column-case': {
    witness: 'pySigma on SQLite',
    name: 'one-column-case',
    sentence:
      'Names of columns in SQLite ignore case, so a rule that reads two which differ only in it has no table.',
    smallest: 'tags and Tags in one rule: duplicate column name',
    source: 'SQLite itself: CREATE TABLE fails with "duplicate column name: Tags"',
  },
  'no-null-character': {
    witness: 'pySigma on SQLite',
    name: 'no-null-character',
    sentence: 'A query of SQLite ends at a null character, so a rule that looks for one cannot be asked.',
    smallest: 'userAgent: "\\0": Python refuses the query ("the query contains a null character")',
    source: 'SQLite documentation, "Compiling An SQL Statement": input up to the first zero terminator',
  },
  'null-in-a-row': {
    witness: 'pySigma on SQLite',
    name: 'null-in-a-row',
    sentence: 'A row has NULL for nothing and for null, and no arrays or objects: such an event has no row.',
    smallest: 'errorCode|exists: true on {errorCode: null}: NULL either way',
    source: 'the maker of the rows (flatten.ts), not SQLite',
  },
  'numbers-for-booleans': {
    witness: 'pySigma on SQLite',
    name: 'numbers-for-booleans',
    sentence: 'The values true and false are looked for as the numbers 1 and 0 too.',
    smallest: 'readOnly: false on {readOnly: 0}: matches, as readOnly=0',
    source: 'pySigma-backend-sqlite 2.0.0, sqlite.py, convert_condition_field_eq_val_bool',
  },
  'words-for-booleans': {
    witness: 'rsigma-eval',
    name: 'words-for-booleans',
    sentence: 'The texts 1 and yes are taken for true, 0 and no for false.',
    smallest: "readOnly: false on {readOnly: 'no'}: matches",
    source: 'rsigma-eval 0.23.0, src/matcher/matching.rs, BoolEq',
  },
} as const satisfies Readonly<Record<string, Exception>>;

/** Why a witness's verdict on this event proves nothing of this rule, though no assumption is broken. */
export function booleanException(
  witness: Exception['witness'],
  detection: Readonly<Record<string, unknown>>,
  event: CloudTrailEvent,
): Exception | undefined {
  const exception = EXCEPTIONS[witness === 'rsigma-eval' ? 'words-for-booleans' : 'numbers-for-booleans'];
  const taken = witness === 'rsigma-eval' ? /^(?:1|yes|0|no)$/i : /^[01]$/;
  const found = booleanFields(detection).some((name) => {
    const value = valueAt(name, event);
    // Texts only for the one; for the other numbers too, which a column of text makes texts.
    const isTaken = typeof value === 'string' || (typeof value === 'number' && witness !== 'rsigma-eval');
    return isTaken && taken.test(String(value));
  });
  return found ? exception : undefined;
}

/** Fields that a detection compares with the values true and false. */
function booleanFields(detection: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(detection).flatMap(([name, selection]) =>
    name === 'condition'
      ? []
      : Object.entries(selection as object).flatMap(([key, wanted]) => {
          const [field = '', modifier] = key.split('|');
          const compares = [wanted].flat().some((one) => typeof one === 'boolean');
          return compares && modifier === undefined ? [field] : [];
        }),
  );
}

/** Why pySigma on SQLite cannot be asked about a rule at all; undefined where it can. */
export function notAskedOfSqlite(
  answer: Answer,
  columns: readonly Column[],
  detection: Readonly<Record<string, unknown>>,
): Exception | undefined {
  if (JSON.stringify(detection).includes('\\u0000')) return EXCEPTIONS['no-null-character'];
  const names = 'assumptions' in answer ? answer.assumptions.map(({ name }) => name) : [];
  if (names.includes('any-element')) return EXCEPTIONS['no-arrays'];
  if (names.includes('plain-addresses')) return EXCEPTIONS['no-addresses'];
  const folded = new Set(columns.map(({ name }) => name.toLowerCase()));
  return folded.size < columns.length ? EXCEPTIONS['one-column-case'] : undefined;
}
