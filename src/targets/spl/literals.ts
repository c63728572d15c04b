/**
 * Literals of SPL: one function for each lexical context, and a type for each, so that no text reaches a query that
 * did not pass through the context it stands in.
 *
 * Owns: quoting and escaping. Must not: know fields or operators.
 *
 * In a double-quoted string Splunk expands the backslash escapes it knows and passes the rest through (Search Manual,
 * "SPL and regular expressions"), so every backslash is doubled and none is left to chance. Characters with a meaning
 * around the string (`$` marks tokens in dashboards and saved searches, a backtick a macro, three of them a comment)
 * and control characters never stand in one: `plainText` refuses them, and such a text is compared by a regular
 * expression, where they are written `\xNN`.
 */

declare const context: unique symbol;
type Branded<C extends string> = string & { readonly [context]: C };

/** A text that `quoted` takes. */
export type PlainText = Branded<'plain'>;
/** Any expression of `eval` and `where`, complete on its own: a name, a literal, a call, or in parentheses. */
export type SplExpression = Branded<'expression'>;
/** A regular expression, not yet inside a string. */
export type SplRegex = Branded<'regex'>;
/** A term of the first search, quoted. */
export type SplTerm = Branded<'term'>;

/** Characters that have no place between SPL quotes; the last two end a line for some readers of a `.conf`. */
const AWKWARD = /[\t\n\r$`\u2028\u2029]/;
/** Characters that a regular expression writes by their code: those, and the other controls of ASCII. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CODED = /[\u0000-\u001f\u007f$`\u2028\u2029]/;
/** What cannot be said at all: other control characters, and half a surrogate pair, which is no character. */
const UNSAYABLE = /[^\P{Cc}\t\n\r]|\p{Cs}/gu;

/** The text, if it may stand in `quoted`. */
export function plainText(text: string): PlainText | undefined {
  return !AWKWARD.test(text) && isSayable(text) ? (text as PlainText) : undefined;
}

/** Whether SPL can speak of the text at all, by a string or by a regular expression. */
export function isSayable(text: string): boolean {
  return text.search(UNSAYABLE) === -1;
}

/** A double-quoted string of `eval` and `where`. */
export function quoted(text: PlainText): SplExpression {
  return `"${escaped(text)}"` as SplExpression;
}

const RUNS = new RegExp(`${AWKWARD.source}+|[^${AWKWARD.source.slice(1)}+`, 'g');

/**
 * Any text as a value to show; what cannot be said becomes the replacement character. Awkward characters come from `urldecode` (Search Reference, "Text functions"),
 * so that none of them stands in the search itself.
 */
export function shown(text: string): SplExpression {
  const runs = text.replace(UNSAYABLE, '\ufffd').match(RUNS) ?? [''];
  const parts = runs.map((run) => {
    const plain = plainText(run);
    if (plain !== undefined) return quoted(plain);
    return `urldecode("${encodeURIComponent(run)}")` as SplExpression;
  });
  return joined(parts, '.');
}

/** A regular expression as the string that `match` and `replace` take: a literal backslash becomes four. */
export function quotedRegex(regex: SplRegex): SplExpression {
  return `"${escaped(regex)}"` as SplExpression;
}

