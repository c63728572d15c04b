/**
 * The condition as a tree of verdicts: what was found, what was wanted, and why it came out so.
 *
 * Owns: the data behind `explain` and behind a failing test. Plain data; cli/report renders it. Must not: have a meaning
 * of its own. A predicate's verdict is the compiled predicate's, so the tree cannot disagree with the evaluator.
 */
import type { Span } from '../base/source.ts';
import type { CloudTrailEvent } from '../cloudtrail/event.ts';
import { describePredicate } from '../ir/describe.ts';
import {
  dispatchPredicate,
  type Expression,
  type Predicate,
  type PredicateHandlers,
} from '../ir/expression.ts';
import type { MembershipRow, TextTest } from '../language/operands.ts';
import type { Operator } from '../language/operators.ts';
import { compilePredicate } from './condition.ts';
import { type Finding, findField } from './finding.ts';
import { compileMembership } from './membership.ts';
import { notePredicate } from './note.ts';

export type TraceNode = GroupTrace | PredicateTrace;

/** Every part is traced, also those that could not change the verdict any more. */
export interface GroupTrace {
  readonly kind: 'all' | 'any' | 'not';
  readonly verdict: boolean;
  readonly span: Span;
  /** One part for `not`. */
  readonly of: readonly TraceNode[];
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
  readonly note?: string;
}

/** The right side. */
export type Wanted =
  | { readonly kind: 'operands'; readonly operands: readonly WantedOperand[]; readonly ignoreCase: boolean }
  | { readonly kind: 'presence' }
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

export type WantedOperand =
  | { readonly kind: 'literal'; readonly text: string; readonly param?: string }
  | { readonly kind: 'field'; readonly finding: Finding };

/** Evaluates a condition node by node. `traceCondition(e, event).verdict` is `compileCondition(e)(event)`. */
export function traceCondition(expression: Expression, event: CloudTrailEvent): TraceNode {
  const { kind, span } = expression;
  switch (kind) {
    case 'predicate':
      return tracePredicate(expression, event);
    case 'not': {
      const inner = traceCondition(expression.of, event);
      return { kind, verdict: !inner.verdict, span, of: [inner] };
    }
    case 'all': {
      const of = expression.of.map((part) => traceCondition(part, event));
      return { kind, verdict: of.every(({ verdict }) => verdict), span, of };
    }
    case 'any': {
      const of = expression.of.map((part) => traceCondition(part, event));
      return { kind, verdict: of.some(({ verdict }) => verdict), span, of };
    }
  }
}

function tracePredicate(predicate: Predicate, event: CloudTrailEvent): PredicateTrace {
  const verdict = compilePredicate(predicate)(event);
  const left = 'columns' in predicate ? predicate.columns.map(({ field }) => field) : [predicate.field];
  const note = notePredicate(predicate, event, verdict);
  return {
    kind: 'predicate',
    operator: predicate.operator,
    verdict,
    span: predicate.span,
    text: describePredicate(predicate),
    found: left.map((field) => findField(field, event)),
    wanted: dispatchPredicate(predicate, WANTED)(event),
    ...(note === undefined ? {} : { note }),
  };
}

type Want = (event: CloudTrailEvent) => Wanted;

const operands =
  (test: TextTest): Want =>
  (event) => ({
    kind: 'operands',
    operands: test.operands.map((operand): WantedOperand => {
      if (operand.kind === 'field') return { kind: 'field', finding: findField(operand, event) };
      const { text, param } = operand;
      return { kind: 'literal', text, ...(param === undefined ? {} : { param }) };
    }),
    ignoreCase: test.ignoreCase,
  });

const WANTED: PredicateHandlers<Want> = {
  equals: operands,
  oneOf: operands,
  startsWith: operands,
  endsWith: operands,
  contains: operands,
  differsFrom: operands,
  exists: () => () => ({ kind: 'presence' }),
  inList: (test) => (event) => {
    const entry = compileMembership(test)(event);
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
