/** When `watch` runs, with time that the tests make pass. */
import { describe, expect, it } from 'vitest';
import { makeLoop } from '../../src/watch/loop.ts';
import { fakeTime } from './time.ts';

const TIMING = { quiet: 60, atMost: 500 };

/** A loop whose runs end when they are told to. */
function loopOf() {
  const time = fakeTime();
  const changes = new Set<string>();
  const runs: string[] = [];
  const failed: unknown[] = [];
  let end: ((error?: Error) => void) | undefined;
  const loop = makeLoop({
    timing: TIMING,
    scheduler: time,
    look: () => {
      const seen = new Set(changes);
      changes.clear();
      return seen;
    },
    run: ({ kind, changed }) => {
      runs.push([kind, ...changed].join(' '));
      return new Promise((resolve, reject) => {
        end = (error) => (error === undefined ? resolve() : reject(error));
      });
    },
    fail: (error) => failed.push(error),
  });
  return {
    time,
    loop,
    runs,
    failed,
    change: (path: string) => {
      changes.add(path);
      loop.hint();
    },
    /** Ends the run under way. */
    ends: async (error?: Error) => {
      end?.(error);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** After its first run. */
async function started() {
  const one = loopOf();
  one.loop.start();
  await one.ends();
  return one;
}

describe('the loop of watch', () => {
  it('runs at the start, whatever changed', async () => {
    expect((await started()).runs).toEqual(['start']);
  });

  it('runs when it has been quiet, once for all that came', async () => {
    const { change, time, runs } = await started();
    change('a.yml');
    time.pass(59);
    change('b.yml');
    time.pass(59);
    expect(runs).toEqual(['start']);
    time.pass(1);
    expect(runs).toEqual(['start', 'change a.yml b.yml']);
  });

  it('waits no longer than the limit for what never becomes quiet', async () => {
    const { change, time, runs } = await started();
    for (let at = 0; at < 500; at += 50) {
      expect(runs).toEqual(['start']);
      change('a.yml');
      time.pass(50);
    }
    expect(runs).toEqual(['start', 'change a.yml']);
  });

  it('counts the limit anew after each run', async () => {
    const { change, time, runs, ends } = await started();
    change('a.yml');
    time.pass(60);
    await ends();
    time.pass(10_000);
    change('b.yml');
    time.pass(59);
    expect(runs).toHaveLength(2);
    time.pass(1);
    expect(runs).toHaveLength(3);
  });

  it('runs nothing where a hint was about nothing', async () => {
    const { loop, time, runs } = await started();
    loop.hint();
    time.pass(1000);
    expect(runs).toEqual(['start']);
    expect(time.waiting()).toBe(0);
  });

  it('never runs two at a time, and forgets nothing that came meanwhile', async () => {
    const { change, time, runs, ends } = await started();
    change('a.yml');
    time.pass(60);
    change('b.yml');
    time.pass(1000);
    expect(runs).toEqual(['start', 'change a.yml']);
    await ends();
    time.pass(60);
    expect(runs).toEqual(['start', 'change a.yml', 'change b.yml']);
  });

  it('runs at once when it is asked, with what was waiting', async () => {
    const { change, loop, time, runs, ends } = await started();
    change('a.yml');
    loop.ask();
    expect(runs).toEqual(['start', 'asked a.yml']);
    await ends();
    time.pass(1000);
    expect(runs).toHaveLength(2);
  });

  it('keeps a question that comes while it runs, once', async () => {
    const { loop, runs, ends } = await started();
    loop.ask();
    loop.ask();
    loop.ask();
    expect(runs).toEqual(['start', 'asked']);
    await ends();
    expect(runs).toEqual(['start', 'asked', 'asked']);
    await ends();
    expect(runs).toHaveLength(3);
  });

  it('does nothing more when it was stopped', async () => {
    const { change, loop, time, runs, ends } = await started();
    change('a.yml');
    loop.stop();
    expect(time.waiting()).toBe(0);
    change('b.yml');
    loop.ask();
    time.pass(1000);
    await ends();
    expect(runs).toEqual(['start']);
  });

  it('does not go on after a run that was under way when it was stopped', async () => {
    const { change, loop, time, runs, ends } = loopOf();
    loop.start();
    change('a.yml');
    loop.ask();
    loop.stop();
    await ends();
    time.pass(1000);
    expect(runs).toEqual(['start']);
  });

  it('stops at a fault, and hands it on', async () => {
    const { change, time, runs, ends, failed } = await started();
    change('a.yml');
    time.pass(60);
    const fault = new Error('one');
    await ends(fault);
    expect(failed).toEqual([fault]);
    change('b.yml');
    time.pass(1000);
    expect(runs).toHaveLength(2);
  });
});
