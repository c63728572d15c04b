/** A comparison on a field that people choose must say whether case matters. */
import { diagnose } from '../base/catalogue.ts';
import type { Clause } from '../content/document.ts';
import { resolveField } from '../language/fields.ts';
import { OPERATORS } from '../language/operators.ts';
import { clausesInPlace, type PlacedClause, type RuleCheck } from './check.ts';

export const caseNotSaid: RuleCheck = ({ document }) =>
  clausesInPlace(document.match).flatMap((placed) =>
    unsaidFields(placed).map((field) => diagnose('check/case-not-said', placed.clause.span, { field })),
  );

function unsaidFields({ clause, within }: PlacedClause): readonly string[] {
  const isChosen = (spelled: string) => {
    const resolved = resolveField(spelled, within);
    return resolved.kind === 'field' && resolved.definition.chosenByPeople;
  };
  if (clause.kind === 'rows') {
    return clause.ignoreCase === undefined
      ? clause.columns.map(({ field }) => field.value).filter(isChosen)
      : [];
  }
  if (clause.kind !== 'field' || !isChosen(clause.field.value)) return [];
  return saysNoCase(clause) ? [clause.field.value] : [];
}

function saysNoCase({ ignoreCase, not, tests }: Extract<Clause, { kind: 'field' }>): boolean {
  const folds = (of: typeof tests) => of.some(({ operator }) => OPERATORS[operator].foldsCase);
  const outside = ignoreCase === undefined && folds(tests);
  return outside || (not !== undefined && (not.ignoreCase ?? ignoreCase) === undefined && folds(not.tests));
}
