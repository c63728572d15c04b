/**
 * Whether comparisons that are all to hold of one event leave it any value.
 *
 * Owns: what comparisons with written texts, lists and presence say of a field. It is sound, not complete: a conflict
 * that it names is one on every event; of what it does not understand (patterns, networks, orders, values that come
 * through a param, other fields) it uses no more than that the field is present. Must not: walk conditions.
 */
import type { Predicate } from '../ir/expression.ts';
import type { FieldRef } from '../language/operands.ts';
import { asciiLower, possibilityOf, possibleTexts, writtenTexts } from './conflict-texts.ts';

/** A predicate that holds, or, `negated`, one that does not. */
export interface Fact {
  readonly predicate: Predicate;
  readonly negated: boolean;
}

/** Lists whose entries are the same in every environment; what holds of one of the others is not known. */
export type FixedLists = (list: string) => boolean;

/** Two facts, the later one last, that leave a field no value. */
export interface Conflict {
  readonly field: string;
  readonly one: Fact;
  readonly other: Fact;
}

/** The first conflict, or undefined where none is sure. */
export function conflictOf(facts: readonly Fact[], fixed: FixedLists): Conflict | undefined {
  const byField = new Map<string, { readonly field: FieldRef; readonly facts: Fact[] }>();
  for (const fact of facts) {
    for (const field of readBy(fact)) {
      const key = fieldKey(field);
      const known = byField.get(key);
      if (known === undefined) byField.set(key, { field, facts: [fact] });
      else known.facts.push(fact);
    }
  }
  for (const { field, facts: about } of byField.values()) {
    const found = presenceConflict(about) ?? textConflict(about, fixed);
    if (found !== undefined) return { field: field.spelled, ...ordered(found, facts) };
  }
  for (const fact of facts) {
    const other = rowsConflict(fact, byField, fixed);
    if (other !== undefined)
      return { field: other.field, ...ordered({ one: other.fact, other: fact }, facts) };
  }
  return undefined;
}

type Pair = Omit<Conflict, 'field'>;

/** In the order of the facts, which is that of the source. */
function ordered({ one, other }: Pair, facts: readonly Fact[]): Pair {
  return facts.indexOf(one) <= facts.indexOf(other) ? { one, other } : { one: other, other: one };
}

/** Where a value comes from says which field it is; two spellings of one field are one. */
export const fieldKey = ({ definition }: FieldRef) => JSON.stringify(definition.value);

/** The fields that a fact says something of; that two fields are not equal says nothing of the other. */
function readBy({ predicate, negated }: Fact): readonly FieldRef[] {
  if ('columns' in predicate) return predicate.columns.map(({ field }) => field);
  if (negated) return [predicate.field];
  const right = 'operands' in predicate ? predicate.operands : [];
  // Of several operands one suffices, and it may be another.
  const [only] = right;
  return right.length === 1 && only?.kind === 'field' ? [predicate.field, only] : [predicate.field];
}

function presenceConflict(facts: readonly Fact[]): Pair | undefined {
  const absent = facts.find(({ predicate, negated }) => negated && predicate.operator === 'exists');
  const present = facts.find(({ negated }) => !negated);
  return absent === undefined || present === undefined ? undefined : { one: absent, other: present };
}

/** The texts that one fact allows, and the fact that takes the last of them away. */
function textConflict(facts: readonly Fact[], fixed: FixedLists): Pair | undefined {
  for (const one of facts) {
    const allowed = possibleTexts(one, fixed);
    if (allowed === undefined) continue;
    let left = allowed.texts;
    for (const other of facts) {
      const possible = other === one ? undefined : possibilityOf(other, allowed.folded, fixed);
      if (possible === undefined) continue;
      left = left.filter(possible);
      if (left.length === 0) return { one, other };
    }
  }
  return edgeConflict(facts, 'startsWith') ?? edgeConflict(facts, 'endsWith');
}

/** Two beginnings, or two endings, of which neither fits into the other. */
function edgeConflict(facts: readonly Fact[], edge: 'startsWith' | 'endsWith'): Pair | undefined {
  const edges = facts.flatMap((fact) => {
    const { predicate, negated } = fact;
    if (negated || predicate.operator !== edge) return [];
    const texts = writtenTexts(predicate.operands);
    return texts === undefined ? [] : [{ fact, texts: texts.map(asciiLower) }];
  });
  for (const [at, one] of edges.entries()) {
    for (const other of edges.slice(at + 1)) {
      const fits = one.texts.some((a) => other.texts.some((b) => a[edge](b) || b[edge](a)));
      if (!fits) return { one: one.fact, other: other.fact };
    }
  }
  return undefined;
}

/** A list with columns, none of whose rows is left by what is known of its fields. */
function rowsConflict(
  fact: Fact,
  byField: ReadonlyMap<string, { readonly field: FieldRef; readonly facts: readonly Fact[] }>,
  fixed: FixedLists,
): { readonly field: string; readonly fact: Fact } | undefined {
  const { predicate, negated } = fact;
  if (negated || !('columns' in predicate) || predicate.columns.length < 2) return undefined;
  if (predicate.rows.length === 0 || !fixed(predicate.list)) return undefined;
  const { ignoreCase } = predicate;
  const against = predicate.columns.flatMap(({ field }, at) =>
    (byField.get(fieldKey(field))?.facts ?? []).flatMap((other) => {
      const possible = other === fact ? undefined : possibilityOf(other, ignoreCase, fixed);
      return possible === undefined ? [] : [{ at, possible, found: { field: field.spelled, fact: other } }];
    }),
  );
  let first: { readonly field: string; readonly fact: Fact } | undefined;
  for (const { values } of predicate.rows) {
    const hit = against.find(({ at, possible }) => !possible(values[at] ?? ''));
    if (hit === undefined) return undefined;
    first ??= hit.found;
  }
  return first;
}
