/**
 * The logs of `trailc verify --events`.
 *
 * Owns: batches of one size for the engine, and the count of what was read. Memory is bounded by a batch. Must not:
 * compare.
 */
import type { LogItem } from '../../logs/read.ts';
import type { SqlEngine } from '../../testing/sql-engine.ts';
import { type AskedEvent, type Subject, verifyRules } from '../../testing/verify.ts';
import type { Io } from '../io.ts';
import { readLogs } from '../logs.ts';
import type { LogVerification, MalformedItem } from '../report/verify.ts';

/** Events in one table. */
const BATCH = 1_000;
/** Malformed items that are named; all are counted. */
const MALFORMED_SHOWN = 20;

/** Asks every subject about every event of the inputs. */
export async function verifyLogs(
  inputs: readonly string[],
  subjects: readonly Subject[],
  engine: SqlEngine,
  io: Io,
): Promise<LogVerification> {
  const counts = { read: 0, skipped: 0, malformed: 0 };
  const malformedItems: MalformedItem[] = [];
  const count = (item: LogItem): AskedEvent | undefined => {
    switch (item.kind) {
      case 'event':
        counts.read += 1;
        return { event: item.event, origin: { kind: 'log', ...item.origin } };
      case 'skipped':
        counts.skipped += 1;
        return undefined;
      case 'malformed':
        counts.malformed += 1;
        if (malformedItems.length < MALFORMED_SHOWN) {
          malformedItems.push({ reason: item.reason, origin: item.origin });
        }
        return undefined;
      case 'file':
        return undefined;
    }
  };
  const rules = await verifyRules(subjects, asked(readLogs(inputs, io), count), engine);
  return { events: counts, malformedItems, rules };
}

async function* asked(
  batches: AsyncIterable<readonly LogItem[]>,
  count: (item: LogItem) => AskedEvent | undefined,
): AsyncGenerator<readonly AskedEvent[]> {
  let pending: AskedEvent[] = [];
  for await (const batch of batches) {
    for (const item of batch) {
      const event = count(item);
      if (event !== undefined) pending.push(event);
      if (pending.length < BATCH) continue;
      yield pending;
      pending = [];
    }
  }
  yield pending;
}
