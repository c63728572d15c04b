/**
 * Regular expressions of match, replace and mvfind: a subset of PCRE, read strictly and run by JavaScript.
 *
 * Owns: what each construct means in PCRE without flags (pcrepattern): `$` also before a last line feed, `\s` six ASCII
 * characters, `^` and `\z` the very ends. Every other construct is refused. Must not: decide what NULL does.
 */
import type { Reader } from './switches.ts';
import { unsupported } from './unsupported.ts';

export interface Pcre {
  readonly source: string;
  test(text: string, reader: Reader): boolean;
  /** All matches replaced; `\1` … in the replacement is a group, as `replace` documents it. */
  replace(text: string, replacement: string, reader: Reader): string;
}

const compiled = new Map<string, Pcre>();

/** Compiles a pattern, once. Throws OracleUnsupported outside of the subset. */
export function pcre(source: string): Pcre {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const { js, groups, wide, unbounded } = translate(source);
  const characters = new RegExp(js, 'u');
  let inBytes: RegExp | undefined;
  const regex = (text: string, reader: Reader): readonly [RegExp, boolean] => {
    // Only characters outside of ASCII can tell the readings apart, where the pattern may hold them.
    if (!wide || !/[^\0-\x7f]/.test(text) || reader.read('pcre-characters') === 'characters')
      return [characters, false];
    inBytes ??= new RegExp(translate(bytes(source)).js, 'u');
    return [inBytes, true];
  };
  // Catastrophic patterns take several counts without end; white space between JSON tokens is none.
  const limited = (text: string, reader: Reader): boolean =>
    unbounded > 1 && text.length > 10_000 && reader.read('pcre-limits') === 'reached';
  const made: Pcre = {
    source,
    test: (text, reader) => {
      if (limited(text, reader)) return false;
      const [expression, asBytes] = regex(text, reader);
      return expression.test(asBytes ? bytes(text) : text);
    },
    replace: (text, replacement, reader) => {
      if (limited(text, reader)) return text;
      const [expression, asBytes] = regex(text, reader);
      const all = new RegExp(expression.source, 'gu');
      const parts = replacementParts(replacement, groups);
      const write = (...found: readonly unknown[]) =>
        parts.map((part) => (typeof part === 'number' ? String(found[part] ?? '') : part)).join('');
      return asBytes
        ? Buffer.from(bytes(text).replace(all, write), 'latin1').toString('utf8')
        : text.replace(all, write);
    },
  };
  compiled.set(source, made);
  return made;
}

const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

function replacementParts(replacement: string, groups: number): readonly (string | number)[] {
  return replacement.split(/(\\[0-9])/).map((part) => {
    if (!/^\\[0-9]$/.test(part)) {
      return part.includes('\\') ? unsupported('a backslash in a replacement', replacement) : part;
    }
    const group = Number(part[1]);
    return group <= groups ? group : unsupported(`there is no group ${group}`, replacement);
  });
}

interface Translated {
  readonly js: string;
  readonly groups: number;
  /** Whether it may tell a character outside of ASCII from its bytes. */
  readonly wide: boolean;
  readonly unbounded: number;
}

