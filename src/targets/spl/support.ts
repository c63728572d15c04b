/**
 * What a profile cannot say.
 *
 * Owns: the reasons that hold for every profile. Must not: print. What only profile `extracted` cannot say is in
 * extracted-support.ts.
 */
import { type FieldPath, pathsOf } from '../../cloudtrail/value.ts';
import { describePredicate } from '../../ir/describe.ts';
import { type Expression, fieldsOfPredicate, type Predicate, type Some } from '../../ir/expression.ts';
import type { FieldRef, MembershipTest } from '../../language/operands.ts';
import type { Operator } from '../../language/operators.ts';
import type { Reason } from '../shared/target.ts';
import { isReadable } from './json.ts';
import { isSayable, isSayablePoint } from './literals.ts';
import { isCellText, MOST_INLINE_ROWS, MOST_ROWS, needsLookup } from './lookup-file.ts';
import { separatorOf } from './membership.ts';
import { pointsOf } from './pcre.ts';
import { elementPathsOf } from './values.ts';

export const UNREADABLE_KEY =
  'A key of the path holds a control character, a $ or a backtick, which Splunk would not take literally.';

/** Reasons against one clause, as sentences. `inside` is the `some` around it. */
export interface Judge {
  predicate(predicate: Predicate, inside: Some | undefined): readonly string[];
  some(some: Some, inside: Some | undefined): readonly string[];
}

/** Why the condition cannot be said, clause by clause; empty where it can. */
export function reasonsAgainst(condition: Expression, judge: Judge, inside?: Some): readonly Reason[] {
  switch (condition.kind) {
    case 'predicate':
      return judge
        .predicate(condition, inside)
        .map((why) => ({ span: condition.span, clause: describePredicate(condition), why }));
    case 'not':
      return reasonsAgainst(condition.of, judge, inside);
    case 'all':
    case 'any':
      return condition.of.flatMap((part) => reasonsAgainst(part, judge, inside));
    case 'some': {
      const { array, span } = condition;
      const clause = `${JSON.stringify(array.spelled).slice(1, -1)} some`;
      const here = judge.some(condition, inside).map((why) => ({ span, clause, why }));
      return [...here, ...reasonsAgainst(condition.of, judge, condition)];
    }
  }
}

/** What no profile can say. */
export const GENERAL_JUDGE: Judge = {
  predicate: (predicate, inside) => [
    ...(fieldsOfPredicate(predicate).flatMap(pathsIn).every(isReadable) ? [] : [UNREADABLE_KEY]),
    ...textWhys(predicate),
    ...partWhys(predicate),
    ...('rows' in predicate ? listWhys(predicate, inside) : []),
  ],
  some: ({ array }, inside) => [
    ...(isReadable(array.value.path) ? [] : [UNREADABLE_KEY]),
    ...(inside === undefined
      ? []
      : [
          'SPL looks at the elements of one array at a time: what stands in an array inside an element cannot be asked of that element.',
        ]),
  ],
};

/** Every path that a field reads, of the record or of an element. */
export function pathsIn({ definition: { value } }: FieldRef): readonly FieldPath[] {
  return [...pathsOf(value), ...elementPathsOf(value)];
}

function textWhys(predicate: Predicate): readonly string[] {
  if ('rows' in predicate && needsLookup(predicate)) return [];
  const sayable =
    'patterns' in predicate
      ? predicate.patterns.every(({ pattern }) => pointsOf(pattern).every(isSayablePoint))
      : textsOf(predicate).every(isSayable);
  return sayable
    ? []
    : [
        'A value holds a control character or half of a surrogate pair, which cannot be relied on in a search.',
      ];
}

function textsOf(predicate: Predicate): readonly string[] {
  if ('rows' in predicate) return predicate.rows.flatMap(({ values }) => values);
  if (!('operands' in predicate)) return [];
  return predicate.operands.flatMap((operand) => (operand.kind === 'literal' ? [operand.text] : []));
}

const PARTS: ReadonlySet<Operator> = new Set(['startsWith', 'endsWith', 'contains']);

function partWhys(predicate: Predicate): readonly string[] {
  return PARTS.has(predicate.operator) && fieldsOfPredicate(predicate).length > 1
    ? ['SPL compares a part of one field with another field only by a pattern made from its value.']
    : [];
}

function listWhys(test: MembershipTest, inside: Some | undefined): readonly string[] {
  const { rows, list } = test;
  const whys: string[] = [];
  if (rows.length > MOST_ROWS) {
    whys.push(`List ${list} has ${rows.length} rows, and a lookup takes at most ${MOST_ROWS}.`);
  } else if (needsLookup(test)) {
    if (inside !== undefined) {
      whys.push(
        `List ${list} has ${rows.length} rows: above ${MOST_INLINE_ROWS} it becomes a lookup, which cannot be asked of one element of an array.`,
      );
    }
    if (!rows.every(({ values }) => values.every(isCellText))) {
      whys.push(
        `List ${list} has ${rows.length} rows, so it becomes a lookup, and a value of it holds a line break or another control character, which a CSV file cannot carry exactly.`,
      );
    }
  }
  if (separatorOf(test) === undefined) {
    whys.push(`No separator is free to join the columns of list ${list}: each one occurs in a value.`);
  }
  return whys;
}
