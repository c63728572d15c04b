/**
 * The one event that a command is about: in a file, on the standard input, or typed as JSON.
 *
 * Owns: finding it among others by its eventID, and saying so when it is not there. Must not: read bytes (logs does).
 */
import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { CloudTrailEvent } from '../cloudtrail/event.ts';
import { readLogs } from '../logs/read.ts';
import { type Io, UsageError } from './io.ts';
import { escapeForTerminal } from './report/terminal.ts';

/** The event of `input`: a file, `-`, or the JSON text itself. Throws UsageError. */
export async function oneEvent(input: string, eventId: string | undefined, io: Io): Promise<CloudTrailEvent> {
  const pasted = /^\s*[{[]/.test(input) && !existsSync(input);
  const items = pasted
    ? readLogs(['-'], { stdin: Readable.from([Buffer.from(input)]) })
    : readLogs([input], { stdin: io.stdin });
  let first: CloudTrailEvent | undefined;
  let count = 0;
  let reason: string | undefined;
  for await (const item of items) {
    if (item.kind === 'malformed' || item.kind === 'skipped') reason ??= item.reason;
    if (item.kind !== 'event') continue;
    count += 1;
    if (eventId !== undefined && item.event.eventID === eventId) return item.event;
    first ??= item.event;
  }
  const where = pasted ? 'the text given' : input === '-' ? 'standard input' : `"${shortened(input)}"`;
  if (first === undefined) {
    throw new UsageError(
      `${where} holds no CloudTrail event${reason === undefined ? '' : `: ${reason}`}.`,
      'Give a record, a log file, or "-" for standard input.',
    );
  }
  if (eventId !== undefined)
    throw new UsageError(`none of the ${count} events of ${where} has the eventID "${shortened(eventId)}".`);
  if (count > 1) throw new UsageError(`${where} holds ${count} events.`, 'Name one with --event-id ID.');
  return first;
}

/** A word of the command line, as a message quotes it. */
function shortened(word: string): string {
  return escapeForTerminal(word.length > 200 ? `${word.slice(0, 200)}…` : word);
}
