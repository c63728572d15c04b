/**
 * Mutants that an event made from a test kills.
 *
 * Owns: that only an entry of a list may be killed so, and only where coverage has made an event that it decides. It
 * says that the entry works, not that it ought to be there. Must not: make events (testing/coverage-entries.ts does).
 */
import type { RuleIr } from '../../ir/rule.ts';
import { measureEntries } from '../coverage.ts';
import type { Mutant } from './mutation.ts';

/** The entries are measured when the first such mutant is asked about. */
export function killsByGenerated(rule: RuleIr): (mutant: Mutant) => boolean {
  let decided: ReadonlySet<string> | undefined;
  return ({ kind, from, span }) => {
    if (kind !== 'entry') return false;
    decided ??= new Set(
      measureEntries(rule)
        .filter(({ state }) => state === 'generated')
        .map(({ clause, span: entry }) => `${clause.start} ${entry.source.path} ${entry.start}`),
    );
    return decided.has(`${from.span.start} ${span.source.path} ${span.start}`);
  };
}
