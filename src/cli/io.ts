/**
 * What a command may touch, and how it ends.
 *
 * Owns: the streams, the folder, the exit codes. Must not: parse arguments.
 */
import type { Readable } from 'node:stream';

/** Documented in docs/cli.md. */
export const EXIT = {
  ok: 0,
  /** Findings: malformed input, a failing test, unsupported without consent. */
  findings: 1,
  /** A wrong argument, or a configuration that cannot be read. */
  usage: 2,
  /** A fault of trailc. */
  internal: 70,
} as const;

export interface Io {
  readonly out: (text: string) => void;
  /**
   * Undefined where more may be written at once; else it resolves when so much of what was written is taken that more may be. Who
   * writes much and does not wait has it wait in memory.
   */
  readonly drained: () => Promise<unknown> | undefined;
  readonly err: (text: string) => void;
  readonly stdin: Readable;
  readonly cwd: string;
  readonly color: { readonly out: boolean; readonly err: boolean };
  /** Whether the error stream is a terminal: progress is drawn only there. */
  readonly interactive: boolean;
  /** Columns of the terminal; undefined when the output goes elsewhere. */
  readonly width: number | undefined;
}

export type Format = 'pretty' | 'json';

/** Ends a command with a message for the user; caught by main.ts alone, so that commands read straight. */
export class UsageError extends Error {
  readonly hint: string;
  constructor(message: string, hint = '') {
    super(message);
    this.hint = hint;
  }
}
