/**
 * The right side of an operator: a literal, `$param` or `{ field: … }`, alone or in a list.
 *
 * Owns: which YAML values are which operand, and the faults of each. Must not: look up params, lists or fields,
 * except for the type that decides whether digits must be quoted.
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { quotedAsTyped, respelled } from '../base/fix.ts';
import { didYouMean } from '../base/suggest.ts';
import type { FieldType } from '../cloudtrail/field.ts';
import { NEEDS_TEXT } from '../language/always-true.ts';
import { resolveField } from '../language/fields.ts';
import { OPERATORS, type OperandKind, type Operator } from '../language/operators.ts';
import type { RawOperand } from './document.ts';
import { flagMended } from './match-mended.ts';
import { describe } from './validate.ts';
import type { YamlNode, YamlScalar } from './yaml-node.ts';

export interface OperandScope {
  /** The field on the left, as written. */
  readonly field: string;
  /** The array of the `some` around it, which the field is relative to. */
  readonly within?: string;
  readonly operator: Operator;
  readonly report: (diagnostic: Diagnostic) => void;
}

export interface Operands {
  readonly operands: readonly RawOperand[];
  readonly asList: boolean;
}

const WANTED: { readonly [K in OperandKind]: string } = {
  one: 'one value',
  oneOrMany: 'a value or a list of values',
  many: 'a list of values',
  boolean: 'true or false',
  pattern: 'a regular expression, as a text in quotes, or a list of them',
  ordered: 'one whole number, time or version',
  networks: 'a CIDR block or a list of them',
  list: 'the name of a list',
};

/** Reads what stands right of an operator; undefined after a fault. Every item of a list is looked at. */
export function readOperands(node: YamlNode, scope: OperandScope): Operands | undefined {
  const handlers: { readonly [K in OperandKind]: () => Operands | undefined } = {
    one: () => (node.kind === 'sequence' ? refuse(node, scope) : single(readOne(node, scope))),
    oneOrMany: () => (node.kind === 'sequence' ? readMany(node.items, scope) : single(readOne(node, scope))),
    many: () => (node.kind === 'sequence' ? readMany(node.items, scope) : single(readListParam(node, scope))),
    boolean: () => single(readFlag(node, scope)),
    pattern: () => readTexts(node, scope, readPattern),
    ordered: () => single(readOrdered(node, scope)),
    networks: () => readTexts(node, scope, readText),
    list: () => single(readListName(node, scope)),
  };
  return handlers[OPERATORS[scope.operator].operand]();
}

/** The right side of `field: value` and `field: [values]`. */
export function readShorthand(node: YamlNode, scope: OperandScope): Operands | undefined {
  return node.kind === 'sequence' ? readMany(node.items, scope) : single(readOne(node, scope));
}

function single(operand: RawOperand | undefined): Operands | undefined {
  return operand === undefined ? undefined : { operands: [operand], asList: false };
}

type ReadItem = (node: YamlNode, scope: OperandScope) => RawOperand | undefined;

/** One text, or a list of texts. */
function readTexts(node: YamlNode, scope: OperandScope, read: ReadItem): Operands | undefined {
  return node.kind === 'sequence' ? readMany(node.items, scope, read) : single(read(node, scope));
}

function readMany(
  items: readonly YamlNode[],
  scope: OperandScope,
  read: ReadItem = readOne,
): Operands | undefined {
  const operands = items.map((item) =>
    item.kind === 'sequence' ? refuse(item, scope, 'one value in each item') : read(item, scope),
  );
  const whole = operands.filter((operand) => operand !== undefined);
  return whole.length === operands.length ? { operands: whole, asList: true } : undefined;
}

function refuse(node: YamlNode, { operator, report }: OperandScope, wanted?: string): undefined {
  const { operand, example } = OPERATORS[operator];
  const args = { operator, found: describe(node), wanted: wanted ?? WANTED[operand], example };
  report(diagnose('match/operand', node.span, args));
}

function readOne(node: YamlNode, scope: OperandScope): RawOperand | undefined {
  if (node.kind === 'mapping') {
    return OPERATORS[scope.operator].field ? readFieldRef(node, scope) : refuse(node, scope);
  }
  if (node.kind === 'sequence') return refuse(node, scope);
  return readScalar(node, scope);
}

/** A text or `$param`; digits and true or false are no text. */
function readText(node: YamlNode, scope: OperandScope): RawOperand | undefined {
  if (node.kind !== 'scalar') return refuse(node, scope);
  if (typeof node.value === 'number' || typeof node.value === 'boolean') return refuse(node, scope);
  return readScalar(node, scope);
}