const escaped = (text: string) => text.replace(/["\\]/g, '\\$&');

/** A character by its code: `\xNN`, and beyond two digits `\x{NNNN}` (PCRE, "Non-printing characters"). */
function coded(character: string): string {
  const hex = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
  return hex.length === 2 ? `\\x${hex}` : `\\x{${hex}}`;
}

/** The second string of `replace`: the text of group 1. */
export const GROUP_ONE = '"\\\\1"' as SplExpression;

/** A regular expression (PCRE) that matches the text and nothing else; A-Z in either case where asked. */
export function regexOf(text: string, ignoreCase: boolean): SplRegex {
  const known = ignoreCase ? FOLDED_CHARACTERS : CHARACTERS;
  let regex = '';
  for (const character of text) {
    regex += known[character.charCodeAt(0)] ?? characterOf(character, ignoreCase);
  }
  return regex as SplRegex;
}

function characterOf(character: string, ignoreCase: boolean): string {
  if (ignoreCase && /[A-Za-z]/.test(character)) {
    return `[${character.toLowerCase()}${character.toUpperCase()}]`;
  }
  return CODED.test(character) ? coded(character) : character.replace(/[\\^.|?*+()[\]{}]/, '\\$&');
}

/** Those of ASCII, made once. */
const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
const CHARACTERS = ASCII.map((character) => characterOf(character, false));
const FOLDED_CHARACTERS = ASCII.map((character) => characterOf(character, true));

/** A name of a private field: word characters only, so it needs no quotes anywhere. */
export function fieldName(words: string): SplExpression {
  return `ct_${words.replace(/\W+/g, '_')}` as SplExpression;
}

/** A character inside the brackets of a set, given by its code point. Beyond ASCII it stands as itself. */
export function regexCharacter(point: number): SplRegex {
  const character = String.fromCodePoint(point);
  if (/[\\\]^[-]/.test(character)) return `\\${character}` as SplRegex;
  if (CODED.test(character)) return coded(character) as SplRegex;
  return character as SplRegex;
}

/** Whether `regexCharacter` can write the code point: the controls beyond ASCII and halves of pairs it cannot. */
export function isSayablePoint(point: number): boolean {
  return point <= 0x7f || isSayable(String.fromCodePoint(point));
}

/** The field that Splunk extracts at a path; with `below`, the one that it flattens an array's elements into. */
export function extractedField(path: readonly string[], below?: readonly string[]): SplExpression {
  const keys = below === undefined ? path.join('.') : [`${path.join('.')}{}`, ...below].join('.');
  return `'${keys}'` as SplExpression;
}

/** Whether the keys can stand in the name of an extracted field: no quote ends it, no dot or brace misleads. */
export function isExtractedKey(key: string): boolean {
  return /^[\w@:/-]+$/.test(key);
}

/**
 * A term of the first search: letters, digits and `.-_:` only, which no wildcard or breaker can split. Signs alone are no
 * token, and `name::value` asks for an indexed field (Search Manual, "Use fields to search").
 */
export function searchTerm(text: string): SplTerm | undefined {
  const isTerm = /^[A-Za-z0-9._:-]{3,200}$/.test(text) && /[A-Za-z0-9]/.test(text) && !text.includes('::');
  return isTerm ? (`"${text}"` as SplTerm) : undefined;
}

/** `index="…"` or `sourcetype="…"` of the first search; `*` stays the wildcard it is there. Undefined where it cannot be written. */
export function searchSetting(name: 'index' | 'sourcetype', text: string): SplTerm | undefined {
  return text !== '' && plainText(text) !== undefined ? (`${name}="${escaped(text)}"` as SplTerm) : undefined;
}

/** As `String.raw`, which takes three times as long, and a search is made of hundreds. */
function between(fixed: readonly string[], parts: readonly string[]): string {
  let text = fixed[0] ?? '';
  for (let at = 0; at < parts.length; at += 1) text += `${parts[at]}${fixed[at + 1]}`;
  return text;
}

/** Joins what this file made, and fixed text, into an expression. */
export function spl(
  strings: TemplateStringsArray,
  ...parts: readonly (SplExpression | SplTerm)[]
): SplExpression {
  return between(strings.raw, parts) as SplExpression;
}

/** Joins expressions with a fixed separator. */
export function joined(
  parts: readonly SplExpression[],
  separator: ', ' | ' OR ' | ' AND ' | '.',
): SplExpression {
  return parts.join(separator) as SplExpression;
}

/** Joins regular expressions and fixed text. */
export function regex(strings: TemplateStringsArray, ...parts: readonly SplRegex[]): SplRegex {
  return between(strings.raw, parts) as SplRegex;
}

/** One of several regular expressions, as a group. */
export function oneOfRegexes(parts: readonly SplRegex[]): SplRegex {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : (`(?:${parts.join('|')})` as SplRegex);
}
