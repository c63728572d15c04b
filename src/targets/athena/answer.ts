/**
 * What this target can say of a rule, before anything is printed.
 *
 * Owns: the reasons against, and the assumptions. Must not: print SQL.
 */
import { type FieldPath, pathsOf } from '../../cloudtrail/value.ts';
import { describePredicate } from '../../ir/describe.ts';
import { fieldsOfPredicate, type Predicate, predicatesOf } from '../../ir/expression.ts';
import type { RuleIr } from '../../ir/rule.ts';
import type { FieldRef } from '../../language/operands.ts';
import { type AssumptionName, assumptions } from '../shared/assumptions.ts';
import type { Answer, Reason } from '../shared/target.ts';
import { hasColumn, locate } from './fields.ts';
import { canBePrinted } from './literals.ts';
import { PROFILES, type Profile } from './profiles.ts';

/** The answer for one profile. The query's length is judged after printing (index.ts). */
export function answerFor(rule: RuleIr, profile: Profile): Answer {
  const predicates = predicatesOf(rule.condition);
  const reasons = predicates.flatMap((predicate) => reasonsAgainst(predicate, profile));
  if (reasons.length > 0) return { kind: 'unsupported', reasons };
  const paths = predicates.flatMap(fieldsOfPredicate).flatMap(({ definition }) => pathsOf(definition.value));
  const names = paths.flatMap((path) => assumptionsOf(path, profile));
  return names.length === 0 ? { kind: 'exact' } : { kind: 'exact-given', assumptions: assumptions(names) };
}

function reasonsAgainst(predicate: Predicate, profile: Profile): readonly Reason[] {
  const reason = (why: string): Reason => ({
    span: predicate.span,
    clause: describePredicate(predicate),
    why,
  });
  const fields = fieldsOfPredicate(predicate);
  const unread = fields.flatMap((field) => fieldProblem(field, profile) ?? []);
  const halves = textsOf(predicate).filter((text) => !canBePrinted(text));
  const half =
    halves.length === 0 ? [] : ['A value holds half of a surrogate pair, which no query text can hold.'];
  return [...new Set([...unread, ...half])].map(reason);
}

/** Why a field cannot be read, or undefined where it can. */
export function fieldProblem(field: FieldRef, profile: Profile): string | undefined {
  for (const path of pathsOf(field.definition.value)) {
    const location = locate(path, profile);
    const name = path.join('.');
    if (location.kind === 'missing') return missing(name, path, profile);
    if (location.kind === 'object')
      return `"${name}" is an object in a table of profile "${profile.name}"; name a field in it.`;
    if (!path.every(canBePrinted))
      return `A key of "${field.spelled}" holds half of a surrogate pair, which no query text can hold.`;
  }
  return undefined;
}

function missing(name: string, path: FieldPath, profile: Profile): string {
  const others = PROFILES.filter((other) => hasColumn(path, other)).map((other) => `"${other.name}"`);
  const where = others.length === 0 ? 'no profile of Athena has it' : `profile ${others.join(' or ')} has it`;
  return `A table of profile "${profile.name}" has no column for "${name}"; ${where}.`;
}

/** The author's texts that a predicate puts into the query. */
function textsOf(predicate: Predicate): readonly string[] {
  if ('rows' in predicate) return predicate.rows.flatMap(({ values }) => values);
  if (!('operands' in predicate)) return [];
  return predicate.operands.flatMap((operand) => (operand.kind === 'literal' ? [operand.text] : []));
}

/** What Integer.parseInt of Java reads: Trino takes such a key for an index where an array stands. */
const NUMBER_KEY = /^[+-]?\p{Nd}+$/u;

/**
 * A string column takes the JSON text of an object that stands in it, and the SerDe folds the case of its key. Below a
 * column of JSON text, json_extract_scalar tells scalars from objects and keys are exact; it reads the text as a stream
 * and stops where it finds the key (io.trino.operator.scalar.JsonExtract).
 */
function assumptionsOf(path: FieldPath, profile: Profile): readonly AssumptionName[] {
  const location = locate(path, profile);
  if (location.kind !== 'json') return ['no-object-here', 'one-key-case'];
  const numbered = location.keys.some((key) => NUMBER_KEY.test(key));
  return ['one-key-case', 'json-is-whole', ...(numbered ? (['no-array-at-number'] as const) : [])];
}
