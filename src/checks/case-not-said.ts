/** A comparison on a field that people choose must say whether case matters. */
import { diagnose } from '../base/catalogue.ts';
import type { Clause } from '../content/document.ts';
import { resolveField } from '../language/fields.ts';
import { OPERATORS } from '../language/operators.ts';
import { clausesOf, type RuleCheck } from './check.ts';

export const caseNotSaid: RuleCheck = ({ document }) =>
  clausesOf(document.match).flatMap((clause) =>
    unsaidFields(clause).map((field) => diagnose('check/case-not-said', clause.span, { field })),
  );

function unsaidFields(clause: Clause): readonly string[] {
  if (clause.kind === 'rows') {
    return clause.ignoreCase === undefined
      ? clause.columns.map(({ field }) => field.value).filter(isChosen)
      : [];
  }
  if (clause.kind !== 'field' || !isChosen(clause.field.value)) return [];
  const { ignoreCase, not, tests } = clause;
  const folds = (of: typeof tests) => of.some(({ operator }) => OPERATORS[operator].foldsCase);
  const outside = ignoreCase === undefined && folds(tests);
  const inside = not !== undefined && (not.ignoreCase ?? ignoreCase) === undefined && folds(not.tests);
  return outside || inside ? [clause.field.value] : [];
}

function isChosen(spelled: string): boolean {
  const resolved = resolveField(spelled);
  return resolved.kind === 'field' && resolved.definition.chosenByPeople;
}
