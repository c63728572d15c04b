import { describe, expect, it } from 'vitest';
import { openIntake } from '../../../src/logs/backtest/intake.ts';
import type { LogItem } from '../../../src/logs/item.ts';

const origin = (path: string, record = 1) => ({ path, record });
const skipped = (reason: string, path: string): Exclude<LogItem, { kind: 'event' }> => ({
  kind: 'skipped',
  reason,
  origin: origin(path),
});
const read = (path: string, records: number): Exclude<LogItem, { kind: 'event' }> => ({
  kind: 'file',
  events: records,
  skipped: 0,
  malformed: 0,
  origin: origin(path, records),
});

describe('the intake', () => {
  it('counts the files a reason occurs in, and keeps the first place', () => {
    const intake = openIntake();
    for (const [reason, path] of [
      ['digest', 'a'],
      ['digest', 'a'],
      ['insight', 'a'],
      ['insight', 'b'],
      ['digest', 'b'],
      ['__proto__', 'c'],
    ] as const)
      intake.take(skipped(reason, path));
    expect(intake.report().skippedByReason).toEqual([
      { reason: 'digest', count: 3, files: 2, first: origin('a') },
      { reason: 'insight', count: 2, files: 2, first: origin('a') },
      { reason: '__proto__', count: 1, files: 1, first: origin('c') },
    ]);
    expect(intake.report().events.skipped).toBe(6);
  });

  it('counts files, those that hold nothing, those not opened, and events', () => {
    const intake = openIntake();
    for (const item of [read('a', 2), read('b', 0), read('c', 0)]) intake.take(item);
    intake.pruned(5);
    intake.pruned(1);
    intake.events(2, 1);
    intake.events(0, 1);
    expect(intake.report()).toMatchObject({
      files: 3,
      emptyFiles: { count: 2, first: origin('b', 0) },
      prunedFiles: 6,
      events: { read: 2, outside: 2, skipped: 0, malformed: 0 },
    });
  });

  it('gives figures that later items do not change', () => {
    const intake = openIntake();
    intake.take(skipped('digest', 'a'));
    intake.take({ kind: 'malformed', reason: 'bad', origin: origin('a') });
    const before = intake.report();
    const copy = structuredClone(before);
    intake.take(skipped('digest', 'b'));
    intake.take({ kind: 'malformed', reason: 'bad', origin: origin('b') });
    expect(before).toEqual(copy);
    expect(intake.report().skippedByReason[0]?.count).toBe(2);
  });
});
