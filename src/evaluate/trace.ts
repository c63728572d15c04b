/**
 * The condition as a tree of verdicts: what was found, what was wanted, and why it came out so.
 *
 * Owns: the data behind `explain` and behind a failing test. Plain data; cli/report renders it. Must not: have a meaning
 * of its own. A predicate's verdict is the compiled predicate's, so the tree cannot disagree with the evaluator.
 */
import type { Span } from '../base/source.ts';
import type { CloudTrailEvent, Json } from '../cloudtrail/event.ts';
import { describePredicate } from '../ir/describe.ts';
import {
  dispatchPredicate,
  type Expression,
  type Predicate,
  type PredicateHandlers,
  type PredicateOf,
  type Some,
} from '../ir/expression.ts';
import type { MembershipRow, OrderTest, Scale, TextTest } from '../language/operands.ts';
import type { Operator } from '../language/operators.ts';
import { compileCondition, compilePredicate } from './condition.ts';
import { compileElements } from './elements.ts';
import { compileField } from './field.ts';
import { type Finding, type Found, findField, findPath } from './finding.ts';
import { compileMembership } from './membership.ts';
import { compileNetworks } from './network.ts';
import { notePredicate } from './note.ts';
import { type Note, REPEATING } from './reason.ts';
import { compilePattern } from './regex.ts';

export type TraceNode = GroupTrace | SomeTrace | PredicateTrace;

/** Every part is traced, also those that could not change the verdict any more. */
export interface GroupTrace {
  readonly kind: 'all' | 'any' | 'not';
  readonly verdict: boolean;
  readonly span: Span;
  /** One part for `not`. */
  readonly of: readonly TraceNode[];
}

export interface SomeTrace {
  readonly kind: 'some';
  readonly verdict: boolean;
  readonly span: Span;
  /** The array, with its `[]`, as written. */
  readonly array: string;
  /** What stands where the array is looked for. */
  readonly found: Found;
  /** Number of elements. */
  readonly elements: number;
  /** A handful of them: the first that meets the condition, if any does, then the others in their order. */
  readonly of: readonly ElementTrace[];
}

export interface ElementTrace {
  /** Place in the array, from 0. */
  readonly index: number;
  readonly node: TraceNode;
}

export interface PredicateTrace {
  readonly kind: 'predicate';
  readonly operator: Operator;
  readonly verdict: boolean;
  readonly span: Span;
  /** The predicate in one line. */
  readonly text: string;
  /** The fields on the left, in order: one, or one a column. */
  readonly found: readonly Finding[];
  readonly wanted: Wanted;
  /** Why it came out so: always of a false predicate, of a true one where something alone made it so. */
  readonly why?: Note;
  /** The sentence of `why`, where it says more than what was found and wanted. */
  readonly note?: string;
}

/** The right side. */
export type Wanted =
  | { readonly kind: 'operands'; readonly operands: readonly WantedOperand[]; readonly ignoreCase: boolean }
  | { readonly kind: 'presence' }
  | {
      readonly kind: 'patterns';
      readonly patterns: readonly string[];
      readonly ignoreCase: boolean;
      /** The first that was found. */
      readonly matched?: string;
    }
  | { readonly kind: 'limit'; readonly scale: Scale; readonly limit: WantedText }
  | {
      readonly kind: 'networks';
      readonly networks: readonly WantedText[];
      /** The first that holds the address. */
      readonly within?: string;
    }
  | {
      readonly kind: 'list';
      readonly list: string;
      readonly columns: readonly string[];
      /** Number of rows looked through. */
      readonly rows: number;
      readonly ignoreCase: boolean;
      /** The entry that the fields equal, with its reason and its place in the list's file. */
      readonly entry?: MembershipRow;
    };

export interface WantedText {
  readonly text: string;
  /** Name of the param the text came through. */
  readonly param?: string;
}

export type WantedOperand =
  | ({ readonly kind: 'literal' } & WantedText)
  | { readonly kind: 'field'; readonly finding: Finding };

/** A policy may have thousands of statements, and a trace is read by people. */
const MOST_ELEMENTS = 5;

/** Evaluates a condition node by node. `traceCondition(e, event).verdict` is `compileCondition(e)(event)`. */
export function traceCondition(expression: Expression, event: CloudTrailEvent, element?: Json): TraceNode {
  const { kind, span } = expression;
  switch (kind) {
    case 'predicate':
      return tracePredicate(expression, event, element);
    case 'not': {
      const inner = traceCondition(expression.of, event, element);
      return { kind, verdict: !inner.verdict, span, of: [inner] };
    }
    case 'all': {
      const of = expression.of.map((part) => traceCondition(part, event, element));
      return { kind, verdict: of.every(({ verdict }) => verdict), span, of };
    }
    case 'any': {
      const of = expression.of.map((part) => traceCondition(part, event, element));
      return { kind, verdict: of.some(({ verdict }) => verdict), span, of };
    }
    case 'some':
      return traceSome(expression, event, element);
  }
}

