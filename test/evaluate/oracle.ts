/**
 * The contract said a second time, slowly and plainly, to hold the evaluator against. It shares no code with it.
 */
import type { CloudTrailEvent, Json } from '../../src/cloudtrail/event.ts';
import type { FieldDefinition } from '../../src/cloudtrail/field.ts';
import type { ValueExpr } from '../../src/cloudtrail/value.ts';
import type { Expression, Predicate } from '../../src/ir/expression.ts';
import type { Scale } from '../../src/language/operands.ts';
import type { Operator } from '../../src/language/operators.ts';
import { isWithin } from './addresses.ts';
import { isFound } from './patterns.ts';

type Text = string | null;

/** What a condition is asked about: the record, and the element that the nearest `some` is looking at. */
interface Place {
  readonly event: CloudTrailEvent;
  readonly element: Json | undefined;
}

function at(value: ValueExpr, { event, element }: Place): Json | undefined {
  if (value.kind !== 'path' && value.kind !== 'element') throw new Error(`${value.kind} is no place`);
  let here: Json | undefined = value.kind === 'path' ? event : element;
  for (const key of value.path) {
    if (Object.prototype.toString.call(here) !== '[object Object]') return undefined;
    here = new Map<string, Json>(Object.entries(here as object)).get(key);
  }
  return here;
}

function textAt(value: ValueExpr, event: Place): Text {
  if (value.kind === 'text') return value.text;
  if (value.kind === 'path' || value.kind === 'element') {
    const json = at(value, event) ?? null;
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

function present(definition: FieldDefinition, event: Place): boolean {
  const isPlace = definition.value.kind === 'path' || definition.value.kind === 'element';
  if (definition.derived || !isPlace) return textAt(definition.value, event) !== null;
  const written = JSON.stringify(at(definition.value, event) ?? null);
  return !['null', '{}', '[]'].includes(written);
}

function predicateHolds(predicate: Predicate, event: Place): boolean {
  if ('patterns' in predicate || 'limit' in predicate || 'networks' in predicate) {
    const text = textAt(predicate.field.definition.value, event);
    if (text === null) return false;
    if ('patterns' in predicate) return predicate.patterns.some((one) => isFound(one.pattern, text));
    if ('networks' in predicate) return predicate.networks.some((one) => isWithin(one.network, text));
    const [left, right] = [rankOf(predicate.scale, text), rankOf(predicate.scale, predicate.limit.text)];
    return left !== null && right !== null && stands(predicate.operator, left, right);
  }
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

/** A number in the order of the scale; null for a text that is not of it. */
function rankOf(scale: Scale, text: string): bigint | null {
  if (scale === 'integer') return /^(0|-?[1-9]\d{0,14})$/.test(text) ? BigInt(text) : null;
  if (scale === 'timestamp') {
    const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text);
    return isTime ? BigInt(text.replaceAll(/\D/g, '')) : null;
  }
  const [, major, minor] = /^(\d{1,4})\.(\d{1,4})$/.exec(text) ?? [];
  return major === undefined || minor === undefined ? null : BigInt(major) * 10_000n + BigInt(minor);
}

function stands(operator: Operator, left: bigint, right: bigint): boolean {
  const names: Partial<Record<Operator, boolean>> = {
    greaterThan: left > right,
    atLeast: left >= right,
    lessThan: left < right,
    atMost: left <= right,
  };
  return names[operator] === true;
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

/** The verdict of the contract; `element` only below a `some`. */
export function oracle(expression: Expression, event: CloudTrailEvent, element?: Json): boolean {
  switch (expression.kind) {
    case 'predicate':
      return predicateHolds(expression, { event, element });
    case 'not':
      return oracle(expression.of, event, element) === false;
    case 'all':
      return expression.of.filter((part) => !oracle(part, event, element)).length === 0;
    case 'any':
      return expression.of.filter((part) => oracle(part, event, element)).length > 0;
    case 'some': {
      const there = at(expression.array.value, { event, element }) ?? [];
      return [there].flat().filter((one) => oracle(expression.of, event, one)).length > 0;
    }
  }
}
