/**
 * From a rule as written to a rule as executed: names become fields, params become values, lists become rows.
 *
 * Owns: resolution inside conditions, and the rules of which operator may meet which field and which right side. It is
 * driven by the operator table: a new operator of a known operand kind needs nothing here. Must not: evaluate, print,
 * or judge style (checks do).
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { hasErrors, type Result } from '../base/result.ts';
import type { Span } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import type { Clause, ListDocument, OperatorTest, RuleDocument, Spanned } from '../content/document.ts';
import type { ParamValues } from '../content/params.ts';
import type { FieldRef, MembershipRow, MembershipTest, Operand } from '../language/operands.ts';
import { OPERATOR_NAMES, OPERATORS } from '../language/operators.ts';
import { valueProblem } from '../language/values.ts';
import type { Expression, Predicate } from './expression.ts';
import { lowerTextField } from './lower-field.ts';
import { lowerTitle } from './lower-title.ts';
import type { RuleIr } from './rule.ts';

export interface LoweringInput {
  readonly params: ParamValues;
  readonly lists: ReadonlyMap<string, ListDocument>;
  /** Name of the environment, `''` for the params' examples. */
  readonly environment: string;
}

/** Everything a clause needs to be lowered, and the place faults are collected in. */
interface Scope extends LoweringInput {
  readonly report: (diagnostic: Diagnostic) => void;
}

/** Lowers one rule for one environment. All faults are reported; a value comes only without errors. */
export function lowerRule(document: RuleDocument, input: LoweringInput): Result<RuleIr> {
  const diagnostics: Diagnostic[] = [];
  const scope: Scope = { ...input, report: (diagnostic) => diagnostics.push(diagnostic) };
  const condition = lowerClause(document.match, scope);
  const title = lowerTitle(document.alert.title, scope.report);
  const groupBy = document.alert.groupBy.flatMap((field) => lowerTextField(field, scope.report) ?? []);
  if (hasErrors(diagnostics)) return { diagnostics };
  const { suppressFor } = document.alert;
  const alert = { title, groupBy, ...(suppressFor === undefined ? {} : { suppressFor }) };
  return { value: { document, environment: input.environment, condition, alert }, diagnostics };
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
    case 'rows':
      return lowerRows(clause, scope) ?? never(clause.span);
  }
}

function lowerFieldClause(clause: Extract<Clause, { kind: 'field' }>, scope: Scope): Expression {
  const field = lowerTextField(clause.field, scope.report);
  if (field === undefined) return never(clause.span);
  const tests = (of: readonly OperatorTest[], ignoreCase: boolean) =>
    of.map((test) => lowerTest(field, test, ignoreCase, scope));
  const parts = tests(clause.tests, clause.ignoreCase?.value ?? false);
  if (clause.not !== undefined) {
    const { span } = clause.not;
    const ignoreCase = clause.not.ignoreCase?.value ?? clause.ignoreCase?.value ?? false;
    parts.push({ kind: 'not', of: joined(tests(clause.not.tests, ignoreCase), span), span });
  }
  return joined(parts, clause.span);
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
  switch (entry.operand) {
    case 'boolean': {
      const predicate = { kind: 'predicate', operator, field, span } as Predicate;
      const [wanted] = test.operands;
      const negated = wanted?.kind === 'text' && wanted.text === 'false';
      return negated ? { kind: 'not', of: predicate, span } : predicate;
    }
    case 'list': {
      const [name] = test.operands;
      if (name?.kind !== 'text') return never(span);
      const membership = lowerScalarList(field, { value: name.text, span: name.span }, ignoreCase, scope);
      return membership === undefined
        ? never(span)
        : ({ kind: 'predicate', operator, ...membership, span } as Predicate);
    }
    case 'one':
    case 'oneOrMany':
    case 'many': {
      const operands = test.operands.flatMap((operand) => lowerOperand(field, test, operand, scope));
      return { kind: 'predicate', operator, field, operands, ignoreCase, span } as Predicate;
    }
  }
}

