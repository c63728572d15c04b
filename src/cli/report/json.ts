/**
 * Results as JSON for other programs.
 *
 * Owns: that nothing in it is obeyed by a terminal on which somebody looks at it. Must not: know any result.
 */

/** JSON.stringify escapes the first control characters only; these it leaves as they are. */
const OBEYED = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Indented by two, with a line feed at the end; every reader gets the same texts back. */
export function printJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(OBEYED, escaped)}\n`;
}

/** The same in one line: for results that come one after the other. */
export function printJsonLine(value: unknown): string {
  return `${JSON.stringify(value).replace(OBEYED, escaped)}\n`;
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, at) => {
    return `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }).join('');
}
