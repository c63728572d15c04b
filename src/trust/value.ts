/**
 * Values of conditions: text, wildcards and policy variables.
 *
 * Owns: `*`, `?`, `${key}`, `${key, 'default'}` and `${*}`, `${?}`, `${$}`. Must not: know which key is compared.
 * Source: IAM User Guide, "IAM policy elements: Variables and tags".
 */
import { createMemo } from './memo.ts';

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly key: string; readonly default?: string };

/** What stands for one character, or for any run of them. */
export type Token =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'one' }
  | { readonly kind: 'any' };

const VARIABLE = /\$\{([^{}]*)\}/g;

/** The parts of a value; where variables are not known (`2008-10-17`) all of it is text. */
export function partsOf(value: string, variables: boolean): readonly Part[] {
  if (!variables || !value.includes('${')) return value === '' ? [] : [{ kind: 'text', text: value }];
  return split(value, () => partsWithin(value));
}

const split = createMemo<readonly Part[]>();

function partsWithin(value: string): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of value.matchAll(VARIABLE)) {
    if (match.index > from) parts.push({ kind: 'text', text: value.slice(from, match.index) });
    const [key = '', fallback] = keyAndDefault(match[1] ?? '');
    parts.push({
      kind: 'variable',
      key: key.trim().toLowerCase(),
      ...(fallback === undefined ? {} : { default: fallback }),
    });
    from = match.index + match[0].length;
  }
  if (from < value.length) parts.push({ kind: 'text', text: value.slice(from) });
  return parts;
}

function keyAndDefault(inside: string): readonly [string, string?] {
  const found = /^([^,]*),\s*'([^']*)'\s*$/.exec(inside);
  return found === null ? [inside] : [found[1] ?? '', found[2] ?? ''];
}

/** The one way in which a value without wildcards is made of tokens. */
export const charsOf = (text: string): readonly Token[] => [...text].map((char) => ({ kind: 'char', char }));

/**
 * Tokens of a value, each variable replaced; `undefined` where one has no value. What replaces a variable is text: a `*`
 * in it is no wildcard.
 */
export function tokensOf(
  parts: readonly Part[],
  wildcards: boolean,
  lookUp: (key: string) => string | undefined,
): readonly Token[] | undefined {
  const tokens: Token[] = [];
  for (const part of parts) {
    if (part.kind === 'text') {
      for (const char of part.text) tokens.push(wildcards ? wild(char) : { kind: 'char', char });
    } else if (part.key === '*' || part.key === '?' || part.key === '$') {
      tokens.push({ kind: 'char', char: part.key });
    } else {
      const value = lookUp(part.key) ?? part.default;
      if (value === undefined) return undefined;
      tokens.push(...charsOf(value));
    }
  }
  return tokens;
}

const wild = (char: string): Token =>
  char === '*' ? { kind: 'any' } : char === '?' ? { kind: 'one' } : { kind: 'char', char };
