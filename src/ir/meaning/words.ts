/**
 * A meaning in one line, in the words of the language: `session.name endsWith $employeeDomains (ignoreCase)`.
 *
 * Owns: that wording. Must not: compare.
 */
import { escapeUnsafe } from '../describe.ts';
import type { Meaning, MeaningTest } from './meaning.ts';

/** More values than these are counted, not shown: a list may have thousands. */
const SHOWN = 8;
/** A longer line is nothing that somebody reads. In UTF-16 units. */
const LONGEST = 400;

export function inWords(meaning: Meaning): string {
  const words = line(meaning);
  return words.length <= LONGEST ? words : `${words.slice(0, LONGEST)} …`;
}

function line(meaning: Meaning): string {
  switch (meaning.kind) {
    case 'test':
      return testInWords(meaning);
    case 'not':
      return `not (${line(meaning.of)})`;
    case 'some':
      return `some of ${escapeUnsafe(meaning.array)} (${line(meaning.of)})`;
    case 'all':
      return meaning.of.length === 0 ? 'every event' : `(${meaning.of.map(line).join(' and ')})`;
    case 'any':
      return meaning.of.length === 0 ? 'no event' : `(${meaning.of.map(line).join(' or ')})`;
  }
}

function testInWords(test: MeaningTest): string {
  const values =
    test.values === undefined || test.list !== undefined ? '' : ` ${severalInWords(test.values)}`;
  return `${leftInWords(test)}${values}${test.ignoreCase === true ? ' (ignoreCase)' : ''}`;
}

/** The test without what it compares with: `session.name endsWith`, `requestParameters.roleArn inList renameAllowed`. */
export function leftInWords({ field, operator, list, columns }: MeaningTest): string {
  if (columns === undefined) {
    return `${escapeUnsafe(field ?? '')} ${operator}${list === undefined ? '' : ` ${escapeUnsafe(list)}`}`;
  }
  const shown = Object.entries(columns).map(
    ([column, name]) => `${escapeUnsafe(column)}: ${escapeUnsafe(name)}`,
  );
  return `${operator} { list: ${escapeUnsafe(list ?? '')}, columns: { ${shown.join(', ')} } }`;
}

/** One value as it is, several in brackets. */
function severalInWords(values: readonly string[]): string {
  const [only] = values;
  if (only !== undefined && values.length === 1) return only;
  return `[${enumerated(values)}]`;
}

export function enumerated(values: readonly string[]): string {
  const more = values.length - SHOWN;
  return [...values.slice(0, SHOWN), ...(more > 0 ? [`… ${more} more`] : [])].join(', ');
}
