/**
 * Replaces a file by its formatted text.
 *
 * Owns: what is said where that fails. Must not: write by itself (content/replace-file.ts does), or follow a link (the
 * caller has resolved it and found it inside the repository).
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { replaceFile } from '../content/replace-file.ts';

export interface FormattedFile {
  /** Absolute, without links. */
  readonly path: string;
  readonly shownAs: string;
  /** The text that it must still have. */
  readonly before: string;
  readonly after: string;
}

/** What kept it from being written; undefined: it is. */
export function writeFormatted({ shownAs, ...file }: FormattedFile): Diagnostic | undefined {
  const fault = replaceFile(file);
  if (fault === undefined) return undefined;
  if (fault.kind === 'changed') return diagnose('fmt/file-changed', shownAs, { path: shownAs });
  return diagnose('fmt/write-failed', shownAs, { path: shownAs, reason: fault.reason });
}
