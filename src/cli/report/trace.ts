/**
 * A traced condition as a tree for people, and as JSON.
 *
 * Owns: how a verdict, what was found and what was wanted read on a line. Must not: decide any of them.
 */
import { positionAt } from '../../base/source.ts';
import type { Finding, Found } from '../../evaluate/finding.ts';
import type { PredicateTrace, SomeTrace, TraceNode, WantedText } from '../../evaluate/trace.ts';
import { escapeForTerminal, type Paint } from './terminal.ts';
import type { TreeNode } from './tree.ts';

/** The condition as a tree: one node a clause, what was found under it. */
export function traceTree(node: TraceNode, paint: Paint): TreeNode {
  const mark = node.verdict ? paint.green('true ') : paint.red('false');
  const place = paint.dim(placeOf(node));
  if (node.kind === 'some') {
    return { lines: [`${mark} ${someLine(node)}  ${place}`], children: elementTrees(node, paint) };
  }
  if (node.kind !== 'predicate') {
    const words = { all: 'all of', any: 'any of', not: 'not' }[node.kind];
    return { lines: [`${mark} ${words}  ${place}`], children: node.of.map((part) => traceTree(part, paint)) };
  }
  const lines = [`${mark} ${escapeForTerminal(node.text)}  ${place}`];
  for (const finding of node.found) lines.push(`      found ${describeFinding(finding)}`);
  lines.push(...wantedLines(node));
  if (node.note !== undefined) lines.push(`      ${escapeForTerminal(node.note)}`);
  return { lines, children: [] };
}

function someLine({ array, found, elements }: SomeTrace): string {
  const line = `some of ${escapeForTerminal(array)}`;
  if (elements > 0) return `${line}, ${elements} ${elements === 1 ? 'element' : 'elements'}`;
  return `${line}: ${found.kind === 'absent' ? describeFound(found) : 'no elements'}`;
}

/** One node an element, named by its place in the array; those beyond the handful are counted. */
function elementTrees(node: SomeTrace, paint: Paint): readonly TreeNode[] {
  const shown = node.of.map(({ index, node: inner }): TreeNode => {
    const mark = inner.verdict ? paint.green('true ') : paint.red('false');
    return { lines: [`${mark} element ${index}`], children: [traceTree(inner, paint)] };
  });
  const more = node.elements - shown.length;
  if (more === 0) return shown;
  const words = `${more} more ${more === 1 ? 'element' : 'elements'}`;
  return [...shown, { lines: [paint.dim(words)], children: [] }];
}

/** Lines about the right side, where the predicate's own line does not say it already. */
function wantedLines({ wanted }: PredicateTrace): readonly string[] {
  switch (wanted.kind) {
    case 'operands':
      return wanted.operands.flatMap((operand) => {
        if (operand.kind === 'field') return [`      against ${describeFinding(operand.finding)}`];
        return paramLines(operand);
      });
    case 'patterns':
      return wanted.patterns.length > 1 && wanted.matched !== undefined
        ? [`      matched ${quoted(wanted.matched)}`]
        : [];
    case 'limit':
      return paramLines(wanted.limit);
    case 'networks': {
      const { networks, within } = wanted;
      return [
        ...networks.flatMap(paramLines),
        ...(networks.length > 1 && within !== undefined ? [`      within ${quoted(within)}`] : []),
      ];
    }
    case 'presence':
      return [];
    case 'list': {
      if (wanted.entry === undefined) return [`      none of the ${wanted.rows} entries of ${wanted.list}`];
      const { span, reason } = wanted.entry;
      const { line } = positionAt(span.source, span.start);
      return [`      entry ${span.source.path}:${line}: ${escapeForTerminal(reason)}`];
    }
  }
}

function paramLines({ text, param }: WantedText): readonly string[] {
  return param === undefined ? [] : [`      wanted ${quoted(text)} (from $${param})`];
}

function describeFinding({ name, derived, found, reads }: Finding): string {
  const from = derived
    ? ` from ${reads.map((read) => `${read.path} ${describeFound(read.found)}`).join(', ')}`
    : '';
  return `${escapeForTerminal(name)} = ${describeFound(found)}${from}`;
}

function describeFound(found: Found): string {
  switch (found.kind) {
    case 'text':
      return found.type === 'text' ? quoted(found.text) : `${escapeForTerminal(found.text)} (${found.type})`;
    case 'no-text':
      return found.empty
        ? `an empty ${found.why}, which counts as absent`
        : `${article(found.why)}, which has no text`;
    case 'underivable':
      return '(absent)';
    case 'absent': {
      const at = found.at === '' ? 'the element' : escapeForTerminal(found.at);
      if (found.why === 'missing') return `(absent: no ${at})`;
      return `(absent: ${at} is ${found.why === 'null' ? 'null' : article(found.why)})`;
    }
  }
}

const article = (word: string) => `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;

/** Long texts are cut in the middle: both ends decide most comparisons. */
function quoted(text: string): string {
  const shown = text.length > 120 ? `${text.slice(0, 60)} … ${text.slice(-50)}` : text;
  return `"${escapeForTerminal(shown)}"`;
}

function placeOf(node: TraceNode): string {
  const { line } = positionAt(node.span.source, node.span.start);
  return `line ${line}`;
}

/** The same tree as plain data: verdict, clause, place, found, wanted, note. */
export function traceAsJson(node: TraceNode): object {
  const { source, start } = node.span;
  const { line, column } = positionAt(source, start);
  const place = { path: source.path, line, column };
  if (node.kind === 'some') {
    const { kind, verdict, array, found, elements } = node;
    const of = node.of.map(({ index, node: inner }) => ({ index, ...traceAsJson(inner) }));
    return { kind, verdict, place, array, found, elements, of };
  }
  if (node.kind !== 'predicate') {
    return { kind: node.kind, verdict: node.verdict, place, of: node.of.map(traceAsJson) };
  }
  const { kind, operator, verdict, text, found, wanted, note } = node;
  const right =
    wanted.kind === 'list' && wanted.entry !== undefined
      ? { ...wanted, entry: { values: wanted.entry.values, reason: wanted.entry.reason } }
      : wanted;
  return { kind, operator, verdict, clause: text, place, found, wanted: right, note: note ?? null };
}
