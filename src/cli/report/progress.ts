/**
 * How far a long read has got, on a terminal alone.
 *
 * Owns: one line of the error stream, redrawn a few times a second and wiped at the end. Must not: count for reports.
 */
import type { LogItem } from '../../logs/read.ts';
import { escapeForTerminal } from './terminal.ts';

const EVERY_MS = 250;

/** Passes batches through and shows the number of events and the file that is being read. */
export async function* withProgress(
  batches: AsyncIterable<readonly LogItem[]>,
  write: (text: string) => void,
): AsyncGenerator<readonly LogItem[]> {
  let events = 0;
  let drawn = 0;
  try {
    for await (const batch of batches) {
      for (const item of batch) if (item.kind === 'event') events += 1;
      const now = Date.now();
      if (now - drawn >= EVERY_MS) {
        drawn = now;
        const path = escapeForTerminal(batch[0]?.origin.path ?? '');
        write(`\r\u001b[2K${events.toLocaleString('en')} events, reading ${path}`);
      }
      yield batch;
    }
  } finally {
    if (drawn > 0) write('\r\u001b[2K');
  }
}
