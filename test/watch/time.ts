/** Time that passes when a test says so. */
import type { Scheduler } from '../../src/watch/settle.ts';

export interface FakeTime extends Scheduler {
  /** Lets time pass; what falls due is called at its own time, in order. */
  readonly pass: (milliseconds: number) => void;
  /** Calls that wait. */
  readonly waiting: () => number;
}

export function fakeTime(): FakeTime {
  let now = 0;
  let calls: { readonly at: number; readonly call: () => void }[] = [];
  return {
    now: () => now,
    after: (milliseconds, call) => {
      const one = { at: now + milliseconds, call };
      calls.push(one);
      return () => {
        calls = calls.filter((other) => other !== one);
      };
    },
    pass: (milliseconds) => {
      const end = now + milliseconds;
      while (true) {
        const [next] = calls.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        calls = calls.filter((other) => other !== next);
        now = next.at;
        next.call();
      }
      now = end;
    },
    waiting: () => calls.length,
  };
}
