/**
 * What commands over logs begin with, and what they say of records that could not be read.
 *
 * Owns: that they refuse inputs that are not there in the same words, and draw progress alike. Must not: read logs itself.
 */
import { checkInputs } from '../logs/inputs.ts';
import { type LogItem, type ReadOptions, readLogBatches } from '../logs/read.ts';
import type { Intake } from '../logs/trace/intake.ts';
import type { Io } from './io.ts';
import { renderDiagnostics } from './report/diagnostics.ts';
import { withProgress } from './report/progress.ts';
import { escapeForTerminal } from './report/terminal.ts';

/** Batches of the inputs, with progress on a terminal; undefined where one is not there, which is then said. */
export function openLogs(
  inputs: readonly string[],
  io: Io,
  options: Pick<ReadOptions, 'openReader'> = {},
): AsyncIterable<readonly LogItem[]> | undefined {
  const missing = checkInputs(inputs);
  if (missing.length === 0) return readLogs(inputs, io, options);
  io.err(renderDiagnostics(missing, { color: io.color.err, width: io.width }));
  return undefined;
}

/** Batches of inputs that were checked, with progress on a terminal. */
export function readLogs(
  inputs: readonly string[],
  io: Io,
  options: Pick<ReadOptions, 'openReader'> = {},
): AsyncIterable<readonly LogItem[]> {
  const batches = readLogBatches(inputs, { ...options, stdin: io.stdin });
  return io.interactive ? withProgress(batches, io.err) : batches;
}

/** Says on the error stream what could not be read, so that no format of the result needs a place for it. */
export function sayMalformed({ malformed, malformedItems }: Intake, io: Io): void {
  if (malformed === 0) return;
  const shown = malformedItems.slice(0, 5).map(({ reason, origin }) => {
    const place = origin.line === undefined ? origin.path : `${origin.path}:${origin.line}`;
    return `  ${escapeForTerminal(`${place}: ${reason}`)}\n`;
  });
  const more = malformed > shown.length ? `  … ${malformed - shown.length} more\n` : '';
  io.err(
    `${malformed} malformed records were left out: the answer may lack a link.\n${shown.join('')}${more}`,
  );
}
