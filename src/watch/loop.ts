/**
 * Hints in, runs out: what may start a run, and that there is never more than one at a time.
 *
 * Owns: the states (quiet, settling, running, stopped). Must not: touch the disk, the terminal or the clock: all three
 * are handed in.
 */
import { type Scheduler, settle, type Timing } from './settle.ts';

/** Why something is run. */
export interface Occasion {
  readonly kind: 'start' | 'change' | 'asked';
  /** Files that differ from what the run before saw. */
  readonly changed: ReadonlySet<string>;
}

export interface LoopParts {
  readonly timing: Timing;
  readonly scheduler: Scheduler;
  /** What differs since it was last called. Hints say only that it is worth looking. */
  readonly look: () => ReadonlySet<string>;
  readonly run: (occasion: Occasion) => Promise<void>;
  /** A fault of `look` or `run`; the loop has stopped by then. */
  readonly fail: (error: unknown) => void;
}

export interface Loop {
  /** The first run. */
  readonly start: () => void;
  /** Something may have changed: there is a run when it is quiet, if something did. */
  readonly hint: () => void;
  /** There is a run now, whether or not something changed. */
  readonly ask: () => void;
  readonly stop: () => void;
}

export function makeLoop({ timing, scheduler, look, run, fail }: LoopParts): Loop {
  let running = false;
  let stopped = false;
  // What came while something ran.
  let hinted = false;
  let asked = false;
  const settling = settle(timing, scheduler, () => void begin('change'));
  const stop = () => {
    stopped = true;
    settling.cancel();
  };
  const begin = async (kind: Occasion['kind']): Promise<void> => {
    settling.cancel();
    running = true;
    hinted = false;
    asked = false;
    try {
      const changed = look();
      if (kind !== 'change' || changed.size > 0) await run({ kind, changed });
    } catch (error) {
      stop();
      fail(error);
    }
    running = false;
    if (stopped) return;
    if (asked) void begin('asked');
    else if (hinted) settling.hint();
  };
  return {
    start: () => void begin('start'),
    hint: () => {
      if (stopped) return;
      if (running) hinted = true;
      else settling.hint();
    },
    ask: () => {
      if (stopped) return;
      if (running) asked = true;
      else void begin('asked');
    },
    stop,
  };
}
