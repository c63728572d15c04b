// Markdown for the generated pages. Owns: tables and cells.

const cell = (text) =>
  text
    .replace(/(?<!\\)\|/g, '\\|')
    .replaceAll('\n', ' ')
    .trim();

/** A text that means itself: every sign that Markdown or HTML could read is escaped. */
export const plain = (text) => text.replace(/[\\`*_[\]<>&|#~!]/g, '\\$&');

/** A table of texts. */
export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

/** Inline code, whatever the text holds. */
export const code = (text) => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);
