/**
 * A stream that ends when a signal says so, even while the next item is waited for.
 *
 * Owns: not waiting any longer. The source is told to close and is not waited for either: a read of a pipe that has no end
 * cannot be called off. Must not: know what is streamed.
 */
export async function* until<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const source = items[Symbol.asyncIterator]();
  // One listener and one promise at a time: a race with a promise that lives on would keep all that were raced with it.
  let give: (next: undefined) => void = () => {};
  const stop = () => give(undefined);
  signal.addEventListener('abort', stop);
  try {
    while (!signal.aborted) {
      const next = await new Promise<IteratorResult<T> | undefined>((resolve, reject) => {
        give = resolve;
        source.next().then(resolve, reject);
      });
      if (next === undefined || next.done === true) return;
      if (!signal.aborted) yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    source.return?.().catch(() => {});
  }
}
