/**
 * Where a statement stands in its policy as it is printed in reports and diffs: JSON indented by two.
 *
 * Owns: that printing, and lines in it. Must not: know what a statement means.
 */
import { isJsonObject, type Json } from '../cloudtrail/event.ts';

export const printPolicy = (json: Json): string => `${JSON.stringify(json, null, 2)}\n`;

/** 1-based line and column of the brace that opens the statement. */
export function placeOfStatement(
  policy: Json,
  index: number,
): { readonly line: number; readonly column: number } {
  const linesOf = (json: Json | undefined) => JSON.stringify(json ?? null, null, 2).split('\n').length;
  let line = 2;
  for (const [key, value] of Object.entries(isJsonObject(policy) ? policy : {})) {
    if (key !== 'Statement') {
      line += linesOf(value);
      continue;
    }
    if (!Array.isArray(value)) return { line, column: '  "Statement": '.length + 1 };
    const before = value.slice(0, index).reduce((sum: number, one: Json) => sum + linesOf(one), 0);
    return { line: line + 1 + before, column: 5 };
  }
  return { line: 1, column: 1 };
}
