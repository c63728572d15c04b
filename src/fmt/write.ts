/**
 * Replaces a file by its formatted text: the old one or the new one, never a mixture.
 *
 * Owns: a temporary file beside it and one rename; the mode is kept, and what somebody else wrote meanwhile. Must not:
 * follow a link (the caller has resolved it and found it inside the repository).
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { errorReason } from '../content/files.ts';

export interface FormattedFile {
  /** Absolute, without links. */
  readonly path: string;
  readonly shownAs: string;
  /** The text that it must still have. */
  readonly before: string;
  readonly after: string;
}

/** What kept it from being written; undefined: it is. */
export function writeFormatted({ path, shownAs, before, after }: FormattedFile): Diagnostic | undefined {
  const temporary = join(dirname(path), `.${basename(path)}.trailc-${randomBytes(6).toString('hex')}`);
  try {
    writeFileSync(temporary, after, { flag: 'wx' });
    chmodSync(temporary, statSync(path).mode & 0o7777);
    if (readFileSync(path, 'utf8') === before) {
      renameSync(temporary, path);
      return undefined;
    }
    unlinkSync(temporary);
    return diagnose('fmt/file-changed', shownAs, { path: shownAs });
  } catch (error) {
    try {
      unlinkSync(temporary);
    } catch {
      // It was not made; the first error is the one to tell.
    }
    return diagnose('fmt/write-failed', shownAs, { path: shownAs, reason: errorReason(error) });
  }
}
