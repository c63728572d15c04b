/**
 * A field name as written, resolved.
 *
 * Owns: turning a name's fault into a diagnostic under the very letters, and the arrays that a name looks into. Must not:
 * hold the catalogue.
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { rewritten } from '../base/fix.ts';
import type { Span } from '../base/source.ts';
import type { Spanned } from '../content/document.ts';
import { type FieldProblem, namesBelow, resolveField } from '../language/fields.ts';
import type { FieldRef } from '../language/operands.ts';
import type { ArrayRef } from './expression.ts';

type Report = (diagnostic: Diagnostic) => void;

const CODES = {
  syntax: 'meaning/field-path',
  case: 'meaning/field-case',
  unknown: 'meaning/unknown-field',
  shape: 'meaning/field-shape',
} as const;

/** A left side: the field, and the arrays that a `some` must go through to reach it, outermost first. */
export interface LeftSide {
  readonly field: FieldRef;
  readonly arrays: readonly ArrayRef[];
}

/**
 * The field of that name, or undefined once its fault is reported. `within` is the array of the `some` around it, by the
 * name that `resolveField` gives it.
 */
export function lowerLeft(
  name: Spanned<string>,
  within: string | undefined,
  report: Report,
): LeftSide | undefined {
  const resolved = resolveField(name.value, within);
  if (resolved.kind === 'field') {
    const { definition, arrays } = resolved;
    return {
      field: { kind: 'field', definition, spelled: name.value, span: name.span },
      arrays: arrays.map(({ value, name: spelled }) => ({ value, spelled, span: name.span })),
    };
  }
  const { what, do: remedy, certain } = resolved;
  const fix = certain === undefined ? undefined : rewritten(name.span, name.value, certain);
  report(diagnose(CODES[resolved.problem], narrowed(name, resolved), { what, fix: remedy }, fix));
  return undefined;
}

/**
 * The same for a place that reads one text: a title, a group, the right side of a comparison. `place` says which, to
 * follow "`[]` … cannot stand in".
 */
export function lowerTextField(name: Spanned<string>, place: Place, report: Report): FieldRef | undefined {
  const left = lowerLeft(name, undefined, report);
  if (left === undefined || !hasText(left.field, report)) return undefined;
  if (left.arrays.length === 0) return left.field;
  report(diagnose('meaning/array-here', name.span, { field: name.value, ...PLACES[place] }));
  return undefined;
}

export type Place = 'right' | 'title' | 'groupBy' | 'columns';

const PLACES: { readonly [P in Place]: { readonly where: string; readonly fix: string } } = {
  right: {
    where: 'on the right side of a comparison',
    fix: 'Turn the comparison round, so that the array stands on the left.',
  },
  title: {
    where: 'in a title',
    fix: 'Name a field that holds one value; the analyst sees the whole record.',
  },
  groupBy: {
    where: 'in "groupBy"',
    fix: 'Group by a field that holds one value, such as recipientAccountId.',
  },
  columns: {
    where: 'in the columns of a list',
    fix: "Put the clause below `some`, as in 'resources[]': { some: { inList: … } }; its fields then begin at the element.",
  },
};

/** Whether the field can have a text; an object and an array have none. What it has instead is reported. */
export function hasText({ definition, span }: FieldRef, report: Report): boolean {
  const { type, name } = definition;
  const children = namesBelow(type === 'array' ? `${name}[].` : `${name}.`);
  const isElement = name.endsWith('[]') && children.length > 0;
  if (type !== 'object' && type !== 'array' && !isElement) return true;
  const shown = children.length === 0 && type === 'array' ? [`${name}[]`] : children.slice(0, 3);
  const args = { field: name, type: isElement ? 'object' : type, children: shown.join(', ') };
  report(diagnose('meaning/object-field', span, args));
  return false;
}

/** The part of the text that is wrong, where the file holds the text letter for letter. */
export function narrowed(
  { value, span }: Spanned<string>,
  problem: Pick<FieldProblem, 'start' | 'end'>,
): Span {
  const { source, start } = span;
  const at = source.text.indexOf(value, start);
  if (value === '' || at < 0 || at + value.length > span.end) return span;
  return { source, start: at + problem.start, end: at + Math.max(problem.end, problem.start + 1) };
}
