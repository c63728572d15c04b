/**
 * What reading logs yields.
 *
 * Owns: the shapes. Must not: read.
 */
import type { CloudTrailEvent } from '../cloudtrail/event.ts';

export interface Origin {
  readonly path: string;
  /** 1-based, over all that was found in the file; 0 for a fault of the file itself. */
  readonly record: number;
  /** 1-based line on which the record, or the envelope around it, begins. */
  readonly line?: number;
}

export type LogItem =
  | { readonly kind: 'event'; readonly event: CloudTrailEvent; readonly origin: Origin }
  /** Well-formed, and no event; `reason` is a phrase for people. */
  | { readonly kind: 'skipped'; readonly reason: string; readonly origin: Origin }
  | { readonly kind: 'malformed'; readonly reason: string; readonly origin: Origin }
  /** A file has been read to where it ends; `origin.record` is the number of its records. */
  | {
      readonly kind: 'file';
      readonly events: number;
      readonly skipped: number;
      readonly malformed: number;
      readonly origin: Origin;
    };
