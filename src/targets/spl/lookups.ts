/**
 * The lookups that a rule needs.
 *
 * Owns: which there are, and their files as artefacts. Must not: know what a row holds (lookup-file.ts).
 */
import { predicatesOf } from '../../ir/expression.ts';
import type { RuleIr } from '../../ir/rule.ts';
import type { Artefact } from '../shared/target.ts';
import { lookupOf, needsLookup, type SplLookup } from './lookup-file.ts';
import { separatorOf } from './membership.ts';

/** The lookups that the condition needs, each once. */
export function lookupsOf(rule: RuleIr): readonly SplLookup[] {
  const found = new Map<string, SplLookup>();
  for (const predicate of predicatesOf(rule.condition)) {
    if (predicate.operator !== 'inList' || !needsLookup(predicate)) continue;
    const separator = separatorOf(predicate);
    if (separator === undefined) continue;
    const lookup = lookupOf(predicate, separator);
    found.set(lookup.name, lookup);
  }
  return [...found.values()];
}

/** Rules that use a list alike write the same file, which then stands in the bundle once. */
export function lookupFile({ rows }: SplLookup, path: string): Artefact {
  return { path, template: 'spl/lookup.csv.hbs', view: { rows } };
}
