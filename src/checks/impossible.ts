/**
 * Parts of a condition that nothing can meet, or that everything meets, given the clauses around them.
 *
 * Owns: the walk, with what surely holds at each place. Each kind has a check of its own that words it.
 * Must not: judge single comparisons (conflict.ts does).
 */
import type { Span } from '../base/source.ts';
import { placesOf } from '../cloudtrail/value.ts';
import type { Content } from '../content/document.ts';
import { describePredicate } from '../ir/describe.ts';
import type { Expression } from '../ir/expression.ts';
import { normalForm } from '../ir/normal.ts';
import type { RuleIr } from '../ir/rule.ts';
import { type Conflict, conflictOf, type Fact, type FixedLists } from './conflict.ts';

export interface Impossible {
  /** `never`: no event meets the clauses; `always`: an `any` that all meet; `no-hit`: a `not` around what none meets. */
  readonly kind: 'never' | 'always' | 'no-hit';
  readonly span: Span;
  readonly field: string;
  readonly one: string;
  readonly other: string;
}

interface Place {
  readonly facts: readonly Fact[];
  readonly excluded: boolean;
  readonly fixed: FixedLists;
}

/** Several checks ask for the same. */
const known = new WeakMap<RuleIr, { readonly content: Content; readonly parts: readonly Impossible[] }>();

/** In source order. What has been found is not looked into further. */
export function impossibleParts(rule: RuleIr, content: Content): readonly Impossible[] {
  const before = known.get(rule);
  if (before?.content === content) return before.parts;
  const fixed: FixedLists = (list) => !content.config.environments.some(({ lists }) => lists.has(list));
  const parts = walk(normalForm(rule.condition), { facts: [], excluded: false, fixed });
  known.set(rule, { content, parts });
  return parts;
}

function walk(expression: Expression, place: Place): readonly Impossible[] {
  switch (expression.kind) {
    case 'predicate':
      return conflictAt([{ predicate: expression, negated: false }], expression.span, place);
    case 'not': {
      const of = factsOf(expression);
      if (of !== undefined && !place.excluded) {
        const found = conflictAt(of, expression.span, place);
        if (found.length > 0) return found;
      }
      // Inside, only what is asked for counts: that two exclusions overlap is no fault.
      const facts = place.facts.filter(
        ({ negated, predicate }) => !negated || predicate.operator === 'exists',
      );
      return walk(expression.of, { ...place, facts, excluded: true });
    }
    case 'some': {
      // What was known of an element was of the one of another array.
      const facts = place.facts.filter(({ predicate }) => !readsElement(predicate));
      return walk(expression.of, { ...place, facts });
    }
    case 'all':
      return walkAll(expression, place);
    case 'any':
      return walkAny(expression, place);
  }
}

function walkAll({ of, span }: Extract<Expression, { kind: 'all' }>, place: Place): readonly Impossible[] {
  const stated = of.map((part) => factsOf(part) ?? []);
  const found = conflictAt(stated.flat(), span, place);
  if (found.length > 0) return found;
  return of.flatMap((part, at) => {
    // A predicate was judged with its neighbours.
    if (part.kind === 'predicate') return [];
    const others = stated.filter((_, other) => other !== at).flat();
    return walk(part, { ...place, facts: [...place.facts, ...others] });
  });
}

function walkAny({ of, span }: Extract<Expression, { kind: 'any' }>, place: Place): readonly Impossible[] {
  // No alternative holds exactly where the opposite of each does.
  const opposites = of.flatMap((part) => oppositeOf(part) ?? []);
  const conflict = opposites.length < 2 ? undefined : conflictOf(opposites, place.fixed);
  if (conflict !== undefined) return [impossible('always', span, conflict)];
  return of.flatMap((part) => walk(part, place));
}

/** Facts that hold wherever the expression does, where it is a comparison, the opposite of some, or several of these. */
function factsOf(expression: Expression): readonly Fact[] | undefined {
  switch (expression.kind) {
    case 'predicate':
      return [{ predicate: expression, negated: false }];
    case 'all':
      return expression.of.flatMap((part) => factsOf(part) ?? []);
    case 'not': {
      const inner = expression.of.kind === 'any' ? expression.of.of : [expression.of];
      const facts = inner.flatMap((part) => oppositeOf(part) ?? []);
      return facts.length === 0 ? undefined : facts;
    }
    case 'any':
    case 'some':
      return undefined;
  }
}

function oppositeOf(expression: Expression): Fact | undefined {
  if (expression.kind === 'predicate') return { predicate: expression, negated: true };
  if (expression.kind === 'not' && expression.of.kind === 'predicate')
    return { predicate: expression.of, negated: false };
  return undefined;
}

function conflictAt(
  added: readonly Fact[],
  span: Span,
  { facts, excluded, fixed }: Place,
): readonly Impossible[] {
  const conflict = conflictOf([...facts, ...added], fixed);
  // A conflict among what is around the place is not this place's.
  if (conflict === undefined || !(added.includes(conflict.one) || added.includes(conflict.other))) return [];
  const at = added.includes(conflict.other) ? conflict.other.predicate.span : span;
  return [impossible(excluded ? 'no-hit' : 'never', at, conflict)];
}

function impossible(kind: Impossible['kind'], span: Span, { field, one, other }: Conflict): Impossible {
  return { kind, span, field, one: inWords(one), other: inWords(other) };
}

const inWords = ({ predicate, negated }: Fact) =>
  negated ? `not (${describePredicate(predicate)})` : describePredicate(predicate);

function readsElement(predicate: Fact['predicate']): boolean {
  const fields = 'columns' in predicate ? predicate.columns.map(({ field }) => field) : [predicate.field];
  return fields.some(({ definition }) => placesOf(definition.value).some(({ kind }) => kind === 'element'));
}
