/**
 * What profile `extracted` cannot say, beside what no profile can.
 *
 * Owns: those reasons: each is a verdict that would be wrong without a sign of it. What a user can look up on their
 * own Splunk is an assumption instead (assumed.ts). Must not: print.
 */
import type { FieldPath } from '../../cloudtrail/value.ts';
import { type Expression, fieldsOfPredicate, type Predicate, predicatesOf } from '../../ir/expression.ts';
import type { FieldRef } from '../../language/operands.ts';
import { elementPathsIn } from './extracted.ts';
import { isExtractedKey } from './literals.ts';
import { folded } from './lookup-file.ts';
import { printPattern } from './pcre.ts';
import { GENERAL_JUDGE, type Judge, pathsIn } from './support.ts';

const ELSE = 'Profile "raw" reads it from the record.';

export const EXTRACTED_JUDGE: Judge = {
  predicate: (predicate, inside) => [
    ...GENERAL_JUDGE.predicate(predicate, inside),
    ...new Set(fieldsOfPredicate(predicate).flatMap(nameWhys)),
    ...(inside === undefined ? presenceWhys(predicate) : []),
  ],
  some: (some, inside) => [
    ...GENERAL_JUDGE.some(some, inside),
    ...nameWhy(some.array.value.path),
    ...elementWhys(some.of).slice(0, 1),
  ],
};

/** Why a field cannot be read by its extracted name. */
export function nameWhys(field: FieldRef): readonly string[] {
  return pathsIn(field).flatMap(nameWhy);
}

function nameWhy(path: FieldPath): readonly string[] {
  const odd = path.find((key) => !isExtractedKey(key));
  return odd === undefined
    ? []
    : [
        `The key ${JSON.stringify(odd)} does not show in the name of an extracted field as it is: a dot there reads as a step of the path. ${ELSE}`,
      ];
}

const WHOLE = new Set(['any', 'object', 'array']);

/** An object has no field of its own, an array only those of its elements, an empty one none. */
function presenceWhys(predicate: Predicate): readonly string[] {
  if (predicate.operator !== 'exists') return [];
  const { name, type, derived } = predicate.field.definition;
  return !derived && WHOLE.has(type)
    ? [
        `An object or array at ${name} has no field of that name, so that its presence would not show; name a field in it. ${ELSE}`,
      ]
    : [];
}

/** Why a condition on one element cannot be asked of the flattened values, the first reason first. */
function elementWhys(of: Expression): readonly string[] {
  const whys: string[] = [];
  const predicates = predicatesOf(of);
  if (elementPathsIn(of).length !== 1) {
    whys.push(
      `Automatic extraction flattens an array: which values stood in the same element is lost, so a condition may read one field of it. ${ELSE}`,
    );
  }
  if (negates(of) || predicates.some(({ operator }) => operator === 'exists')) {
    whys.push(
      `Automatic extraction leaves no trace of an element that lacks the field, so neither \`not\` nor \`exists\` can be asked of one. ${ELSE}`,
    );
  }
  if (predicates.some((predicate) => mayHold(predicate, 'null'))) {
    whys.push(
      `A JSON null in an array is extracted as the text "null", for which this condition may hold. ${ELSE}`,
    );
  }
  return whys;
}

/** Whether an element may meet the condition by what it lacks: a `not`, or an `all` without parts, which is always true. */
function negates(of: Expression): boolean {
  if (of.kind === 'predicate' || of.kind === 'some') return false;
  if (of.kind === 'not' || (of.kind === 'all' && of.of.length === 0)) return true;
  return of.of.some(negates);
}

/** Whether the predicate may be true of a field that holds the text; true where that depends on another field. */
function mayHold(predicate: Predicate, text: string): boolean {
  switch (predicate.operator) {
    case 'exists':
    case 'differsFrom':
      return true;
    case 'equals':
    case 'oneOf':
    case 'startsWith':
    case 'endsWith':
    case 'contains': {
      const { operands, ignoreCase, operator } = predicate;
      return operands.some((operand) => {
        if (operand.kind === 'field') return true;
        const wanted = folded(operand.text, ignoreCase);
        if (operator === 'startsWith') return text.startsWith(wanted);
        if (operator === 'endsWith') return text.endsWith(wanted);
        return operator === 'contains' ? text.includes(wanted) : text === wanted;
      });
    }
    case 'matches':
      // A short text, so any engine will do; JavaScript's flag `u` has no `\z`, and its `$` is the very end.
      return predicate.patterns.some(({ pattern }) =>
        new RegExp(
          printPattern(pattern).replace(/\\([\s\S])/g, (all, c) => (c === 'z' ? '$' : all)),
          'u',
        ).test(text),
      );
    case 'inList':
      return predicate.rows.some(({ values }) =>
        values.some((value) => folded(value, predicate.ignoreCase) === text),
      );
    case 'greaterThan':
    case 'atLeast':
    case 'lessThan':
    case 'atMost':
    case 'inCidr':
      return false;
  }
}
