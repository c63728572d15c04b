/**
 * The patterns that params may demand of their values: a small, safe part of regular expressions.
 *
 * Owns: that grammar, and the one place where such a pattern becomes a RegExp. Must not: be used for matching events;
 * `matches` has a grammar of its own. Groups are not repeated and few parts are unbounded, so no value can make it slow.
 */

const LONGEST_PATTERN = 200;
/** Beyond this a value cannot be right, and matching it would take long. */
export const LONGEST_VALUE = 1024;
const MOST_UNBOUNDED = 2;

// One character, a dot, an escaped character or class, or a class without nesting.
const ATOM = /^(?:\\[dws]|\\[^A-Za-z0-9]|\[\^?(?:\\.|[^\\[\]])+\]|[^\\()[\]{}*+?|^$])/u;
const REPEAT = /^(?:[?*+]|\{[0-9]{1,3}(?:,[0-9]{0,3})?\})/;

/** Why the pattern cannot be used, to follow "cannot be used:"; undefined when it can. */
export function patternProblem(pattern: string): string | undefined {
  if (pattern.length > LONGEST_PATTERN) return `it is longer than ${LONGEST_PATTERN} characters`;
  let rest = pattern;
  let open = 0;
  let unbounded = 0;
  while (rest !== '') {
    const mark = /^(?:\(\?:|[()|^$])/.exec(rest)?.[0];
    if (mark !== undefined) {
      rest = rest.slice(mark.length);
      if (mark === '(' || mark === '(?:') open += 1;
      if (mark === '(' && rest.startsWith('?')) return 'it uses a group with "(?", other than "(?:"';
      if (mark === ')') open -= 1;
      if (open < 0) return 'a ")" closes nothing';
      if (mark === ')' && rest.startsWith('?')) rest = rest.slice(1);
      if (REPEAT.test(rest)) return `"${mark}" is repeated; only one character or class may be`;
      continue;
    }
    const atom = ATOM.exec(rest)?.[0];
    if (atom === undefined) return `"${rest.slice(0, 8)}" is not understood`;
    rest = rest.slice(atom.length);
    const repeat = REPEAT.exec(rest)?.[0] ?? '';
    rest = rest.slice(repeat.length);
    if (/^(?:[*+]|\{[0-9]+,\})$/.test(repeat)) unbounded += 1;
    if (unbounded > MOST_UNBOUNDED) return `more than ${MOST_UNBOUNDED} parts have no upper bound`;
    if (REPEAT.test(rest)) return `"${atom}${repeat}" is repeated twice`;
  }
  if (open > 0) return 'a "(" is never closed';
  return compile(pattern) === undefined ? 'it is no regular expression' : undefined;
}

/** Whether the value matches somewhere. A pattern with a problem matches nothing. */
export function matchesPattern(pattern: string, value: string): boolean {
  if (value.length > LONGEST_VALUE || patternProblem(pattern) !== undefined) return false;
  return compile(pattern)?.test(value) ?? false;
}

function compile(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
}
