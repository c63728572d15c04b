/**
 * Unified diffs of two texts.
 *
 * Owns: the package `diff` (its only importer). Load this file only when a diff is wanted, so that trailc starts without
 * it. Must not: know what the texts are, or colour them.
 */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/** Lines around each change. */
const CONTEXT = 3;

/** Lines that may differ before the shortest diff is given up: its cost grows with their square. */
const MOST_CHANGES = 2000;

/**
 * The change from `a` to `b` as `diff -u` writes it, under the headers `--- nameA` and `+++ nameB`; ends with a line feed.
 * Empty where both texts are the same. Texts that differ in thousands of lines are replaced as a whole.
 */
export function unifiedDiff(nameA: string, a: string, nameB: string, b: string): string {
  if (a === b) return '';
  const patch = (oldText: string, newText: string, maxEditLength: number) => {
    const options = { context: CONTEXT, headerOptions: FILE_HEADERS_ONLY, maxEditLength };
    return createTwoFilesPatch(nameA, nameB, oldText, newText, undefined, undefined, options);
  };
  return patch(a, b, MOST_CHANGES) ?? replaced(patch(a, '', Infinity) ?? '', patch('', b, Infinity) ?? '');
}

/** One hunk that takes out all of one text and puts in all of the other. */
function replaced(removal: string, addition: string): string {
  const [oldHeader = '', newHeader = '', removalHunk = '', ...removedLines] = removal.split('\n');
  const [, , additionHunk = '', ...addedLines] = addition.split('\n');
  const oldRange = removalHunk.split(' ')[1] ?? '';
  const newRange = additionHunk.split(' ')[2] ?? '';
  const removed = removedLines.slice(0, -1);
  return [oldHeader, newHeader, `@@ ${oldRange} ${newRange} @@`, ...removed, ...addedLines].join('\n');
}
