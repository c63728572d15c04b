/**
 * Lists that are too long for a search, as lookups.
 *
 * Owns: when a list becomes one, its name, its file, and the key that stands for a row. A key holds all columns of a
 * row between `<` and `>`, so no cell is empty, blank at an end, or a number (what Splunk makes of those is not
 * documented), and none is a formula in a spreadsheet. Must not: decide membership (membership.ts).
 */
import type { MembershipTest } from '../../language/operands.ts';
import { joined, type PlainText, quoted, type SplExpression, spl } from './literals.ts';

declare const context: unique symbol;
/** A quoted cell of a CSV file, on one line (RFC 4180). */
export type CsvCell = string & { readonly [context]: 'csv-cell' };

/** Rows above this do not belong into a search. */
export const MOST_INLINE_ROWS = 1000;
/** Rows above this are not a list that people keep up. */
export const MOST_ROWS = 10_000;

export interface SplLookup {
  readonly name: SplExpression;
  readonly rows: readonly { readonly key: CsvCell; readonly reason: CsvCell }[];
}

export const needsLookup = ({ rows }: MembershipTest) => rows.length > MOST_INLINE_ROWS;

/** A text that can stand in a cell: no line break or other control, and no half of a surrogate pair. */
export const isCellText = (text: string) => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(text);

/** The table of a test; two tests of the same rows give the same table of the same name. */
export function lookupOf(test: MembershipTest, separator: PlainText): SplLookup {
  const cells = new Map<string, CsvCell>();
  for (const { values, reason } of test.rows) {
    const key = `<${values.map((value) => folded(value, test.ignoreCase)).join(separator)}>`;
    if (!cells.has(key)) cells.set(key, reasonCell(reason));
  }
  const rows = [...cells].map(([key, reason]) => ({ key: csvCell(key), reason }));
  return { name: lookupName(test), rows };
}

/** Lists, columns and their letters are plain words (language/shapes.ts), so the name needs no quotes. */
export function lookupName({ list, columns, ignoreCase }: MembershipTest): SplExpression {
  const [only] = columns;
  const plain = columns.length === 1 && only?.column === 'value';
  const words = [
    list,
    ...(plain ? [] : columns.map(({ column }) => column)),
    ...(ignoreCase ? ['folded'] : []),
  ];
  return `trailc_${words.join('__')}` as SplExpression;
}

/**
 * The key of an event, never NULL: "Splunk software treats NULL values as matching values" (Knowledge Manager Manual,
 * "Add field matching rules to your lookup configuration"). The text of an event without one is no row's key.
 */
export function eventKey(names: readonly SplExpression[], separator: PlainText): SplExpression {
  const present = joined(
    names.map((name) => spl`isnotnull(${name})`),
    ' AND ',
  );
  const between = joined(
    names.flatMap((name, at) => (at === 0 ? [name] : [quoted(separator), name])),
    '.',
  );
  return spl`if(${present}, "<".${between}.">", "-")`;
}

/** What a cell on one line cannot hold. */
const CONTROLS = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu;

export function csvCell(text: string): CsvCell {
  const line = text.replace(CONTROLS, ' ');
  return `"${line.replaceAll('"', '""')}"` as CsvCell;
}

/** What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), also in its wide form. */
const FORMULA = /^[\s\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

/** A cell that people read and nothing looks up: where it would open as a formula, a quote keeps it a text. */
export function reasonCell(text: string): CsvCell {
  const line = text.replace(CONTROLS, ' ');
  return csvCell(FORMULA.test(line) ? `'${line}` : line);
}

export function folded(text: string, ignoreCase: boolean): string {
  return ignoreCase ? text.replace(/[A-Z]+/g, (run) => run.toLowerCase()) : text;
}
