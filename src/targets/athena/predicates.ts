/**
 * Predicates as SQL that is true or false and never NULL, so that plain NOT, AND and OR have two values.
 *
 * Owns: every operator. Must not: know the time window or the answer.
 */
import { dispatchPredicate, type Predicate, type PredicateHandlers } from '../../ir/expression.ts';
import type { FieldRef, MembershipTest, OrderTest, TextTest } from '../../language/operands.ts';
import { isWithin } from './address.ts';
import { presenceAt, type Scope } from './fields.ts';
import { stringLiteral } from './literals.ts';
import { isRowOf } from './membership.ts';
import { compareOrder, type OrderOperator } from './order.ts';
import { regexLiteral } from './regex.ts';
import { joinSql, type Sql, sql } from './sql.ts';
import { endsWithAny, equalsAny, foldSql, foldText, printValue } from './values.ts';

const NEVER = sql`false`;

/** How one operator compares the field's text, on the left, with a literal or with another field's text. */
interface Comparison {
  readonly literals: (left: Sql, texts: readonly string[]) => readonly Sql[];
  readonly field: (left: Sql, right: Sql) => Sql;
}

const EQUALITY: Comparison = {
  literals: (left, texts) => (texts.length === 0 ? [] : [equalsAny(left, texts)]),
  field: (left, right) => sql`${left} = ${right}`,
};

const DIFFERENCE: Comparison = {
  literals: (left, texts) => texts.map((text) => sql`${left} <> ${stringLiteral(text)}`),
  field: (left, right) => sql`${left} <> ${right}`,
};

const STARTS: Comparison = {
  literals: parts((left, texts) => texts.map((text) => sql`starts_with(${left}, ${stringLiteral(text)})`)),
  field: (left, right) => sql`starts_with(${left}, ${right})`,
};

const ENDS: Comparison = {
  literals: parts(endsWithAny),
  field: (left, right) =>
    sql`(length(${left}) >= length(${right}) AND substr(${left}, length(${left}) - length(${right}) + 1) = ${right})`,
};

const CONTAINS: Comparison = {
  literals: parts((left, texts) => texts.map((text) => sql`strpos(${left}, ${stringLiteral(text)}) > 0`)),
  field: (left, right) => sql`strpos(${left}, ${right}) > 0`,
};

/** The empty text is part of every text that is present; engines differ on it, so they are not asked. */
function parts(print: Comparison['literals']): Comparison['literals'] {
  return (left, texts) => {
    const empty = texts.includes('') ? [sql`${left} IS NOT NULL`] : [];
    return [
      ...empty,
      ...print(
        left,
        texts.filter((text) => text !== ''),
      ),
    ];
  };
}

/** Prints predicates for one scope. The text is complete on its own: a call, a word, or in parentheses. */
export function predicatePrinter(scope: Scope): (predicate: Predicate) => Sql {
  const read = (field: FieldRef, ignoreCase = false): Sql => {
    const value = printValue(field.definition.value, scope);
    return ignoreCase ? foldSql(value) : value;
  };

  const compare = (test: TextTest, comparison: Comparison): Sql => {
    const left = read(test.field, test.ignoreCase);
    const texts = test.operands.flatMap((operand) => (operand.kind === 'literal' ? [operand.text] : []));
    const fields = test.operands.filter((operand) => operand.kind === 'field');
    const folded = [...new Set(test.ignoreCase ? texts.map(foldText) : texts)];
    const atoms = [
      ...comparison.literals(left, folded),
      ...fields.map((field) => comparison.field(left, read(field, test.ignoreCase))),
    ];
    return decided(atoms);
  };

  const order = (test: OrderTest & { readonly operator: OrderOperator }): Sql =>
    decided([compareOrder(read(test.field), test.operator, test)]);

  const member = ({ columns, rows, ignoreCase }: MembershipTest) =>
    isRowOf(
      columns.map(({ field }) => read(field, ignoreCase)),
      rows.map(({ values }) => (ignoreCase ? values.map(foldText) : values)),
    );

  const handlers: PredicateHandlers<Sql> = {
    equals: (test) => compare(test, EQUALITY),
    oneOf: (test) => compare(test, EQUALITY),
    startsWith: (test) => compare(test, STARTS),
    endsWith: (test) => compare(test, ENDS),
    contains: (test) => compare(test, CONTAINS),
    matches: ({ field, patterns }) => {
      const text = read(field);
      return decided(patterns.map(({ pattern }) => sql`regexp_like(${text}, ${regexLiteral(pattern)})`));
    },
    exists: ({ field }) => exists(field, scope),
    differsFrom: (test) => compare(test, DIFFERENCE),
    greaterThan: order,
    atLeast: order,
    lessThan: order,
    atMost: order,
    inCidr: ({ field, networks }) =>
      decided([
        isWithin(
          read(field),
          networks.map(({ network }) => network),
        ),
      ]),
    inList: (test) => decided([member(test)]),
  };
  return (predicate) => dispatchPredicate(predicate, handlers);
}

/** True where any part is: one coalesce suffices, since an OR with a true part is true whatever the others are. */
function decided(parts: readonly (Sql | undefined)[]): Sql {
  const atoms = parts.filter((part) => part !== undefined);
  return atoms.length === 0 ? NEVER : sql`coalesce(${joinSql(atoms, ' OR ')}, false)`;
}

/**
 * A field of the record, or of an element, asks what stands at its path; a derived field exists where its value is
 * present.
 */
function exists({ definition }: FieldRef, scope: Scope): Sql {
  const { value, derived } = definition;
  const isPlace = value.kind === 'path' || value.kind === 'element';
  if (isPlace && !derived) return sql`coalesce(${presenceAt(value, scope)}, false)`;
  return sql`(${printValue(value, scope)} IS NOT NULL)`;
}
