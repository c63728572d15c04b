/**
 * Waiting, longer from time to time, and no longer than somebody waits for it.
 *
 * Owns: how long. Must not: decide what is tried again.
 */
import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves after the time, or at once where the signal is, or gets, aborted. Never rejects. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

export interface Growing {
  /** Of the first wait, in milliseconds. */
  readonly first: number;
  readonly most: number;
}

/** The wait before try `tries` (1 is the first wait): twice the one before. */
export function waitOf(tries: number, { first, most }: Growing): number {
  return Math.min(first * 2 ** (tries - 1), most);
}
