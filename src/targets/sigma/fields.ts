/**
 * What a field of ours is in Sigma.
 *
 * Owns: which values Sigma has a field for, which it can reach as a part of one, and which not at all. Sigma has no
 * derived fields, so their definitions are taken apart. Must not: build selections.
 */
import type { FieldDefinition } from '../../cloudtrail/field.ts';
import { dispatchValue, type FieldPath, type ValueExpr, type ValueHandlers } from '../../cloudtrail/value.ts';
import type { FieldRef } from '../../language/operands.ts';
import { type PatternPart, patternPart } from './literals.ts';
import type { FieldName } from './tree.ts';

export type SigmaField =
  /** A field by its own name; `many` where that name leads through an array, so that any element may hold. */
  | { readonly kind: 'plain'; readonly field: FieldName; readonly many: boolean }
  /** Characters of a class in the midst of a field, and only where another field has a value. */
  | {
      readonly kind: 'part';
      readonly field: FieldName;
      readonly guards: readonly { readonly field: FieldName; readonly equals: string }[];
      /** The pattern before, of, and after the part; `each` is one character class. */
      readonly before: PatternPart;
      readonly each: PatternPart;
      /** The one character that the class leaves out. */
      readonly without: string;
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
const NO_NAME =
  'Sigma joins keys with dots, so a key that holds a dot, a | or a control character has no name.';

/** A field that is compared, and how Sigma reaches it. */
export interface Subject {
  readonly definition: FieldDefinition;
  readonly form: SigmaField;
}

/** `array` is the path of the array whose elements are looked at, each array around it included. */
export function subjectOf({ definition }: FieldRef, array: FieldPath | undefined): Subject {
  return { definition, form: sigmaFieldOf(definition, array) };
}

/** How Sigma reaches the field. */
export function sigmaFieldOf({ value }: FieldDefinition, array?: FieldPath): SigmaField {
  return formOf(value, array);
}

function formOf(value: ValueExpr, array: FieldPath | undefined): SigmaField {
  const named = (path: FieldPath, many: boolean): SigmaField => {
    const field = fieldNameOf(path);
    return field === undefined ? { kind: 'none', why: NO_NAME } : { kind: 'plain', field, many };
  };
  const handlers: ValueHandlers<SigmaField> = {
    path: ({ path }) => named(path, false),
    // An element that is a scalar goes by the name of its array.
    element: ({ path }) => named([...(array ?? []), ...path], true),
    text: () => ({ kind: 'none', why: NO_DERIVED }),
    when: ({ path, equals, then }) => {
      const guard = fieldNameOf(path);
      const inner = formOf(then, array);
      if (guard === undefined || inner.kind !== 'part') return { kind: 'none', why: NO_DERIVED };
      return { ...inner, guards: [{ field: guard, equals }, ...inner.guards] };
    },
    capture: ({ of, pattern }) => {
      const inner = formOf(of, array);
      const parts = /^\^([^()]*)\((\[\^([^\]\\])\])\+\)([^()]*)\$$/u.exec(pattern);
      const [, before, each, without, after] = parts ?? [];
      if (inner.kind !== 'plain' || inner.many) return { kind: 'none', why: NO_DERIVED };
      if (before === undefined || each === undefined || without === undefined || after === undefined) {
        return { kind: 'none', why: NO_DERIVED };
      }
      return {
        kind: 'part',
        field: inner.field,
        guards: [],
        before: patternPart(before),
        each: patternPart(each),
        without,
        after: patternPart(after),
      };
    },
    withoutSuffix: () => ({ kind: 'none', why: NO_DERIVED }),
    concat: ({ parts }) => {
      const [one, text, two] = parts;
      const first = one?.kind === 'withoutSuffix' ? formOf(one.of, array) : undefined;
      const second = two === undefined ? undefined : formOf(two, array);
      if (parts.length !== 3 || one?.kind !== 'withoutSuffix' || text?.kind !== 'text' || text.text === '') {
        return { kind: 'none', why: NO_DERIVED };
      }
      if (first?.kind !== 'plain' || second?.kind !== 'plain' || first.many || second.many) {
        return { kind: 'none', why: NO_DERIVED };
      }
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
function fieldNameOf(path: FieldPath): FieldName | undefined {
  // No `.` (it joins keys), no `|` (it begins a modifier), nothing that a reader could trim or break.
  return path.every((key) => /^[\w@:/+-]+$/.test(key)) ? (path.join('.') as FieldName) : undefined;
}
