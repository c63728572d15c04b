/**
 * The terms of the first search.
 *
 * Owns: which facts become terms. They may only let too much through: the first search is not case-sensitive and knows
 * no fields, and `where` decides. A term is never `field=value`, which depends on what was extracted.
 * Must not: narrow by anything that requiredFacts does not promise.
 */
import type { Expression } from '../../ir/expression.ts';
import { type RequiredFact, requiredFacts } from '../../ir/facts.ts';
import { type SplTerm, searchTerm } from './literals.ts';

/** More alternatives than this cost more than they save. */
const MOST_TERMS = 20;

/** One group for each fact that can be written; an event that matches holds a term of every group. */
export function prefilterTerms(condition: Expression): readonly SplTerm[] {
  const groups = requiredFacts(condition).flatMap((fact) => termsOf(fact) ?? []);
  return [...new Set(groups)];
}

function termsOf({ texts }: RequiredFact): SplTerm | undefined {
  if (texts.length > MOST_TERMS || texts.some(isBoolean)) return undefined;
  const terms = texts.flatMap((text) => searchTerm(text) ?? []);
  const [only] = terms;
  // One text that cannot be written takes the whole fact with it: the event may be the one with that text.
  if (only === undefined || terms.length < texts.length) return undefined;
  return terms.length === 1 ? only : (`(${terms.join(' OR ')})` as SplTerm);
}

/** `true` and `false` stand in every record. */
const isBoolean = (text: string) => text === 'true' || text === 'false';
