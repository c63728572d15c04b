/**
 * Foreign texts in files that trailc makes once: scalars of YAML, and a record as JSON.
 *
 * Owns: that whatever an event holds stays one scalar. Everything that comes from an event goes through here.
 * Must not: lay out files (the templates do).
 */
import type { Json } from '../cloudtrail/event.ts';

/** A text that YAML reads as that text wherever a scalar may stand, and that `fmt` would quote no other way. */
export function yamlScalar(text: string): string {
  if (PLAIN.test(text) && !WORDS.has(text.toLowerCase())) return text;
  return SIMPLE.test(text) ? `'${text}'` : asciiJson(text);
}

/** Words of letters, and of signs that mean nothing to YAML within a word, with one blank between them. */
const PLAIN = /^[A-Za-z][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*$/;
/** What single quotes hold without an escape. */
const SIMPLE = /^[ -!#-&(-[\]-~]*$/;
/** YAML 1.1 and 1.2 read these as something else than text. */
const WORDS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n']);

/** A value of JSON over lines, ASCII only: no character that ends a line or hides in one gets out as itself. */
export function asciiJson(value: Json): string {
  return JSON.stringify(value, null, 2).replace(NOT_ASCII, escaped);
}

const NOT_ASCII = /[^\x20-\x7e\n]/g;
const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
