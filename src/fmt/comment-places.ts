/**
 * Comments between two collections, given to the one at whose indentation they stand.
 *
 * The parser gives all comments below the last entry of a collection to that collection if one of them is indented as its
 * entries are; a comment further left speaks of what follows.
 *
 * Owns: moving those tokens. Must not: know the YAML library (the shapes are those of its syntax tree).
 */

import { append } from '../base/result.ts';

interface SourceToken {
  readonly type: string;
  readonly indent?: number;
}

/** An entry of a collection; one without key, `sep` and value holds the comments at its end. */
interface Item {
  readonly start: SourceToken[];
  readonly key?: unknown;
  readonly sep?: unknown;
  readonly value?: unknown;
}

interface BlockCollection {
  readonly indent: number;
  readonly items: Item[];
}

/** Changes the syntax tree of a document in its place. */
export function settleComments(tree: unknown): void {
  if (isBlock(tree)) settleWithin(tree);
}

function settleWithin(outer: BlockCollection): void {
  for (let at = 0; at < outer.items.length; at += 1) {
    const inner = outer.items[at]?.value;
    if (!isBlock(inner)) continue;
    settleWithin(inner);
    const moved = cutOutdented(inner);
    if (moved.length === 0) continue;
    const next = outer.items[at + 1];
    if (next === undefined) outer.items.push({ start: moved });
    else append(next.start, [...moved, ...next.start.splice(0)]);
  }
}

/** Takes away what follows the first comment at the end that stands further left than the entries. */
function cutOutdented({ indent, items }: BlockCollection): SourceToken[] {
  const last = items.at(-1);
  if (last === undefined || 'key' in last || 'sep' in last || 'value' in last) return [];
  const comment = last.start.findIndex((token) => token.type === 'comment' && (token.indent ?? 0) < indent);
  if (comment === -1) return [];
  // Blank lines before it go with it; the end of the line of the comment that stays does not.
  const stays = last.start.findLastIndex(({ type }, at) => at < comment && type === 'comment');
  const from = stays === -1 ? 0 : Math.min(stays + 2, comment);
  const moved = last.start.splice(from);
  if (last.start.length === 0) items.pop();
  return moved;
}

function isBlock(token: unknown): token is BlockCollection {
  if (typeof token !== 'object' || token === null || !('type' in token)) return false;
  return token.type === 'block-map' || token.type === 'block-seq';
}
