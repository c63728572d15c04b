/**
 * What must be so in an event for a condition to have any chance: the ground for prefilters and for indexing rules.
 *
 * Owns: facts of one kind, "this path holds one of these texts". Sound, not complete: a condition that is true implies
 * every fact; an operator that says nothing here only means a weaker prefilter. Must not: know how a target searches.
 */
import type { FieldPath, ValueExpr } from '../cloudtrail/value.ts';
import type { Expression, Predicate } from './expression.ts';

export interface RequiredFact {
  readonly path: FieldPath;
  /** Exact texts, case-sensitive, at least one of which stands at the path. Never empty. */
  readonly texts: readonly string[];
}

/** Facts that every matching event meets. */
export function requiredFacts(expression: Expression): readonly RequiredFact[] {
  switch (expression.kind) {
    case 'predicate':
      return factsOfPredicate(expression);
    case 'not':
      return [];
    case 'some':
      // An element's own values are no paths, so what is left are facts about the record around it.
      return requiredFacts(expression.of);
    case 'all':
      return merge(expression.of.flatMap(requiredFacts));
    case 'any': {
      const [first, ...rest] = expression.of.map(requiredFacts);
      if (first === undefined) return [];
      return first.flatMap((fact) => {
        const others = rest.map((facts) => facts.find((other) => key(other.path) === key(fact.path)));
        if (others.some((other) => other === undefined)) return [];
        return [{ path: fact.path, texts: unique([fact, ...others].flatMap((other) => other?.texts ?? [])) }];
      });
    }
  }
}

function factsOfPredicate(predicate: Predicate): readonly RequiredFact[] {
  if ('columns' in predicate) {
    if (predicate.rows.length === 0) return [];
    const guards = predicate.columns.flatMap(({ field }) => guardsOf(field.definition.value));
    if (predicate.ignoreCase) return merge(guards);
    const columns = predicate.columns.flatMap(({ field }, at) =>
      factAt(field.definition.value, unique(predicate.rows.map((row) => row.values[at] ?? ''))),
    );
    return merge([...guards, ...columns]);
  }
  const guards = guardsOf(predicate.field.definition.value);
  if (predicate.operator !== 'equals' && predicate.operator !== 'oneOf') return guards;
  const texts = predicate.operands.flatMap((operand) => (operand.kind === 'literal' ? [operand.text] : []));
  if (predicate.ignoreCase || texts.length === 0 || texts.length < predicate.operands.length) return guards;
  return merge([...guards, ...factAt(predicate.field.definition.value, unique(texts))]);
}

/** What must hold for a value to be present at all. */
function guardsOf(value: ValueExpr): readonly RequiredFact[] {
  switch (value.kind) {
    case 'when':
      return merge([{ path: value.path, texts: [value.equals] }, ...guardsOf(value.then)]);
    case 'capture':
    case 'withoutSuffix':
      return guardsOf(value.of);
    case 'concat':
      return merge(value.parts.flatMap(guardsOf));
    case 'path':
    case 'element':
    case 'text':
    case 'firstOf':
      return [];
  }
}

function factAt(value: ValueExpr, texts: readonly string[]): readonly RequiredFact[] {
  return value.kind === 'path' ? [{ path: value.path, texts }] : [];
}

/** One fact a path: where two speak of the same path, both hold, so the narrower one is kept. */
function merge(facts: readonly RequiredFact[]): readonly RequiredFact[] {
  const byPath = new Map<string, RequiredFact>();
  for (const fact of facts) {
    const known = byPath.get(key(fact.path));
    if (known === undefined || fact.texts.length < known.texts.length) byPath.set(key(fact.path), fact);
  }
  return [...byPath.values()];
}

const key = (path: FieldPath) => JSON.stringify(path);
const unique = (texts: readonly string[]) => [...new Set(texts)];
