/**
 * A clause in one line, in the words of the language and between backticks.
 *
 * Owns: groups in that line (ir/describe.ts has the words of a predicate). Must not: escape for a terminal.
 */
import { describePredicate, escapeUnsafe } from '../../ir/describe.ts';
import type { Expression } from '../../ir/expression.ts';

/** A longer line is nothing that somebody reads. In UTF-16 units. */
const LONGEST = 160;

export function quoteClause(expression: Expression): string {
  const words = line(expression, true);
  return `\`${words.length <= LONGEST ? words : `${words.slice(0, LONGEST)} …`}\``;
}

function line(expression: Expression, outermost = false): string {
  switch (expression.kind) {
    case 'predicate':
      return describePredicate(expression);
    case 'not':
      return `not (${line(expression.of, true)})`;
    case 'some':
      return `some of ${escapeUnsafe(expression.array.spelled)} (${line(expression.of, true)})`;
    case 'all':
    case 'any': {
      const { kind, of } = expression;
      if (of.length === 0) return kind === 'all' ? 'every event' : 'no event';
      const words = of.map((part) => line(part, of.length === 1)).join(kind === 'all' ? ' and ' : ' or ');
      return outermost ? words : `(${words})`;
    }
  }
}
