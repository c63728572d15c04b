/**
 * `mutants` of a rule: changes that no test notices, accepted with a reason.
 *
 * Owns: reading them where the schema has found them well-formed. Must not: know which mutants there are
 * (testing/mutate/accepted.ts compares).
 */
import { diagnose } from '../base/catalogue.ts';
import { positionAt } from '../base/source.ts';
import type { AcceptedMutant, RuleDocument, Spanned } from './document.ts';
import { itemsAt, type Reporter, textAt } from './node-readers.ts';
import { child, type YamlNode } from './yaml-node.ts';

export function readMutants(rule: YamlNode, faults: Reporter): Pick<RuleDocument, 'mutants'> {
  if (child(rule, 'mutants') === undefined) return {};
  const first = new Map<string, Spanned<string>>();
  const mutants = itemsAt(rule, 'mutants').flatMap((item): readonly AcceptedMutant[] => {
    const written = textAt(item, 'accept');
    const because = textAt(item, 'because');
    if (written === undefined || because === undefined) return [];
    // A block scalar may end in a line break that is no part of the sentence.
    const accept = { value: written.value.trim(), span: written.span };
    const other = first.get(accept.value);
    if (other !== undefined) {
      const { line } = positionAt(other.span.source, other.span.start);
      faults.report(diagnose('mutate/accepted-twice', accept.span, { mutant: accept.value, line }));
      return [];
    }
    first.set(accept.value, accept);
    return [{ accept, because: because.value.trim() }];
  });
  return { mutants };
}
