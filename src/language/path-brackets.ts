/**
 * What is said of brackets in a path that are not `[]` after a key.
 *
 * Owns: those words, for the ways other tools point into arrays. Must not: read paths (path.ts does).
 */
import type { PathProblem } from './path.ts';

/** A bracket that begins no `[]`, or stands where no array can. `at` is its offset. */
export function arrayProblem(text: string, at: number): PathProblem {
  const close = text.indexOf(']', at);
  const end = text[at] === ']' || close === -1 ? at + 1 : close + 1;
  const found = text.slice(at, end);
  const inside = found.slice(1, -1);
  // A bracket at the very beginning or after a dot belongs to the key before it: `a.[0]` is `a[]`.
  const before = text.slice(0, at).replace(/\.$/, '');
  const fixed = `${before}[]${text.slice(end)}`;
  const problem = (what: string, fix: string): PathProblem => ({
    kind: 'problem',
    what,
    do: fix,
    start: at,
    end,
  });
  if (found === ']' || close === -1) {
    return problem(
      `A "${found}" stands alone in "${text}".`,
      'Write "[]" after the key of an array. A key that itself holds a bracket is put in double quotes.',
    );
  }
  if (before === '') {
    return problem(`No key stands before "${found}".`, 'Name the array first, as in resources[].ARN.');
  }
  if (found === '[]') return problem('"[]" stands after a dot.', `Write ${fixed}.`);
  if (/^-?[0-9]+$/.test(inside)) {
    return problem(
      `"${found}" asks for one element of an array by its place.`,
      `Write ${fixed}, which holds if any element does: AWS promises no order of elements.`,
    );
  }
  if (/^[*@#]?$/.test(inside.trim()) || inside === ':') {
    return problem(`"${found}" is how other tools say "any element".`, `Write ${fixed}.`);
  }
  return problem(
    `"${found}" asks for elements of an array by more than "[]".`,
    `Write ${fixed}, and bind conditions to one element with \`some\`. A key that itself holds a bracket is put in double quotes.`,
  );
}

/** `[]` after `[]`. */
export function doubledProblem(text: string, at: number): PathProblem {
  return {
    kind: 'problem',
    what: `"[][]" asks for the elements of elements, with no key between.`,
    do: `Write ${text.slice(0, at)}${text.slice(at + 2)}. CloudTrail puts no array directly into an array.`,
    start: at - 2,
    end: at + 2,
  };
}

/** A key as Splunk (`resources{}`) or JSONPath (`resources.*`) writes an array; undefined for any other. */
export function foreignElement(text: string, start: number, end: number): PathProblem | undefined {
  const key = text.slice(start, end);
  const braces = /\{[0-9*]*\}$/.exec(key)?.[0];
  const mark = key === '*' && start > 0 ? key : braces;
  if (mark === undefined) return undefined;
  const array = text.slice(0, end - mark.length).replace(/\.$/, '');
  return {
    kind: 'problem',
    what: `"${mark}" is how other tools say "any element".`,
    do: `Write ${array}[]${text.slice(end)}.`,
    start: end - mark.length,
    end,
  };
}
