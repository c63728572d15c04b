/**
 * The right side of an operator: literals, the values of params, other fields; patterns, limits and networks, parsed.
 *
 * Owns: which right side may meet which field. It is driven by the operand kinds of the operator table: a new operator of
 * a known kind needs nothing here. Must not: resolve names of fields (lower-field.ts) or lists (lower-list.ts).
 */
import { diagnose } from '../base/catalogue.ts';
import type { OperatorTest, RawOperand } from '../content/document.ts';
import { parseCidr } from '../language/cidr-parse.ts';
import type {
  CidrTest,
  FieldRef,
  LiteralOperand,
  NetworkOperand,
  Operand,
  OrderTest,
  PatternOperand,
  PatternTest,
} from '../language/operands.ts';
import { foldPattern, parsePattern } from '../language/pattern-parse.ts';
import { isOfScale, SCALES_WANTED, scaleOf, scaleOfType, valueProblem } from '../language/values.ts';
import { lowerTextField, narrowed } from './lower-field.ts';
import { lowerParam } from './lower-param.ts';
import type { Scope } from './lower-scope.ts';

/** Texts and fields to compare with. Faults are reported, and what has one is left out. */
export function lowerOperands(field: FieldRef, test: OperatorTest, scope: Scope): readonly Operand[] {
  return test.operands.flatMap((raw): readonly Operand[] => {
    if (raw.kind === 'fieldRef') {
      const other = lowerTextField({ value: raw.name, span: raw.span }, 'right', scope.report);
      return other === undefined ? [] : [other];
    }
    const literals = lowerLiterals(field, test, raw, scope);
    for (const literal of literals) checkValue(field, literal, scope);
    return literals;
  });
}

/** The literal, or each value of the param. */
function lowerLiterals(
  field: FieldRef,
  { operator, asList }: OperatorTest,
  raw: Exclude<RawOperand, { kind: 'fieldRef' }>,
  scope: Scope,
): readonly LiteralOperand[] {
  if (raw.kind === 'text') return [{ kind: 'literal', text: raw.text, span: raw.span }];
  const param = lowerParam(raw, { operator, field, asList }, scope);
  const { name, span } = raw;
  return param?.values.map((text) => ({ kind: 'literal', text, span, param: name })) ?? [];
}

const allLiterals = (field: FieldRef, test: OperatorTest, scope: Scope): readonly LiteralOperand[] =>
  test.operands.flatMap((raw) => (raw.kind === 'fieldRef' ? [] : lowerLiterals(field, test, raw, scope)));

/** A value that the type of the field rules out would make the clause false on every event. */
function checkValue(field: FieldRef, { text, span }: LiteralOperand, scope: Scope): void {
  const wanted = valueProblem(field.definition.type, text);
  if (wanted === undefined) return;
  const { name, type } = field.definition;
  scope.report(diagnose('meaning/value-of-type', span, { field: name, value: text, type, wanted }));
}

/** Patterns, with case folded into their sets where it is ignored. */
export function lowerPatterns(
  field: FieldRef,
  test: OperatorTest,
  ignoreCase: boolean,
  scope: Scope,
): PatternTest {
  const patterns = allLiterals(field, test, scope).flatMap(({ text, span }): readonly PatternOperand[] => {
    const parsed = parsePattern(text);
    if (parsed.kind === 'pattern') {
      return [{ text, pattern: ignoreCase ? foldPattern(parsed.pattern) : parsed.pattern, span }];
    }
    const at = narrowed({ value: text, span }, parsed);
    scope.report(diagnose('meaning/pattern', at, { what: parsed.what, fix: parsed.do }));
    return [];
  });
  return { field, patterns, ignoreCase };
}

/** The limit of an order; undefined once its fault is reported. */
export function lowerOrder(field: FieldRef, test: OperatorTest, scope: Scope): OrderTest | undefined {
  const [limit] = allLiterals(field, test, scope);
  if (limit === undefined) return undefined;
  const ofType = scaleOfType(field.definition.type);
  const scale = ofType ?? scaleOf(limit.text);
  if (scale !== undefined && isOfScale(scale, limit.text)) return { field, scale, limit };
  if (ofType !== undefined) checkValue(field, limit, scope);
  else {
    const args = { operator: test.operator, limit: limit.text, wanted: SCALES_WANTED };
    scope.report(diagnose('meaning/limit', limit.span, args));
  }
  return undefined;
}

/** Networks; those that are none are reported and left out. */
export function lowerNetworks(field: FieldRef, test: OperatorTest, scope: Scope): CidrTest {
  const networks = allLiterals(field, test, scope).flatMap(
    ({ text, span, param }): readonly NetworkOperand[] => {
      const parsed = parseCidr(text);
      if (parsed.kind === 'network') {
        return [{ text, network: parsed.network, span, ...(param === undefined ? {} : { param }) }];
      }
      const at = param === undefined ? narrowed({ value: text, span }, parsed) : span;
      scope.report(diagnose('meaning/network', at, { what: parsed.what, fix: parsed.do }));
      return [];
    },
  );
  return { field, networks };
}
