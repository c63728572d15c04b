/**
 * Literals of a Sigma rule: one function for each lexical context, and a type for each.
 *
 * Owns: quoting and escaping, of Sigma (specification 2.1.0, "Value modifiers and wildcards") and of the YAML around
 * it. Readers use YAML 1.1 (PyYAML) as well as 1.2, so nothing that the two read differently stands unquoted.
 * Must not: know fields or operators.
 */

import type { CharacterSet } from '../../language/pattern.ts';

declare const context: unique symbol;
type Branded<C extends string> = string & { readonly [context]: C };

/** A value as Sigma reads it, wildcards escaped; not yet YAML. */
export type SigmaValue = Branded<'value'>;
/** A regular expression for `|re`; not yet YAML. */
export type SigmaRegex = Branded<'regex'>;
/** A YAML scalar, or the text of a block, ready to stand after `key: `. */
export type YamlText = Branded<'yaml'>;
/** A name in `condition`. */
export type Identifier = Branded<'identifier'>;

const HALVES = /\p{Cs}/gu;
/** What YAML does not allow as it is, or takes for a line break: YAML 1.1 §4.1 and §4.2, the stricter of the two. */
const UNPRINTABLE = /[^\P{Cc}\t]|[\p{Zl}\p{Zp}\ufeff\ufffe\uffff]/u;
const UNPRINTABLES = new RegExp(UNPRINTABLE, 'gu');

/** Whether a document in UTF-8 can hold the text. */
export function isSayable(text: string): boolean {
  return text.search(HALVES) === -1;
}

/**
 * A literal value. A backslash escapes `*`, `?` and itself; each of the three gets one, so that no reading of "a single
 * backslash is literal" matters.
 */
export function sigmaValue(text: string): SigmaValue {
  return text.replace(/[\\*?]/g, '\\$&') as SigmaValue;
}

/** `%name%` between two parts of a value, for `|expand`; a name of a param is a word of letters, digits and `_`. */
export function placeholderValue(before: string, param: string, after: string): SigmaValue {
  return `${before}%${param}%${after}` as SigmaValue;
}

/**
 * A regular expression that matches the text; A-Z in either case where asked. Only `. ^ $ * + ? { } [ ] | ( ) \` are
 * special.
 */
export function regexOf(text: string, ignoreCase: boolean): SigmaRegex {
  const written = (character: string) =>
    ignoreCase && /[A-Za-z]/.test(character)
      ? `[${character.toLowerCase()}${character.toUpperCase()}]`
      : character.replace(/[.^$*+?{}[\]|()\\]/, '\\$&');
  return [...text].map(written).join('') as SigmaRegex;
}

/**
 * A set of characters. Only ranges, `^` and escapes of what is special in some flavour stand in the brackets; `.` is
 * written as what it is, `[^` line break `]`, because engines differ on it.
 */
export function regexSet({ negated, ranges }: CharacterSet): SigmaRegex {
  const [only, second] = ranges;
  if (!negated && only !== undefined && second === undefined && only[0] === only[1]) {
    return regexOf(String.fromCodePoint(only[0]), false);
  }
  // `[]` and `[^]` begin a set whose first member is `]`: every character, and its contrary, say the same.
  if (ranges.length === 0) return regexSet({ negated: !negated, ranges: [[0, 0x10ffff]] });
  const inside = ranges.map(([first, last]) => {
    if (first === last) return inSet(first);
    return `${inSet(first)}${last === first + 1 ? '' : '-'}${inSet(last)}`;
  });
  return `[${negated ? '^' : ''}${inside.join('')}]` as SigmaRegex;
}

function inSet(point: number): string {
  return String.fromCodePoint(point).replace(/[\\\]^[-]/, '\\$&');
}

/** `?`, `*`, `+`, `{2}`, `{2,}`, `{2,5}`; nothing for once. `max` undefined: without end. */
export function regexTimes(min: number, max: number | undefined): SigmaRegex {
  return times(min, max) as SigmaRegex;
}

