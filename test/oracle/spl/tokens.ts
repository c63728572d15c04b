/**
 * Tokens of expressions and of the search command.
 *
 * Owns: quoting (SR, eval: double quotes are texts, single quotes fields; SM, Types of expressions: escapes) and the
 * split of a pipeline into commands. Must not: know grammar.
 */
import { unsupported } from './unsupported.ts';

export interface Token {
  readonly kind: 'text' | 'field' | 'word' | 'number' | 'sign' | 'end';
  /** A text or field without quotes and escapes. */
  readonly value: string;
  readonly at: number;
}

const SIGNS = /!=|<=|>=|[-=<>()+*.,]/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /[0-9]+/y;

/** Splits `text`; `base` is where it stands in the whole search, for messages. Ends with an `end` token. */
export function tokens(text: string, base = 0): readonly Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const sign = text[at] ?? '';
    if (/[ \n]/.test(sign)) {
      at += 1;
      continue;
    }
    const start = at;
    const add = (kind: Token['kind'], value: string, end: number): void => {
      found.push({ kind, value, at: base + start });
      at = end;
    };
    if (sign === '"' || sign === "'") {
      const [value, end] = quoted(text, at, sign);
      add(sign === '"' ? 'text' : 'field', value, end);
    } else {
      const word = sticky(WORD, text, at);
      const number = sticky(NUMBER, text, at);
      const other = sticky(SIGNS, text, at);
      if (word !== undefined) add('word', word, at + word.length);
      else if (number !== undefined) add('number', number, at + number.length);
      else if (other !== undefined) add('sign', other, at + other.length);
      else unsupported('a sign outside of quotes', text, at);
    }
  }
  found.push({ kind: 'end', value: 'the end', at: base + text.length });
  return found;
}

function sticky(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Only `\"` and `\\` are read: others are known to be expanded or passed through, version by version. */
function quoted(text: string, start: number, quote: string): readonly [string, number] {
  let value = '';
  for (let at = start + 1; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign === quote) return [value, at + 1];
    if (sign < ' ') unsupported('a control character within quotes', text, at);
    if (sign !== '\\') value += sign;
    else if (quote === '"' && (text[at + 1] === '"' || text[at + 1] === '\\')) {
      value += text[at + 1];
      at += 1;
    } else unsupported('an escape other than \\" and \\\\', text, at);
  }
  return unsupported('a quote that is not closed', text, start);
}

export interface Command {
  /** Empty for the search command at the head of a search that does not begin with a pipe. */
  readonly name: string;
  /** What follows the name. */
  readonly rest: string;
  /** Where `rest` stands in the search. */
  readonly at: number;
}

/** The commands between the pipes. A token (`$x$`), a comment and a subsearch are refused. */
export function commands(search: string): readonly Command[] {
  const pair = /\$[^$\n]+\$/.exec(search);
  if (pair !== null) unsupported('a token between two $', search, pair.index);
  const bounds: number[] = [];
  for (let at = 0; at < search.length; at += 1) {
    const sign = search[at];
    if (sign === '"' || sign === "'") at = quoted(search, at, sign)[1] - 1;
    else if (sign === '|') bounds.push(at);
    else if (sign === '[' || sign === ']') unsupported('a subsearch', search, at);
    else if (sign === '`') unsupported('a macro or a comment', search, at);
  }
  const parts = [...bounds, search.length].map((end, which) => {
    const start = which === 0 ? 0 : (bounds[which - 1] ?? 0) + 1;
    return { start, text: search.slice(start, end) };
  });
  return parts.flatMap(({ start, text }, which) => {
    if (which === 0) return text.trim() === '' ? [] : [{ name: '', rest: text, at: 0 }];
    const name = /^\s*([a-z]+)(?=\s|$)/.exec(text) ?? unsupported('no command', search, start);
    return [{ name: name[1] ?? '', rest: text.slice(name[0].length), at: start + name[0].length }];
  });
}
