/**
 * Values that many conditions read, worked out once for an event: derived fields, and texts without regard to case.
 *
 * Owns: conditions rewritten so that they read them ready-made, from keys that no record has. A rewritten condition means the
 * same on an event into which they were put. Must not: keep anything of an event.
 */
import type { CloudTrailEvent, Json } from '../cloudtrail/event.ts';
import { pathsOf, placesOf, type ValueExpr } from '../cloudtrail/value.ts';
import type { Expression, Predicate } from '../ir/expression.ts';
import type { FieldRef } from '../language/operands.ts';
import { foldAscii } from './text.ts';
import { compileValue, type ReadText } from './value.ts';

export interface Derived {
  /** The rewritten condition, and the numbers of the values that it reads. */
  adapt(condition: Expression): { readonly condition: Expression; readonly slots: readonly number[] };
  /** Puts values into an event that is the caller's own. */
  put(event: Record<string, Json>, slots: readonly number[]): void;
  /** Numbers of all values. */
  readonly all: readonly number[];
}

/** Before the number of a value: no record is parsed to a key with this name, and where one were, it is written over. */
const SLOT = '\u0000trailc';

export function openDerived(): Derived {
  const readers: { readonly key: string; readonly read: ReadText }[] = [];
  const all: number[] = [];
  const numbers = new Map<string, number>();
  const slotOf = (value: ValueExpr, folded: boolean): number => {
    const id = JSON.stringify([folded, value]);
    const known = numbers.get(id);
    if (known !== undefined) return known;
    const slot = readers.length;
    const plain = compileValue(value);
    const read: ReadText = folded
      ? (event) => {
          const text = plain(event);
          return text === undefined ? undefined : foldAscii(text);
        }
      : plain;
    readers.push({ key: `${SLOT}${slot}`, read });
    all.push(slot);
    numbers.set(id, slot);
    return slot;
  };
  return {
    all,
    adapt(condition) {
      const used = new Set<number>();
      const replace = (field: FieldRef, folded: boolean): FieldRef => {
        const { value } = field.definition;
        // What is read of an element of an array differs from element to element.
        const isPlain = value.kind === 'path' && !folded;
        if (isPlain || pathsOf(value).length < placesOf(value).length) return field;
        const slot = slotOf(value, folded);
        used.add(slot);
        const path = { kind: 'path', path: [`${SLOT}${slot}`] } as const;
        return { ...field, definition: { ...field.definition, derived: true, value: path } };
      };
      return { condition: mapPredicates(condition, (one) => adaptPredicate(one, replace)), slots: [...used] };
    },
    put(event, slots) {
      for (const slot of slots) {
        const { key, read } = readers[slot] as (typeof readers)[number];
        event[key] = read(event as CloudTrailEvent) ?? null;
      }
    },
  };
}

function adaptPredicate(
  predicate: Predicate,
  replace: (field: FieldRef, folded: boolean) => FieldRef,
): Predicate {
  if ('columns' in predicate) {
    const columns = predicate.columns.map(({ column, field }) => ({ column, field: replace(field, false) }));
    return { ...predicate, columns };
  }
  if (!('operands' in predicate)) return { ...predicate, field: replace(predicate.field, false) };
  const { operands, ignoreCase } = predicate;
  const literals = operands.flatMap((one) => (one.kind === 'literal' ? [one] : []));
  if (ignoreCase && literals.length === operands.length && isOfRecord(predicate.field)) {
    const folded = literals.map((one) => ({ ...one, text: foldAscii(one.text) }));
    return { ...predicate, field: replace(predicate.field, true), operands: folded, ignoreCase: false };
  }
  return {
    ...predicate,
    field: replace(predicate.field, false),
    operands: operands.map((one) => (one.kind === 'field' ? replace(one, false) : one)),
  };
}

const isOfRecord = ({ definition: { value } }: FieldRef) => pathsOf(value).length === placesOf(value).length;

function mapPredicates(expression: Expression, map: (predicate: Predicate) => Predicate): Expression {
  switch (expression.kind) {
    case 'predicate':
      return map(expression);
    case 'not':
    case 'some':
      return { ...expression, of: mapPredicates(expression.of, map) };
    case 'all':
    case 'any':
      return { ...expression, of: expression.of.map((part) => mapPredicates(part, map)) };
  }
}
