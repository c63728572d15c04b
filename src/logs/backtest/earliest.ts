/**
 * The earliest few of many, with bounded work and memory.
 *
 * Owns: a heap whose top is the latest of those kept. Must not: build what it keeps before it is known to be kept.
 */
export interface Earliest<T> {
  /** `time` NaN: none, which is after every time. Equal ones stay in the order of offering; `build` makes what is kept. */
  offer(time: number, build: () => T): void;
  /** Earliest first. */
  list(): readonly T[];
}

interface Kept<T> {
  readonly time: number;
  readonly order: number;
  readonly value: T;
}

export function openEarliest<T>(most: number): Earliest<T> {
  /** Each is later than the two at 2i + 1 and 2i + 2. */
  const heap: Kept<T>[] = [];
  let offered = 0;
  const isLater = (one: number, other: number) => later(heap[one] as Kept<T>, heap[other] as Kept<T>) > 0;
  const swap = (one: number, other: number) => {
    const held = heap[one] as Kept<T>;
    heap[one] = heap[other] as Kept<T>;
    heap[other] = held;
  };
  const rise = () => {
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!isLater(at, parent)) return;
      swap(at, parent);
      at = parent;
    }
  };
  const sink = () => {
    for (let at = 0; ; ) {
      let latest = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && isLater(child, latest)) latest = child;
      }
      if (latest === at) return;
      swap(at, latest);
      at = latest;
    }
  };
  return {
    offer(given, build) {
      const time = Number.isNaN(given) ? Number.POSITIVE_INFINITY : given;
      const order = offered;
      offered += 1;
      if (heap.length < most) {
        heap.push({ time, order, value: build() });
        rise();
        return;
      }
      // One that is as late as the latest came after it.
      const latest = heap[0];
      if (latest === undefined || time >= latest.time) return;
      heap[0] = { time, order, value: build() };
      sink();
    },
    list: () => [...heap].sort(later).map(({ value }) => value),
  };
}

/** Above 0 where `a` is later than `b`. Infinity less Infinity is no number, and then the order decides. */
function later(a: Kept<unknown>, b: Kept<unknown>): number {
  return a.time - b.time || a.order - b.order;
}
