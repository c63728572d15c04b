/**
 * Values of an event: compiles each kind of `ValueExpr` to a closure.
 *
 * Owns: what a path reaches, the text of a value, presence (docs/semantics.md on absent values, text and arrays).
 * Must not: know operators, or keep anything about an event.
 */
import { type CloudTrailEvent, isJsonObject, type Json } from '../cloudtrail/event.ts';
import { dispatchValue, type FieldPath, type ValueExpr, type ValueHandlers } from '../cloudtrail/value.ts';
import { textOf } from './text.ts';

/**
 * Reads the text of a value; undefined where it is absent or has no text. `element` is the element that the nearest
 * `some` is looking at; undefined outside one.
 */
export type ReadText = (event: CloudTrailEvent, element?: Json) => string | undefined;

/**
 * The JSON value at a path, or undefined. Only own properties of objects count: a key such as `constructor` or
 * `__proto__` is found only where the record has it, and nothing stands below a text, an array or null.
 */
export function reach(path: FieldPath, from: Json | undefined): Json | undefined {
  let at = from;
  for (const key of path) {
    if (!isJsonObject(at) || !Object.hasOwn(at, key)) return undefined;
    at = at[key];
  }
  return at;
}

const COMPILE: ValueHandlers<ReadText> = {
  path:
    ({ path }) =>
    (event) =>
      textOf(reach(path, event)),
  element:
    ({ path }) =>
    (_, element) =>
      textOf(reach(path, element)),
  text:
    ({ text }) =>
    () =>
      text,
  when: ({ path, equals, then }) => {
    const read = compileValue(then);
    return (event, element) => (textOf(reach(path, event)) === equals ? read(event, element) : undefined);
  },
  capture: ({ of, pattern }) => {
    const read = compileValue(of);
    const expression = portableRegExp(pattern);
    return (event, element) => {
      const text = read(event, element);
      return text === undefined ? undefined : expression.exec(text)?.[1];
    };
  },
  withoutSuffix: ({ of, suffix }) => {
    const read = compileValue(of);
    return (event, element) => {
      const text = read(event, element);
      return text?.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text;
    };
  },
  concat: ({ parts }) => {
    const reads = parts.map(compileValue);
    return (event, element) => {
      let joined = '';
      for (const read of reads) {
        const text = read(event, element);
        if (text === undefined) return undefined;
        joined += text;
      }
      return joined;
    };
  },
  firstOf: ({ of }) => {
    const reads = of.map(compileValue);
    return (event, element) => {
      for (const read of reads) {
        const text = read(event, element);
        if (text !== undefined) return text;
      }
      return undefined;
    };
  },
};

/** Compiles a value once; the closure is pure and may be shared between rules. */
export function compileValue(value: ValueExpr): ReadText {
  return dispatchValue(value, COMPILE);
}

/** True iff the value is any other than null, `{}` and `[]`; the empty text is present. */
export function isPresent(value: Json | undefined): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value !== 'object') return true;
  return Object.keys(value).length > 0;
}

/**
 * A portable pattern as this engine reads it: characters are code points (flag `u`), `$` is the very end (no flag `m`),
 * and `.` is anything but `\n`, where JavaScript would also leave out `\r` and two separators.
 */
function portableRegExp(pattern: string): RegExp {
  const dots = /\\.|\[(?:\\.|[^\]\\])*\]|\./gs;
  return new RegExp(
    pattern.replace(dots, (token) => (token === '.' ? '[^\\n]' : token)),
    'u',
  );
}
