/**
 * The elements of an array, as a `some` looks at them (docs/semantics.md on arrays).
 *
 * Owns: what counts as an element. Must not: evaluate.
 */
import type { CloudTrailEvent, Json } from '../cloudtrail/event.ts';
import type { ArrayRef } from '../ir/expression.ts';
import { reach } from './value.ts';

/** Reads the elements, in their order; none where nothing or null stands at the path. */
export type ReadElements = (event: CloudTrailEvent, element?: Json) => readonly Json[];

/** Compiles an array's place: from the top of the record, or below the element that an outer `some` is looking at. */
export function compileElements({ value: { kind, path } }: ArrayRef): ReadElements {
  if (kind === 'path') return (event) => elementsOf(reach(path, event));
  return (_, element) => elementsOf(reach(path, element));
}

const NONE: readonly Json[] = [];

/**
 * AWS writes a list of one now as a list, now as its only member, so a scalar or an object is a list of one; an empty
 * object too, though nothing exists in it. A null within an array is an element; null in place of the array is none.
 */
export function elementsOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return NONE;
  return Array.isArray(value) ? value : [value as Json];
}
