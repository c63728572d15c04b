import { describe, expect, it } from 'vitest';
import { renderTree, type TreeNode } from '../../../src/cli/report/tree.ts';

const leaf = (...lines: string[]): TreeNode => ({ lines, children: [] });
const TREE: TreeNode = {
  lines: ['false all of', 'a second line'],
  children: [
    leaf('true  eventName: AssumeRole'),
    {
      lines: ['false any of'],
      children: [
        leaf('false session.name ends with "@example.com"', 'found session.name = (absent)'),
        leaf('last'),
      ],
    },
    { lines: ['false not'], children: [leaf('true  deep', 'with a note')] },
  ],
};

describe('renderTree', () => {
  it('draws boxes', async () => {
    await expect(renderTree(TREE, { unicode: true })).toMatchFileSnapshot('golden/tree.txt');
  });

  it('draws in ASCII where the locale is not UTF-8, and indents', async () => {
    const text = renderTree(TREE, { unicode: false, indent: 4 });
    await expect(text).toMatchFileSnapshot('golden/tree-ascii.txt');
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it('is not stopped by depth', () => {
    let tree = leaf('end');
    for (let depth = 0; depth < 3_000; depth += 1) tree = { lines: ['x'], children: [tree] };
    expect(renderTree(tree, { unicode: false })).toContain('`- end');
  });
});
