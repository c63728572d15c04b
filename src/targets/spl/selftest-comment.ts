/**
 * Text for a comment between triple backticks, which the search processor replaces with a blank (Search Manual, "Add
 * comments to searches").
 *
 * Owns: what may stand in one. Comments follow the first command of a search, as in Splunk's own example. Must not:
 * know what is said.
 */
declare const context: unique symbol;
export type SplComment = string & { readonly [context]: 'comment' };

/** Letters, digits and a little punctuation: nothing that a reader of searches, macros or dashboards could take for its own. */
export function splComment(text: string): SplComment {
  return text
    .replace(/[^\p{L}\p{N} .,:;/@_+()-]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim() as SplComment;
}
