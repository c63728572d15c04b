/**
 * Faults of a text that show before it is parsed: too large, binary, control characters, a byte order mark.
 *
 * Owns: those scans, and the text that is safe to hand to the parser. Must not: know YAML's grammar.
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { SourceText } from '../base/source.ts';

/** What is read where the caller sets no other limit. In UTF-16 units, as every offset here. */
export const LONGEST_TEXT = 4 * 1024 * 1024;

const BYTE_ORDER_MARK = 0xfeff;

// YAML 1.2.2 §5.1, c-printable, less a byte order mark that does not stand first; lone surrogates are no characters.
const NOT_PRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  /[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export interface ScannedText {
  readonly diagnostics: readonly Diagnostic[];
  /** The text with each forbidden character replaced by a space, offsets unchanged; absent when there is no use in parsing. */
  readonly text?: string;
}

/** Looks for characters that may not stand in YAML at all, in a text of at most `longest` UTF-16 units. */
export function scanText(source: SourceText, longest: number): ScannedText {
  const { text } = source;
  if (text.length > longest) {
    const args = { size: text.length, limit: longest };
    return { diagnostics: [diagnose('yaml/too-large', { source, start: 0, end: 0 }, args)] };
  }
  const nul = text.indexOf('\0');
  if (nul !== -1) {
    return { diagnostics: [diagnose('yaml/binary', { source, start: nul, end: nul + 1 }, {})] };
  }
  const diagnostics: Diagnostic[] = [];
  const marked = text.charCodeAt(0) === BYTE_ORDER_MARK;
  if (marked) diagnostics.push(diagnose('yaml/byte-order-mark', { source, start: 0, end: 1 }, {}));
  const body = marked ? ` ${text.slice(1)}` : text;
  const hits = [...body.matchAll(NOT_PRINTABLE)];
  const first = hits[0];
  if (first !== undefined) {
    const code = `U+${first[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    const span = { source, start: first.index, end: first.index + 1 };
    diagnostics.push(diagnose('yaml/control-character', span, { code, count: hits.length }));
  }
  if (first !== undefined) return { diagnostics, text: body.replace(NOT_PRINTABLE, ' ') };
  return { diagnostics, text };
}
