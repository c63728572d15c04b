/**
 * The normal form of a condition: the same verdict on every event, without parts that decide nothing.
 *
 * Owns: constants (a comparison with no values is false), groups of one, groups within groups of their own kind, double
 * negation. What prints well and hashes alike. The IR itself stays as written, so that a trace shows every clause.
 */
import type { Expression, Predicate } from './expression.ts';

/** Rewrites a condition bottom up. An `all` without parts is true, an `any` without parts is false. */
export function normalForm(expression: Expression): Expression {
  const { kind, span } = expression;
  switch (kind) {
    case 'predicate': {
      const empty = valuesOf(expression);
      return empty?.length === 0 ? { kind: 'any', of: [], span } : expression;
    }
    case 'not': {
      const of = normalForm(expression.of);
      if (of.kind === 'not') return of.of;
      if (isConstant(of)) return { kind: of.kind === 'all' ? 'any' : 'all', of: [], span };
      return { kind, of, span };
    }
    case 'some': {
      const of = normalForm(expression.of);
      // No element meets what nothing meets; an array without elements meets not even what everything does.
      return of.kind === 'any' && of.of.length === 0 ? of : { ...expression, of };
    }
    case 'all':
    case 'any': {
      const other = kind === 'all' ? 'any' : 'all';
      const parts = expression.of.map(normalForm);
      // A false part decides an `all`, a true one an `any`; a constant of the group's own kind adds nothing.
      if (parts.some((part) => isConstant(part) && part.kind === other)) return { kind: other, of: [], span };
      const flat = parts.flatMap((part) => (part.kind === kind ? part.of : [part]));
      const [only] = flat;
      return flat.length === 1 && only !== undefined ? only : { kind, of: flat, span };
    }
  }
}

const isConstant = (expression: Expression) =>
  (expression.kind === 'all' || expression.kind === 'any') && expression.of.length === 0;

/** What a predicate compares with, any one of which suffices; undefined where it compares with nothing. */
function valuesOf(predicate: Predicate): readonly unknown[] | undefined {
  if ('rows' in predicate) return predicate.rows;
  if ('operands' in predicate) return predicate.operands;
  if ('patterns' in predicate) return predicate.patterns;
  return 'networks' in predicate ? predicate.networks : undefined;
}
