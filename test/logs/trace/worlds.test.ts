/** Generated worlds in which the truth is known: no strong chain may name the wrong person. */
import '../../support/seed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import type { ForwardNode } from '../../../src/logs/trace/forward.ts';
import { DEFAULT_WINDOW_MS } from '../../../src/logs/trace/link.ts';
import { listSessions } from '../../../src/logs/trace/sessions.ts';
import { type TraceAnswer, traceLogs } from '../../../src/logs/trace/trace.ts';
import { buildWorld, itemsOf, op, type World } from './world.ts';

const window = DEFAULT_WINDOW_MS;
const trace = (what: string, events: readonly CloudTrailEvent[], forward = false) =>
  traceLogs(what, itemsOf(events), { window, forward });

function found(answer: TraceAnswer) {
  if (answer.kind !== 'found') throw new Error(`the answer is ${answer.kind}`);
  return answer.trace;
}

const worlds = (reuse: boolean) => fc.array(op(reuse), { minLength: 1, maxLength: 12 }).map(buildWorld);
const RUNS = { numRuns: 150 };

/** Shuffled by a list of numbers, and without some of the issuing calls. */
const disturbed = (world: World, order: readonly number[], dropped: readonly number[]) => {
  const gone = new Set(dropped.flatMap((at) => world.calls[at % Math.max(1, world.calls.length)] ?? []));
  return world.events
    .map((event, at) => ({ event, rank: order[at % order.length] ?? 0 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ event }) => event)
    .filter(({ eventID }) => !gone.has(String(eventID)));
};
const order = fc.array(fc.nat(1000), { minLength: 30, maxLength: 60 });

describe('a world in which nothing is missing', () => {
  it('is traced to the true root by strong links alone, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(worlds(false), order, async (world, ranks) => {
        const events = disturbed(world, ranks, []);
        for (const id of world.uses) {
          const { end, certain } = found(await trace(id, events));
          expect([id, end.name, certain]).toEqual([id, world.truth.get(id), true]);
        }
      }),
      RUNS,
    );
  });

  it('gives the same answer in every order and with every record repeated', async () => {
    await fc.assert(
      fc.asyncProperty(worlds(true), order, async (world, ranks) => {
        const [id] = world.uses;
        if (id === undefined) return;
        const { intake: _, ...straight } = await trace(id, world.events);
        const { intake: __, ...mixed } = await trace(id, disturbed(world, ranks, []));
        // Which of two accounts' records stands first is all that may differ.
        const plain = (value: unknown) =>
          JSON.stringify(value, (key, one) =>
            key === 'eventID' || key === 'sameCallAs' || key === 'account' ? undefined : one,
          );
        expect(plain(mixed)).toBe(plain(straight));
      }),
      RUNS,
    );
  });
});

describe('a world with gaps, clock skew and keys issued twice', () => {
  it('never has the wrong root by strong links', async () => {
    let strong = 0;
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(
        worlds(true),
        order,
        fc.array(fc.nat(20), { maxLength: 4 }),
        async (world, ranks, dropped) => {
          const events = disturbed(world, ranks, dropped);
          for (const id of world.uses) {
            const { end, hops, certain } = found(await trace(id, events));
            asked += 1;
            const sure =
              (end.kind === 'person' || end.kind === 'service') &&
              hops.every(({ strength }) => strength === 'strong');
            expect(sure).toBe(certain);
            if (!certain) continue;
            strong += 1;
            expect([id, end.name]).toEqual([id, world.truth.get(id)]);
          }
        },
      ),
      RUNS,
    );
    // The property would hold for a trace that is never sure.
    expect(strong / asked).toBeGreaterThan(0.4);
  });

  it('has the same roots in the list of sessions', async () => {
    await fc.assert(
      fc.asyncProperty(
        worlds(true),
        order,
        fc.array(fc.nat(20), { maxLength: 4 }),
        async (world, ranks, dropped) => {
          const events = disturbed(world, ranks, dropped);
          const report = await listSessions(itemsOf(events), { window });
          let counted = 0;
          for (const { eventID: id, row } of report.sessions) {
            counted += row.events;
            if (row.certain) expect([id, row.root.name]).toEqual([id, world.truth.get(id)]);
            if (row.events === 0 || row.ambiguous) continue;
            const { end, hops } = found(await trace(id, events));
            expect([id, row.root, row.chain.length]).toEqual([id, end, hops.length]);
          }
          const uses = new Set(events.map(({ eventID }) => eventID));
          expect(counted + report.withoutSession).toBe(uses.size);
        },
      ),
      RUNS,
    );
  });

  it('has every event of a person under the person, forwards', async () => {
    await fc.assert(
      fc.asyncProperty(worlds(false), order, async (world, ranks) => {
        const answer = await trace('AKIAU0', disturbed(world, ranks, []), true);
        const twins = new Set(world.calls.flatMap(([, ...others]) => others));
        const truly = [...world.truth].filter(([id, root]) => root === 'u0' && !twins.has(id)).length;
        fc.pre(truly > 0);
        const sum = ({ events, children }: ForwardNode): number =>
          children.reduce((total, child) => total + sum(child), events);
        const { forward } = found(answer);
        expect(forward === null ? null : sum(forward)).toBe(truly);
      }),
      RUNS,
    );
  });
});
