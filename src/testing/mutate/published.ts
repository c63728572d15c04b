/**
 * Values that AWS has published, where they decide whether a wider operator could ever make a difference: a source or an
 * event name that no service has, or a type of identity that there is not, stands in no record, so a mutant that only
 * such a value tells from the rule is none.
 *
 * Owns: that question. Must not: hold values (cloudtrail/known-calls.ts and closed-values.ts do).
 */
import { closedValues } from '../../cloudtrail/closed-values.ts';
import { knownCalls } from '../../cloudtrail/known-calls.ts';
import type { Predicate } from '../../ir/expression.ts';

/** Such fields are written by AWS; others have no published list. */
export function hasPublishedNames(predicate: Predicate): boolean {
  return !('columns' in predicate) && namesFor(predicate.field.definition.name) !== undefined;
}

/**
 * A published name that meets the `startsWith`, `endsWith` or `contains` without being one of its values; undefined where
 * there is none, and for every other predicate.
 */
export function publishedBeside(predicate: Predicate): string | undefined {
  if (!('operands' in predicate)) return undefined;
  const { operator, operands, field, ignoreCase } = predicate;
  const meets = { startsWith, endsWith, contains }[operator as string];
  if (meets === undefined) return undefined;
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  const values = operands.flatMap((operand) => (operand.kind === 'field' ? [] : [fold(operand.text)]));
  return namesFor(field.definition.name)?.find((name) => {
    const folded = fold(name);
    return !values.includes(folded) && values.some((value) => meets(folded, value));
  });
}

type Meets = (name: string, value: string) => boolean;
const startsWith: Meets = (name, value) => name.startsWith(value);
const endsWith: Meets = (name, value) => name.endsWith(value);
const contains: Meets = (name, value) => name.includes(value);

let eventNames: readonly string[] | undefined;

function namesFor(field: string): readonly string[] | undefined {
  if (field === 'eventSource') return knownCalls().sources();
  if (field !== 'eventName') return closedValues(field);
  const { sources, source } = knownCalls();
  eventNames ??= [...new Set(sources().flatMap((one) => [...(source(one)?.names() ?? [])]))].sort();
  return eventNames;
}
