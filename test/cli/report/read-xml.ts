/**
 * A strict reader for the XML that reports are made of, after XML 1.0 (fifth edition): §2.2 characters, §2.4 text, §3.1
 * tags, §3.3.3 attribute values, §4.6 the five entities, and numeric references.
 *
 * Owns: refusing all else (doctypes, comments, CDATA sections and instructions among it). Must not: know JUnit.
 */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const TAG = /<(\/?)([A-Za-z_][\w.-]*)((?:\s+[A-Za-z_][\w.-]*="[^"<]*")*)\s*(\/?)>/y;
const ATTRIBUTE = /([A-Za-z_][\w.-]*)="([^"<]*)"/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The root element; throws at what is not well-formed. */
export function readXml(text: string): Element {
  if (FORBIDDEN.test(text)) throw new Error('a character that XML 1.0 forbids');
  const start = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!text.startsWith(start)) throw new Error('no declaration');
  const open: { name: string; attributes: Record<string, string>; children: (Element | string)[] }[] = [
    { name: '', attributes: {}, children: [] },
  ];
  let at = start.length;
  while (at < text.length) {
    const top = open.at(-1);
    if (top === undefined) throw new Error('too many ends');
    if (text[at] !== '<') {
      const end = text.indexOf('<', at) === -1 ? text.length : text.indexOf('<', at);
      const raw = text.slice(at, end);
      if (raw.includes(']]>')) throw new Error('"]]>" in text');
      if (open.length === 1 && raw.trim() !== '') throw new Error('text outside the root');
      top.children.push(unescaped(raw));
      at = end;
      continue;
    }
    TAG.lastIndex = at;
    const tag = TAG.exec(text);
    if (tag === null) throw new Error(`no tag at ${text.slice(at, at + 40)}`);
    at = TAG.lastIndex;
    const [, closes, name = '', written = '', empty] = tag;
    if (closes === '/') {
      if (top.name !== name || written !== '' || empty !== '')
        throw new Error(`</${name}> ends <${top.name}>`);
      open.pop();
      continue;
    }
    const element = { name, attributes: attributesOf(written), children: [] };
    if (open.length === 1 && top.children.some((child) => typeof child !== 'string'))
      throw new Error('two roots');
    top.children.push(element);
    if (empty === '') open.push(element);
  }
  const root = open[0]?.children.find((child) => typeof child !== 'string');
  if (open.length !== 1 || root === undefined || typeof root === 'string') throw new Error('no end');
  return root;
}

function attributesOf(written: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', raw = ''] of written.matchAll(ATTRIBUTE)) {
    if (Object.hasOwn(found, name)) throw new Error(`two attributes ${name}`);
    // §3.3.3: a line break or tab that is not a reference is a blank.
    found[name] = unescaped(raw.replace(/[\t\n\r]/g, ' '));
  }
  return found;
}

function unescaped(raw: string): string {
  return raw.replace(/&([^;&]*)(;?)/g, (all, name: string, end) => {
    const number = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(name);
    const code =
      number === null ? undefined : Number.parseInt(number[1] ?? number[2] ?? '', number[1] ? 16 : 10);
    const character = code === undefined ? ENTITIES[name] : String.fromCodePoint(code);
    if (end === '' || character === undefined || FORBIDDEN.test(character))
      throw new Error(`no entity ${all}`);
    return character;
  });
}

export const elementsOf = (element: Element, name?: string): readonly Element[] =>
  element.children.filter(
    (child): child is Element => typeof child !== 'string' && (name === undefined || child.name === name),
  );

export const textOf = (element: Element): string =>
  element.children.filter((child) => typeof child === 'string').join('');
