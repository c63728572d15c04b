/**
 * The time that a backtest is asked about.
 *
 * Owns: bounds of eventTime, and whether an event lies within them. Must not: know paths (paths.ts) or clocks.
 */
export interface Range {
  /** Milliseconds since 1970 (UTC), inclusive; undefined: no bound. */
  readonly from?: number;
  /** Exclusive. */
  readonly to?: number;
}

/** Whether an eventTime lies within. An event whose time cannot be read is within only where nothing was asked for. */
export function isWithin({ from, to }: Range, eventTime: string | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  const time = Date.parse(eventTime ?? '');
  return !Number.isNaN(time) && (from === undefined || time >= from) && (to === undefined || time < to);
}
