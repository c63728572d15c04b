/**
 * Both explanations of a verdict as one tree: beside each verdict of the evaluator that of SQL.
 *
 * Owns: the second column, and what is shown of the SQL where it differs. Must not: word the trace (trace.ts does).
 */
import type { SqlSaid } from '../../testing/sql-engine.ts';
import type { ClauseComparison } from '../../testing/verify-clauses.ts';
import { escapeForTerminal, type Paint } from './terminal.ts';
import { traceTree } from './trace.ts';
import type { TreeNode } from './tree.ts';

/** Lines of SQL that are shown of a clause, and characters of each end of a long one. */
const SQL_LINES = 12;
const SQL_END = 240;

export function clauseTree(clause: ClauseComparison, paint: Paint): TreeNode {
  return beside(clause, traceTree(clause.node, paint), paint);
}

/** The trace's own tree has a child for each part; those of an array stand below a line of their element. */
function beside(clause: ClauseComparison, tree: TreeNode, paint: Paint): TreeNode {
  const { node, of } = clause;
  // What traceTree puts first.
  const mark = node.verdict ? paint.green('true ') : paint.red('false');
  const [first = '', ...others] = tree.lines;
  const children = tree.children.map((child, at) => {
    const part = of[at];
    if (part === undefined) return child;
    if (node.kind !== 'some') return beside(part, child, paint);
    const inner = child.children.map((element) => beside(part, element, paint));
    // An element as such has no SQL: its column stays empty.
    const lines = child.lines.map((line) => line.replace(/(?= element )/, ' '.repeat(6)));
    return { lines, children: inner };
  });
  const told = clause.differs ? `  ${paint.red('<- differs')}` : '';
  const line = `${mark} ${sqlMark(clause.sql?.said, paint)}${first.slice(mark.length)}${told}`;
  return { lines: [line, ...others, ...evidence(clause)], children };
}

function sqlMark(said: SqlSaid | undefined, paint: Paint): string {
  if (said === undefined) return paint.dim('-    ');
  if (said === null) return paint.yellow('NULL ');
  if (typeof said === 'boolean') return said ? paint.green('true ') : paint.red('false');
  return paint.yellow('fails');
}

/** The SQL of a clause that differs while none of its parts does: there the difference is. */
function evidence({ differs, of, sql }: ClauseComparison): readonly string[] {
  if (!differs || sql === undefined || of.some(differsWithin)) return [];
  const lines = sql.text.split('\n');
  const shown = lines.slice(0, SQL_LINES).map((line, at) => {
    return `      ${at === 0 ? 'SQL ' : '    '}${escapeForTerminal(shortened(line))}`;
  });
  const more = lines.length - shown.length;
  const fault = sql.said !== null && typeof sql.said === 'object' ? sql.said.fault : undefined;
  return [
    ...shown,
    ...(more === 0 ? [] : [`          … ${more} more lines (--format json has them)`]),
    ...(fault === undefined ? [] : [`      DuckDB says: ${escapeForTerminal(fault)}`]),
  ];
}

/** The array stands at the beginning of a line, and the test of its elements at the end. */
const shortened = (line: string) =>
  line.length > 2 * SQL_END ? `${line.slice(0, SQL_END)} … ${line.slice(-SQL_END)}` : line;

const differsWithin = (clause: ClauseComparison): boolean => clause.differs || clause.of.some(differsWithin);
