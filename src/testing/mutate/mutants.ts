/**
 * Every mutant of a condition.
 *
 * Owns: what is done to groups, and putting a changed part back into the whole. Must not: run anything, or know which
 * mutants mean the same (mutate.ts asks the normal form).
 */
import type { Span } from '../../base/source.ts';
import type { ArrayRef, Expression } from '../../ir/expression.ts';
import type { Mutant, MutationKind } from './mutation.ts';
import { predicateMutations } from './predicate.ts';
import { quoteClause } from './words.ts';

interface Place {
  /** The whole condition with something else at this place. */
  readonly put: (part: Expression) => Expression;
  readonly arrays: readonly ArrayRef[];
  /** The whole condition, or what it negates: the opposite of everything is no mutant worth a test. */
  readonly whole: boolean;
}

type Add = (mutant: Mutant) => void;

/** In the order of the source. */
export function mutantsOf(condition: Expression): readonly Mutant[] {
  const found: Mutant[] = [];
  const whole: Place = { put: (part) => part, arrays: [], whole: true };
  const add: Add = (one) => found.push(one);
  // A clause that stands alone is no part of a group, which would drop it.
  if (condition.kind !== 'all' && condition.kind !== 'any') {
    const to: Expression = { kind: 'all', of: [], span: condition.span };
    add(mutant('drop', condition, to, whole, `${quoteClause(condition)} is dropped`));
  }
  visit(condition, whole, add);
  return found;
}

function visit(part: Expression, place: Place, add: Add): void {
  if (part.kind === 'not') {
    visit(part.of, { ...place, put: (of) => place.put({ ...part, of }) }, add);
    return;
  }
  const parts = part.kind === 'all' || part.kind === 'any' ? part.of : [];
  const [only] = parts;
  // A group of one is its part.
  if (only !== undefined && parts.length === 1) {
    if (place.whole)
      add(
        mutant(
          'drop',
          only,
          { kind: 'all', of: [], span: only.span },
          place,
          `${quoteClause(only)} is dropped`,
        ),
      );
    visit(only, place, add);
    return;
  }
  if (!place.whole) {
    const opposite: Expression = { kind: 'not', of: part, span: part.span };
    add(mutant('negate', part, opposite, place, `${quoteClause(part)} is negated`));
  }
  switch (part.kind) {
    case 'all':
    case 'any':
      visitGroup(part, place, add);
      return;
    case 'some': {
      const { of, span, array } = part;
      const every: Expression = {
        kind: 'not',
        of: { ...part, of: { kind: 'not', of, span } },
        span,
      };
      const change = `${quoteClause(part)} asks every element, not some`;
      add(mutant('swap', part, every, place, change));
      const put = (inner: Expression) => place.put({ ...part, of: inner });
      visit(of, { put, arrays: [...place.arrays, array], whole: false }, add);
      return;
    }
    case 'predicate':
      for (const { kind, to, change, span } of predicateMutations(part))
        add(mutant(kind, part, to, place, change, span));
  }
}

function visitGroup(group: Extract<Expression, { kind: 'all' | 'any' }>, place: Place, add: Add): void {
  const { kind, of } = group;
  if (of.length > 1) {
    const other = kind === 'all' ? 'any' : 'all';
    const change = `${quoteClause(group)} asks for ${other === 'any' ? 'any of them' : 'all of them'}`;
    add(mutant('swap', group, { ...group, kind: other }, place, change));
  }
  for (const [at, part] of of.entries()) {
    const without = place.put({ ...group, of: of.toSpliced(at, 1) });
    const change = `${quoteClause(part)} is dropped`;
    // What stands in its place decides nothing: every event of an `all`, none of an `any`.
    const to: Expression = { kind, of: [], span: part.span };
    add({ kind: 'drop', change, span: part.span, from: part, to, arrays: place.arrays, condition: without });
    const put = (inner: Expression) => place.put({ ...group, of: of.with(at, inner) });
    visit(part, { put, arrays: place.arrays, whole: false }, add);
  }
}

function mutant(
  kind: MutationKind,
  from: Expression,
  to: Expression,
  { put, arrays }: Place,
  change: string,
  span: Span = from.span,
): Mutant {
  return { kind, change, span, from, to, arrays, condition: put(to) };
}
