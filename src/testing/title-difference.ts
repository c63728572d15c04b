/**
 * Where an expected alert title and the rendered one part.
 *
 * Owns: the difference as data. Must not: print it.
 */

export interface TitleDifference {
  readonly expected: string;
  readonly found: string;
  /** Characters (code points) that both begin with. */
  readonly sameStart: number;
  /** Characters that both end with, after `sameStart`. */
  readonly sameEnd: number;
}

/** The difference of two titles; undefined when they are identical. */
export function compareTitles(expected: string, found: string): TitleDifference | undefined {
  if (expected === found) return undefined;
  const left = [...expected];
  const right = [...found];
  const shorter = Math.min(left.length, right.length);
  let sameStart = 0;
  while (sameStart < shorter && left[sameStart] === right[sameStart]) sameStart += 1;
  let sameEnd = 0;
  while (sameEnd < shorter - sameStart && left.at(-1 - sameEnd) === right.at(-1 - sameEnd)) sameEnd += 1;
  return { expected, found, sameStart, sameEnd };
}
