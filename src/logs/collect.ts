/**
 * The items of one file: numbered, counted, and one item for a file that is no JSON at all.
 *
 * Owns: the numbers of records, and the holding back of faults until it is known whether the file is JSON. Must not:
 * read or parse.
 */
import { SKIP_REASONS, type Unwrapped } from '../cloudtrail/envelopes.ts';
import type { LogItem, Origin } from './item.ts';

export interface Collector {
  /** Adds what one piece of the file holds; `isJson` is false for a piece that could not be parsed. */
  add(found: readonly Unwrapped[], isJson: boolean, line: number): void;
  /** Counts an event that needs no item, and says where it stands. */
  pass(line: number): Origin;
  /** Adds a fault that ends the file. */
  damage(reason: string): void;
  /** What was counted so far. */
  counts(): Counts;
  /** The items since the last call. */
  take(): readonly LogItem[];
  /** Whether so much was tried in vain that the rest of the file need not be read. */
  isHopeless(): boolean;
  /** The last items, and the file's own. */
  close(): readonly LogItem[];
}

/** The records of a file so far; a collector made with them counts on from there. */
export interface Counts {
  readonly event: number;
  readonly skipped: number;
  readonly malformed: number;
  /** Whether anything was JSON, be it an empty list of records. */
  readonly sawJson: boolean;
}

export const NO_COUNTS: Counts = { event: 0, skipped: 0, malformed: 0, sawJson: false };

/** Faults that are held back while nothing in the file was JSON; with more of them, the file holds none. */
const MAX_HELD = 10_000;

type Fault = { readonly reason: string; readonly line?: number };

export function createCollector(path: string, before = NO_COUNTS): Collector {
  const { event, skipped, malformed } = before;
  const count = { event, skipped, malformed };
  let items: LogItem[] = [];
  let held: Fault[] = [];
  let { sawJson } = before;

  const originOf = (line: number | undefined): Origin => {
    const record = count.event + count.skipped + count.malformed;
    return line === undefined ? { path, record } : { path, record, line };
  };
  const push = (one: Unwrapped, line: number | undefined): void => {
    count[one.kind] += 1;
    const origin = originOf(line);
    if (one.kind === 'event') items.push({ kind: 'event', event: one.event, origin });
    else if (one.kind === 'skipped')
      items.push({ kind: 'skipped', reason: SKIP_REASONS[one.reason], origin });
    else items.push({ kind: 'malformed', reason: one.reason, origin });
  };
  const release = (): void => {
    for (const { reason, line } of held) push({ kind: 'malformed', reason }, line);
    held = [];
  };

  const take = (): readonly LogItem[] => {
    const taken = items;
    items = [];
    return taken;
  };

  return {
    add(found, isJson, line) {
      if (isJson && !sawJson) {
        sawJson = true;
        release();
      }
      for (const one of found) {
        if (!sawJson && one.kind === 'malformed') held.push({ reason: one.reason, line });
        else push(one, line);
      }
    },
    pass(line) {
      if (!sawJson) {
        sawJson = true;
        release();
      }
      count.event += 1;
      return originOf(line);
    },
    damage(reason) {
      // Where nothing was JSON, what ended the file says most about it.
      if (!sawJson) held = [];
      push({ kind: 'malformed', reason }, undefined);
    },
    counts: () => ({ ...count, sawJson }),
    take,
    isHopeless() {
      return held.length > MAX_HELD;
    },
    close() {
      const [first, second] = held;
      if (first !== undefined && second !== undefined)
        held = [{ reason: 'nothing in this file is JSON', line: first.line ?? 1 }];
      release();
      const origin = originOf(undefined);
      items.push({
        kind: 'file',
        events: count.event,
        skipped: count.skipped,
        malformed: count.malformed,
        origin,
      });
      return take();
    },
  };
}
