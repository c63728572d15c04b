/**
 * The few phrases of Trino's SQL for which DuckDB has no function that a macro could stand in for.
 *
 * Owns: the rewriting, token by token and in one pass, so that nothing inside a literal is touched, however long it is
 * and whatever it says. Must not: know what is being run.
 *
 *     array(json)                    JSON[]
 *     IPADDRESS '10.0.0.0'           ip_of('10.0.0.0')
 *     try_cast(x AS ipaddress)       ip_of(x)
 */

/**
 * A literal, a quoted name, a comment, a word, white space, or one other character. Within quotes every alternative
 * begins with another character, so that a text of any length is read once.
 */
const TOKEN = /'[^']*(?:''[^']*)*'|"[^"]*(?:""[^"]*)*"|--[^\n]*|\/\*.*?\*\/|\w+|\s+|./gs;

/** What stands between a parenthesis and its partner: tokens, and calls that have been closed and are one text each. */
type Parts = string[];

/** A statement for Trino as DuckDB reads it. */
export function toDuckDb(statement: string): string {
  const open: Parts[] = [];
  let parts: Parts = [];
  for (const [token] of statement.matchAll(TOKEN)) {
    if (token === '(') {
      open.push(parts);
      parts = [];
    } else if (token === ')' && open.length > 0) {
      const inside = parts;
      parts = open.pop() ?? [];
      closeCall(parts, inside);
    } else if (token.startsWith("'") && isWord(parts.at(-2), 'ipaddress') && isBlank(parts.at(-1))) {
      parts.splice(-2, 2, `ip_of(${token})`);
    } else {
      parts.push(token);
    }
  }
  // Parentheses that nobody closed come out as they are.
  return [...open.map((above) => `${above.join('')}(`), ...parts].join('');
}

/** Puts a call behind the word before it, or in its place where it is one of the phrases. */
function closeCall(parts: Parts, inside: Parts): void {
  const rewritten = rewriteCall(parts.at(-1), inside);
  if (rewritten === undefined) parts.push(`(${inside.join('')})`);
  else parts.splice(-1, 1, rewritten);
}

function rewriteCall(name: string | undefined, inside: Parts): string | undefined {
  if (isWord(name, 'array') && inside.length === 1 && isWord(inside[0], 'json')) return 'JSON[]';
  if (!isWord(name, 'try_cast') || !isWord(inside.at(-1), 'ipaddress')) return undefined;
  const [before, as, after] = inside.slice(-4, -1);
  if (!isBlank(before) || !isWord(as, 'as') || !isBlank(after)) return undefined;
  return `ip_of(${inside.slice(0, -4).join('')})`;
}

const isWord = (part: string | undefined, word: string) => part?.toLowerCase() === word;
const isBlank = (part: string | undefined) => part?.trim() === '' && part !== '';
