/**
 * Fixes that are certain, made in one short expression at the place that finds the fault.
 *
 * Owns: how a word is replaced in YAML as its author quoted it. Must not: prove a fix (src/fix.ts does), or judge whether
 * one is certain but by spelling.
 */
import type { Fix } from './diagnostic.ts';
import type { Span } from './source.ts';
import { certainly } from './suggest.ts';

/** Plain in block and in flow context, and a text to every reader of YAML. */
const PLAIN = /^\$?[A-Za-z_][A-Za-z0-9_-]*(?:[./][A-Za-z0-9_-]+)*$/;
const NO_TEXT = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/**
 * Writes `by` in the place of the scalar at `span`, whose text is `word`: in the author's quotes, or plain where that is
 * the same everywhere. Undefined where the file does not hold the word letter for letter.
 */
export function rewritten(span: Span, word: string, by: string): Fix | undefined {
  const written = source(span);
  const [quote = ''] = /^['"]/.exec(written) ?? [];
  if (written === `${quote}${word}${quote}` && quote !== '' && !/['"\\]/.test(word + by)) {
    return replacing(span, by, `${quote}${by}${quote}`);
  }
  if (written !== word) return undefined;
  // Letters between the same signs are read as they were.
  const alike = signs(word) === signs(by) && signs(by) !== '';
  return replacing(span, by, (PLAIN.test(by) || alike) && !NO_TEXT.test(by) ? by : quoted(by));
}

/** The one known word that was meant, in the place of a misspelt one. */
export function respelled(span: Span, word: string, known: Iterable<string>): Fix | undefined {
  const meant = certainly(word, known);
  return meant === undefined ? undefined : rewritten(span, word, meant);
}

/** Quotes around what stands at the span, every character as it was typed. JSON has other quotes, and numbers. */
export function quotedAsTyped(span: Span): Fix | undefined {
  const typed = source(span);
  if (typed === '' || /[\r\n]|^['"|>]/.test(typed) || /\.json$/i.test(span.source.path)) return undefined;
  return { says: `Put it in quotes: ${quoted(typed)}.`, edits: [{ span, text: quoted(typed) }] };
}

/** Replaces all that stands at the span. */
export function replacing(span: Span, shown: string, text: string): Fix {
  return { says: `Write "${shown}".`, edits: [{ span, text }] };
}

/** A text between single quotes of YAML. */
export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

export const source = ({ source: { text }, start, end }: Span) => text.slice(start, end);

const signs = (word: string) => word.replace(/[A-Za-z0-9_-]/g, '');
