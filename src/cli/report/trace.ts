/**
 * A traced condition as a tree for people.
 *
 * Owns: the line of each node. Must not: decide a verdict, or word what was found (trace-found.ts does).
 */
import { positionAt } from '../../base/source.ts';
import type { GroupTrace, PredicateTrace, SomeTrace, TraceNode } from '../../evaluate/trace.ts';
import { escapeForTerminal, type Paint } from './terminal.ts';
import type { TellEntry } from './trace-entry.ts';
import { foldParts } from './trace-fold.ts';
import { cutInside, describeFound, detailLines } from './trace-found.ts';
import type { TreeNode } from './tree.ts';

export { traceAsJson } from './trace-json.ts';

export interface TraceView {
  /** What is known of the entries of lists. */
  readonly tell?: TellEntry;
  /** Parts that did not decide the verdict take one line, and of many only the first are shown. */
  readonly folded?: boolean;
}

/** A rule may hold any text; a clause takes one line. */
const LONGEST_CLAUSE = 400;

/** The condition as a tree: one node a clause, what was found under it. */
export function traceTree(node: TraceNode, paint: Paint, view: TraceView = {}): TreeNode {
  const lines = [headLine(node, paint)];
  switch (node.kind) {
    case 'predicate':
      return {
        lines: [...lines, ...detailLines(node, view.tell).map((line) => `      ${line}`)],
        children: [],
      };
    case 'some':
      return { lines, children: elementTrees(node, paint, view) };
    default:
      return { lines, children: partTrees(node, paint, view) };
  }
}

/** The verdict, the clause and its place. */
function headLine(node: TraceNode, paint: Paint): string {
  const mark = node.verdict ? paint.green('true ') : paint.red('false');
  return `${mark} ${clauseText(node)}  ${paint.dim(placeOf(node))}`;
}

function clauseText(node: TraceNode): string {
  if (node.kind === 'predicate') return predicateText(node);
  return node.kind === 'some' ? someLine(node) : { all: 'all of', any: 'any of', not: 'not' }[node.kind];
}

const predicateText = ({ text }: PredicateTrace) => escapeForTerminal(cutInside(text, LONGEST_CLAUSE));

function partTrees(node: GroupTrace, paint: Paint, view: TraceView): readonly TreeNode[] {
  if (view.folded !== true) return node.of.map((part) => traceTree(part, paint, view));
  return foldParts(node).map((part): TreeNode => {
    if (part.kind === 'whole') return traceTree(part.node, paint, view);
    if (part.kind === 'line') return { lines: [foldedLine(part.node, paint)], children: [] };
    const mark = part.verdict ? paint.green('true ') : paint.red('false');
    return { lines: [`${mark} ${paint.dim(`${part.count} more`)}`], children: [] };
  });
}

/** A group that is folded says how many parts it has. */
function foldedLine(node: TraceNode, paint: Paint): string {
  const mark = node.verdict ? paint.green('true ') : paint.red('false');
  const inner = node.kind === 'not' ? node.of[0] : node;
  if (inner === undefined) return headLine(node, paint);
  const count = (inner.kind === 'all' || inner.kind === 'any') && inner.of.length > 1 ? inner.of.length : 0;
  const parts = count === 0 ? '' : ` ${paint.dim(`(${count} parts)`)}`;
  return `${mark} ${node.kind === 'not' ? 'not ' : ''}${clauseText(inner)}  ${paint.dim(placeOf(inner))}${parts}`;
}

function someLine({ array, found, elements }: SomeTrace): string {
  const line = `some of ${escapeForTerminal(array)}`;
  if (elements > 0) return `${line}, ${elements} ${elements === 1 ? 'element' : 'elements'}`;
  return `${line}: ${found.kind === 'absent' ? describeFound(found) : 'no elements'}`;
}

/** One node an element, named by its place in the array; those beyond the handful are counted. */
function elementTrees(node: SomeTrace, paint: Paint, view: TraceView): readonly TreeNode[] {
  // The one that meets the condition stands first; it alone decides.
  const of = view.folded === true && node.verdict ? node.of.slice(0, 1) : node.of;
  const shown = of.map(({ index, node: inner }): TreeNode => {
    const mark = inner.verdict ? paint.green('true ') : paint.red('false');
    return { lines: [`${mark} element ${index}`], children: [traceTree(inner, paint, view)] };
  });
  const more = node.elements - shown.length;
  if (more === 0) return shown;
  const words = `${more} more ${more === 1 ? 'element' : 'elements'}`;
  return [...shown, { lines: [paint.dim(words)], children: [] }];
}

function placeOf(node: TraceNode): string {
  const { line } = positionAt(node.span.source, node.span.start);
  return `line ${line}`;
}
