// Markdown for the generated pages. Owns: tables and cells.

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ').trim();

/** A table of texts. */
export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

/** Inline code, whatever the text holds. */
export const code = (text) => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);
