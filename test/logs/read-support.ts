/** What the tests of reading share: records made up here, inputs of bytes, and items in one line each. */
import { Readable } from 'node:stream';
import type { JsonObject } from '../../src/cloudtrail/event.ts';
import { type LogItem, readLogs } from '../../src/logs/read.ts';

export const record = (eventID: string, more: JsonObject = {}): JsonObject => ({
  eventVersion: '1.11',
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
  eventID,
  ...more,
});
export const line = (eventID: string, more: JsonObject = {}) => JSON.stringify(record(eventID, more));

/** Reads the bytes as standard input, in chunks of a size. */
export async function itemsOf(input: string | Buffer, chunk = 64 * 1024): Promise<readonly LogItem[]> {
  const bytes = Buffer.from(input);
  function* chunks() {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  return collect(readLogs(['-'], { stdin: Readable.from(chunks()) }));
}

export async function collect(items: AsyncIterable<LogItem>): Promise<readonly LogItem[]> {
  const found: LogItem[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** An event's id, or why there is none; the closing item of the file is left out. */
export function summary(items: readonly LogItem[]): readonly string[] {
  return items.flatMap((item) => {
    if (item.kind === 'file') return [];
    return [item.kind === 'event' ? String(item.event.eventID) : `${item.kind}: ${item.reason}`];
  });
}

export const read = async (input: string | Buffer, chunk?: number) => summary(await itemsOf(input, chunk));
