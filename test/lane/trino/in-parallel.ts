/**
 * A few statements at a time.
 *
 * Owns: how many. Must not: know what is asked.
 */

/** Trino plans each statement on one core. */
const AT_ONCE = 3;

/** In the order of `items`, a few at a time. */
export async function inParallel<T, R>(
  items: readonly T[],
  run: (item: T, at: number) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const at = next;
      next += 1;
      const item = items[at];
      if (item !== undefined) results[at] = await run(item, at);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
