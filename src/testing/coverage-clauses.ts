/**
 * What counts as a clause of a condition, and what as an exclusion.
 *
 * Owns: that choice, in terms of the condition as written: `exists: false` is one clause although it is lowered to two
 * nodes, and a group of one part is no clause besides that part. Must not: evaluate a test.
 */
import type { Span } from '../base/source.ts';
import { compilePredicate } from '../evaluate/condition.ts';
import type { Verdict } from '../evaluate/field.ts';
import { describePredicate } from '../ir/describe.ts';
import type { Expression, Predicate } from '../ir/expression.ts';
import { type NumberedNode, partsOf } from './coverage-nodes.ts';

/** One of the values that a predicate compares with, asked alone. */
export interface ValueProbe {
  /** Number of the predicate. */
  readonly index: number;
  readonly text: string;
  readonly span: Span;
  readonly verdict: Verdict;
}

/** Nodes that are clauses, in source order. */
export function clauseNodes(nodes: readonly NumberedNode[]): readonly NumberedNode[] {
  return nodes.filter(({ index, node }) => {
    if ((node.kind === 'all' || node.kind === 'any') && node.of.length === 1) return false;
    const before = nodes[index - 1]?.node;
    return before === undefined || !isOneClause(before) || partsOf(before)[0] !== node;
  });
}

/** Numbers of what stands below a `not`; of an `any` there, each part is an exclusion. */
export function exclusionNodes(nodes: readonly NumberedNode[]): readonly NumberedNode[] {
  return nodes.flatMap(({ index, node }): readonly NumberedNode[] =>
    node.kind === 'not' && !isOneClause(node) ? alternatives(nodes, index + 1) : [],
  );
}

function alternatives(nodes: readonly NumberedNode[], index: number): readonly NumberedNode[] {
  const top = nodes[index];
  if (top === undefined) return [];
  if (top.node.kind !== 'any') return [top];
  let at = index + 1;
  return top.node.of.flatMap((part) => {
    const own = at;
    at += sizeOf(part);
    return alternatives(nodes, own);
  });
}

const sizeOf = (node: Expression): number => partsOf(node).reduce((sum, part) => sum + sizeOf(part), 1);

/** `exists: false` is lowered to a `not` with the place of the predicate in it. */
function isOneClause(node: Expression): boolean {
  if (node.kind !== 'not' || node.of.kind !== 'predicate') return false;
  return node.of.operator === 'exists' && node.of.span === node.span;
}

/** Every value of a predicate, also where there is only one. Rows of lists are counted as entries instead. */
export function valueProbes({ index, node }: NumberedNode): readonly ValueProbe[] {
  if (node.kind !== 'predicate') return [];
  return singleValues(node).map(({ predicate, span }) => ({
    index,
    text: describePredicate(predicate),
    span,
    verdict: compilePredicate(predicate),
  }));
}

function singleValues(node: Predicate): readonly { readonly predicate: Predicate; readonly span: Span }[] {
  if ('operands' in node) {
    return node.operands.map((one) => ({ predicate: { ...node, operands: [one] }, span: one.span }));
  }
  if ('patterns' in node) {
    return node.patterns.map((one) => ({ predicate: { ...node, patterns: [one] }, span: one.span }));
  }
  if ('networks' in node) {
    return node.networks.map((one) => ({ predicate: { ...node, networks: [one] }, span: one.span }));
  }
  return 'limit' in node ? [{ predicate: node, span: node.limit.span }] : [];
}

/** A clause in one line. */
export function describeClause(node: Expression): string {
  switch (node.kind) {
    case 'predicate':
      return describePredicate(node);
    case 'not':
      return isOneClause(node) ? `not ${describeClause(node.of)}` : 'not';
    case 'some':
      return `${node.array.spelled} some`;
    case 'all':
    case 'any':
      return `${node.kind} of ${node.of.length}`;
  }
}
