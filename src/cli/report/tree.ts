/**
 * A tree with lines from each node to its children.
 *
 * Owns: the lines. Must not: know what the nodes are, or escape them (they may hold styles, so whoever makes a node
 * escapes what is in it).
 */
import { useUnicode } from './terminal.ts';

export interface TreeNode {
  /** The first stands beside the branch, the others under it. */
  readonly lines: readonly string[];
  readonly children: readonly TreeNode[];
}

export interface TreeOptions {
  /** Columns before every line. */
  readonly indent?: number;
  /** Whether lines are drawn with box-drawing characters; by default, what the locale allows. */
  readonly unicode?: boolean;
}

interface Strokes {
  readonly branch: string;
  readonly last: string;
  readonly past: string;
}

const BOX: Strokes = { branch: '├─ ', last: '└─ ', past: '│  ' };
const ASCII: Strokes = { branch: '|- ', last: '`- ', past: '|  ' };
const NOTHING = '   ';

/** The tree, one line feed after every line. Depth costs no stack. */
export function renderTree(root: TreeNode, options: TreeOptions = {}): string {
  const strokes = (options.unicode ?? useUnicode()) ? BOX : ASCII;
  const indent = ' '.repeat(options.indent ?? 0);
  const lines: string[] = [];
  const waiting = [{ node: root, first: indent, below: indent }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, first, below } = next;
    const lead = node.children.length > 0 ? strokes.past : NOTHING;
    node.lines.forEach((line, at) => {
      lines.push(`${at === 0 ? first : below + lead}${line}`.trimEnd());
    });
    // Pushed from the last to the first, because they are taken from the end.
    for (const [at, child] of [...node.children.entries()].reverse()) {
      const isLast = at === node.children.length - 1;
      waiting.push({
        node: child,
        first: below + (isLast ? strokes.last : strokes.branch),
        below: below + (isLast ? NOTHING : strokes.past),
      });
    }
  }
  return lines.map((line) => `${line}\n`).join('');
}
