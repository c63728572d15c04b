/**
 * Reads a string of Terraform's JSON syntax as its template grammar does (Terraform, "Strings and Templates"; HCL's
 * specification, "Template Expressions": `$${` and `%%{` are escapes, `${` opens an interpolation, which a literal in quotes
 * may be).
 *
 * Owns: the parts of a template. Must not: compute an expression.
 */
export type Part = { readonly kind: 'text' | 'expression'; readonly text: string };

/** Texts beside each other are one. An expression that is a literal in quotes is a text. */
export function readTemplate(template: string): readonly Part[] {
  const parts: Part[] = [];
  const add = (kind: Part['kind'], text: string) => {
    const last = parts.at(-1);
    if (kind === 'text' && last?.kind === 'text') parts[parts.length - 1] = { kind, text: last.text + text };
    else parts.push({ kind, text });
  };
  for (let at = 0; at < template.length; ) {
    const three = template.slice(at, at + 3);
    const two = three.slice(0, 2);
    if (three === '$${' || three === '%%{') {
      add('text', three.slice(1));
      at += 3;
    } else if (two === '%{') {
      add('expression', 'a directive');
      at += 2;
    } else if (two === '${') {
      const end = endOf(template, at + 2);
      const inside = template.slice(at + 2, end);
      const literal = /^"([$%]+)"$/.exec(inside);
      if (literal === null) add('expression', inside);
      else add('text', literal[1] ?? '');
      at = end + 1;
    } else {
      add('text', template.charAt(at));
      at += 1;
    }
  }
  return parts;
}

/** The place of the brace that closes an interpolation; braces within quotes are text. */
function endOf(template: string, from: number): number {
  let depth = 0;
  for (let at = from; at < template.length; at += 1) {
    const character = template.charAt(at);
    if (character === '"') {
      const close = template.indexOf('"', at + 1);
      if (close === -1) return template.length;
      at = close;
    } else if (character === '{') depth += 1;
    else if (character === '}') {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return template.length;
}
