/**
 * `$name`, typed at the place of use.
 *
 * Owns: which type of param may stand where, and its values. Must not: check values against their declaration
 * (content/params.ts does).
 */
import { diagnose } from '../base/catalogue.ts';
import { rewritten } from '../base/fix.ts';
import type { Span } from '../base/source.ts';
import { certainly, didYouMean } from '../base/suggest.ts';
import type { ParamType, ParamUse } from '../content/document.ts';
import type { ParamValue } from '../content/params.ts';
import { seconds } from '../language/duration.ts';
import type { FieldRef } from '../language/operands.ts';
import { OPERATORS, type Operator } from '../language/operators.ts';
import type { Scope } from './lower-scope.ts';

/** Seconds of a duration, or of the param that gives it; undefined once its fault is reported. */
export function lowerDuration(use: number | ParamUse, place: string, scope: Scope): number | undefined {
  if (typeof use === 'number') return use;
  const { name, span } = use;
  const param = findParam(name, span, scope);
  if (param === undefined) return undefined;
  const { type } = param.declaration;
  if (type !== 'duration') {
    const why = `"${place}" takes a duration`;
    scope.report(
      diagnose('meaning/param-type', span, { param: name, type, why, fix: declareAs(name, 'duration') }),
    );
    return undefined;
  }
  return seconds(param.values[0] ?? '');
}

/** The param, if its type may stand right of the operator; undefined once its fault is reported. */
export function lowerParam(
  { name, span }: Omit<ParamUse, 'kind'>,
  {
    operator,
    field,
    asList,
  }: { readonly operator: Operator; readonly field: FieldRef; readonly asList: boolean },
  scope: Scope,
): ParamValue | undefined {
  const param = findParam(name, span, scope);
  if (param === undefined) return undefined;
  const { type } = param.declaration;
  const { operand } = OPERATORS[operator];
  if (type === 'list<text>' && (operand === 'one' || operand === 'ordered')) {
    scope.report(diagnose('meaning/list-param-for-one', span, { param: name, operator }));
    return undefined;
  }
  if (type !== 'list<text>' && operand === 'many' && !asList) {
    scope.report(diagnose('meaning/text-param-for-list', span, { param: name, type, operator }));
    return undefined;
  }
  const mismatch = mistyped(name, type, operator, field);
  if (mismatch === undefined) return param;
  scope.report(diagnose('meaning/param-type', span, { param: name, type, ...mismatch }));
  return undefined;
}

function findParam(name: string, span: Span, scope: Scope): ParamValue | undefined {
  const param = scope.params.get(name);
  if (param === undefined) {
    const suggestion = didYouMean(name, scope.params.keys());
    const meant = certainly(name, scope.params.keys());
    const fix = meant === undefined ? undefined : rewritten(span, `$${name}`, `$${meant}`);
    scope.report(diagnose('meaning/unknown-param', span, { param: name, suggestion }, fix));
  }
  return param;
}

const declareAs = (name: string, type: ParamType) => `Declare "${name}" as ${type}.`;

interface Mismatch {
  /** To follow "The param is of type …, and". */
  readonly why: string;
  readonly fix: string;
}

/** What the operator and the field want, where the type is another. */
function mistyped(name: string, type: ParamType, operator: Operator, field: FieldRef): Mismatch | undefined {
  const { type: fieldType, name: fieldName } = field.definition;
  const onField = (wanted: ParamType): Mismatch => ({
    why: `"${fieldName}" is of type ${fieldType}`,
    fix: declareAs(name, wanted),
  });
  switch (type) {
    case 'duration':
      return {
        why: '"match" compares no durations',
        fix: `A duration stands in \`suppressFor: $${name}\` and in \`schedule\`.`,
      };
    case 'text':
    case 'list<text>':
      return fieldType === 'boolean' || fieldType === 'integer' ? onField(fieldType) : undefined;
    case 'integer':
    case 'boolean':
      if (!OPERATORS[operator].on.includes(type)) {
        const wanted = OPERATORS[operator].operand === 'ordered' ? 'integer' : 'text';
        return { why: `"${operator}" compares no ${type}`, fix: declareAs(name, wanted) };
      }
      if (fieldType === type || fieldType === 'any') return undefined;
      return onField(fieldType === 'boolean' || fieldType === 'integer' ? fieldType : 'text');
  }
}
