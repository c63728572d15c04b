/**
 * Texts of a rule inside a query: one function for each lexical context of Trino's SQL.
 *
 * Owns: every escape. Contexts: string literal, quoted identifier, JSON path, pattern, number, comment. Must not: know
 * where a text comes from or what it is compared with.
 */
import { joinSql, type Sql, sql } from './sql.ts';

declare const brand: unique symbol;

/** Text that may stand after `--`: one line, nothing in it can end the comment. */
export type CommentText = string & { readonly [brand]: 'comment' };

/** Controls, bidirectional and other format marks, and the line separators: they would break or disguise a line. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
/** Half a surrogate pair is no character: no UTF-8 text can hold it, so no query can. */
const HALF_PAIR = /\p{Cs}/u;

/** False for a text that no query can hold; a rule with such a text is refused before anything is printed. */
export function canBePrinted(text: string): boolean {
  return !HALF_PAIR.test(text);
}

/** What composes with the character before it (Unicode 15, 3.11): combining marks, and the later jamo of a syllable. */
const COMPOSES = /[\p{M}\u1161-\u1175\u11a8-\u11c2]/u;

/** Written by its number: not seen, or another character once the text is brought into Unicode's composed form (NFC). */
export const isNumbered = (character: string): boolean =>
  UNSEEN.test(character) || COMPOSES.test(character) || character.normalize('NFC') !== character;

/** Most texts have no such character, and are not taken apart. */
export const hasNumbered = (text: string): boolean =>
  UNSEEN.test(text) || COMPOSES.test(text) || text.normalize('NFC') !== text;

/** Runs of characters that stand as they are, and one by one those that do not. */
function piecesOf(text: string): readonly string[] {
  if (!hasNumbered(text)) return [text];
  const pieces: string[] = [];
  let run = '';
  for (const character of text) {
    if (!isNumbered(character)) {
      run += character;
      continue;
    }
    if (run !== '') pieces.push(run);
    pieces.push(character);
    run = '';
  }
  return run === '' ? pieces : [...pieces, run];
}

/**
 * A string literal. A quote is doubled and a backslash is an ordinary character (Trino, "Language: Types: VARCHAR").
 * Characters that cannot be seen are written `chr(n)` (Trino, "String functions"): editors, Git and consoles rewrite
 * them, and `U&'…'`, the other documented way, is not read by every engine. So are characters that composing would
 * replace: Terraform keeps every text in NFC (its documentation, "Types and Values: string").
 */
export function stringLiteral(text: string): Sql {
  if (text === '') return sql`''`;
  const pieces = piecesOf(text).map((piece) => (isNumbered(piece) ? character(piece) : quoted(piece)));
  const [only] = pieces;
  return only !== undefined && pieces.length === 1 ? only : concatenation(pieces);
}

function quoted(text: string): Sql {
  return `'${text.replaceAll("'", "''").replace(/\p{Cs}/gu, '\ufffd')}'` as Sql;
}

function character(text: string): Sql {
  return sql`chr(${integerLiteral(text.codePointAt(0) ?? 0)})`;
}

/** So many pieces stand in one chain; a parser nests a chain as deep as it is long. */
const CHAIN = 16;

/** A text of many lines is halved and halved again, so that it nests no deeper than the logarithm of its pieces. */
function concatenation(pieces: readonly Sql[]): Sql {
  if (pieces.length <= CHAIN) return sql`(${joinSql(pieces, ' || ')})`;
  const middle = pieces.length >> 1;
  return sql`(${concatenation(pieces.slice(0, middle))} || ${concatenation(pieces.slice(middle))})`;
}

/** A whole number. */
export function integerLiteral(value: number): Sql {
  return String(Math.trunc(value)) as Sql;
}

/** A name in double quotes, a quote doubled. The name must be free of control characters (see isIdentifier). */
export function identifier(name: string): Sql {
  return `"${name.replaceAll('"', '""')}"` as Sql;
}

/** Whether a name of a database or table can stand in quotes. */
export function isIdentifier(name: string): boolean {
  return name !== '' && !UNSEEN.test(name) && canBePrinted(name);
}

const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * The path argument of `json_extract_scalar`: `.key` for plain words, else `["key"]`, in which `\` stands before `"`
 * and `\` and nowhere else (Trino, io.trino.operator.scalar.JsonPathTokenizer; any other path is an error at run time).
 */
export function jsonPathLiteral(keys: readonly string[]): Sql {
  const steps = keys.map((key) =>
    PLAIN_KEY.test(key) ? `.${key}` : `["${key.replace(/["\\]/g, (mark) => `\\${mark}`)}"]`,
  );
  return stringLiteral(`$${steps.join('')}`);
}

/**
 * A portable pattern. `^` and `$` are written `\A` and `\z`, because `$` also stands before a final newline in Java's
 * syntax; `.` is written `[^\n]`, because engines differ on what else ends a line.
 */
export function patternLiteral(pattern: string): Sql {
  const tokens = /\\.|\[(?:\\.|[^\]\\])*\]|[.^$]/gs;
  const written: Readonly<Record<string, string>> = { '^': '\\A', $: '\\z', '.': '[^\\n]' };
  return stringLiteral(pattern.replace(tokens, (token) => written[token] ?? token));
}

/** Text for a `--` comment: whatever could end or disguise the line is a space, and so is half a surrogate pair. */
export function commentText(text: string): CommentText {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim() as CommentText;
}
