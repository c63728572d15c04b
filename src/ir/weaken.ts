/**
 * A condition that knows only a part of the event.
 *
 * Owns: replacing what cannot be read by what is true whatever stands there, so that the original implies the result. Must
 * not: know who reads what.
 */

import type { FieldPath } from '../cloudtrail/value.ts';
import { pathsOf } from '../cloudtrail/value.ts';
import { type Expression, fieldsOfPredicate } from './expression.ts';
import { normalForm } from './normal.ts';

/** A condition that holds wherever `expression` does, and reads no path but those that `isReadable` allows. */
export function weaken(expression: Expression, isReadable: (path: FieldPath) => boolean): Expression {
  return normalForm(weakenAs(expression, true, isReadable));
}

/** `holds`: what stands in the place of the unknown, true where a `not` does not turn it round. */
function weakenAs(
  expression: Expression,
  holds: boolean,
  isReadable: (path: FieldPath) => boolean,
): Expression {
  switch (expression.kind) {
    case 'predicate': {
      const values = fieldsOfPredicate(expression).map(({ definition }) => definition.value);
      // What is read of an element is no path: the `some` around it is unknown as a whole.
      return values.every((value) => pathsOf(value).every(isReadable))
        ? expression
        : unknown(expression, holds);
    }
    case 'some':
      return unknown(expression, holds);
    case 'not':
      return { ...expression, of: weakenAs(expression.of, !holds, isReadable) };
    case 'all':
    case 'any':
      return { ...expression, of: expression.of.map((part) => weakenAs(part, holds, isReadable)) };
  }
}

const unknown = ({ span }: Expression, holds: boolean): Expression => ({
  kind: holds ? 'all' : 'any',
  of: [],
  span,
});
