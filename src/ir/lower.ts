/**
 * From a rule as written to a rule as executed: names become fields, params become values, lists become rows.
 *
 * Owns: resolution of clauses, and which operator may meet which field. It is driven by the operator table: a new operator
 * of a known operand kind needs nothing here. Must not: evaluate, print, or judge style (checks do).
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { hasErrors, type Result } from '../base/result.ts';
import type { Span } from '../base/source.ts';
import type { Clause, OperatorTest, RuleDocument } from '../content/document.ts';
import type { FieldRef } from '../language/operands.ts';
import { OPERATOR_NAMES, OPERATORS } from '../language/operators.ts';
import type { ArrayRef, Expression, Predicate } from './expression.ts';
import { hasText, lowerLeft, lowerTextField } from './lower-field.ts';
import { lowerRows, lowerScalarList } from './lower-list.ts';
import { lowerNetworks, lowerOperands, lowerOrder, lowerPatterns } from './lower-operands.ts';
import { lowerDuration } from './lower-param.ts';
import { lowerSchedule } from './lower-schedule.ts';
import { type LoweringInput, never, type Scope } from './lower-scope.ts';
import { lowerTitle } from './lower-title.ts';
import type { RuleIr } from './rule.ts';

export type { LoweringInput };

/** Lowers one rule for one environment. All faults are reported; a value comes only without errors. */
export function lowerRule(document: RuleDocument, input: LoweringInput): Result<RuleIr> {
  const diagnostics: Diagnostic[] = [];
  const scope: Scope = { ...input, report: (diagnostic) => diagnostics.push(diagnostic) };
  const condition = lowerClause(document.match, scope);
  const title = lowerTitle(document.alert.title, scope.report);
  const groupBy = document.alert.groupBy.flatMap(
    (field) => lowerTextField(field, 'groupBy', scope.report) ?? [],
  );
  const quiet = document.alert.suppressFor;
  const suppressFor = quiet === undefined ? undefined : lowerDuration(quiet, 'suppressFor', scope);
  const schedule = lowerSchedule(document.schedule, scope);
  if (hasErrors(diagnostics) || schedule === undefined) return { diagnostics };
  const alert = { title, groupBy, ...(suppressFor === undefined ? {} : { suppressFor }) };
  const { environment } = input;
  const params = new Map([...input.params].map(([name, { values }]) => [name, values]));
  return { value: { document, environment, params, condition, alert, schedule }, diagnostics };
}

function lowerClause(clause: Clause, scope: Scope): Expression {
  switch (clause.kind) {
    case 'all':
    case 'any':
      return { kind: clause.kind, of: clause.of.map((part) => lowerClause(part, scope)), span: clause.span };
    case 'not':
      return { kind: 'not', of: lowerClause(clause.of, scope), span: clause.span };
    case 'field':
      return lowerFieldClause(clause, scope);
    case 'some':
      return lowerSome(clause, scope);
    case 'rows':
      return lowerRows(clause, scope) ?? never(clause.span);
  }
}

/** All operators of the mapping, and its `not`, speak of one value: below an array they stand inside the same `some`. */
function lowerFieldClause(clause: Extract<Clause, { kind: 'field' }>, scope: Scope): Expression {
  const left = lowerLeft(clause.field, scope.within, scope.report);
  if (left === undefined) return never(clause.span);
  const { field, arrays } = left;
  // An array, or an element that is an object, has no text; whether there is one can still be asked.
  const all = [...clause.tests, ...(clause.not?.tests ?? [])];
  const reads = all.some(({ operator }) => OPERATORS[operator].operand !== 'boolean');
  if ((reads || field.definition.type === 'object') && !hasText(field, scope.report))
    return never(clause.span);
  const tests = (of: readonly OperatorTest[], ignoreCase: boolean) =>
    of.map((test) => lowerTest(field, test, ignoreCase, scope));
  const parts = tests(clause.tests, clause.ignoreCase?.value ?? false);
  if (clause.not !== undefined) {
    const { span } = clause.not;
    const ignoreCase = clause.not.ignoreCase?.value ?? clause.ignoreCase?.value ?? false;
    parts.push({ kind: 'not', of: joined(tests(clause.not.tests, ignoreCase), span), span });
  }
  return within(arrays, joined(parts, clause.span), clause.span);
}

function lowerSome(clause: Extract<Clause, { kind: 'some' }>, scope: Scope): Expression {
  const left = lowerLeft(clause.array, scope.within, scope.report);
  // A path that ends in `[]` looks into that array last.
  const array = left?.arrays.at(-1)?.spelled;
  if (left === undefined || array === undefined) return never(clause.span);
  return within(left.arrays, lowerClause(clause.of, { ...scope, within: array }), clause.span);
}

/** The expression inside a `some` for each array, the first outermost. */
function within(arrays: readonly ArrayRef[], of: Expression, span: Span): Expression {
  return arrays.reduceRight((inner: Expression, array) => ({ kind: 'some', array, of: inner, span }), of);
}

function lowerTest(field: FieldRef, test: OperatorTest, ignoreCase: boolean, scope: Scope): Expression {
  const { operator, span } = test;
  const entry = OPERATORS[operator];
  const { type, name } = field.definition;
  if (type !== 'any' && !entry.on.includes(type)) {
    const allowed = OPERATOR_NAMES.filter((other) => OPERATORS[other].on.includes(type)).join(', ');
    scope.report(diagnose('meaning/operator-on-type', span, { operator, field: name, type, allowed }));
    return never(span);
  }
  const shape = lowerShape(field, test, ignoreCase, scope);
  if (shape === undefined) return never(span);
  const predicate = { kind: 'predicate', operator, ...shape, span } as Predicate;
  const [wanted] = test.operands;
  const negated = entry.operand === 'boolean' && wanted?.kind === 'text' && wanted.text === 'false';
  return negated ? { kind: 'not', of: predicate, span } : predicate;
}

/** What the operator compares, in the shape that its operand kind has. */
function lowerShape(
  field: FieldRef,
  test: OperatorTest,
  ignoreCase: boolean,
  scope: Scope,
): object | undefined {
  switch (OPERATORS[test.operator].operand) {
    case 'boolean':
      return { field };
    case 'list': {
      const [name] = test.operands;
      if (name?.kind !== 'text') return undefined;
      return lowerScalarList(field, { value: name.text, span: name.span }, ignoreCase, scope);
    }
    case 'one':
    case 'oneOrMany':
    case 'many':
      return { field, operands: lowerOperands(field, test, scope), ignoreCase };
    case 'pattern':
      return lowerPatterns(field, test, ignoreCase, scope);
    case 'ordered':
      return lowerOrder(field, test, scope);
    case 'networks':
      return lowerNetworks(field, test, scope);
  }
}

function joined(parts: readonly Expression[], span: Span): Expression {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: 'all', of: parts, span };
}
