/**
 * Answers that policies share: the same question about the same patterns is asked for role after role.
 *
 * Owns: keeping a bounded number of them, by a text that says the whole question. Must not: know the questions.
 */

/** Longer questions are rare, and would only fill the memory. */
const LONGEST_KEY = 1_000;
const MOST_KEPT = 4_096;

/** A function that answers what was asked before without asking again; `make` must depend on the key alone. */
export function createMemo<T>(): (key: string, make: () => T) => T {
  const kept = new Map<string, { readonly answer: T }>();
  return (key, make) => {
    const known = kept.get(key);
    if (known !== undefined) return known.answer;
    const answer = make();
    if (key.length > LONGEST_KEY) return answer;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, { answer });
    return answer;
  };
}
