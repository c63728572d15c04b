/** Builds conditions by hand, so that these tests depend on no reader and no catalogue. */
import type { SourceText, Span } from '../../src/base/source.ts';
import type { FieldDefinition } from '../../src/cloudtrail/field.ts';
import type { ValueExpr } from '../../src/cloudtrail/value.ts';
import type { RuleDocument, TestDocument } from '../../src/content/document.ts';
import type { Expression, PredicateOf, Some } from '../../src/ir/expression.ts';
import type { RuleIr, TitlePart } from '../../src/ir/rule.ts';
import type {
  FieldRef,
  LiteralOperand,
  MembershipRow,
  Operand,
  OrderTest,
  Scale,
} from '../../src/language/operands.ts';
import type { Pattern } from '../../src/language/pattern.ts';
import { networkOf } from './addresses.ts';
import { foldPattern, showPattern } from './patterns.ts';

const source: SourceText = { path: 'test.yml', text: '' };
export const span: Span = { source, start: 0, end: 0 };

export function field(name: string, value?: ValueExpr): FieldRef {
  const definition: FieldDefinition = {
    name,
    type: 'any',
    value: value ?? { kind: 'path', path: name.split('.') },
    optional: true,
    domain: 'any',
    oneSpelling: false,
    chosenByPeople: false,
    derived: value !== undefined,
    description: '',
  };
  return { kind: 'field', definition, spelled: name, span };
}

export function literal(text: string): LiteralOperand {
  return { kind: 'literal', text, span };
}

export type TextOperator = 'equals' | 'oneOf' | 'startsWith' | 'endsWith' | 'contains' | 'differsFrom';
type Right = string | FieldRef;

/** `operands` may be one text, one field, or a list of them. */
export function test<K extends TextOperator>(
  operator: K,
  left: FieldRef | string,
  right: Right | readonly Right[],
  ignoreCase = false,
): PredicateOf<K> {
  const rights = typeof right === 'string' || 'kind' in right ? [right] : right;
  const operands = rights.map((one): Operand => (typeof one === 'string' ? literal(one) : one));
  const ref = typeof left === 'string' ? field(left) : left;
  return { kind: 'predicate', operator, field: ref, operands, ignoreCase, span } as unknown as PredicateOf<K>;
}

export function exists(left: FieldRef | string): PredicateOf<'exists'> {
  return {
    kind: 'predicate',
    operator: 'exists',
    field: typeof left === 'string' ? field(left) : left,
    span,
  };
}

export function row(...values: string[]): MembershipRow {
  return { values, reason: `because ${values.join(' ')}`, span };
}

export function inList(
  columns: Readonly<Record<string, FieldRef | string>>,
  rows: readonly MembershipRow[],
  ignoreCase = false,
): PredicateOf<'inList'> {
  return {
    kind: 'predicate',
    operator: 'inList',
    list: 'known',
    columns: Object.entries(columns).map(([column, ref]) => ({
      column,
      field: typeof ref === 'string' ? field(ref) : ref,
    })),
    rows,
    ignoreCase,
    span,
  };
}

/** Patterns as trees; where case is ignored, both cases are put into their sets, as lowering does. */
export function matches(
  left: FieldRef | string,
  patterns: readonly Pattern[],
  ignoreCase = false,
): PredicateOf<'matches'> {
  return {
    kind: 'predicate',
    operator: 'matches',
    field: typeof left === 'string' ? field(left) : left,
    patterns: patterns.map((pattern) => ({
      text: showPattern(pattern),
      pattern: ignoreCase ? foldPattern(pattern) : pattern,
      span,
    })),
    ignoreCase,
    span,
  };
}

export type OrderOperator = 'greaterThan' | 'atLeast' | 'lessThan' | 'atMost';

export function order<K extends OrderOperator>(
  operator: K,
  left: FieldRef | string,
  scale: Scale,
  limit: string,
): PredicateOf<K> {
  const ref = typeof left === 'string' ? field(left) : left;
  const test: OrderTest = { field: ref, scale, limit: literal(limit) };
  return { kind: 'predicate', operator, ...test, span } as unknown as PredicateOf<K>;
}

/** Networks as an author writes them: `10.0.0.0/8`. */
export function inCidr(left: FieldRef | string, networks: readonly string[]): PredicateOf<'inCidr'> {
  return {
    kind: 'predicate',
    operator: 'inCidr',
    field: typeof left === 'string' ? field(left) : left,
    networks: networks.map((text) => ({ text, network: networkOf(text), span })),
    span,
  };
}

/** A field of the element that the nearest `some` is looking at; the element itself without a name. */
export function element(name = ''): FieldRef {
  const ref = field(name === '' ? '[]' : name);
  const path = name === '' ? [] : name.split('.');
  return { ...ref, definition: { ...ref.definition, value: { kind: 'element', path } } };
}

/** `array` without its `[]`. `below`: an array of the outer element, and not of the record; the element itself for ''. */
export function some(array: string, of: Expression, below = false): Some {
  const path = array === '' ? [] : array.split('.');
  const value = { kind: below ? ('element' as const) : ('path' as const), path };
  return { kind: 'some', array: { value, spelled: `${array}[]`, span }, of, span };
}

export const all = (...of: Expression[]): Expression => ({ kind: 'all', of, span });
export const any = (...of: Expression[]): Expression => ({ kind: 'any', of, span });
export const not = (of: Expression): Expression => ({ kind: 'not', of, span });

/** `session.name` as the design defines it. */
export const SESSION_NAME = field('session.name', {
  kind: 'when',
  path: ['userIdentity', 'type'],
  equals: 'AssumedRole',
  // biome-ignore lint/suspicious/noThenProperty: `then` is the name of the part in the algebra of values.
  then: {
    kind: 'capture',
    of: { kind: 'path', path: ['userIdentity', 'arn'] },
    pattern: '^arn:[^:]+:sts::[0-9]*:assumed-role/[^/]+/([^/]+)$',
  },
});

export interface RuleParts {
  readonly stem?: string;
  readonly title?: readonly TitlePart[];
  readonly tests?: readonly TestDocument[];
}

/** A rule around a condition; everything that an executor does not read is left plain. */
export function rule(
  condition: Expression,
  { stem = 'rule', title = [], tests = [] }: RuleParts = {},
): RuleIr {
  const document: RuleDocument = {
    stem,
    path: `detections/${stem}.yml`,
    span,
    id: { value: `id-of-${stem}`, span },
    title: { value: stem, span },
    version: '1.0.0',
    status: 'test',
    level: 'low',
    author: 'tests',
    date: '2026-01-01',
    description: '',
    references: [],
    tags: [],
    related: [],
    falsePositives: [],
    triage: '',
    params: [],
    match: { kind: 'all', of: [], span },
    alert: { title: { value: '', span }, groupBy: [] },
    schedule: { every: 900, lookback: 4500 },
    targets: {},
    tests,
  };
  return {
    document,
    environment: '',
    params: new Map(),
    condition,
    alert: { title, groupBy: [] },
    schedule: { every: 900, lookback: 4_500 },
  };
}
