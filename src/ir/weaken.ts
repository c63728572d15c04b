/**
 * A condition of which only a part of the event is known.
 *
 * Owns: replacing what cannot be read by what is true whatever stands there, so that the original implies the result; and what is
 * left of a condition when some of its parts are known. Must not: know who reads what.
 */
import { type FieldPath, pathsOf } from '../cloudtrail/value.ts';
import { type Expression, fieldsOfPredicate, pathsOfCondition } from './expression.ts';
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

/** Whether a condition reads no path but those that `isReadable` allows, and looks into no array. */
export function isKnown(expression: Expression, isReadable: (path: FieldPath) => boolean): boolean {
  return !hasSome(expression) && pathsOfCondition(expression).every(isReadable);
}

/** The largest parts of a condition that read no path but those that `isReadable` allows, in source order. */
export function knownParts(
  expression: Expression,
  isReadable: (path: FieldPath) => boolean,
): readonly Expression[] {
  if (isKnown(expression, isReadable)) return [expression];
  switch (expression.kind) {
    case 'predicate':
    case 'some':
      return [];
    case 'not':
      return knownParts(expression.of, isReadable);
    case 'all':
    case 'any':
      return expression.of.flatMap((part) => knownParts(part, isReadable));
  }
}

/** What is left of a condition whose parts, the very objects, are known to be true or false. */
export function residueOf(expression: Expression, known: ReadonlyMap<Expression, boolean>): Expression {
  return normalForm(replaced(expression, known));
}

function replaced(expression: Expression, known: ReadonlyMap<Expression, boolean>): Expression {
  const truth = known.get(expression);
  if (truth !== undefined) return { kind: truth ? 'all' : 'any', of: [], span: expression.span };
  switch (expression.kind) {
    case 'predicate':
    case 'some':
      return expression;
    case 'not':
      return { ...expression, of: replaced(expression.of, known) };
    case 'all':
    case 'any':
      return { ...expression, of: expression.of.map((part) => replaced(part, known)) };
  }
}

function hasSome(expression: Expression): boolean {
  switch (expression.kind) {
    case 'predicate':
      return false;
    case 'some':
      return true;
    case 'not':
      return hasSome(expression.of);
    case 'all':
    case 'any':
      return expression.of.some(hasSome);
  }
}