/** A regular expression is a part of the rule's meaning, so it comes through no param. */
function readPattern(node: YamlNode, scope: OperandScope): RawOperand | undefined {
  const operand = readText(node, scope);
  if (operand?.kind !== 'param') return operand;
  scope.report(diagnose('match/param-for-pattern', operand.span, { param: operand.name }));
  return undefined;
}

function readOrdered(node: YamlNode, scope: OperandScope): RawOperand | undefined {
  if (node.kind !== 'scalar' || typeof node.value === 'boolean') return refuse(node, scope);
  return readScalar(node, scope);
}

function readScalar(node: YamlScalar, scope: OperandScope): RawOperand | undefined {
  const { field, operator, report } = scope;
  const { value, text, span } = node;
  if (value === null) {
    report(diagnose('match/null', span, { field }));
    return undefined;
  }
  if (typeof value === 'boolean') return { kind: 'text', text: String(value), scalar: 'boolean', span };
  if (typeof value === 'number') {
    // docs/semantics.md §3: the only numbers that every engine shows with the digits they were written with.
    if (!/^(?:0|-?[1-9][0-9]{0,14})$/.test(text)) {
      // Of a field that may hold numbers, only digits that no number begins with are surely a text.
      const isText = textualType(scope) !== undefined || /^0[0-9]+$/.test(text);
      report(diagnose('match/number', span, { typed: text }, isText ? quotedAsTyped(span) : undefined));
      return undefined;
    }
    const type = textualType(scope);
    if (type !== undefined) {
      const args = { field, typed: text, type };
      report(diagnose('match/number-for-text', span, args, quotedAsTyped(span)));
    }
    return type === undefined ? { kind: 'text', text, scalar: 'number', span } : undefined;
  }
  // Only a whole scalar is a reference, quoted or not; `$$` is the escape.
  const param = /^\$([A-Za-z_][A-Za-z0-9_]*)$/.exec(value)?.[1];
  if (param !== undefined) return { kind: 'param', name: param, span };
  const literal = value.startsWith('$$') ? value.slice(1) : value;
  if (literal === '' && NEEDS_TEXT.includes(operator)) {
    report(diagnose('match/empty-text', span, { operator, field }));
    return undefined;
  }
  return { kind: 'text', text: literal, scalar: 'text', span };
}

const TEXTUAL: { readonly [T in FieldType]: string | undefined } = {
  text: 'text',
  timestamp: 'a time written as text',
  version: 'a version written as text',
  ip: 'an address written as text',
  boolean: undefined,
  integer: undefined,
  object: undefined,
  array: undefined,
  any: undefined,
};

function textualType({ field, within }: OperandScope): string | undefined {
  const resolved = resolveField(field, within);
  return resolved.kind === 'field' ? TEXTUAL[resolved.definition.type] : undefined;
}

function readFieldRef(
  node: YamlNode & { kind: 'mapping' },
  { report }: OperandScope,
): RawOperand | undefined {
  let found: RawOperand | undefined;
  for (const { key, value } of node.entries) {
    if (key.text !== 'field') {
      const args = { key: key.text, suggestion: didYouMean(key.text, ['field']) };
      report(diagnose('match/field-ref', key.span, args, respelled(key.span, key.text, ['field'])));
    } else if (value.kind === 'scalar' && typeof value.value === 'string' && value.value !== '') {
      found = { kind: 'fieldRef', name: value.value, span: value.span };
    } else {
      report(diagnose('match/field-ref-name', value.span, { found: describe(value) }));
    }
  }
  if (node.entries.length === 0) report(diagnose('match/field-ref-name', node.span, { found: 'nothing' }));
  return node.entries.length === 1 ? found : undefined;
}

function readListParam(node: YamlNode, scope: OperandScope): RawOperand | undefined {
  if (node.kind !== 'scalar') return refuse(node, scope);
  const operand = node.value === null ? undefined : readScalar(node, scope);
  if (operand?.kind === 'param') return operand;
  return node.value !== null && operand === undefined ? undefined : refuse(node, scope);
}

function readFlag(node: YamlNode, { operator, report }: OperandScope): RawOperand | undefined {
  if (node.kind === 'scalar' && typeof node.value === 'boolean') {
    return { kind: 'text', text: String(node.value), scalar: 'boolean', span: node.span };
  }
  const args = { key: operator, found: describe(node) };
  report(diagnose('match/flag', node.span, args, flagMended(node)));
  return undefined;
}

function readListName(node: YamlNode, scope: OperandScope): RawOperand | undefined {
  if (node.kind === 'mapping') {
    scope.report(diagnose('match/rows-below-field', node.span, { field: scope.field }));
    return undefined;
  }
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || !/^[^$\s]\S*$/.test(node.value)) {
    return refuse(node, scope);
  }
  return { kind: 'text', text: node.value, scalar: 'text', span: node.span };
}
