/**
 * Which rules use a param or a list.
 *
 * Owns: that question, answered from the rules as written, so also for those that cannot be lowered. Must not: look up
 * what it finds.
 */
import type { Clause, Content, RuleDocument } from './document.ts';

/** Names of rules by param, in the order of the rules. A param that is declared counts: it needs a value. */
export function rulesByParam(content: Content): ReadonlyMap<string, readonly RuleDocument[]> {
  return collected(content, ({ params }) => params.map(({ name }) => name));
}

/** Names of rules by list. */
export function rulesByList(content: Content): ReadonlyMap<string, readonly RuleDocument[]> {
  return collected(content, ({ match }) => listsIn(match));
}

/** Names of rules by fixture: those that tests name and, on any number of steps, what these are based on. */
export function rulesByFixture(content: Content): ReadonlyMap<string, readonly RuleDocument[]> {
  return collected(content, ({ fixtures = [] }) => {
    const found = new Set<string>();
    for (const fixture of fixtures) {
      for (let next: string | undefined = fixture; next !== undefined && !found.has(next); ) {
        found.add(next);
        next = content.fixtureBases?.get(next);
      }
    }
    return [...found];
  });
}

function collected(
  { rules, broken }: Content,
  namesOf: (rule: RuleDocument) => readonly string[],
): ReadonlyMap<string, readonly RuleDocument[]> {
  const found = new Map<string, RuleDocument[]>();
  const byStem = [...rules, ...broken].sort((a, b) => (a.stem < b.stem ? -1 : a.stem > b.stem ? 1 : 0));
  for (const rule of byStem) {
    for (const name of new Set(namesOf(rule))) found.set(name, [...(found.get(name) ?? []), rule]);
  }
  return found;
}

function listsIn(clause: Clause): readonly string[] {
  switch (clause.kind) {
    case 'all':
    case 'any':
      return clause.of.flatMap(listsIn);
    case 'not':
    case 'some':
      return listsIn(clause.of);
    case 'rows':
      return [clause.list.value];
    case 'field':
      return [...clause.tests, ...(clause.not?.tests ?? [])]
        .filter(({ operator }) => operator === 'inList')
        .flatMap(({ operands }) => operands.flatMap((one) => (one.kind === 'text' ? [one.text] : [])));
  }
}
