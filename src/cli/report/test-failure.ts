/**
 * Why a test failed, as lines of text for reports.
 *
 * Owns: the words, and the tree without colour. Must not: escape for any format beyond what a line may hold.
 */
import type { TestResult } from '../../testing/run.ts';
import { escapeForTerminal, paintFor } from './terminal.ts';
import { traceTree } from './trace.ts';
import { renderTree } from './tree.ts';

/** One line: the verdict, or the alert title, that was expected and what came instead. */
export function failureInWords({ expected, verdict, title }: TestResult): string {
  if (expected !== verdict) return `expected ${expected}, got ${verdict}`;
  if (title === undefined) return 'failed';
  return `expected the alert title ${quoted(title.expected)}, got ${quoted(title.found)}`;
}

const quoted = (text: string) => escapeForTerminal(JSON.stringify(text));

/** The condition on the test's event as a tree, every line harmless; empty where there is none. Ends with a line feed. */
export function failureTree({ trace }: TestResult): string {
  // A report is UTF-8 wherever it is read, so the lines are drawn whatever the locale of this process.
  return trace === undefined ? '' : renderTree(traceTree(trace, paintFor(false)), { unicode: true });
}
