/**
 * Reads a search into tokens, after Splunk's documentation: strings in double quotes with backslash escapes, field names
 * in single quotes, pipes, subsearches in brackets, macros in backticks, comments in three of them (Search Manual,
 * "Anatomy of a search", "Use search macros", "Add comments to searches"; SPL2 and eval: "Quotation marks").
 *
 * Owns: those tokens. Whatever a reader around the search could replace (`$token$`, a macro within quotes) is a
 * `hazard`. Must not: know what trailc writes.
 */
import { folded, type Token } from './tokens.ts';

const FORMS: readonly (readonly [string, RegExp])[] = [
  ['blank', /\s+/y],
  ['comment', /```[\s\S]*?```/y],
  ['macro', /`[^`]*`?/y],
  ['string', /"(?:[^"\\]|\\[\s\S])*"/y],
  ['name', /'[^']*'/y],
  ['name', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['number', /[0-9]+/y],
  ['operator', /!=|<=|>=|[=<>.,()*+]/y],
  ['pipe', /\|/y],
];

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' };

export function readSpl(search: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < search.length; ) {
    const { kind, text, length } = tokenAt(search, at);
    at += length;
    if (kind !== 'blank') tokens.push({ kind, text });
  }
  return folded(tokens, constant);
}

function tokenAt(search: string, at: number): Token & { readonly length: number } {
  for (const [kind, form] of FORMS) {
    form.lastIndex = at;
    const [found] = form.exec(search) ?? [];
    if (found === undefined) continue;
    if (kind !== 'string') return { kind, text: kind === 'blank' ? '' : found, length: found.length };
    const text = found.slice(1, -1).replace(/\\([\s\S])/g, (all, c: string) => ESCAPES[c] ?? all);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    return { kind: /[$`\u0000-\u001f]/.test(found) ? 'hazard' : kind, text, length: found.length };
  }
  return { kind: 'stray', text: search.charAt(at), length: 1 };
}

/** `urldecode("…")` and `"…"."…"` are strings (Search Reference, "Text functions", "Eval operators"). */
function constant(at: number, list: readonly Token[]) {
  const [one, two, three, four] = list.slice(at, at + 4);
  if (one?.text === 'urldecode' && two?.text === '(' && three?.kind === 'string' && four?.text === ')')
    return { length: 4, text: decodeURIComponent(three.text) };
  if (one?.kind === 'string' && two?.kind === 'operator' && two.text === '.' && three?.kind === 'string')
    return { length: 3, text: one.text + three.text };
  return undefined;
}
