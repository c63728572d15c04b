/**
 * Comparisons of one field with literals, as selections.
 *
 * Owns: how each kind of field is compared by each text operator, and which assumption that rests on. Sigma compares
 * without regard to case unless `|cased` or `|re` is given (specification 2.1.0, "Special field values").
 * Must not: decide what cannot be said approximately (approximate.ts does).
 */
import type { FieldDefinition } from '../../cloudtrail/field.ts';
import type { AssumptionName } from '../shared/assumptions.ts';
import type { SigmaField, Subject } from './fields.ts';
import { regex, regexOf, type SigmaRegex, sigmaValue } from './literals.ts';
import type { Item, ItemMap, ItemValue, Modifier } from './tree.ts';

export type TextKind = 'equals' | 'startsWith' | 'endsWith' | 'contains';

/** Maps of which one holds where the comparison does, or why Sigma cannot say it. */
export type Said =
  | { readonly maps: readonly ItemMap[]; readonly given: readonly AssumptionName[] }
  | { readonly why: string };

/** The field compared with any of the texts. No text is empty, but for `equals`. */
export function compareTexts(
  subject: Subject,
  kind: TextKind,
  texts: readonly string[],
  ignoreCase: boolean,
): Said {
  const { form, definition } = subject;
  switch (form.kind) {
    case 'plain':
      return comparePlain(form, definition, kind, texts, ignoreCase);
    case 'part':
      return comparePart(form, definition, kind, texts, ignoreCase);
    case 'pair':
      return kind === 'equals' ? comparePair(form, texts) : { why: noPair(definition) };
    case 'none':
      return { why: form.why };
  }
}

/** Why nothing but whole values of a field made of two can be compared. */
export const noPair = ({ name }: FieldDefinition): string =>
  `Sigma has no field ${name}: compare eventSource and eventName instead.`;

const AFFIX: { readonly [K in TextKind]: readonly Modifier[] } = {
  equals: [],
  startsWith: ['startswith'],
  endsWith: ['endswith'],
  contains: ['contains'],
};

function comparePlain(
  { field }: Extract<SigmaField, { kind: 'plain' }>,
  definition: FieldDefinition,
  kind: TextKind,
  texts: readonly string[],
  ignoreCase: boolean,
): Said {
  if (texts.length === 0) return { maps: [], given: [] };
  const { modifiers, given } = caseOf(definition, texts, ignoreCase);
  const values: ItemValue[] = texts.map(sigmaValue);
  // Engines differ on whether the text 'false' is also the JSON value false: both stand there.
  if (definition.type === 'boolean' && kind === 'equals' && modifiers.length === 0) {
    values.push(
      ...texts.filter((text) => text === 'true' || text === 'false').map((text) => text === 'true'),
    );
  }
  const item: Item = { field, modifiers: [...AFFIX[kind], ...modifiers], values };
  return { maps: [[item]], given: [...given, ...asText(definition)] };
}

/** What a comparison of texts rests on where JSON may hold something other than a text. */
export function asText({ type }: FieldDefinition): readonly AssumptionName[] {
  return type === 'any' || type === 'integer' ? ['scalars-as-text'] : [];
}

/** Whether `|cased` is needed, and what leaving it out rests on. */
function caseOf(
  definition: FieldDefinition,
  texts: readonly string[],
  ignoreCase: boolean,
): { readonly modifiers: readonly Modifier[]; readonly given: readonly AssumptionName[] } {
  if (ignoreCase) {
    const letters = texts.some((text) => text.toLowerCase() !== text.toUpperCase());
    return { modifiers: [], given: letters ? ['ascii-case-only'] : [] };
  }
  if (!texts.some((text) => text.toLowerCase() !== text.toUpperCase())) return { modifiers: [], given: [] };
  return definition.oneSpelling || definition.type === 'boolean'
    ? { modifiers: [], given: ['one-spelling'] }
    : { modifiers: ['cased'], given: [] };
}

/**
 * A part of a field. Where it is the rest after the last `/`, as the session name is, `endswith` says it readably;
 * elsewhere the whole pattern of the field's definition is printed, with the literal in place of the part.
 */
