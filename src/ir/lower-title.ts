/**
 * Alert titles: text with `{field}` in it.
 *
 * Owns: the grammar (`{{` is a brace, `}}` is one too). Must not: fill a title in (evaluate/title.ts does).
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Spanned } from '../content/document.ts';
import { lowerTextField } from './lower-field.ts';
import type { TitlePart } from './rule.ts';

export function lowerTitle(
  title: Spanned<string>,
  report: (diagnostic: Diagnostic) => void,
): readonly TitlePart[] {
  const parts: TitlePart[] = [];
  let text = '';
  let rest = title.value;
  while (rest !== '') {
    const at = rest.search(/[{}]/);
    if (at < 0) break;
    text += rest.slice(0, at);
    rest = rest.slice(at);
    if (rest.startsWith('{{') || rest.startsWith('}')) {
      text += rest[0];
      rest = rest.slice(rest.startsWith('}}') || rest.startsWith('{{') ? 2 : 1);
      continue;
    }
    const end = rest.indexOf('}');
    if (end < 0) {
      report(diagnose('meaning/title-braces', title.span, { title: title.value }));
      break;
    }
    const field = lowerTextField({ value: rest.slice(1, end).trim(), span: title.span }, 'title', report);
    if (text !== '') parts.push({ kind: 'text', text });
    text = '';
    if (field !== undefined) parts.push(field);
    rest = rest.slice(end + 1);
  }
  text += rest;
  if (text !== '') parts.push({ kind: 'text', text });
  return parts;
}
