/**
 * The nearest form of a condition in one direction, in our own terms.
 *
 * Owns: what stands in for a comparison of two fields that Sigma cannot say, and the logic of directions. Each stand-in
 * is implied by what it replaces (it over-matches there) or implies it (it under-matches there); below `not` the
 * directions swap, so each place is given the one that adds up to what was asked for. Must not: print.
 *
 * Stand-ins for `a differsFrom { field: b }`:
 * - over-matching   both have a text: to differ, both must
 * - under-matching  if a text test P on b holds wherever the clause counts (it stands in the same `all`, or around it):
 *                   a has a text and not P(a). P is true of b and false of a, so they differ.
 *                   Between two whole ASCII fields: they differ even when case is ignored.
 */
import type { Direction } from '../../content/document.ts';
import type { Expression, Predicate, PredicateOf } from '../../ir/expression.ts';
import type { FieldRef } from '../../language/operands.ts';
import { sigmaFieldOf } from './fields.ts';
import { translatePredicate } from './predicates.ts';

/** The condition with stand-ins, or undefined where some clause has none in this direction. */
export function approximated(condition: Expression, direction: Direction): Expression | undefined {
  return nearest(condition, direction, []);
}

/** `known` are the predicates that hold wherever the value of this node matters. */
function nearest(
  expression: Expression,
  direction: Direction,
  known: readonly Predicate[],
): Expression | undefined {
  switch (expression.kind) {
    case 'predicate':
      return 'tree' in translatePredicate(expression) ? expression : standIn(expression, direction, known);
    case 'not': {
      const of = nearest(expression.of, opposite(direction), []);
      return of === undefined ? undefined : { ...expression, of };
    }
    case 'all': {
      const inside = [...known, ...conjuncts(expression)];
      return each(expression, (part) => nearest(part, direction, inside));
    }
    case 'any':
      return each(expression, (part) => nearest(part, direction, known));
  }
}

function each(
  node: Extract<Expression, { of: readonly Expression[] }>,
  change: (part: Expression) => Expression | undefined,
): Expression | undefined {
  const of: Expression[] = [];
  for (const part of node.of) {
    const changed = change(part);
    if (changed === undefined) return undefined;
    of.push(changed);
  }
  return { ...node, of };
}

/** Predicates that an `all` asserts, those of an `all` inside it included. */
function conjuncts(expression: Expression): readonly Predicate[] {
  if (expression.kind === 'predicate') return [expression];
  return expression.kind === 'all' ? expression.of.flatMap(conjuncts) : [];
}

const opposite = (direction: Direction): Direction =>
  direction === 'over-matches' ? 'under-matches' : 'over-matches';

function standIn(
  predicate: Predicate,
  direction: Direction,
  known: readonly Predicate[],
): Expression | undefined {
  if (!('operands' in predicate)) return undefined;
  const [other, ...more] = predicate.operands;
  if (other?.kind !== 'field' || more.length > 0) return undefined;
  const candidates =
    predicate.operator === 'differsFrom'
      ? direction === 'over-matches'
        ? [bothPresent(predicate, other)]
        : [ignoringCase(predicate, other), ...apart(predicate, other, known)]
      : predicate.operator === 'equals' && direction === 'over-matches'
        ? [ignoringCase(predicate, other), bothPresent(predicate, other)]
        : [];
  return candidates.find((candidate) => candidate !== undefined && isSayable(candidate));
}

function isSayable(expression: Expression): boolean {
  switch (expression.kind) {
    case 'predicate':
      return 'tree' in translatePredicate(expression);
    case 'not':
      return isSayable(expression.of);
    case 'all':
    case 'any':
      return expression.of.every(isSayable);
  }
}

type FieldToField = PredicateOf<'differsFrom'> | PredicateOf<'equals'>;

function bothPresent({ field, span }: FieldToField, other: FieldRef): Expression {
  return { kind: 'all', of: [hasText(field, span), hasText(other, span)], span };
}

/** To differ when case is ignored is to differ; to be equal is to be equal when case is ignored. */
function ignoringCase(predicate: FieldToField, other: FieldRef): Expression | undefined {
  const whole = [predicate.field, other].every(
    ({ definition }) => definition.domain === 'ascii' && sigmaFieldOf(definition).kind === 'plain',
  );
  return whole && !predicate.ignoreCase ? { ...predicate, ignoreCase: true } : undefined;
}

/** Tests that hold of one side, denied of the other. */
function apart(
  { field, span }: FieldToField,
  other: FieldRef,
  known: readonly Predicate[],
): readonly Expression[] {
  const denied = (on: FieldRef, of: FieldRef) =>
    known
      .filter((test) => isLiteralTestOf(test, of))
      .map((test): Expression => {
        const not: Expression = { kind: 'not', of: movedTo(test, on), span };
        return { kind: 'all', of: [hasText(on, span), not], span };
      });
  return [...denied(field, other), ...denied(other, field)];
}

/** A test of this field's text alone, by literals, that says the same of any other field. */
function isLiteralTestOf(test: Predicate, { definition }: FieldRef): boolean {
  switch (test.operator) {
    case 'equals':
    case 'oneOf':
    case 'startsWith':
    case 'endsWith':
    case 'contains':
      return (
        test.field.definition.name === definition.name &&
        test.operands.every((operand) => operand.kind === 'literal')
      );
    case 'inList':
      return test.columns.length === 1 && test.columns[0]?.field.definition.name === definition.name;
    default:
      return false;
  }
}

function movedTo(test: Predicate, field: FieldRef): Predicate {
  return test.operator === 'inList'
    ? { ...test, columns: test.columns.map((column) => ({ ...column, field })) }
    : ({ ...test, field } as Predicate);
}

/** The field has a text. `exists` would also hold where an object stands; every text contains the empty one. */
function hasText(field: FieldRef, span: Predicate['span']): Expression {
  const nothing = { kind: 'literal', text: '', span } as const;
  return { kind: 'predicate', operator: 'contains', field, operands: [nothing], ignoreCase: false, span };
}
