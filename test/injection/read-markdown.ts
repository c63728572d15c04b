/**
 * What a line of Markdown makes beside text, after CommonMark 0.31 (§4.2 headings, §6.3 links, §6.6 raw HTML, §6.1 code
 * spans, §2.4 backslash escapes) and the table extension of GitHub (§4.10: a bar between cells, `\|` in one).
 *
 * Owns: that small reading. Must not: know what trailc writes.
 */
export interface MarkdownLine {
  readonly cells: number;
  readonly heading: boolean;
  readonly links: number;
  readonly html: number;
  /** The text within code spans, in order. */
  readonly code: readonly string[];
}

export function readMarkdown(line: string): MarkdownLine {
  const code: string[] = [];
  // An escaped backtick opens nothing (§2.4). A span of code opens with backticks and ends with as many; nothing within
  // it means anything but the bar.
  const plain = line.replace(
    /\\[\\`]|(?<!`)(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g,
    (all, marks: string | undefined, inside = '') => {
      if (marks === undefined) return 'x'.repeat(all.length);
      const stripped = /^ .*[^ ].* $/s.test(inside) ? inside.slice(1, -1) : inside;
      code.push(stripped.replaceAll('\\|', '|'));
      const bars = inside.replaceAll('\\|', 'x').split('|').length - 1;
      return bars === 0 ? '' : `x${'|'.repeat(bars)}`;
    },
  );
  const meant = plain.replace(/\\[!-/:-@[-`{-~]/g, 'x');
  return {
    cells: meant.startsWith('|') ? meant.split('|').length - 2 : 0,
    heading: /^ {0,3}#{1,6}(?: |$)/.test(meant),
    links: (meant.match(/\]\(|\]\[|<[a-z][a-z0-9+.-]*:/gi) ?? []).length,
    html: (meant.match(/<(?:[a-z/!?])/gi) ?? []).length,
    code,
  };
}
