/**
 * What the scanner holds, as items: parsed, or looked at and passed.
 *
 * Owns: that these are the items of the plain path (../plain.ts), less those that `look` passes. Must not: read files.
 */
import { isUtf8 } from 'node:buffer';
import { append } from '../../base/result.ts';
import { unwrap } from '../../cloudtrail/envelopes.ts';
import type { Json } from '../../cloudtrail/event.ts';
import { type Counts, createCollector } from '../collect.ts';
import type { LogItem, Origin } from '../item.ts';
import { MAX_VALUE_BYTES } from '../split.ts';
import type { EachRecord } from './records.ts';
import type { Scanner } from './scanner.ts';

/** What becomes of a record: it is parsed, it is an event that needs no more, or it is an event that `T` says all of. */
export type Looked<T> = 'parse' | 'event' | 'outside' | { readonly at: (origin: Origin) => T };

/** What reads records, and is asked about each; without `look` all are parsed. */
export interface Reader<T> {
  readonly scanner: Scanner;
  readonly look: ((scanner: Scanner) => Looked<T>) | undefined;
}

export interface Taken<T> {
  /** As `readLogs` gives them, less those below, and what was said of others in their places. */
  readonly items: readonly (LogItem | { readonly kind: 'looked'; readonly value: T })[];
  /** Events that need no more. */
  readonly passed: number;
  /** Events whose time was not asked for. */
  readonly outside: number;
}

export interface TakenPart<T> extends Taken<T> {
  /** Line breaks in these bytes. */
  readonly lines: number;
  /** Those before, and these. */
  readonly counts: Counts;
}

/**
 * The records of `bytes`; undefined where they are not of the form that `each` reads. `before` is what of the file was read already.
 */
export function take<T>(
  path: string,
  bytes: Uint8Array,
  each: EachRecord,
  { scanner, look }: Reader<T>,
  before: { readonly lines: number; readonly counts: Counts },
): TakenPart<T> | undefined {
  scanner.load(bytes);
  const collector = createCollector(path, before.counts);
  const items: Taken<T>['items'][number][] = [];
  let passed = 0;
  let outside = 0;
  const lines = each(scanner, (from, to, lineBefore) => {
    if (to - from > MAX_VALUE_BYTES) return false;
    const line = before.lines + lineBefore + 1;
    const looked = look?.(scanner) ?? 'parse';
    const isAscii = !scanner.isBeyondAscii();
    // The collector holds faults back until something is JSON, and gives up on a file of nothing else: left to the plain path.
    if (!isAscii && !isUtf8(scanner.data.subarray(from, to))) return false;
    if (looked === 'parse') {
      // What the scanner takes, JSON.parse takes, and it is not too deep.
      const text = scanner.data.toString(isAscii ? 'latin1' : 'utf8', from, to);
      collector.add(unwrap(JSON.parse(text) as Json), true, line);
    } else if (typeof looked === 'string') {
      collector.pass(line);
      if (looked === 'outside') outside += 1;
      else passed += 1;
    } else {
      const value = looked.at(collector.pass(line));
      append(items, collector.take());
      items.push({ kind: 'looked', value });
    }
    return true;
  });
  if (lines < 0) return undefined;
  append(items, collector.take());
  return { items, passed, outside, lines, counts: collector.counts() };
}
