/**
 * JUnit XML: the elements and attributes of Jenkins' junit-10.xsd, which GitLab and others read too.
 *
 * Owns: the document around suites, attributes, and text that XML 1.0 can hold. Must not: know what is reported.
 */
import { escapeForTerminal } from './terminal.ts';

export interface SuiteCounts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
}

/** The whole document; `lines` are those of its suites. Ends with a line feed. */
export function junitDocument(counts: SuiteCounts, lines: readonly string[]): string {
  const { tests, failures, errors } = counts;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'trailc', tests, failures, errors })}>`,
    ...lines,
    '</testsuites>',
    '',
  ].join('\n');
}

export function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
}

export const linesOf = (text: string) =>
  text
    .trimEnd()
    .split(/\r\n|[\r\n]/)
    .map(escapeXml)
    .join('\n');

/**
 * A text on one line of XML 1.0. What its §2.2 forbids (most controls, halves of pairs, U+FFFE and U+FFFF) is spelled
 * out, like everything else that would be obeyed where the report is shown.
 */
function escapeXml(text: string): string {
  return escapeForTerminal(text)
    .replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
