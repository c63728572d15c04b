/**
 * What was read, counted: files, events, and why the rest is none.
 *
 * Owns: the figures of `FilesRead`. Parts are taken in reading order. Must not: read, or look into events.
 */
import type { LogItem, Origin } from '../item.ts';
import type { FilesRead, SkippedReason } from './report.ts';

/** Enough to see what is wrong with a set of files; a damaged archive can hold millions. */
const MALFORMED_SHOWN = 100;

export interface Intake {
  /** An item that is no event. */
  take(item: Exclude<LogItem, { kind: 'event' }>): void;
  /** Events that were evaluated, and events whose time is outside of what was asked for. */
  events(read: number, outside: number): void;
  /** Files that were not opened. */
  pruned(files: number): void;
  report(): FilesRead;
}

export function openIntake(): Intake {
  const skippedBy = new Map<
    string,
    { reason: string; count: number; files: number; first: Origin; last: string }
  >();
  const malformedItems: { reason: string; origin: Origin }[] = [];
  const counts = { files: 0, empty: 0, pruned: 0, read: 0, outside: 0, skipped: 0, malformed: 0 };
  let firstEmpty: Origin | null = null;
  return {
    take(item) {
      const { origin } = item;
      switch (item.kind) {
        case 'skipped': {
          counts.skipped += 1;
          const known = skippedBy.get(item.reason);
          if (known === undefined) {
            const { reason } = item;
            skippedBy.set(reason, { reason, count: 1, files: 1, first: origin, last: origin.path });
          } else {
            known.count += 1;
            // Files come one after the other, so another path is another file.
            if (known.last !== origin.path) known.files += 1;
            known.last = origin.path;
          }
          break;
        }
        case 'malformed':
          counts.malformed += 1;
          if (malformedItems.length < MALFORMED_SHOWN) malformedItems.push({ reason: item.reason, origin });
          break;
        case 'file':
          counts.files += 1;
          if (origin.record === 0) {
            counts.empty += 1;
            firstEmpty ??= origin;
          }
          break;
      }
    },
    events(read, outside) {
      counts.read += read;
      counts.outside += outside;
    },
    pruned(files) {
      counts.pruned += files;
    },
    report() {
      const { files, empty, pruned, read, outside, skipped, malformed } = counts;
      return {
        kind: 'files',
        files,
        emptyFiles: { count: empty, first: firstEmpty },
        prunedFiles: pruned,
        events: { read, outside, skipped, malformed },
        skippedByReason: [...skippedBy.values()].map(({ last: _, ...shown }): SkippedReason => shown),
        malformedItems: [...malformedItems],
      };
    },
  };
}
