/**
 * A predicate in one line, in the words of the language: `session.name endsWith '@example.com' (ignoreCase)`.
 *
 * Owns: that wording, for reports and for the reasons of targets. It goes by shape, so a new operator needs nothing here. Must not: print a target's syntax.
 */

import type { FieldRef, MembershipTest, Operand } from '../language/operands.ts';
import type { Predicate } from './expression.ts';

/** More values than these are counted, not shown: a list may have thousands. */
const SHOWN = 8;

/** Controls, line separators, bidirectional marks, lone surrogates: they would break or disguise the line. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A text in single quotes as YAML writes it; in double quotes, escaped, where it holds characters that do not print. */
export function quoteText(text: string): string {
  if (text.search(UNSAFE) === -1) return `'${text.replaceAll("'", "''")}'`;
  return `"${escapeUnsafe(text.replace(/["\\]/g, (character) => `\\${character}`))}"`;
}

/** A name as written, with characters that do not print escaped: a quoted key of a free path may hold any. */
export function escapeUnsafe(text: string): string {
  return text.replace(UNSAFE, escapeCharacter);
}

/** YAML 1.2 §5.7: `\n`, `\t`, `\r`, `\xXX`, `\uXXXX`, `\UXXXXXXXX`. */
function escapeCharacter(character: string): string {
  const short = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
  if (short !== undefined) return short;
  const point = character.codePointAt(0) ?? 0;
  const hex = point.toString(16).toUpperCase();
  if (point <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return point <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

function describeOperand(operand: Operand): string {
  return operand.kind === 'field' ? `{ field: ${nameOf(operand)} }` : quoteText(operand.text);
}

const describeOperands = (operands: readonly Operand[]) => describeSeveral(operands.map(describeOperand));
const describeTexts = (operands: readonly { readonly text: string }[]) =>
  describeSeveral(operands.map(({ text }) => quoteText(text)));

function describeSeveral(values: readonly string[]): string {
  const [only] = values;
  if (only !== undefined && values.length === 1) return only;
  const shown = values.slice(0, SHOWN);
  const more = values.length - shown.length;
  return `[${[...shown, ...(more > 0 ? [`… ${more} more`] : [])].join(', ')}]`;
}

const nameOf = ({ spelled }: FieldRef) => escapeUnsafe(spelled);
const folded = ({ ignoreCase }: { readonly ignoreCase: boolean }) => (ignoreCase ? ' (ignoreCase)' : '');

function describeMembership(test: MembershipTest): string {
  const [only] = test.columns;
  if (only !== undefined && test.columns.length === 1 && only.column === 'value') {
    return `${nameOf(only.field)} inList ${escapeUnsafe(test.list)}${folded(test)}`;
  }
  const columns = test.columns
    .map(({ column, field }) => `${escapeUnsafe(column)}: ${nameOf(field)}`)
    .join(', ');
  return `inList { list: ${escapeUnsafe(test.list)}, columns: { ${columns} } }${folded(test)}`;
}

/** One line for one predicate, without a line break whatever its values hold. */
export function describePredicate(predicate: Predicate): string {
  if ('columns' in predicate) return describeMembership(predicate);
  const { field, operator } = predicate;
  const line = `${nameOf(field)} ${operator}`;
  if ('patterns' in predicate) return `${line} ${describeTexts(predicate.patterns)}${folded(predicate)}`;
  if ('networks' in predicate) return `${line} ${describeTexts(predicate.networks)}`;
  if ('limit' in predicate) return `${line} ${quoteText(predicate.limit.text)}`;
  if (!('operands' in predicate)) return line;
  return `${nameOf(field)} ${operator} ${describeOperands(predicate.operands)}${folded(predicate)}`;
}
