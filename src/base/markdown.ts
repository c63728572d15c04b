/**
 * Markdown (GitHub's) for texts that anybody may have written.
 *
 * Owns: plain text, code spans, tables. Must not: know what a page says.
 */

/** Line breaks of every kind, and other controls: a text stays on its line. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Marks that change the direction of what is read: they would disguise the rest of a line. */
const DIRECTIONS = /\p{Bidi_Control}/gu;
const HALVES = /\p{Cs}/gu;

const onOneLine = (text: string) =>
  text
    .replace(BREAKS, ' ')
    .replace(DIRECTIONS, '')
    .replace(HALVES, '\ufffd')
    .replace(/^ +| +$/g, '');

/** A text that means itself, on one line: every sign that Markdown or HTML could read is escaped. */
export function plain(text: string): string {
  return (
    onOneLine(text)
      .replace(/[\\`*_[\]<>&#~!]/g, '\\$&')
      // What begins a list, a heading's underline or a rule.
      .replace(/^[-+=]|(?<=^[0-9]{1,9})[.)](?= |$)/, '\\$&')
      // A bar that begins a line may begin a table; a backslash would be doubled in a cell.
      .replace(/^\|/, '&#124;')
  );
}

/** Inline code on one line, whatever the text holds. */
export function code(text: string): string {
  const line = onOneLine(text);
  const runs = line.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map(({ length }) => length)) + 1);
  if (line === '') return '` `';
  // A blank on each side is taken off again (CommonMark 0.31, 6.1).
  return fence.length > 1 || /^`|`$/.test(line) ? `${fence} ${line} ${fence}` : `\`${line}\``;
}

/** In a cell `\|` is a bar, in code too (GitHub Flavored Markdown, 4.10). */
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ').trim();

/** A table of cells that are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
}

/** A block of code; its fence is longer than any run of backticks inside (CommonMark 0.31, 4.5). */
export function codeBlock(text: string, language: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(2, ...runs.map(({ length }) => length)) + 1);
  return `${fence}${language}\n${text.replace(/\n+$/, '')}\n${fence}`;
}
