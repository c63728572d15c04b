/**
 * Data as YAML in block style, for the reader under test and for people.
 *
 * Owns: the writing. Every text is written as a double-quoted scalar, with the escapes that JSON and YAML share, unless
 * it is a plain word. Must not: read.
 */

/** What rules, lists and configurations are made of. */
export type Data = string | number | boolean | null | readonly Data[] | { readonly [key: string]: Data };

/** JSON, which is YAML once the characters that YAML does not print are written by their codes. */
export function toJsonText(data: Data, indent = 0): string {
  return JSON.stringify(data, null, indent).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const quoted = (text: string) => toJsonText(text);

const isPlainKey = (text: string) =>
  /^[A-Za-z][A-Za-z0-9.]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);

/** The document, ending in a line break. */
export function toYaml(data: Data, indent = ''): string {
  if (Array.isArray(data)) return sequence(data as readonly Data[], indent);
  if (typeof data === 'object' && data !== null)
    return mapping(data as Readonly<Record<string, Data>>, indent);
  return `${indent}${scalar(data as string | number | boolean | null)}\n`;
}

const scalar = (data: string | number | boolean | null) =>
  typeof data === 'string' ? quoted(data) : String(data);

const isGroup = (data: Data) => typeof data === 'object' && data !== null && Object.keys(data).length > 0;
const inline = (data: Data) => (typeof data === 'object' && data !== null ? toJsonText(data) : scalar(data));

function mapping(data: Readonly<Record<string, Data>>, indent: string): string {
  const lines = Object.entries(data).map(([key, value]) => {
    const name = `${indent}${isPlainKey(key) ? key : quoted(key)}:`;
    return isGroup(value) ? `${name}\n${toYaml(value, `${indent}  `)}` : `${name} ${inline(value)}\n`;
  });
  return lines.length === 0 ? `${indent}{}\n` : lines.join('');
}

function sequence(data: readonly Data[], indent: string): string {
  const lines = data.map((item) => {
    if (!isGroup(item)) return `${indent}- ${inline(item)}\n`;
    return `${indent}- ${toYaml(item, `${indent}  `).slice(indent.length + 2)}`;
  });
  return lines.length === 0 ? `${indent}[]\n` : lines.join('');
}
