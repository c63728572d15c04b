/**
 * `match`: from YAML to the tree of clauses.
 *
 * Owns: the grammar of clauses. Must not: look up names or values (ir/lower.ts does), except to answer words of other
 * tools. All faults are reported; one broken clause hides no other. Depth is bounded by parseYaml.
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { respelled } from '../base/fix.ts';
import type { Span } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { resolveField } from '../language/fields.ts';
import { isOperator, OPERATOR_NAMES } from '../language/operators.ts';
import type { Clause, OperatorTest, Spanned } from './document.ts';
import { foreignModifier, foreignOperator, foreignWord } from './match-foreign.ts';
import { bracketsAdded, flagMended, modifierMended, operatorMended, wordMended } from './match-mended.ts';
import { readOperands, readShorthand } from './rule-operands.ts';
import { readRows } from './rule-rows.ts';
import { describe } from './validate.ts';
import type { YamlEntry, YamlMapping, YamlNode } from './yaml-node.ts';

export type Report = (diagnostic: Diagnostic) => void;

interface Scope {
  readonly report: Report;
  /** The array of the `some` that is being read, as `resolveField` wants it. */
  readonly within?: string;
}

/**
 * Reads the value of `match`. A broken clause is left out once its fault is reported, so that the rest can be looked at;
 * undefined when nothing of it can be read.
 */
export function readMatch(node: YamlNode, report: Report): Clause | undefined {
  return readMapping(node, '"match"', { report });
}

/** A mapping of clauses, all of which hold. One clause alone stands for itself. */
function readMapping(node: YamlNode, where: string, scope: Scope): Clause | undefined {
  const of = readEntries(node, where, scope);
  return of?.length === 1 ? of[0] : of && { kind: 'all', of, span: node.span };
}

function readEntries(node: YamlNode, where: string, scope: Scope): readonly Clause[] | undefined {
  const { report } = scope;
  if (node.kind !== 'mapping') {
    report(diagnose('match/not-a-mapping', beginning(node), { where, found: describe(node) }));
    return undefined;
  }
  if (node.entries.length === 0) {
    report(diagnose('match/empty', node.span, { where }));
    return undefined;
  }
  return readable(node.entries.map((entry) => readEntry(entry, scope)));
}

/** What could be read; undefined when that is nothing. */
function readable<T>(items: readonly (T | undefined)[]): readonly T[] | undefined {
  const read = items.filter((item) => item !== undefined);
  return read.length > 0 ? read : undefined;
}

function readEntry(entry: YamlEntry, scope: Scope): Clause | undefined {
  const { key, value } = entry;
  const { report } = scope;
  const span = { ...key.span, end: Math.max(key.span.end, value.span.end) };
  switch (key.text) {
    case 'all':
    case 'any':
      return readJunction(key.text, value, span, scope);
    case 'not': {
      if (value.kind === 'sequence') {
        report(diagnose('match/not-of-list', key.span, {}));
        readItems(value.items, '"not"', scope);
        return undefined;
      }
      const of = readMapping(value, '"not"', scope);
      return of && { kind: 'not', of, span };
    }
    case 'inList':
      return readRows(value, span, report);
    default:
      return isForeign(entry, report) ? undefined : readField(entry, span, scope);
  }
}

function readJunction(kind: 'all' | 'any', node: YamlNode, span: Span, scope: Scope): Clause | undefined {
  const { report } = scope;
  const where = `"${kind}"`;
  if (node.kind === 'sequence') {
    if (node.items.length === 0) report(diagnose('match/empty', node.span, { where }));
    const of = readItems(node.items, where, scope);
    return of && of.length > 0 ? { kind, of, span } : undefined;
  }
  const of = readEntries(node, where, scope);
  if (kind === 'any' && node.kind === 'mapping' && node.entries.length > 1) {
    report(diagnose('match/any-of-mapping', span, { keys: node.entries.map(({ key }) => key.text) }));
    return undefined;
  }
  return of && { kind, of, span };
}

function readItems(items: readonly YamlNode[], where: string, scope: Scope): readonly Clause[] | undefined {
  return readable(items.map((item) => readMapping(item, `An item of ${where}`, scope)));
}

function isForeign({ key, value }: YamlEntry, report: Report): boolean {
  const written = value.kind === 'scalar' && value.value !== null ? value.text : undefined;
  const modifier = foreignModifier(key.text, written);
  if (modifier !== undefined && foreignWord(key.text) === undefined) {
    const args = { key: key.text, fix: modifier };
    report(diagnose('match/foreign-modifier', key.span, args, modifierMended(key, value)));
    return true;
  }
  const fix = foreignWord(key.text);
  if (fix !== undefined) {
    report(diagnose('match/foreign-word', key.span, { word: key.text, fix }, wordMended(key, value)));
  }
  return fix !== undefined;
}

function readField({ key, value }: YamlEntry, span: Span, scope: Scope): Clause | undefined {
  const field = { value: key.text, span: key.span };
  if (value.kind === 'mapping') {
    const some = value.entries.find((entry) => entry.key.text === 'some');
    return some === undefined
      ? readFieldMapping(field, value, span, scope)
      : readSome(field, value, some, span, scope);
  }
  const operator = value.kind === 'sequence' ? 'oneOf' : 'equals';
  const operands = readShorthand(value, { ...scope, field: key.text, operator });
  return operands && { kind: 'field', field, tests: [{ operator, ...operands, span }], span };
}

