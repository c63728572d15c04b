/** What a reader of a query gives, and when two queries are one tree. Owns: that comparison. */
export interface Token {
  /** `string`, `number` and `comment` hold text that may differ; of every other kind the text is part of the tree. */
  readonly kind: string;
  readonly text: string;
}

const FREE: ReadonlySet<string> = new Set(['string', 'number', 'comment']);

/** The tree: kinds, and the text of what is no literal. */
export const treeOf = (tokens: readonly Token[]): readonly string[] =>
  tokens.map(({ kind, text }) => (FREE.has(kind) ? kind : `${kind} ${text}`));

/** Strings that differ between two queries of one tree, as pairs. */
export function differing(
  one: readonly Token[],
  other: readonly Token[],
  kind = 'string',
): readonly (readonly [string, string])[] {
  return one.flatMap((token, at) => {
    const beside = other[at];
    return token.kind === kind && beside !== undefined && token.text !== beside.text
      ? [[token.text, beside.text] as const]
      : [];
  });
}

/** Rewrites `tokens` until no rule applies: constant expressions become the string that they are. */
export function folded(
  tokens: readonly Token[],
  rule: (
    at: number,
    list: readonly Token[],
  ) => { readonly length: number; readonly text: string } | undefined,
): readonly Token[] {
  const list = [...tokens];
  for (let at = 0; at < list.length; ) {
    const found = rule(at, list);
    if (found === undefined) at += 1;
    else {
      list.splice(at, found.length, { kind: 'string', text: found.text });
      at = Math.max(0, at - 3);
    }
  }
  return list;
}
