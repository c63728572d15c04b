/**
 * What a field of ours is in Sigma.
 *
 * Owns: which values Sigma has a field for, which it can reach as a part of one, and which not at all. Sigma has no
 * derived fields, so their definitions are taken apart. Must not: build selections.
 */
import type { FieldDefinition } from '../../cloudtrail/field.ts';
import { dispatchValue, type FieldPath, type ValueExpr, type ValueHandlers } from '../../cloudtrail/value.ts';
import { type PatternPart, patternPart } from './literals.ts';
import type { FieldName } from './tree.ts';

export type SigmaField =
  /** A field by its own name. */
  | { readonly kind: 'plain'; readonly field: FieldName }
  /** Characters of a class in the midst of a field, and only where another field has a value. */
  | {
      readonly kind: 'part';
      readonly field: FieldName;
      readonly guards: readonly { readonly field: FieldName; readonly equals: string }[];
      /** The pattern before, of, and after the part; `each` is one character class. */
      readonly before: PatternPart;
      readonly each: PatternPart;
      readonly after: PatternPart;
    }
  /** Two fields with a text between, the first less a suffix. */
  | {
      readonly kind: 'pair';
      readonly first: FieldName;
      readonly suffix: string;
      readonly between: string;
      readonly second: FieldName;
    }
  | { readonly kind: 'none'; readonly why: string };

const NO_DERIVED = 'Sigma has no derived fields, and this one is no single part of a field of the record.';

/** How Sigma reaches the field. */
export function sigmaFieldOf({ value }: FieldDefinition): SigmaField {
  return formOf(value);
}

function formOf(value: ValueExpr): SigmaField {
  const handlers: ValueHandlers<SigmaField> = {
    path: ({ path }) => {
      const field = fieldNameOf(path);
      return field === undefined
        ? {
            kind: 'none',
            why: 'Sigma joins keys with dots, so a key that holds a dot, a | or a control character has no name.',
          }
        : { kind: 'plain', field };
    },
    text: () => ({ kind: 'none', why: NO_DERIVED }),
    when: ({ path, equals, then }) => {
      const guard = fieldNameOf(path);
      const inner = formOf(then);
      if (guard === undefined || inner.kind !== 'part') return { kind: 'none', why: NO_DERIVED };
      return { ...inner, guards: [{ field: guard, equals }, ...inner.guards] };
    },
    capture: ({ of, pattern }) => {
      const inner = formOf(of);
      const parts = /^\^([^()]*)\((\[[^\]]+\])\+\)([^()]*)\$$/.exec(pattern);
      const [, before, each, after] = parts ?? [];
      if (inner.kind !== 'plain' || before === undefined || each === undefined || after === undefined) {
        return { kind: 'none', why: NO_DERIVED };
      }
      return {
        kind: 'part',
        field: inner.field,
        guards: [],
        before: patternPart(before),
        each: patternPart(each),
        after: patternPart(after),
      };
    },
    withoutSuffix: () => ({ kind: 'none', why: NO_DERIVED }),
    concat: ({ parts }) => {
      const [one, text, two] = parts;
      const first = one?.kind === 'withoutSuffix' ? formOf(one.of) : undefined;
      const second = two === undefined ? undefined : formOf(two);
      if (parts.length !== 3 || one?.kind !== 'withoutSuffix' || text?.kind !== 'text' || text.text === '') {
        return { kind: 'none', why: NO_DERIVED };
      }
      if (first?.kind !== 'plain' || second?.kind !== 'plain') return { kind: 'none', why: NO_DERIVED };
      return {
        kind: 'pair',
        first: first.field,
        suffix: one.suffix,
        between: text.text,
        second: second.field,
      };
    },
    firstOf: () => ({ kind: 'none', why: NO_DERIVED }),
  };
  return dispatchValue(value, handlers);
}

/** The dotted name of a path, or undefined where a key cannot stand in one. */
export function fieldNameOf(path: FieldPath): FieldName | undefined {
  // No `.` (it joins keys), no `|` (it begins a modifier), nothing that a reader could trim or break.
  return path.every((key) => /^[\w@:/+-]+$/.test(key)) ? (path.join('.') as FieldName) : undefined;
}
