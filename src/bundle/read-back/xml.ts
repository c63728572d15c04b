/**
 * The XML of Splunk's views, read back for being well-formed (W3C XML 1.0, 2.1).
 *
 * Owns: that tags nest and quotes close. Must not: resolve an entity, read a DTD (one is a fault) or know an element.
 */

const NAME = '[A-Za-z_][\\w.:-]*';
const ATTRIBUTE = `\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*')`;
/** Sticky: declaration or instruction, comment, CDATA, tag, or a run of text without `<` and `&` that are not escaped. */
const TOKEN = new RegExp(
  `<\\?[\\s\\S]*?\\?>|<!--[\\s\\S]*?-->|<!\\[CDATA\\[[\\s\\S]*?\\]\\]>|<(/?)(${NAME})(?:${ATTRIBUTE})*\\s*(/?)>|[^<&]+|&(?:#?\\w+);`,
  'y',
);

/** Why a text is no XML document, to follow "it cannot be read:", or undefined. */
export function xmlFault(text: string): string | undefined {
  const open: string[] = [];
  let roots = 0;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const line = `line ${text.slice(0, at).split('\n').length}`;
    const found = TOKEN.exec(text);
    if (found === null) return `what stands on ${line} is no XML`;
    const [whole, slash, name, empty] = found;
    if (name === undefined) {
      if (open.length === 0 && !whole.startsWith('<') && whole.trim() !== '')
        return `text on ${line} is outside of it`;
      continue;
    }
    if (slash === '/') {
      if (empty === '/' || open.pop() !== name) return `</${name}> on ${line} closes nothing`;
      continue;
    }
    if (open.length === 0) roots += 1;
    if (empty !== '/') open.push(name);
  }
  const left = open.at(-1);
  if (left !== undefined) return `<${left}> is not closed`;
  return roots === 1 ? undefined : 'it has no single element around it';
}
