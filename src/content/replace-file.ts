/**
 * Replaces a text file of a content repository by a new text: the old one or the new one, never a mixture.
 *
 * Owns: a temporary file beside it and one rename, the file's mode, and that nobody else's change is lost. Must not:
 * follow a link (the caller has resolved it and found it inside the repository), know what a file means, or word a fault.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errorCode, errorReason } from './files.ts';

export interface Replacement {
  /** Absolute, without links. */
  readonly path: string;
  /** The text that it must still have; undefined: there must be no file. */
  readonly before: string | undefined;
  readonly after: string;
}

/** What kept a file from being written: another has changed it meanwhile, or what the operating system says, in words. */
export type Unwritten = { readonly kind: 'changed' } | { readonly kind: 'failed'; readonly reason: string };

/** What kept it from being written; undefined: it is. */
export function replaceFile({ path, before, after }: Replacement): Unwritten | undefined {
  const temporary = join(dirname(path), `.${basename(path)}.trailc-${randomBytes(6).toString('hex')}`);
  let made = false;
  try {
    if (textAt(path) !== before) return { kind: 'changed' };
    writeFileSync(temporary, after, { flag: 'wx' });
    made = true;
    if (before !== undefined) chmodSync(temporary, statSync(path).mode & 0o7777);
    // Once more: writing a large text takes a while.
    if (textAt(path) === before) {
      renameSync(temporary, path);
      return undefined;
    }
    unlinkSync(temporary);
    return { kind: 'changed' };
  } catch (error) {
    if (made) removed(temporary);
    return { kind: 'failed', reason: reasonOf(error) };
  }
}

function removed(temporary: string): void {
  try {
    unlinkSync(temporary);
  } catch {
    // It is gone, or its folder is; the first error is the one to tell.
  }
}

/** Undefined: there is no file. */
function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

const REASONS: Readonly<Partial<Record<string, string>>> = {
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
  EDQUOT: 'your quota is used up',
};

const reasonOf = (error: unknown) => REASONS[errorCode(error)] ?? errorReason(error);