function traceSome({ array, of, span }: Some, event: CloudTrailEvent, outer: Json | undefined): SomeTrace {
  const elements = compileElements(array)(event, outer);
  const holds = compileCondition(of);
  const met = elements.findIndex((element) => holds(event, element));
  const others = [...elements.keys()].filter((index) => index !== met);
  const shown = [...(met < 0 ? [] : [met]), ...others].slice(0, MOST_ELEMENTS);
  return {
    kind: 'some',
    verdict: met >= 0,
    span,
    array: array.spelled,
    found: findPath(array.value.path, array.value.kind === 'path' ? event : outer),
    elements: elements.length,
    of: shown.map((index) => ({ index, node: traceCondition(of, event, elements[index]) })),
  };
}

function tracePredicate(
  predicate: Predicate,
  event: CloudTrailEvent,
  element: Json | undefined,
): PredicateTrace {
  const verdict =
    predicate.operator === 'inList'
      ? membershipOf(predicate)(event, element) !== undefined
      : compilePredicate(predicate)(event, element);
  const left = 'columns' in predicate ? predicate.columns.map(({ field }) => field) : [predicate.field];
  const found = left.map((field) => findField(field, event, element));
  const why = notePredicate(predicate, { event, element, verdict, found });
  return {
    kind: 'predicate',
    operator: predicate.operator,
    verdict,
    span: predicate.span,
    text: describePredicate(predicate),
    found,
    wanted: dispatchPredicate(predicate, WANTED)(event, element),
    ...(why === undefined ? {} : { why }),
    ...(why === undefined || REPEATING.has(why.reason) ? {} : { note: why.text }),
  };
}

type Want = (event: CloudTrailEvent, element: Json | undefined) => Wanted;

const operands =
  (test: TextTest): Want =>
  (event, element) => ({
    kind: 'operands',
    operands: test.operands.map((operand): WantedOperand => {
      if (operand.kind === 'field') return { kind: 'field', finding: findField(operand, event, element) };
      return { kind: 'literal', ...wantedText(operand) };
    }),
    ignoreCase: test.ignoreCase,
  });

const limit =
  ({ scale, limit }: OrderTest): Want =>
  () => ({ kind: 'limit', scale, limit: wantedText(limit) });

/** A list may have a hundred thousand rows, and a `some` asks it of several elements. */
const memberships = new WeakMap<object, ReturnType<typeof compileMembership>>();

function membershipOf(test: PredicateOf<'inList'>): ReturnType<typeof compileMembership> {
  const known = memberships.get(test) ?? compileMembership(test);
  memberships.set(test, known);
  return known;
}

function wantedText({ text, param }: WantedText): WantedText {
  return { text, ...(param === undefined ? {} : { param }) };
}

const WANTED: PredicateHandlers<Want> = {
  equals: operands,
  oneOf: operands,
  startsWith: operands,
  endsWith: operands,
  contains: operands,
  differsFrom: operands,
  exists: () => () => ({ kind: 'presence' }),
  greaterThan: limit,
  atLeast: limit,
  lessThan: limit,
  atMost: limit,
  matches: (test) => (event, element) => {
    const text = compileField(test.field.definition, false)(event, element);
    const matched = test.patterns.find(({ pattern }) => text !== undefined && compilePattern(pattern)(text));
    return {
      kind: 'patterns',
      patterns: test.patterns.map((pattern) => pattern.text),
      ignoreCase: test.ignoreCase,
      ...(matched === undefined ? {} : { matched: matched.text }),
    };
  },
  inCidr: (test) => (event, element) => {
    const text = compileField(test.field.definition, false)(event, element);
    const within = test.networks.find((network) => text !== undefined && compileNetworks([network])(text));
    return {
      kind: 'networks',
      networks: test.networks.map(wantedText),
      ...(within === undefined ? {} : { within: within.text }),
    };
  },
  inList: (test) => (event, element) => {
    const entry = membershipOf(test)(event, element);
    return {
      kind: 'list',
      list: test.list,
      columns: test.columns.map(({ column }) => column),
      rows: test.rows.length,
      ignoreCase: test.ignoreCase,
      ...(entry === undefined ? {} : { entry }),
    };
  },
};