function comparePart(
  form: Extract<SigmaField, { kind: 'part' }>,
  definition: FieldDefinition,
  kind: TextKind,
  texts: readonly string[],
  ignoreCase: boolean,
): Said {
  const inClass = new RegExp(`^${form.each}+$`, 'u');
  const possible = texts.filter((text) => inClass.test(text));
  if (possible.length === 0) return { maps: [], given: [] };
  const isRest = form.each === '[^/]' && form.before.endsWith('/') && form.after === '';
  const { items, given: guarded } = guardItems(form);
  if (isRest && (kind === 'equals' || kind === 'endsWith')) {
    const { modifiers, given } = caseOf(definition, possible, ignoreCase);
    const values = possible.map((text) => sigmaValue(kind === 'equals' ? `/${text}` : text));
    const item: Item = { field: form.field, modifiers: ['endswith', ...modifiers], values };
    return { maps: [[...items, item]], given: [...guarded, ...given, 'assumed-role-arn'] };
  }
  const values = possible.map((text) => partRegex(form, kind, regexOf(text, ignoreCase)));
  return { maps: [[...items, { field: form.field, modifiers: ['re'], values }]], given: guarded };
}

function partRegex(
  { before, each, after }: Extract<SigmaField, { kind: 'part' }>,
  kind: TextKind,
  text: SigmaRegex,
): SigmaRegex {
  switch (kind) {
    case 'equals':
      return regex`^${before}${text}${after}$`;
    case 'startsWith':
      return regex`^${before}${text}${each}*${after}$`;
    case 'endsWith':
      return regex`^${before}${each}*${text}${after}$`;
    case 'contains':
      return regex`^${before}${each}*${text}${each}*${after}$`;
  }
}

/** The items that must hold for a part to be there at all. */
export function guardItems({ guards }: Extract<SigmaField, { kind: 'part' }>) {
  const items = guards.map(
    ({ field, equals }): Item => ({ field, modifiers: [], values: [sigmaValue(equals)] }),
  );
  const given: readonly AssumptionName[] = guards.length > 0 ? ['one-spelling'] : [];
  return { items, given };
}

/**
 * `sts:AssumeRole`: each place where the text could be cut in two, with and without the suffix that was taken off. One
 * map for all that begin alike.
 */
function comparePair(
  { first, suffix, between, second }: Extract<SigmaField, { kind: 'pair' }>,
  texts: readonly string[],
): Said {
  const seconds = new Map<string, string[]>();
  for (const text of texts) {
    const pieces = text.split(between);
    for (let at = 1; at < pieces.length; at += 1) {
      const left = pieces.slice(0, at).join(between);
      const right = pieces.slice(at).join(between);
      const known = seconds.get(left);
      if (known === undefined) seconds.set(left, [right]);
      else known.push(right);
    }
  }
  const maps = [...seconds].map(([left, rights]): ItemMap => {
    const whole = left.endsWith(suffix) ? [`${left}${suffix}`] : [`${left}${suffix}`, left];
    return [
      { field: first, modifiers: [], values: whole.map(sigmaValue) },
      { field: second, modifiers: [], values: [...new Set(rights)].map(sigmaValue) },
    ];
  });
  return { maps, given: maps.length > 0 ? ['one-spelling'] : [] };
}

/** The field has a value. Engines differ on JSON null, so the item alone is not enough (predicates.ts). */
export function presenceMap({ form, definition }: Subject): Said {
  switch (form.kind) {
    case 'plain':
      // Through an array, `exists` may be of the array, and null may stand beside a value.
      if (form.many) {
        const item: Item = { field: form.field, modifiers: ['re'], values: [ANYTHING] };
        return { maps: [[item]], given: asText(definition) };
      }
      return { maps: [[{ field: form.field, modifiers: ['exists'], values: [true] }]], given: [] };
    case 'part': {
      const { items, given } = guardItems(form);
      const whole = regex`^${form.before}${form.each}+${form.after}$`;
      return { maps: [[...items, { field: form.field, modifiers: ['re'], values: [whole] }]], given };
    }
    case 'pair':
      return {
        maps: [
          [form.first, form.second].map((name) => ({ field: name, modifiers: ['re'], values: [ANYTHING] })),
        ],
        given: [],
      };
    case 'none':
      return { why: form.why };
  }
}

const ANYTHING = regex`.*`;
