/**
 * What an event holds where a field is read, in words a report can show.
 *
 * Owns: why a field has no text. Must not: decide a verdict; it reads through the same closures as the evaluator.
 */
import { type CloudTrailEvent, isJsonObject, type Json } from '../cloudtrail/event.ts';
import { type FieldPath, pathsOf, type ValueExpr } from '../cloudtrail/value.ts';
import type { FieldRef } from '../language/operands.ts';
import { foldAscii, textOf } from './text.ts';
import { compileValue, reach } from './value.ts';

/** What stands at a place of the event, or of the element that a `some` is looking at. */
export type Found =
  /** A scalar; `type` says how the record writes it. */
  | { readonly kind: 'text'; readonly text: string; readonly type: 'text' | 'boolean' | 'number' }
  /** Present, but nothing that could be compared. `empty` for `{}` and `[]`, which do not count as existing. */
  | { readonly kind: 'no-text'; readonly why: 'object' | 'array' | 'number'; readonly empty: boolean }
  /**
   * Nothing to read. `at` is the place where reading ended, which may stand above the field: nothing there, null, or a
   * scalar or array that has no children. Inside a `some`, empty where it is the element itself.
   */
  | {
      readonly kind: 'absent';
      readonly why: 'missing' | 'null' | 'scalar' | 'array';
      readonly at: string;
      /** The key that stands there in other case; keys are never folded. */
      readonly otherCase?: string;
    }
  /** A derived field whose definition yields nothing for this event; `reads` of the finding says from what. */
  | { readonly kind: 'underivable' };

export interface Finding {
  /** Canonical name of the field. */
  readonly name: string;
  readonly spelled: string;
  readonly derived: boolean;
  readonly found: Found;
  /** What the definition reads, in its order: one place for a field of the record, several for a derived field. */
  readonly reads: readonly { readonly path: string; readonly found: Found }[];
}

/** Looks a field up in an event, or below the element that the nearest `some` is looking at. */
export function findField(field: FieldRef, event: CloudTrailEvent, element?: Json): Finding {
  const { name, value, derived } = field.definition;
  return {
    name,
    spelled: field.spelled,
    derived,
    found: findValue(value, event, element),
    reads: distinct(pathsOf(value)).map((path) => ({ path: path.join('.'), found: findPath(path, event) })),
  };
}

function findValue(value: ValueExpr, event: CloudTrailEvent, element: Json | undefined): Found {
  if (value.kind === 'path') return findPath(value.path, event);
  if (value.kind === 'element') return findPath(value.path, element);
  const text = compileValue(value)(event, element);
  return text === undefined ? { kind: 'underivable' } : { kind: 'text', text, type: 'text' };
}

/** What stands at a path below a record or an element, and where reading ended when nothing does. */
export function findPath(path: FieldPath, from: Json | undefined): Found {
  const value = reach(path, from);
  const text = textOf(value);
  if (text !== undefined) return { kind: 'text', text, type: scalarType(value) };
  if (value === undefined || value === null) return absent(path, from);
  if (isJsonObject(value)) return { kind: 'no-text', why: 'object', empty: Object.keys(value).length === 0 };
  if (Array.isArray(value)) return { kind: 'no-text', why: 'array', empty: value.length === 0 };
  return { kind: 'no-text', why: 'number', empty: false };
}

function scalarType(value: Json | undefined): 'text' | 'boolean' | 'number' {
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'number' ? 'number' : 'text';
}

function absent(path: FieldPath, from: Json | undefined): Found {
  for (let depth = 0; depth <= path.length; depth += 1) {
    const upTo = path.slice(0, depth);
    const at = upTo.join('.');
    const value = reach(upTo, from);
    if (value === undefined) {
      const otherCase = keyInOtherCase(reach(path.slice(0, depth - 1), from), path[depth - 1]);
      return { kind: 'absent', why: 'missing', at, ...(otherCase === undefined ? {} : { otherCase }) };
    }
    if (value === null) return { kind: 'absent', why: 'null', at };
    if (Array.isArray(value)) return { kind: 'absent', why: 'array', at };
    if (!isJsonObject(value)) return { kind: 'absent', why: 'scalar', at };
  }
  return { kind: 'absent', why: 'missing', at: path.join('.') };
}

function keyInOtherCase(holder: Json | undefined, key: string | undefined): string | undefined {
  if (key === undefined || !isJsonObject(holder)) return undefined;
  const folded = foldAscii(key);
  return Object.keys(holder).find((one) => one.length === key.length && foldAscii(one) === folded);
}

function distinct(paths: readonly FieldPath[]): readonly FieldPath[] {
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}