function lowerOperand(
  field: FieldRef,
  test: OperatorTest,
  raw: OperatorTest['operands'][number],
  scope: Scope,
): readonly Operand[] {
  const entry = OPERATORS[test.operator];
  const { operator } = test;
  switch (raw.kind) {
    case 'text':
      checkValue(field, raw.text, raw.span, scope);
      return [{ kind: 'literal', text: raw.text, span: raw.span }];
    case 'fieldRef': {
      const other = lowerTextField({ value: raw.name, span: raw.span }, scope.report);
      return other === undefined ? [] : [other];
    }
    case 'param': {
      const param = scope.params.get(raw.name);
      if (param === undefined) {
        const suggestion = didYouMean(raw.name, scope.params.keys());
        scope.report(diagnose('meaning/unknown-param', raw.span, { param: raw.name, suggestion }));
        return [];
      }
      const isList = param.declaration.type === 'list<text>';
      if (isList && entry.operand === 'one') {
        scope.report(diagnose('meaning/list-param-for-one', raw.span, { param: raw.name, operator }));
        return [];
      }
      if (!isList && entry.operand === 'many' && !test.asList) {
        scope.report(diagnose('meaning/text-param-for-list', raw.span, { param: raw.name, operator }));
        return [];
      }
      return param.values.map((text) => {
        checkValue(field, text, raw.span, scope);
        return { kind: 'literal', text, span: raw.span, param: raw.name };
      });
    }
  }
}

/** A value that the type of the field rules out would make the clause false on every event. */
function checkValue(field: FieldRef, text: string, span: Span, scope: Scope): void {
  const wanted = valueProblem(field.definition.type, text);
  if (wanted === undefined) return;
  const { name, type } = field.definition;
  scope.report(diagnose('meaning/value-of-type', span, { field: name, value: text, type, wanted }));
}

function lowerScalarList(
  field: FieldRef,
  name: Spanned<string>,
  ignoreCase: boolean,
  scope: Scope,
): MembershipTest | undefined {
  const list = findList(name, scope);
  if (list === undefined) return undefined;
  const [column] = list.columns;
  if (column === undefined || list.columns.length > 1) {
    const columns = list.columns.join(', ');
    scope.report(diagnose('meaning/list-needs-columns', name.span, { list: list.name, columns }));
    return undefined;
  }
  return { list: list.name, columns: [{ column, field }], rows: rowsOf(list, [0]), ignoreCase };
}

function lowerRows(clause: Extract<Clause, { kind: 'rows' }>, scope: Scope): Predicate | undefined {
  const list = findList(clause.list, scope);
  const columns = clause.columns.flatMap(({ column, field }) => {
    const ref = lowerTextField(field, scope.report);
    const at = list?.columns.indexOf(column.value) ?? -1;
    if (list !== undefined && at < 0) {
      const suggestion = didYouMean(column.value, list.columns);
      const args = { list: list.name, column: column.value, suggestion };
      scope.report(diagnose('meaning/unknown-column', column.span, args));
    }
    return ref === undefined || at < 0 ? [] : [{ column: column.value, field: ref, at }];
  });
  if (list === undefined || columns.length < clause.columns.length) return undefined;
  return {
    kind: 'predicate',
    operator: 'inList',
    list: list.name,
    columns: columns.map(({ column, field }) => ({ column, field })),
    rows: rowsOf(
      list,
      columns.map(({ at }) => at),
    ),
    ignoreCase: clause.ignoreCase?.value ?? false,
    span: clause.span,
  };
}

function findList(name: Spanned<string>, scope: Scope): ListDocument | undefined {
  const list = scope.lists.get(name.value);
  if (list === undefined) {
    const suggestion = didYouMean(name.value, scope.lists.keys());
    scope.report(diagnose('meaning/unknown-list', name.span, { list: name.value, suggestion }));
  }
  return list;
}

/** The values of some columns, each combination once, with the reason of the first entry that has it. */
function rowsOf(list: ListDocument, columns: readonly number[]): readonly MembershipRow[] {
  const rows = new Map<string, MembershipRow>();
  for (const entry of list.entries) {
    const values = columns.map((at) => entry.values[at] ?? '');
    const key = JSON.stringify(values);
    if (!rows.has(key)) rows.set(key, { values, reason: entry.reason, span: entry.span });
  }
  return [...rows.values()];
}

/** Stands where a clause was too broken to lower; the rule as a whole is then refused. */
const never = (span: Span): Expression => ({ kind: 'any', of: [], span });

function joined(parts: readonly Expression[], span: Span): Expression {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: 'all', of: parts, span };
}
