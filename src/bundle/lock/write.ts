/**
 * Replaces a text file of a content repository by a new text: the old one or the new one, never a mixture.
 *
 * Owns: a temporary file beside it and one rename, the file's mode, and that nobody else's change is lost. Must not:
 * follow a link (the caller has resolved it and found it inside the repository) or know what a file means.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { errorReason } from '../../content/files.ts';

export interface Replacement {
  /** Absolute, without links. */
  readonly path: string;
  /** As people are shown it. */
  readonly shownAs: string;
  /** The text that it must still have; undefined: there must be no file. */
  readonly before: string | undefined;
  readonly after: string;
}

/** What kept it from being written; undefined: it is. */
export function replaceFile({ path, shownAs, before, after }: Replacement): Diagnostic | undefined {
  const temporary = join(dirname(path), `.${basename(path)}.trailc-${randomBytes(6).toString('hex')}`);
  try {
    if (textAt(path) !== before) return diagnose('lock/file-changed', shownAs, { path: shownAs });
    writeFileSync(temporary, after, { flag: 'wx' });
    if (before !== undefined) chmodSync(temporary, statSync(path).mode & 0o7777);
    renameSync(temporary, path);
    return undefined;
  } catch (error) {
    try {
      unlinkSync(temporary);
    } catch {
      // It was not made, or its folder is gone; the first error is the one to tell.
    }
    return diagnose('lock/write-failed', shownAs, { path: shownAs, reason: reasonOf(error) });
  }
}

function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === 'ENOENT') return undefined;
    throw error;
  }
}

const REASONS: Readonly<Partial<Record<string, string>>> = {
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
  EDQUOT: 'your quota is used up',
};

function reasonOf(error: unknown): string {
  const code = (error as { readonly code?: unknown }).code;
  return (typeof code === 'string' ? REASONS[code] : undefined) ?? errorReason(error);
}
