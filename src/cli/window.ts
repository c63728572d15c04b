/**
 * `--window HOURS` of the commands that trace sessions.
 *
 * Owns: its bounds. Must not: know what it is for.
 */
import { DEFAULT_WINDOW_MS } from '../logs/trace/link.ts';
import { UsageError } from './io.ts';

const HOUR_MS = 3_600_000;
const MOST_HOURS = 24 * 366;

/** Throws UsageError. */
export function windowOf(text: string | undefined): { readonly ms: number; readonly hours: number } {
  if (text === undefined) return { ms: DEFAULT_WINDOW_MS, hours: DEFAULT_WINDOW_MS / HOUR_MS };
  const hours = /^\d{1,4}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (hours <= 0 || hours > MOST_HOURS) {
    throw new UsageError(
      '--window takes a number of hours above 0 and up to 8784.',
      'Without it, 36 hours: the longest life of credentials that STS issues.',
    );
  }
  return { ms: hours * HOUR_MS, hours };
}