function times(min: number, max: number | undefined): string {
  if (max === undefined) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  if (min === max) return min === 1 ? '' : `{${min}}`;
  return min === 0 && max === 1 ? '?' : `{${min},${max}}`;
}

/** The alternatives in brackets. */
export function regexGroup(alternatives: readonly SigmaRegex[], optional = false): SigmaRegex {
  return `(${alternatives.join('|')})${optional ? '?' : ''}` as SigmaRegex;
}

export function regexJoined(parts: readonly SigmaRegex[], between: '' | '|' = ''): SigmaRegex {
  return parts.join(between) as SigmaRegex;
}

/** Joins regular expressions and fixed parts of a field's definition. */
export function regex(
  strings: TemplateStringsArray,
  ...parts: readonly (SigmaRegex | PatternPart)[]
): SigmaRegex {
  return String.raw(strings, ...parts) as SigmaRegex;
}

/** A fixed part of a pattern, which is a regular expression already: from the field catalogue, or made of digits. */
export type PatternPart = Branded<'pattern'>;

/** Only for text that no author of a rule chooses. */
export function patternPart(text: string): PatternPart {
  return text as PatternPart;
}

/** A YAML scalar in single quotes; in double quotes with escapes where it holds what does not print. */
export function yamlScalar(text: string): YamlText {
  if (!UNPRINTABLE.test(text)) return `'${text.replaceAll("'", "''")}'` as YamlText;
  let inside = '';
  for (const character of text) {
    if (character === '"' || character === '\\') inside += `\\${character}`;
    else if (character === '\n') inside += '\\n';
    else if (UNPRINTABLE.test(character)) {
      inside += `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    } else inside += character;
  }
  return `"${inside}"` as YamlText;
}

/** A text on one line as a scalar: titles, references, false positives. */
export function yamlLine(text: string): YamlText {
  return yamlScalar(oneLine(text));
}

/**
 * A block of text below a key of the top level, indented by four. The first line decides about the indentation unless
 * it is given, so it is given where that line begins with a space.
 */
export function yamlBlock(text: string): YamlText {
  const lines = text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(HALVES, '\ufffd')
    .split('\n')
    .map((line) => line.replace(UNPRINTABLES, ' ').trimEnd());
  const trimmed = lines.join('\n').replace(/^\n+|\n+$/g, '');
  if (trimmed === '') return yamlScalar('');
  const indicator = /^[ \t]/.test(trimmed) ? '4' : '';
  const body = trimmed.split('\n').map((line) => (line === '' ? '' : `    ${line}`));
  return [`|${indicator}-`, ...body].join('\n') as YamlText;
}

/** The text of a `#` line. */
export function yamlComment(text: string): YamlText {
  return oneLine(text).replace(/^[ \t]+/, '') as YamlText;
}

/** A field name with its modifiers, as a key; quoted unless no reader takes it for anything but text. */
export function yamlKey(key: string): YamlText {
  const plain = /^[A-Za-z_][\w.|-]*$/.test(key) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(key);
  return plain ? (key as YamlText) : yamlScalar(key);
}

/**
 * A name for `condition`: letters, digits and `_`, since patterns take no `-`, and beginning with a word of ours, since
 * pySigma reads a name that begins with `not` as a negation. `count` tells apart what would have one name.
 */
export function identifier(kind: 'selection' | 'filter', label = '', count = 1): Identifier {
  const words = label.replace(/\W+/g, '_').replace(/^_+|_+$/g, '');
  // SigmaHQ's convention for exclusions that belong to a rule's logic.
  const begin = kind === 'filter' ? 'filter_main' : kind;
  const first = count === 1 ? begin : `${begin}_${count}`;
  return (words === '' ? first : `${first}_${words}`) as Identifier;
}

/** The same name with a number. */
export function numbered(name: Identifier, number: number): Identifier {
  return `${name}_${number}` as Identifier;
}

function oneLine(text: string): string {
  return text.replace(UNPRINTABLES, ' ').replace(HALVES, '\ufffd').replace(/\s+/g, ' ').trim();
}
