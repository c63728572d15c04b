/**
 * How far a long read or audit has got, on a terminal alone.
 *
 * Owns: one line of the error stream, redrawn a few times a second and wiped at the end. Must not: count for reports.
 */
import type { LogItem } from '../../logs/read.ts';
import { escapeForTerminal } from './terminal.ts';
import { cutToWidth, widthOf, widthOfCharacter } from './width.ts';

const EVERY_MS = 250;
const WIPE = '\r\u001b[2K';

export interface StatusLine {
  /**
   * Shows a text and the end of a path in the place of what was shown before, in one line; most calls do nothing, being
   * too early.
   */
  draw(shown: () => { readonly text: string; readonly path: string }): void;
  /** Takes the line away; later calls of `draw` do nothing. */
  end(): void;
}

/** A line for a stream that is a terminal. */
export function openStatusLine(
  write: (text: string) => void,
  columns: () => number | undefined = () => process.stderr.columns,
  now: () => number = Date.now,
): StatusLine {
  let drawn: number | undefined;
  let ended = false;
  return {
    draw(shown) {
      const time = now();
      if (ended || (drawn !== undefined && time - drawn < EVERY_MS)) return;
      drawn = time;
      // A line that fills the last column wraps on some terminals, and what has wrapped is not wiped.
      const room = Math.max((columns() || 80) - 1, 1);
      const { text, path } = shown();
      write(WIPE + fitted(text, escapeForTerminal(path), room));
    },
    end() {
      if (drawn !== undefined && !ended) write(WIPE);
      ended = true;
    },
  };
}

/** The day and the name of a log file stand at the end of its path. */
function fitted(text: string, path: string, room: number): string {
  const left = room - widthOf(text);
  if (left < LEAST_OF_PATH) return cutToWidth(text, room, '…');
  if (widthOf(path) <= left) return text + path;
  let kept = '';
  let taken = 1;
  for (const character of [...path].reverse()) {
    taken += widthOfCharacter(character);
    if (taken > left) break;
    kept = character + kept;
  }
  return `${text}…${kept}`;
}

const LEAST_OF_PATH = 12;

/** Passes batches through and shows the number of events and the file that is being read. */
export async function* withProgress(
  batches: AsyncIterable<readonly LogItem[]>,
  write: (text: string) => void,
): AsyncGenerator<readonly LogItem[]> {
  let events = 0;
  const line = openStatusLine(write);
  try {
    for await (const batch of batches) {
      for (const item of batch) if (item.kind === 'event') events += 1;
      line.draw(() => ({
        text: `${events.toLocaleString('en')} events, reading `,
        path: batch[0]?.origin.path ?? '',
      }));
      yield batch;
    }
  } finally {
    line.end();
  }
}
