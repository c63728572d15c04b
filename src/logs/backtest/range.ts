/**
 * The time that a backtest is asked about.
 *
 * Owns: bounds of eventTime, and whether an event lies within them. Must not: know paths (paths.ts) or clocks, or how a
 * time is written (trace/time.ts, for everything that reads logs).
 */
import { timeOf } from '../trace/time.ts';

export interface Range {
  /** Milliseconds since 1970 (UTC), inclusive; undefined: no bound. */
  readonly from?: number;
  /** Exclusive. */
  readonly to?: number;
}

/** Whether an eventTime lies within. An event whose time cannot be read is within only where nothing was asked for. */
export function isWithin({ from, to }: Range, eventTime: string | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  const time = timeOf(eventTime);
  return time !== null && (from === undefined || time >= from) && (to === undefined || time < to);
}