/** `'path[]': { some: { … } }`. Whether there is such an array, and what may be in it, is judged when it is lowered. */
function readSome(
  array: Spanned<string>,
  node: YamlMapping,
  { key, value }: YamlEntry,
  span: Span,
  scope: Scope,
): Clause | undefined {
  const { report } = scope;
  const beside = node.entries.filter((entry) => entry.key !== key);
  for (const other of beside) {
    report(diagnose('match/some-alone', other.key.span, { key: other.key.text, array: array.value }));
  }
  const isArray = array.value.endsWith('[]');
  if (!isArray) {
    const fix = bracketsAdded(array, scope.within);
    report(diagnose('match/some-without-brackets', array.span, { field: array.value }, fix));
  }
  const resolved = resolveField(array.value, scope.within);
  const within = resolved.kind === 'field' ? resolved.arrays.at(-1)?.name : undefined;
  const of = readMapping(value, '"some"', { report, ...(within === undefined ? {} : { within }) });
  return of && isArray && beside.length === 0 ? { kind: 'some', array, of, span } : undefined;
}

function readFieldMapping(
  field: Spanned<string>,
  node: YamlMapping,
  span: Span,
  scope: Scope,
): Clause | undefined {
  const { report } = scope;
  const own = readTests(field.value, node, scope, 'field');
  const negated = node.entries.find(({ key }) => key.text === 'not');
  if (negated === undefined) return own && { kind: 'field', field, ...own, span };
  if (negated.value.kind !== 'mapping') {
    const where = `"not" of "${field.value}"`;
    report(
      diagnose('match/not-a-mapping', beginning(negated.value), { where, found: describe(negated.value) }),
    );
    return undefined;
  }
  const inner = readTests(field.value, negated.value, scope, 'not');
  if (own === undefined || inner === undefined) return undefined;
  const notSpan = { ...negated.key.span, end: Math.max(negated.key.span.end, negated.value.span.end) };
  return { kind: 'field', field, ...own, not: { ...inner, span: notSpan }, span };
}

interface Tests {
  readonly tests: readonly OperatorTest[];
  readonly ignoreCase?: Spanned<boolean>;
}

/** The operators of one mapping. `level` tells the mapping of a field from the `not` inside it. */
function readTests(
  field: string,
  node: YamlMapping,
  scope: Scope,
  level: 'field' | 'not',
): Tests | undefined {
  const { report } = scope;
  const tests: (OperatorTest | undefined)[] = [];
  let ignoreCase: Spanned<boolean> | undefined;
  let broken = false;
  for (const { key, value } of node.entries) {
    const word = key.text;
    if (isOperator(word)) {
      const operands = readOperands(value, { ...scope, field, operator: word });
      const span = { ...key.span, end: Math.max(key.span.end, value.span.end) };
      tests.push(operands && { operator: word, ...operands, span });
    } else if (word === 'ignoreCase') {
      ignoreCase = readIgnoreCase(value, report);
      broken ||= ignoreCase === undefined;
    } else if (word === 'not') {
      if (level === 'not') {
        report(diagnose('match/not-in-not', key.span, {}));
        broken = true;
      }
    } else if (word === 'some') {
      // Beside it all is well; only inside `not` does it come here.
      report(diagnose('match/some-in-not', key.span, { array: field }));
      broken = true;
    } else {
      report(unknownOperator(word, key.span));
      broken = true;
    }
  }
  const hasNot = level === 'field' && node.entries.some(({ key }) => key.text === 'not');
  if (tests.length === 0 && !hasNot && !broken) {
    const at = node.entries[0]?.key.span ?? node.span;
    report(diagnose('match/no-operator', at, { field, operators: OPERATOR_NAMES }));
    return undefined;
  }
  // Beside a fault, what is left still names a field to look up.
  return {
    tests: tests.filter((test) => test !== undefined),
    ...(ignoreCase === undefined ? {} : { ignoreCase }),
  };
}

function unknownOperator(operator: string, span: Span): Diagnostic {
  const fix = foreignOperator(operator);
  if (fix !== undefined) {
    return diagnose('match/foreign-operator', span, { operator, fix }, operatorMended(operator, span));
  }
  const known = [...OPERATOR_NAMES, 'ignoreCase', 'not', 'some'];
  const args = { operator, suggestion: didYouMean(operator, known), operators: OPERATOR_NAMES };
  return diagnose('match/unknown-operator', span, args, respelled(span, operator, known));
}

/** The value of `ignoreCase`. */
function readIgnoreCase(node: YamlNode, report: Report): Spanned<boolean> | undefined {
  if (node.kind === 'scalar' && typeof node.value === 'boolean')
    return { value: node.value, span: node.span };
  const args = { key: 'ignoreCase', found: describe(node) };
  report(diagnose('match/flag', beginning(node), args, flagMended(node)));
  return undefined;
}

/** A fault of a whole value is shown where it begins. */
function beginning(node: YamlNode): Span {
  return node.kind === 'scalar'
    ? node.span
    : { ...node.span, end: Math.min(node.span.start + 1, node.span.end) };
}
