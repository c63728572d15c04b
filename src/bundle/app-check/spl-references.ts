/**
 * The macros and lookups that a search names.
 *
 * Owns: finding them in the text, past quoted texts and comments. Must not: know which there are. Sources: "Use search
 * macros in searches" in the Knowledge Manager Manual; `lookup`, `inputlookup` in the Search Reference.
 */

export interface Reference {
  /** With the number of arguments where there are any: `name(2)`. */
  readonly name: string;
  /** Offset in the search. */
  readonly at: number;
}

export interface References {
  readonly macros: readonly Reference[];
  readonly lookups: readonly Reference[];
}

const WORD =
  /\|\s*(?:lookup|inputlookup)\b((?:\s+(?:local|update|append|strict|start|max|event_time_field)=\S+)*)\s+([A-Za-z0-9_.-]+)/gi;

export function referencesOf(search: string): References {
  const macros: Reference[] = [];
  const bare = withoutTexts(search, macros);
  const lookups = [...bare.matchAll(WORD)].map(({ 0: found, 2: name = '', index }) => ({
    name,
    at: index + found.length - name.length,
  }));
  return { macros, lookups };
}

/** The search with blanks for its quoted texts, comments and macros, so that places stay; the macros are collected. */
function withoutTexts(search: string, macros: Reference[]): string {
  const kept: string[] = [];
  let at = 0;
  while (at < search.length) {
    const start = nextText(search, at);
    kept.push(search.slice(at, start));
    if (start === search.length) break;
    const end = endOfText(search, start);
    if (search[start] === '`' && !search.startsWith('```', start)) {
      const held = search.slice(start + 1, end - 1);
      const name = macroName(held);
      if (name !== '') macros.push({ name, at: start + 1 + held.length - held.trimStart().length });
    }
    kept.push(' '.repeat(end - start));
    at = end;
  }
  return kept.join('');
}

function nextText(search: string, from: number): number {
  const quote = /["`]/g;
  quote.lastIndex = from;
  return quote.exec(search)?.index ?? search.length;
}

/** Where a quoted text, a comment or a macro ends that begins here. */
function endOfText(search: string, at: number): number {
  if (search.startsWith('```', at)) {
    const close = search.indexOf('```', at + 3);
    return close === -1 ? search.length : close + 3;
  }
  const quote = search[at];
  for (let index = at + 1; index < search.length; index += 1) {
    if (search[index] === '\\' && quote === '"') index += 1;
    else if (search[index] === quote) return index + 1;
  }
  return search.length;
}

/** `name` or `name(2)`, as macros.conf has it. */
function macroName(held: string): string {
  const text = held.trim();
  const open = text.indexOf('(');
  if (open === -1 || !text.endsWith(')')) return text;
  return `${text.slice(0, open).trim()}(${countArguments(text.slice(open + 1, -1))})`;
}

function countArguments(text: string): number {
  if (text.trim() === '') return 0;
  let count = 1;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      const close = text.indexOf('"', at + 1);
      at = close === -1 ? text.length : close;
    } else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === ',' && depth === 0) count += 1;
  }
  return count;
}