function translate(source: string): Translated {
  const signs = [...source];
  let at = 0;
  let groups = 0;
  let wide = false;
  let unbounded = 0;
  const fail = (what: string): never => unsupported(`${what} in a regular expression`, source, at);
  const peek = (): string | undefined => signs[at];
  const js = alternatives();
  if (at < signs.length) fail('an unexpected sign');
  return { js, groups, wide, unbounded };

  function alternatives(): string {
    const parts = [sequence()];
    while (peek() === '|') {
      at += 1;
      parts.push(sequence());
    }
    return parts.join('|');
  }

  function sequence(): string {
    let out = '';
    for (let sign = peek(); sign !== undefined && sign !== '|' && sign !== ')'; sign = peek()) {
      const before = at;
      const item = atom();
      const blank = signs.slice(before, at).join('') === '\\s';
      out += item.js + (item.countable ? count(blank) : '');
    }
    return out;
  }

  function count(blank: boolean): string {
    const rest = signs.slice(at, at + 24).join('');
    const found = /^(?:[?*+]|\{[0-9]+(?:,[0-9]*)?\})/.exec(rest)?.[0];
    if (found === undefined) return '';
    at += found.length;
    if (/^[?+*{]/.test(peek() ?? '')) fail('a lazy, possessive or second count');
    if (!blank && /^(?:[*+]|\{[0-9]+,\})$/.test(found)) unbounded += 1;
    return found;
  }

  function atom(): { readonly js: string; readonly countable: boolean } {
    const sign = peek() ?? '';
    at += 1;
    switch (sign) {
      case '^':
        return { js: '^', countable: false };
      case '$':
        return { js: '(?=\\n?(?![^]))', countable: false };
      case '.':
        wide = true;
        return { js: '[^\\n]', countable: true };
      case '(':
        return { js: group(), countable: true };
      case '[':
        return { js: set(), countable: true };
      case '\\':
        if (peek() === 'z') {
          at += 1;
          return { js: '(?![^])', countable: false };
        }
        return { js: escaped(), countable: true };
      default:
        if ('*+?{})]'.includes(sign)) fail(`an unescaped ${sign}`);
        return { js: literal(sign.codePointAt(0) ?? 0), countable: true };
    }
  }

  function group(): string {
    let open = '(';
    if (peek() === '?') {
      if (signs[at + 1] !== ':') fail('a group that is more than (?: )');
      at += 2;
      open = '(?:';
    } else groups += 1;
    const inner = alternatives();
    if (peek() !== ')') fail('a group that is not closed');
    at += 1;
    return `${open}${inner})`;
  }

  function literal(point: number): string {
    if (point > 0x7f) wide = true;
    return `\\u{${point.toString(16)}}`;
  }

  /** Behind the backslash: a class of characters, or one character. */
  function escaped(): string {
    const sign = peek();
    if (sign === 's' || sign === 'd') {
      at += 1;
      return sign === 's' ? '[ \\t\\n\\v\\f\\r]' : '[0-9]';
    }
    return literal(escapedPoint());
  }

  function escapedPoint(): number {
    const sign = peek() ?? fail('a backslash at the end');
    at += 1;
    if (sign === 'x') {
      const rest = signs.slice(at, at + 10).join('');
      const found = /^(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})/.exec(rest) ?? fail('\\x without digits');
      at += found[0].length;
      return Number.parseInt(found[1] ?? found[2] ?? '', 16);
    }
    const control = { n: 10, r: 13, t: 9 }[sign];
    if (control !== undefined) return control;
    if (/[0-9A-Za-z]/.test(sign) || (sign.codePointAt(0) ?? 0) > 0x7f) fail(`\\${sign}`);
    return sign.codePointAt(0) ?? 0;
  }

  function set(): string {
    let out = '[';
    if (peek() === '^') {
      at += 1;
      out += '^';
      wide = true;
    }
    for (let first = true; first || peek() !== ']'; first = false) {
      const from = member();
      if (typeof from === 'string') out += from;
      else if (peek() === '-' && signs[at + 1] !== ']') {
        at += 1;
        const to = member();
        if (typeof to === 'string' || to < from) return fail('a range');
        out += `${literal(from)}-${literal(to)}`;
      } else out += literal(from);
    }
    at += 1;
    return `${out}]`;
  }

  /** One character of a set, or a class within it. */
  function member(): number | string {
    const sign = peek() ?? fail('a set that is not closed');
    if (sign === '[' && /[:.=]/.test(signs[at + 1] ?? '')) fail('a POSIX class');
    at += 1;
    if (sign !== '\\') return sign.codePointAt(0) ?? 0;
    if (peek() !== 's' && peek() !== 'd') return escapedPoint();
    at += 1;
    return signs[at - 1] === 's' ? ' \\t\\n\\v\\f\\r' : '0-9';
  }
}
