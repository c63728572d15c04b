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
 *                   Between two whole fields: they differ even when case is ignored.
 * For rows that Sigma cannot say, over-matching: each column has a value of its own. For `some`: nearest-some.ts.
 */
import type { Direction } from '../../content/document.ts';
import type { Expression, Predicate, PredicateOf } from '../../ir/expression.ts';
import type { FieldRef, MembershipTest } from '../../language/operands.ts';
import { hasText } from './elements.ts';
import { sigmaFieldOf } from './fields.ts';
import { nearestSome } from './nearest-some.ts';
import { isSayable } from './translate.ts';

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
      if (isSayable(expression)) return expression;
      return standIns(expression, direction, known).find(isSayable);
    case 'some':
      if (isSayable(expression)) return expression;
      return nearestSome(expression, direction, {
        nearest: (condition, towards) => nearest(condition, towards, []),
        standIns: (predicate, towards) => standIns(predicate, towards, []),
      });
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
  node: Extract<Expression, { kind: 'all' | 'any' }>,
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

/** What may stand in for a predicate, the nearest first; whether Sigma can say it is left open. */
function standIns(
  predicate: Predicate,
  direction: Direction,
  known: readonly Predicate[],
): readonly Expression[] {
  if ('columns' in predicate) return direction === 'over-matches' ? columnByColumn(predicate) : [];
  if (!('operands' in predicate)) return [];
  const [other, ...more] = predicate.operands;
  if (other?.kind !== 'field' || more.length > 0) return [];
  const candidates =
    predicate.operator === 'differsFrom'
      ? direction === 'over-matches'
        ? [bothPresent(predicate, other)]
        : [ignoringCase(predicate, other), ...apart(predicate, other, known)]
      : predicate.operator === 'equals' && direction === 'over-matches'
        ? [ignoringCase(predicate, other), bothPresent(predicate, other)]
        : [];
  return candidates.filter((candidate) => candidate !== undefined);
}

/** Where the columns together are a row, each alone is a value of its column. */
function columnByColumn(predicate: PredicateOf<'inList'>): readonly Expression[] {
  const { columns, rows, span } = predicate;
  if (columns.length < 2) return [];
  const of = columns.map((column, at): Expression => {
    const alone = new Map<string, MembershipTest['rows'][number]>();
    for (const row of rows) {
      const value = row.values[at] ?? '';
      if (!alone.has(value)) alone.set(value, { ...row, values: [value] });
    }
    return { ...predicate, columns: [column], rows: [...alone.values()] };
  });
  return [{ kind: 'all', of, span }];
}

type FieldToField = PredicateOf<'differsFrom'> | PredicateOf<'equals'>;

function bothPresent({ field, span }: FieldToField, other: FieldRef): Expression {
  return { kind: 'all', of: [hasText(field, span), hasText(other, span)], span };
}

/** To differ when case is ignored is to differ; to be equal is to be equal when case is ignored. */
function ignoringCase(predicate: FieldToField, other: FieldRef): Expression | undefined {
  const whole = [predicate.field, other].every(({ definition }) => sigmaFieldOf(definition).kind === 'plain');
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
    case 'matches':
    case 'inCidr':
    case 'greaterThan':
    case 'atLeast':
    case 'lessThan':
    case 'atMost':
      return test.field.definition.name === definition.name;
    case 'inList':
      return test.columns.length === 1 && test.columns[0]?.field.definition.name === definition.name;
    case 'exists':
    case 'differsFrom':
      return false;
  }
}

function movedTo(test: Predicate, field: FieldRef): Predicate {
  return test.operator === 'inList'
    ? { ...test, columns: test.columns.map((column) => ({ ...column, field })) }
    : ({ ...test, field } as Predicate);
}
