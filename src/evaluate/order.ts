/**
 * The order of integers, timestamps and versions (docs/semantics.md §12).
 *
 * Owns: when two texts of one scale stand in an order. Must not: know fields or operators.
 */
import type { Scale } from '../language/operands.ts';
import { isOfScale } from '../language/values.ts';

/** Negative, zero or positive as the left is less than, equal to or greater than the right. */
type Compare = (left: string, right: string) => number;

const COMPARE: { readonly [S in Scale]: Compare } = {
  // At most fifteen digits: a double holds every one of them.
  integer: (left, right) => Number(left) - Number(right),
  // All are equally long and in one time zone, so the order of their characters is that of time.
  timestamp: (left, right) => (left === right ? 0 : left < right ? -1 : 1),
  version: (left, right) => {
    const [leftMajor = 0, leftMinor = 0] = left.split('.').map(Number);
    const [rightMajor = 0, rightMinor = 0] = right.split('.').map(Number);
    return leftMajor - rightMajor || leftMinor - rightMinor;
  },
};

/** Compares with a limit; undefined where either text is not of the scale, and so neither less nor greater nor equal. */
export function compileOrder(scale: Scale, limit: string): (text: string) => number | undefined {
  const compare = COMPARE[scale];
  if (!isOfScale(scale, limit)) return () => undefined;
  return (text) => (isOfScale(scale, text) ? compare(text, limit) : undefined);
}
