/**
 * What a rule accepts, held against the mutants that there are.
 *
 * Owns: which acceptance names a survivor, and what is said of the others. Must not: judge mutants.
 */
import { diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { RuleDocument } from '../../content/document.ts';

/** Reasons by sentence. One sentence may be that of several mutants, which it then accepts all. */
export function acceptedBy({ mutants = [] }: RuleDocument): ReadonlyMap<string, string> {
  return new Map(mutants.map(({ accept, because }) => [accept.value, because]));
}

/** Every acceptance that names no survivor. Sentences of mutants, by what became of them. */
export function idleAcceptances(
  { mutants = [] }: RuleDocument,
  killed: ReadonlySet<string>,
  survived: ReadonlySet<string>,
): readonly Diagnostic[] {
  return mutants.flatMap(({ accept: { value: mutant, span } }): readonly Diagnostic[] => {
    if (survived.has(mutant)) return [];
    if (killed.has(mutant)) return [diagnose('mutate/accepted-is-killed', span, { mutant })];
    const suggestion = didYouMean(mutant, survived);
    return [diagnose('mutate/accepted-is-gone', span, { mutant, suggestion })];
  });
}
