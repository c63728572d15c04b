/**
 * Portable patterns as PCRE.
 *
 * Owns: what differs between the two: `$` is the very end (PCRE's own would also match before a last line break), and
 * `.` is anything but `\n` whatever newline setting the engine was built with. Must not: parse or judge a pattern;
 * only valid portable ones reach it.
 */
import type { SplRegex } from './literals.ts';

const TOKENS = /\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|[\s\S]/g;

/** PCRE for a portable pattern with search semantics. */
export function pcreOf(pattern: string): SplRegex {
  const tokens = pattern.match(TOKENS) ?? [];
  return tokens
    .map((token) => (token === '$' ? '\\z' : token === '.' ? '[^\\n]' : hexed(token)))
    .join('') as SplRegex;
}

/** Characters that never stand in the text of a search, as in literals.ts; alone, escaped or in a class. */
function hexed(token: string): string {
  return token.replace(/\\[\s\S]|[\t\n\r$`]/g, (match) => {
    const character = match.charAt(match.length - 1);
    if (!/[\t\n\r$`]/.test(character)) return match;
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}
