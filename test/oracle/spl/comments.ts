/**
 * Comments within a search: text between two marks of three backticks (SM, Add comments to searches).
 *
 * Owns: taking them out. Must not: look at macros, whose mark is one backtick.
 */
import { endOfQuoted } from './macros.ts';
import { unsupported } from './unsupported.ts';

const MARK = '```';

/**
 * The search with each comment blanked out, so that places stay true: "The search processor replaces comments with a
 * space". What Splunk makes of a quote, pipe, bracket, backtick, backslash or `$` in a comment is not said: refused.
 */
export function withoutComments(search: string): string {
  if (!search.includes(MARK)) return search;
  let out = '';
  for (let at = 0; at < search.length; at += 1) {
    if (search[at] === '"') {
      const end = endOfQuoted(search, at);
      out += search.slice(at, end);
      at = end - 1;
    } else if (search.startsWith(MARK, at)) {
      const close = search.indexOf(MARK, at + MARK.length);
      if (close < 0) unsupported('a comment that is not closed', search, at);
      const comment = search.slice(at + MARK.length, close);
      const sign = /["'`|[\]\\$]/.exec(comment);
      if (sign !== null) unsupported('such a sign in a comment', search, at + MARK.length + sign.index);
      if (out.trim() === '') unsupported('a comment before the first command', search, at);
      const end = close + MARK.length;
      out += search.slice(at, end).replace(/[^\n]/g, ' ');
      at = end - 1;
    } else out += search[at];
  }
  return out;
}
