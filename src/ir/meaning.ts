/**
 * What of a condition does not belong to its meaning.
 *
 * Owns: the names. It stands apart from hash.ts, so that threads which compare conditions need not load what hashes.
 */

/**
 * Keys of a predicate and its operands that never change a verdict: where a part stands, how it was spelled, through
 * which param or list the texts came, why a row is there.
 */
export const WITHOUT_MEANING: ReadonlySet<string> = new Set([
  'span',
  'spelled',
  'param',
  'list',
  'column',
  'reason',
]);
