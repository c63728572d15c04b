/**
 * The nodes of a condition, numbered in source order, and their verdicts on an event.
 *
 * Owns: the numbering (a node before its parts), which a condition with one node put in another's place keeps up to that
 * node. Must not: have a meaning of its own: predicates and elements are the evaluator's.
 */
import type { CloudTrailEvent, Json } from '../cloudtrail/event.ts';
import type { PathStep } from '../content/event-path.ts';
import { compilePredicate } from '../evaluate/condition.ts';
import { compileElements } from '../evaluate/elements.ts';
import { reach } from '../evaluate/value.ts';
import type { Expression, Some } from '../ir/expression.ts';

export interface NumberedNode {
  readonly index: number;
  readonly node: Expression;
  /** The arrays of the `some`s around it, the outermost first. */
  readonly arrays: readonly Some['array'][];
}

export function nodesOf(condition: Expression): readonly NumberedNode[] {
  const nodes: NumberedNode[] = [];
  const walk = (node: Expression, arrays: NumberedNode['arrays']): void => {
    nodes.push({ index: nodes.length, node, arrays });
    const inside = node.kind === 'some' ? [...arrays, node.array] : arrays;
    for (const part of partsOf(node)) walk(part, inside);
  };
  walk(condition, []);
  return nodes;
}

export function partsOf(node: Expression): readonly Expression[] {
  if (node.kind === 'predicate') return [];
  return node.kind === 'not' || node.kind === 'some' ? [node.of] : node.of;
}

/** The condition with `by` in the place of the node of that number. */
export function withNode(condition: Expression, index: number, by: Expression): Expression {
  let next = 0;
  const walk = (node: Expression): Expression => {
    const own = next;
    next += 1;
    if (own === index) return by;
    if (node.kind === 'predicate') return node;
    if (node.kind === 'not' || node.kind === 'some') return { ...node, of: walk(node.of) };
    return { ...node, of: node.of.map(walk) };
  };
  return walk(condition);
}

/** What a node was asked about. */
export interface Asked {
  readonly event: CloudTrailEvent;
  /** The element that the nearest `some` is looking at, and its place in the event. */
  readonly element?: Json;
  readonly steps: readonly PathStep[];
}

export type See = (index: number, verdict: boolean, asked: Asked) => void;

/**
 * Compiles the condition to a walk that tells the verdict of every node on an event, also of those that could not change
 * the rule's any more; what stands inside a `some` is told once for each element. Returns the rule's verdict.
 */
export function compileVisit(condition: Expression): (event: CloudTrailEvent, see: See) => boolean {
  let next = 0;
  type Walk = (asked: Asked, see: See) => boolean;
  const compile = (node: Expression): Walk => {
    const index = next;
    next += 1;
    const judge = compileNode(node);
    return (asked, see) => {
      const verdict = judge(asked, see);
      see(index, verdict, asked);
      return verdict;
    };
  };
  const compileNode = (node: Expression): Walk => {
    switch (node.kind) {
      case 'predicate': {
        const holds = compilePredicate(node);
        return ({ event, element }) => holds(event, element);
      }
      case 'not': {
        const inner = compile(node.of);
        return (asked, see) => !inner(asked, see);
      }
      case 'all':
      case 'any': {
        const parts = node.of.map(compile);
        const every = node.kind === 'all';
        return (asked, see) => {
          const verdicts = parts.map((part) => part(asked, see));
          return every ? verdicts.every(Boolean) : verdicts.some(Boolean);
        };
      }
      case 'some': {
        const read = elementsAsked(node);
        const inner = compile(node.of);
        return (asked, see) => read(asked).filter((one) => inner(one, see)).length > 0;
      }
    }
  };
  const root = compile(condition);
  return (event, see) => root({ event, steps: [] }, see);
}

function elementsAsked({ array }: Some): (asked: Asked) => readonly Asked[] {
  const read = compileElements(array);
  const { kind, path } = array.value;
  return ({ event, element, steps: outer }) => {
    const steps = kind === 'path' ? path : [...outer, ...path];
    // A scalar or an object stands as the one element of a list, and has no index.
    const listed = Array.isArray(reach(path, kind === 'path' ? event : element));
    return read(event, element).map((one, at) => ({
      event,
      element: one,
      steps: listed ? [...steps, at] : steps,
    }));
  };
}
