/**
 * What is certainly meant by words of other tools, and by values in a wrong guise, in `match`.
 *
 * Owns: those fixes; a word that means something else in any tool has none. Must not: word faults (match-foreign.ts does).
 */
import type { Fix } from '../base/diagnostic.ts';
import { quoted, replacing, rewritten, source } from '../base/fix.ts';
import type { Span } from '../base/source.ts';
import { resolveField } from '../language/fields.ts';
import { OPERATOR_NAMES, OPERATORS, type Operator } from '../language/operators.ts';
import type { Spanned } from './document.ts';
import type { YamlNode, YamlScalar } from './yaml-node.ts';

/** Signs and short words that mean the same wherever they are written. */
const SAME: Readonly<Partial<Record<string, Operator>>> = {
  '=': 'equals',
  '==': 'equals',
  eq: 'equals',
  equal: 'equals',
  in: 'oneOf',
  starts_with: 'startsWith',
  ends_with: 'endsWith',
  cidr: 'inCidr',
  '>': 'greaterThan',
  gt: 'greaterThan',
  '>=': 'atLeast',
  gte: 'atLeast',
  '<': 'lessThan',
  lt: 'lessThan',
  '<=': 'atMost',
  lte: 'atMost',
};

/** `startswith`, `gte`: an operator of ours in another spelling. */
export function operatorMended(word: string, span: Span): Fix | undefined {
  const lower = word.toLowerCase();
  const ours = OPERATOR_NAMES.find((name) => name.toLowerCase() === lower) ?? SAME[lower];
  return ours === undefined ? undefined : rewritten(span, word, ours);
}

/** `or:` with a list, `Any:`. */
export function wordMended(key: YamlScalar, value: YamlNode): Fix | undefined {
  const lower = key.text.toLowerCase();
  if (['all', 'any', 'not', 'inlist'].includes(lower))
    return rewritten(key.span, key.text, lower === 'inlist' ? 'inList' : lower);
  if (value.kind !== 'sequence') return undefined;
  return lower === 'or' || lower === 'and'
    ? rewritten(key.span, key.text, lower === 'or' ? 'any' : 'all')
    : undefined;
}

/** Sigma specification, modifiers: those whose meaning is that of one operator here. */
const MODIFIERS: Readonly<Partial<Record<string, Operator>>> = {
  contains: 'contains',
  startswith: 'startsWith',
  endswith: 'endsWith',
  re: 'matches',
  cidr: 'inCidr',
  gt: 'greaterThan',
  gte: 'atLeast',
  lt: 'lessThan',
  lte: 'atMost',
  exists: 'exists',
};

/** `field|endswith: value` as Sigma means it: case does not count unless `cased` says so. */
export function modifierMended(key: YamlScalar, value: YamlNode): Fix | undefined {
  const [field = '', modifier = '', flag, ...more] = key.text.split('|');
  const operator = MODIFIERS[modifier];
  if (operator === undefined || more.length > 0 || !/^[A-Za-z][A-Za-z0-9_.-]*$/.test(field)) return undefined;
  const { foldsCase } = OPERATORS[operator];
  if (flag !== undefined && flag !== (operator === 'matches' ? 'i' : foldsCase ? 'cased' : ''))
    return undefined;
  const span = { ...key.span, end: value.span.end };
  const right = operandsOf(value, operator);
  // A comment would be lost.
  if (right === undefined || / #|^#/m.test(source({ ...span, start: key.span.end }))) return undefined;
  const ignores = operator === 'matches' ? flag === 'i' : foldsCase && flag === undefined;
  const text = `${field}: { ${operator}: ${right}${ignores ? ', ignoreCase: true' : ''} }`;
  return replacing(span, text, text);
}

function operandsOf(node: YamlNode, operator: Operator): string | undefined {
  if (node.kind === 'scalar') return operandOf(node, operator);
  if (node.kind === 'mapping' || node.items.length === 0) return undefined;
  const items = node.items.map((item) => (item.kind === 'scalar' ? operandOf(item, operator) : undefined));
  return items.every((item) => item !== undefined) ? `[${items.join(', ')}]` : undefined;
}

function operandOf({ value, text }: YamlScalar, operator: Operator): string | undefined {
  if (operator === 'exists') return typeof value === 'boolean' ? String(value) : undefined;
  if (typeof value === 'number') return OPERATORS[operator].operand === 'ordered' ? text : undefined;
  // A param of ours, and what is no single line.
  if (typeof value !== 'string' || text === '' || /^\$|[^ -~]/.test(text)) return undefined;
  // Wildcards and escapes, but in a regular expression.
  if (operator !== 'matches' && /[*?\\]/.test(text)) return undefined;
  return quoted(text);
}

const FLAGS: Readonly<Partial<Record<string, string>>> = {
  true: 'true',
  yes: 'true',
  on: 'true',
  false: 'false',
  no: 'false',
  off: 'false',
};

/** true and false in quotes, and as YAML 1.1 wrote them. */
export function flagMended(node: YamlNode): Fix | undefined {
  const flag = node.kind === 'scalar' ? FLAGS[node.text.toLowerCase()] : undefined;
  const written = source(node.span).replace(/^(['"])(.*)\1$/, '$2');
  return flag !== undefined && node.kind === 'scalar' && written === node.text
    ? replacing(node.span, flag, flag)
    : undefined;
}

/** `[]` behind the name of an array that `some` stands below. */
export function bracketsAdded({ value, span }: Spanned<string>, within: string | undefined): Fix | undefined {
  const resolved = resolveField(value, within);
  const isArray = resolved.kind === 'field' && resolved.definition.type === 'array';
  return isArray ? rewritten(span, value, `${value}[]`) : undefined;
}
