/**
 * Faults as commands beside `check` print them: without the warnings that the repository suppresses.
 *
 * Owns: that every command hears of the same warnings. Must not: judge suppressions, which takes a whole check.
 */
import { type Diagnostic, sortDiagnostics } from '../base/diagnostic.ts';
import type { Content } from '../content/document.ts';
import { applySuppressions } from '../suppress.ts';
import type { Format, Io } from './io.ts';
import { diagnosticsAsJson, renderDiagnostics } from './report/diagnostics.ts';

/** `YYYY-MM-DD` in UTC: the one place where commands ask for the date of a suppression. */
export const dayToday = (): string => new Date().toISOString().slice(0, 10);

/** In source order; all of them where the configuration cannot be read. */
export function shownFaults(
  found: readonly Diagnostic[],
  content: Pick<Content, 'config' | 'rules'> | undefined,
): readonly Diagnostic[] {
  if (content === undefined || found.length === 0) return sortDiagnostics(found);
  return applySuppressions(found, content, { today: dayToday(), judge: 'none' }).shown;
}

/** Prints them for people, on the errors; nothing for none. */
export function printFaults(
  found: readonly Diagnostic[],
  content: Pick<Content, 'config' | 'rules'> | undefined,
  io: Io,
): void {
  const faults = shownFaults(found, content);
  if (faults.length > 0) io.err(renderDiagnostics(faults, { color: io.color.err, width: io.width }));
}

/** Prints them where a command that ends without a result has them: JSON to the output, text to the errors. */
export function writeFaults(
  found: readonly Diagnostic[],
  content: Pick<Content, 'config' | 'rules'> | undefined,
  format: Format,
  io: Io,
): void {
  if (format === 'json') io.out(diagnosticsAsJson(shownFaults(found, content)));
  else printFaults(found, content, io);
}
