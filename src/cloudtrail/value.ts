/**
 * Where a value comes from: a path into the event, or a definition built from paths.
 *
 * Owns: the small algebra in which every derived field is written once (derived.ts) and which every executor reads
 * (evaluate, spl, athena, sigma). Must not: know operators or targets.
 *
 * Meaning of each kind, on one event ("absent" as in docs/semantics.md):
 * - path           the scalar at the path; absent when nothing, null, an object or an array stands there
 * - element        the scalar at the path below the array element that the nearest `some` is looking at; the element
 *                  itself where the path is empty. Only inside a `some` of ir/expression.ts
 * - text           the text itself
 * - when           `then` if the value at `path` is present and equals `equals` exactly, else absent
 * - capture        group 1 of the portable `pattern` (anchored `^…$`, very end) on `of`; absent when it does not match
 * - withoutSuffix  `of` less one trailing `suffix`; `of` unchanged where it does not end so
 * - concat         the parts joined; absent when any part is absent
 * - firstOf        the first of the values that is present
 */
export type ValueExpr =
  | { readonly kind: 'path'; readonly path: FieldPath }
  | { readonly kind: 'element'; readonly path: FieldPath }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'when'; readonly path: FieldPath; readonly equals: string; readonly then: ValueExpr }
  | { readonly kind: 'capture'; readonly of: ValueExpr; readonly pattern: string }
  | { readonly kind: 'withoutSuffix'; readonly of: ValueExpr; readonly suffix: string }
  | { readonly kind: 'concat'; readonly parts: readonly ValueExpr[] }
  | { readonly kind: 'firstOf'; readonly of: readonly ValueExpr[] };

/** Keys from the top of the record, in CloudTrail's own spelling: `['userIdentity', 'arn']`. Empty only for `element`. */
export type FieldPath = readonly string[];

export type ValueHandlers<R> = {
  readonly [K in ValueExpr['kind']]: (value: Extract<ValueExpr, { kind: K }>) => R;
};

/** Calls the handler of the value's kind. */
export function dispatchValue<R>(value: ValueExpr, handlers: ValueHandlers<R>): R {
  return (handlers[value.kind] as (value: ValueExpr) => R)(value);
}

/** A path from the top of the record, or below the element that the nearest `some` is looking at. */
export interface Place {
  readonly kind: 'path' | 'element';
  readonly path: FieldPath;
}

/** Every place that a value reads, in order of first use. */
export function placesOf(value: ValueExpr): readonly Place[] {
  return dispatchValue(value, PLACES);
}

const PLACES: ValueHandlers<readonly Place[]> = {
  path: ({ path }) => [{ kind: 'path', path }],
  element: ({ path }) => [{ kind: 'element', path }],
  text: () => [],
  when: ({ path, then }) => [{ kind: 'path', path }, ...placesOf(then)],
  capture: ({ of }) => placesOf(of),
  withoutSuffix: ({ of }) => placesOf(of),
  concat: ({ parts }) => parts.flatMap(placesOf),
  firstOf: ({ of }) => of.flatMap(placesOf),
};

/**
 * Every path of the record that a value reads, in order of first use. What is read of an element belongs to the array,
 * which the `some` around it names.
 */
export function pathsOf(value: ValueExpr): readonly FieldPath[] {
  return placesOf(value).flatMap(({ kind, path }) => (kind === 'path' ? [path] : []));
}
