/**
 * Where a key of a rule stands in its file, and its value changed in that place.
 *
 * Owns: reading the file once more for it, because documents keep the value of most keys and not their place. Must not:
 * touch the disk.
 */
import { diagnose } from '../../base/catalogue.ts';
import { fail, type Result, succeed } from '../../base/result.ts';
import type { SourceText, Span } from '../../base/source.ts';
import type { RuleDocument } from '../../content/document.ts';
import { textAt } from '../../content/node-readers.ts';
import { parseYaml } from '../../content/yaml.ts';

/** The value's place; that of the id where the key is not there. */
export function placeOfKey(rule: RuleDocument, key: string): Span {
  const { value } = parseYaml(rule.span.source);
  return (value && textAt(value, key)?.span) ?? rule.id.span;
}

/**
 * The text with other values for some keys, everything else as it was. A key that is not there is passed over; a value
 * that is not written in one line, plain or quoted, is a fault.
 */
export function withValues(source: SourceText, values: Readonly<Record<string, string>>): Result<string> {
  const { value: node } = parseYaml(source);
  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  for (const [key, wanted] of Object.entries(values)) {
    const written = node && textAt(node, key);
    if (written === undefined || written.value === wanted) continue;
    const { start, end } = written.span;
    const raw = source.text.slice(start, end);
    const quote = /^["']/.exec(raw)?.[0] ?? '';
    if (raw !== `${quote}${written.value}${quote}`) {
      return fail([diagnose('lock/version-not-editable', written.span, { key, value: wanted })]);
    }
    edits.push({ start, end, text: `${quote}${wanted}${quote}` });
  }
  // From the last to the first, so that places stay where they are.
  const text = edits
    .sort((a, b) => b.start - a.start)
    .reduce((whole, edit) => whole.slice(0, edit.start) + edit.text + whole.slice(edit.end), source.text);
  return succeed(text);
}
