/**
 * The contract said a second time, slowly and plainly, to hold the evaluator against. It shares no code with it.
 */
import type { CloudTrailEvent, Json } from '../../src/cloudtrail/event.ts';
import type { FieldDefinition } from '../../src/cloudtrail/field.ts';
import type { ValueExpr } from '../../src/cloudtrail/value.ts';
import type { Expression, Predicate } from '../../src/ir/expression.ts';
import type { Operator } from '../../src/language/operators.ts';

type Text = string | null;

function at(path: readonly string[], event: CloudTrailEvent): Json | undefined {
  let here: Json | undefined = event;
  for (const key of path) {
    if (Object.prototype.toString.call(here) !== '[object Object]') return undefined;
    here = new Map<string, Json>(Object.entries(here as object)).get(key);
  }
  return here;
}

function textAt(value: ValueExpr, event: CloudTrailEvent): Text {
  if (value.kind === 'text') return value.text;
  if (value.kind === 'path') {
    const json = at(value.path, event) ?? null;
    if (json === null || typeof json === 'object') return null;
    const written = `${json}`;
    if (typeof json !== 'number') return written;
    return /^(0|-?[1-9][0-9]{0,14})$/.test(written) ? written : null;
  }
  if (value.kind === 'when') {
    const guard = textAt({ kind: 'path', path: value.path }, event);
    return guard === value.equals ? textAt(value.then, event) : null;
  }
  if (value.kind === 'concat') {
    const parts = value.parts.map((part) => textAt(part, event));
    return parts.includes(null) ? null : parts.join('');
  }
  if (value.kind === 'firstOf') {
    return value.of.map((part) => textAt(part, event)).find((part) => part !== null) ?? null;
  }
  const of = textAt(value.of, event);
  if (of === null) return null;
  if (value.kind === 'withoutSuffix') {
    const cut = of.length - value.suffix.length;
    return cut >= 0 && of.substring(cut) === value.suffix ? of.substring(0, cut) : of;
  }
  // The one pattern of these tests: the last part of an assumed role's ARN.
  const [arn, , service, , , rest, ...more] = of.split(':');
  const [word, role, name, ...tail] = [rest, ...more].join(':').split('/');
  const fits = arn === 'arn' && service === 'sts' && word === 'assumed-role' && role && tail.length === 0;
  return fits && name ? name : null;
}

function fold(text: string, ignoreCase: boolean): string {
  if (!ignoreCase) return text;
  const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const lower = 'abcdefghijklmnopqrstuvwxyz';
  return [...text].map((c) => (upper.includes(c) ? lower.charAt(upper.indexOf(c)) : c)).join('');
}

function present(definition: FieldDefinition, event: CloudTrailEvent): boolean {
  if (definition.derived || definition.value.kind !== 'path') return textAt(definition.value, event) !== null;
  const written = JSON.stringify(at(definition.value.path, event) ?? null);
  return !['null', '{}', '[]'].includes(written);
}

function predicateHolds(predicate: Predicate, event: CloudTrailEvent): boolean {
  if (!('ignoreCase' in predicate)) return present(predicate.field.definition, event);
  const textOf = (definition: FieldDefinition) => {
    const text = textAt(definition.value, event);
    return text === null ? null : fold(text, predicate.ignoreCase);
  };
  if ('columns' in predicate) {
    const texts = predicate.columns.map(({ field }) => textOf(field.definition));
    return predicate.rows.some((row) =>
      texts.every((text, column) => text === fold(row.values[column] ?? '', predicate.ignoreCase)),
    );
  }
  const left = textOf(predicate.field.definition);
  if (left === null) return false;
  return predicate.operands.some((operand) => {
    const right =
      operand.kind === 'literal' ? fold(operand.text, predicate.ignoreCase) : textOf(operand.definition);
    if (right === null) return false;
    return compares(predicate.operator, left, right);
  });
}

function compares(operator: Operator, left: string, right: string): boolean {
  switch (operator) {
    case 'equals':
    case 'oneOf':
      return left === right;
    case 'differsFrom':
      return left !== right;
    case 'startsWith':
      return left.substring(0, right.length) === right;
    case 'endsWith':
      return left.length >= right.length && left.substring(left.length - right.length) === right;
    case 'contains':
      return right === '' || left.split(right).length > 1;
    default:
      throw new Error(`the oracle does not know ${operator} yet`);
  }
}

export function oracle(expression: Expression, event: CloudTrailEvent): boolean {
  switch (expression.kind) {
    case 'predicate':
      return predicateHolds(expression, event);
    case 'not':
      return oracle(expression.of, event) === false;
    case 'all':
      return expression.of.filter((part) => !oracle(part, event)).length === 0;
    case 'any':
      return expression.of.filter((part) => oracle(part, event)).length > 0;
  }
}
