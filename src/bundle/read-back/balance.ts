/**
 * Whether quotes, comments and brackets of a query close.
 *
 * Owns: two small lexers, written from the languages' documentation and not from what trailc prints. Must not: know
 * any statement: it sees a text that was cut off or whose literal leaks, and little else.
 */

/** How the tokens of a language that can hide a bracket begin and end. */
interface Lexis {
  /** Sticky; each is one whole token, brackets inside it counting for nothing. */
  readonly tokens: readonly RegExp[];
  /** First characters of those tokens: one that starts none is left open. */
  readonly openers: Readonly<Record<string, string>>;
  /** Sticky; a run of characters that start no token and are no bracket. */
  readonly plain: RegExp;
}

/**
 * Trino's SqlBase.g4: 'text' and "name" with the quote doubled, -- and /* comments. Backquotes are Hive's, for the
 * names in Athena's DDL.
 */
const SQL: Lexis = {
  tokens: [
    /'[^']*(?:''[^']*)*'/y,
    /"[^"]*(?:""[^"]*)*"/y,
    /`[^`]*(?:``[^`]*)*`/y,
    /--[^\r\n]*/y,
    /\/\*[\s\S]*?\*\//y,
  ],
  plain: /[^'"`/()[\]{}-]+/y,
  openers: { "'": 'a text', '"': 'a quoted name', '`': 'a quoted name', '/*': 'a comment' },
};

/** Splunk's Search Manual: "text" with backslash escapes, ```comment```, `macro`. */
const SPL: Lexis = {
  tokens: [/```[\s\S]*?```/y, /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y, /`[^`]*`/y],
  plain: /[^"`()[\]{}]+/y,
  openers: { '"': 'a text', '`': 'a macro or comment' },
};

const CLOSES: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const CLOSING = new Set(Object.values(CLOSES));

/** Why a text is no whole query, to follow "it cannot be read:", or undefined. */
export const sqlFault = (text: string) => fault(text, SQL);
export const splFault = (text: string) => fault(text, SPL);

function fault(text: string, lexis: Lexis): string | undefined {
  if (text.trim() === '') return 'it is empty';
  const open: { readonly close: string; readonly at: number }[] = [];
  let statement = false;
  for (let at = 0; at < text.length; ) {
    const plain = endOf(lexis.plain, text, at);
    if (plain !== undefined) {
      statement ||= text.slice(at, plain).trim() !== '';
      at = plain;
      continue;
    }
    const end = tokenEnd(text, at, lexis);
    if (end !== undefined) {
      statement ||= !isComment(text, at);
      at = end;
      continue;
    }
    const opener = Object.keys(lexis.openers).find((start) => text.startsWith(start, at));
    if (opener !== undefined)
      return `${lexis.openers[opener] ?? ''} that begins on ${lineOf(text, at)} does not end`;
    const character = text[at] ?? '';
    const close = CLOSES[character];
    if (close !== undefined) open.push({ close, at });
    else if (CLOSING.has(character) && open.pop()?.close !== character)
      return `"${character}" on ${lineOf(text, at)} closes nothing`;
    statement = true;
    at += 1;
  }
  const left = open.at(-1);
  if (left !== undefined) return `"${text[left.at] ?? ''}" on ${lineOf(text, left.at)} is not closed`;
  return statement ? undefined : 'it holds nothing but comments';
}

function tokenEnd(text: string, at: number, { tokens }: Lexis): number | undefined {
  for (const token of tokens) {
    const end = endOf(token, text, at);
    if (end !== undefined) return end;
  }
  return undefined;
}

function endOf(sticky: RegExp, text: string, at: number): number | undefined {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : undefined;
}

const isComment = (text: string, at: number) => /^(?:--|\/\*|```)/.test(text.slice(at, at + 3));

const lineOf = (text: string, at: number) => `line ${text.slice(0, at).split('\n').length}`;
