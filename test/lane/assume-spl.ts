/**
 * Whether an event breaks what an SPL answer assumes, by the sentences of targets/shared/assumptions.ts.
 *
 * Owns: the assumptions about records. Those about Splunk itself are settled by the oracle's switches and cannot be
 * broken by an event. Narrow on purpose: a pair that is set aside proves nothing. Must not: read the printer.
 */
import { isJsonObject, type Json, type JsonObject } from '../../src/cloudtrail/event.ts';
import { type FieldPath, pathsOf } from '../../src/cloudtrail/value.ts';
import { type Expression, fieldsOfPredicate } from '../../src/ir/expression.ts';
import type { RuleIr } from '../../src/ir/rule.ts';
import type { Breaks } from './executor.ts';

const PARAMETERS = ['requestParameters', 'responseElements', 'additionalEventData', 'serviceEventDetails'];

export const splBreaks: Breaks = (assumption, rule, event) => {
  switch (assumption) {
    case 'no-twin-key':
      return pathsRead(rule).some((path) => hasTwin(event, path));
    case 'no-null-twin':
      return pathsRead(rule).some(
        (path) =>
          valueAt(event, path) === null && someText(event, path.at(-1) ?? '', (text) => text === 'null'),
      );
    case 'no-outcome-code':
      return event.errorCode === 'success' || event.errorCode === 'failure';
    case 'parameters-are-objects':
      return pathsRead(rule).some(
        ([top = '', ...rest]) => rest.length > 0 && PARAMETERS.includes(top) && holdsJson(event[top]),
      );
    case 'no-object-here':
      return pathsRead(rule).some((path) => typeof (valueAt(event, path) ?? '') === 'object');
    default:
      return false;
  }
};

const known = new WeakMap<RuleIr, readonly FieldPath[]>();

/** Every path of the record that the condition reads the scalar of. */
function pathsRead(rule: RuleIr): readonly FieldPath[] {
  let paths = known.get(rule);
  if (paths === undefined) {
    paths = pathsOfExpression(rule.condition);
    known.set(rule, paths);
  }
  return paths;
}

function pathsOfExpression(expression: Expression): readonly FieldPath[] {
  switch (expression.kind) {
    case 'predicate':
      return fieldsOfPredicate(expression).flatMap(({ definition }) => pathsOf(definition.value));
    case 'not':
    case 'some':
      // The array of a `some` is told from null by an array around it, not by its key, so it has no twin.
      return pathsOfExpression(expression.of);
    case 'all':
    case 'any':
      return expression.of.flatMap(pathsOfExpression);
  }
}

/** What stands at the path; undefined where nothing does. */
function valueAt(event: JsonObject, path: FieldPath): Json | undefined {
  let at: Json | undefined = event;
  for (const key of path) at = isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return at;
}

/** Null, an object or an array at the path; and beside or below it, under the same key, a text that looks alike. */
function hasTwin(event: JsonObject, path: FieldPath): boolean {
  const value = valueAt(event, path);
  if (value === undefined || (value !== null && typeof value !== 'object')) return false;
  const beside = valueAt(event, path.slice(0, -1));
  return beside !== undefined && someText(beside, path.at(-1) ?? '', (text) => /^(?:null$|[{[])/.test(text));
}

function someText(json: Json, key: string, test: (text: string) => boolean): boolean {
  if (Array.isArray(json)) return (json as readonly Json[]).some((one) => someText(one, key, test));
  if (!isJsonObject(json)) return false;
  return Object.entries(json).some(
    ([name, one]) => (name === key && typeof one === 'string' && test(one)) || someText(one, key, test),
  );
}

function holdsJson(value: Json | undefined): boolean {
  if (typeof value !== 'string') return false;
  try {
    return isJsonObject(JSON.parse(value) as Json);
  } catch {
    return false;
  }
}
