/**
 * A trace for people, as a tree on a terminal.
 *
 * Owns: colour and layout. Must not: word anything (trace-steps.ts does).
 */
import type { Trace } from '../../logs/trace/trace.ts';
import { escapeForTerminal, paintFor } from './terminal.ts';
import { notesOf, type Step, stepsOf, verdictOf } from './trace-steps.ts';
import { renderTree, type TreeNode } from './tree.ts';

export function renderTrace(trace: Trace, options: { readonly color: boolean }): string {
  const paint = paintFor(options.color);
  const node = (step: Step): TreeNode => {
    const title = escapeForTerminal(step.title);
    const { evidence } = step;
    const proof =
      evidence === null
        ? []
        : [
            evidence.strength === 'strong'
              ? paint.green(`strong: ${evidence.says}`)
              : paint.yellow(`weaker: ${evidence.says}`),
          ];
    return {
      lines: [
        step.kind === 'root' || step.kind === 'subject' ? paint.bold(title) : title,
        ...proof,
        ...step.details.map((text) => paint.dim(escapeForTerminal(text))),
      ],
      children: step.children.map(node),
    };
  };
  const notes = notesOf(trace).map((note) => `${escapeForTerminal(note)}\n`);
  return `${paint.bold(escapeForTerminal(verdictOf(trace)))}\n\n${renderTree(node(stepsOf(trace)))}${notes.length === 0 ? '' : '\n'}${notes.join('')}`;
}
