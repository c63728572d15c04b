/**
 * One file at a time: from a path to its matches and counts. What a worker thread does; it may be done on any thread.
 *
 * Owns: the raw path where the file allows it, the plain path where it does not; what of a file is handed over. Must not:
 * count over files, or know threads.
 */

import type { CloudTrailEvent } from '../../cloudtrail/event.ts';
import type { LogItem } from '../item.ts';
import { readWhole, type WholeFile } from '../raw/whole.ts';
import { readBytes, readFileBatches } from '../read.ts';
import { compileAsk } from './lane.ts';
import { openLook } from './look.ts';
import type { AskedRule } from './question.ts';
import { isWithin, type Range } from './range.ts';
import type { MatchedEvent } from './report.ts';

/** What a file, or a further part of it, holds; plain data. */
export interface Part {
  readonly matched: readonly MatchedEvent[];
  /** What is no event. */
  readonly others: readonly Exclude<LogItem, { kind: 'event' }>[];
  /** Events that were evaluated, and those of another time. */
  readonly read: number;
  readonly outside: number;
}

export interface Work {
  file(path: string): AsyncGenerator<Part>;
  /** The same for a stream that is called `path`. */
  stream(path: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<Part>;
}

/** Compiles the rules once; each call reads one input. Nothing throws but a fault of trailc. */
export function openWork(rules: readonly AskedRule[], range: Range): Work {
  const isBounded = range.from !== undefined || range.to !== undefined;
  const ask = compileAsk(rules);
  const { scanner, look } = openLook(rules, isBounded ? (time) => isWithin(range, time) : undefined);
  const partOf = ({ items, passed, outside }: WholeFile<MatchedEvent>): Part => {
    const matched: MatchedEvent[] = [];
    const others: Exclude<LogItem, { kind: 'event' }>[] = [];
    const count = { read: passed, outside };
    for (const item of items) {
      if (item.kind === 'looked') {
        count.read += 1;
        matched.push(item.value);
      } else if (item.kind !== 'event') {
        others.push(item);
      } else if (isBounded && !isWithin(range, timeOf(item.event))) {
        count.outside += 1;
      } else {
        count.read += 1;
        const found = ask(item.event, item.origin);
        if (found !== undefined) matched.push(found);
      }
    }
    return { matched, others, ...count };
  };
  return {
    async *file(path) {
      const whole = readWhole(path, scanner, look);
      if (whole !== undefined) yield partOf(whole);
      else for await (const items of readFileBatches(path)) yield partOf({ items, passed: 0, outside: 0 });
    },
    async *stream(path, bytes) {
      for await (const items of readBytes(path, bytes)) yield partOf({ items, passed: 0, outside: 0 });
    },
  };
}

const timeOf = ({ eventTime }: CloudTrailEvent) => (typeof eventTime === 'string' ? eventTime : undefined);
