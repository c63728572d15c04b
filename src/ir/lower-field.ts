/**
 * A field name as written, resolved.
 *
 * Owns: turning a name's fault into a diagnostic under the very letters. Must not: hold the catalogue.
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Span } from '../base/source.ts';
import type { Spanned } from '../content/document.ts';
import { type FieldProblem, fieldNames, resolveField } from '../language/fields.ts';
import type { FieldRef } from '../language/operands.ts';

type Report = (diagnostic: Diagnostic) => void;

const CODES = {
  syntax: 'meaning/field-path',
  case: 'meaning/field-case',
  unknown: 'meaning/unknown-field',
} as const;

/** The field of that name, or undefined once its fault is reported. */
export function lowerField(name: Spanned<string>, report: Report): FieldRef | undefined {
  const resolved = resolveField(name.value);
  if (resolved.kind === 'field') {
    return { kind: 'field', definition: resolved.definition, spelled: name.value, span: name.span };
  }
  const { what, do: fix } = resolved;
  report(diagnose(CODES[resolved.problem], narrowed(name, resolved), { what, fix }));
  return undefined;
}

/** The same for a place where the field's text is read: an object has none. */
export function lowerTextField(name: Spanned<string>, report: Report): FieldRef | undefined {
  const field = lowerField(name, report);
  if (field === undefined) return undefined;
  const { type, name: canonical } = field.definition;
  if (type !== 'object' && type !== 'array') return field;
  const children = fieldNames().filter((other) => other.startsWith(`${canonical}.`));
  const shown = children.slice(0, 3).join(', ');
  report(diagnose('meaning/object-field', name.span, { field: canonical, type, children: shown }));
  return undefined;
}

/** The part of the name that is wrong, where the file holds the name letter for letter. */
function narrowed({ value, span }: Spanned<string>, problem: FieldProblem): Span {
  const { source, start } = span;
  const at = source.text.indexOf(value, start);
  if (at < 0 || at + value.length > span.end) return span;
  return { source, start: at + problem.start, end: at + Math.max(problem.end, problem.start + 1) };
}
