/**
 * The few phrases of Trino's SQL for which DuckDB has no function that a macro could stand in for.
 *
 * Owns: the rewriting, token by token, so that nothing inside a literal is touched. Must not: know what is being run.
 *
 *     array(json)                    JSON[]
 *     IPADDRESS '10.0.0.0'           ip_of('10.0.0.0')
 *     try_cast(x AS ipaddress)       ip_of(x)
 */

/** A literal, a quoted name, a comment, a word, white space, or one other character. */
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\w+|\s+|./gs;

/** A statement for Trino as DuckDB reads it. */
export function toDuckDb(statement: string): string {
  const out: string[] = [];
  const calls: { readonly word: number; readonly open: number }[] = [];
  let lastWord = -1;
  for (const [token] of statement.matchAll(TOKEN)) {
    out.push(token);
    if (token === '(') calls.push({ word: lastWord, open: out.length - 1 });
    if (/^\w/.test(token)) lastWord = out.length - 1;
    if (/^'/.test(token) && nameAt(out, lastWord) === 'ipaddress') {
      out.splice(lastWord, out.length - lastWord, `ip_of(${token})`);
      lastWord = -1;
    }
    if (token === ')') {
      const call = calls.pop();
      if (call !== undefined) rewriteCall(out, call.word, call.open);
    }
  }
  return out.join('');
}

const nameAt = (out: readonly string[], at: number) => out[at]?.toLowerCase();

/** Rewrites a call that has just been closed, where it is one of the phrases. */
function rewriteCall(out: string[], word: number, open: number): void {
  const name = nameAt(out, word);
  const inside = out.slice(open + 1, -1);
  const type = /^(.*\S)\s+AS\s+ipaddress$/is.exec(inside.join(''));
  if (name === 'array' && inside.join('').toLowerCase() === 'json')
    out.splice(word, out.length - word, 'JSON[]');
  if (name === 'try_cast' && type !== null) out.splice(word, out.length - word, `ip_of(${type[1]})`);
}
