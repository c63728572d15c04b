/**
 * What this target can say of a rule, before anything is printed.
 *
 * Owns: the reasons against, and the assumptions. Must not: print SQL.
 */

import { type Place, placesOf } from '../../cloudtrail/value.ts';
import { describePredicate, quoteText } from '../../ir/describe.ts';
import { type Expression, fieldsOfPredicate, type Predicate, type Some } from '../../ir/expression.ts';
import type { RuleIr } from '../../ir/rule.ts';
import type { FieldRef } from '../../language/operands.ts';
import { type AssumptionName, assumptions } from '../shared/assumptions.ts';
import type { Answer, Reason } from '../shared/target.ts';
import { elementsAt, locate, type Scope } from './fields.ts';
import { canBePrinted } from './literals.ts';
import { PROFILES, type Profile } from './profiles.ts';
import { isPrintable } from './regex.ts';
import { sql } from './sql.ts';

/** What speaks against a clause, and what it rests on. */
interface Findings {
  readonly reasons: readonly Reason[];
  readonly assumptions: readonly AssumptionName[];
}

/** The answer for one profile. The query's length is judged after printing (index.ts). */
export function answerFor(rule: Pick<RuleIr, 'condition'>, profile: Profile): Answer {
  const { reasons, assumptions: names } = judge(rule.condition, { profile });
  if (reasons.length > 0) return { kind: 'unsupported', reasons };
  return names.length === 0 ? { kind: 'exact' } : { kind: 'exact-given', assumptions: assumptions(names) };
}

function judge(expression: Expression, scope: Scope): Findings {
  switch (expression.kind) {
    case 'predicate':
      return judgePredicate(expression, scope);
    case 'not':
      return judge(expression.of, scope);
    case 'some':
      return judgeSome(expression, scope);
    case 'all':
    case 'any':
      return together(expression.of.map((part) => judge(part, scope)));
  }
}

function together(findings: readonly Findings[]): Findings {
  return {
    reasons: findings.flatMap(({ reasons }) => reasons),
    assumptions: findings.flatMap(({ assumptions }) => assumptions),
  };
}

function judgeSome({ array, of, span }: Some, scope: Scope): Findings {
  const clause = `some of ${quoteText(array.spelled)}`;
  const elements = elementsAt(array.value, scope);
  const problem = placeProblem(array.value, array.spelled, scope);
  if (elements === undefined || problem !== undefined) {
    const why = problem ?? objectHere(array.value.path.join('.'), 'an array', scope.profile);
    return { reasons: [{ span, clause, why }], assumptions: [] };
  }
  const element = { name: sql`e`, type: elements.type, depth: (scope.element?.depth ?? 0) + 1 };
  const inner = judge(of, { ...scope, element });
  return { ...inner, assumptions: [...assumptionsOf(array.value, scope), ...inner.assumptions] };
}

function judgePredicate(predicate: Predicate, scope: Scope): Findings {
  const fields = fieldsOfPredicate(predicate);
  const unread = fields.flatMap((field) => fieldProblem(field, scope) ?? []);
  const half = canHoldTexts(predicate)
    ? []
    : ['A value holds half of a surrogate pair, which no query text can hold.'];
  const clause = describePredicate(predicate);
  return {
    reasons: [...new Set([...unread, ...half])].map((why) => ({ span: predicate.span, clause, why })),
    assumptions: fields
      .flatMap(({ definition }) => placesOf(definition.value))
      .flatMap((place) => assumptionsOf(place, scope)),
  };
}

/** Whether the texts of the author that a predicate puts into the query can stand in one. */
function canHoldTexts(predicate: Predicate): boolean {
  if ('patterns' in predicate) return predicate.patterns.every(({ pattern }) => isPrintable(pattern));
  if ('rows' in predicate) return predicate.rows.every(({ values }) => values.every(canBePrinted));
  if (!('operands' in predicate)) return true;
  return predicate.operands.every((operand) => operand.kind === 'field' || canBePrinted(operand.text));
}

/** Why a field cannot be read, or undefined where it can. */
export function fieldProblem(field: FieldRef, scope: Scope): string | undefined {
  for (const place of placesOf(field.definition.value)) {
    const problem = placeProblem(place, field.spelled, scope);
    if (problem !== undefined) return problem;
    if (locate(place, scope).kind === 'object') {
      const name = place.path.length === 0 ? field.spelled : place.path.join('.');
      return objectHere(name, 'a field', scope.profile);
    }
  }
  return undefined;
}

function objectHere(name: string, wanted: string, { name: profile }: Profile): string {
  return `"${name}" is an object in a table of profile "${profile}"; name ${wanted} in it.`;
}

function placeProblem(place: Place, spelled: string, scope: Scope): string | undefined {
  if (locate(place, scope).kind === 'missing') return missing(place, spelled, scope);
  return place.path.every(canBePrinted)
    ? undefined
    : `A key of "${spelled}" holds half of a surrogate pair, which no query text can hold.`;
}

function missing(place: Place, spelled: string, { profile, element }: Scope): string {
  if (place.kind === 'element') {
    return element === undefined
      ? `"${spelled}" stands in an array, and only a clause looks into one.`
      : `An element of this array has no "${place.path.join('.')}" in a table of profile "${profile.name}".`;
  }
  // Of the profiles with these partitions, since those follow from how the trail is stored.
  const other = PROFILES.find(
    ({ layout, columns }) =>
      layout === profile.layout && locate(place, { profile: { ...profile, columns } }).kind !== 'missing',
  );
  const where = other === undefined ? 'no profile of Athena has it' : `profile "${other.name}" has it`;
  return `A table of profile "${profile.name}" has no column for "${place.path.join('.')}"; ${where}.`;
}

/** What Integer.parseInt of Java reads: Trino takes such a key for an index where an array stands. */
const NUMBER_KEY = /^[+-]?\p{Nd}+$/u;

/**
 * A string column takes the JSON text of an object that stands in it, and the SerDe folds the case of its key. Below a
 * column of JSON text, json_extract_scalar tells scalars from objects and keys are exact; it reads the text as a stream
 * and stops where it finds the key (io.trino.operator.scalar.JsonExtract).
 */
function assumptionsOf(place: Place, scope: Scope): readonly AssumptionName[] {
  const location = locate(place, scope);
  switch (location.kind) {
    case 'array':
      return ['objects-in-array', 'one-key-case'];
    case 'json': {
      const numbered = location.keys.some((key) => NUMBER_KEY.test(key));
      return ['one-key-case', 'json-is-whole', ...(numbered ? (['no-array-at-number'] as const) : [])];
    }
    case 'text':
    case 'object':
    case 'missing':
      return ['no-object-here', 'one-key-case'];
  }
}
