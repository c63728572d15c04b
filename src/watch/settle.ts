/**
 * When a burst of changes is over.
 *
 * Owns: the waiting: until it has been quiet for a while, but never longer than a limit, so that a program which writes
 * without pause cannot hold up a run for good. Must not: know what changed, or read a clock of its own.
 */

/** Time, handed in so that tests can make it pass. Milliseconds. */
export interface Scheduler {
  readonly now: () => number;
  /** Calls once, later; the result takes it back. */
  readonly after: (milliseconds: number, call: () => void) => () => void;
}

/** Milliseconds. */
export interface Timing {
  readonly quiet: number;
  readonly atMost: number;
}

export interface Settling {
  /** Something happened. */
  readonly hint: () => void;
  readonly cancel: () => void;
}

export function settle({ quiet, atMost }: Timing, scheduler: Scheduler, settled: () => void): Settling {
  let first: number | undefined;
  let takeBack: (() => void) | undefined;
  const cancel = () => {
    takeBack?.();
    takeBack = undefined;
    first = undefined;
  };
  return {
    cancel,
    hint: () => {
      const now = scheduler.now();
      first ??= now;
      takeBack?.();
      takeBack = scheduler.after(Math.max(0, Math.min(quiet, first + atMost - now)), () => {
        cancel();
        settled();
      });
    },
  };
}

export const REAL_TIME: Scheduler = {
  now: () => performance.now(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
};
