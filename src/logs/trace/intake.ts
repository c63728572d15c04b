/**
 * Log items in, events out, each once; and the counts of everything else.
 *
 * Owns: what is said of the input beside the answer. Must not: read files.
 */
import type { CloudTrailEvent } from '../../cloudtrail/event.ts';
import type { LogItem, Origin } from '../item.ts';
import type { Glimpsed } from './glimpse.ts';
import { type Caller, callerOf, textOf } from './identity.ts';
import { createSeen } from './seen.ts';

export interface Intake {
  readonly files: number;
  /** Events taken, without repeated ones. */
  readonly events: number;
  /** Records with an eventID that was read before. */
  readonly repeated: number;
  readonly skipped: number;
  readonly malformed: number;
  /** The first of them. */
  readonly malformedItems: readonly { readonly reason: string; readonly origin: Origin }[];
}

const MALFORMED_SHOWN = 100;

type Item = LogItem | Glimpsed;

/** Hands every event and its caller to `take`, and resolves to the counts. */
export async function takeEvents(
  items: AsyncIterable<Item | readonly Item[]>,
  take: (event: CloudTrailEvent, caller: Caller) => void,
): Promise<Intake> {
  const seen = createSeen();
  const counts = { files: 0, events: 0, repeated: 0, skipped: 0, malformed: 0 };
  const malformedItems: { reason: string; origin: Origin }[] = [];
  const one = (item: Item): void => {
    switch (item.kind) {
      case 'event': {
        const id = textOf(item.event.eventID);
        if (id !== null && seen.add(id)) {
          counts.repeated += 1;
          return;
        }
        counts.events += 1;
        take(item.event, 'caller' in item ? item.caller : callerOf(item.event));
        return;
      }
      case 'skipped':
        counts.skipped += 1;
        return;
      case 'malformed':
        counts.malformed += 1;
        if (malformedItems.length < MALFORMED_SHOWN)
          malformedItems.push({ reason: item.reason, origin: item.origin });
        return;
      case 'file':
        counts.files += 1;
    }
  };
  for await (const next of items) {
    if ('kind' in next) one(next);
    else for (const item of next) one(item);
  }
  return { ...counts, malformedItems };
}
