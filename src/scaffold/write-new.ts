/**
 * New files, all of them or none: nothing that is there already is touched, and no link is followed out of the root.
 *
 * Owns: that, and the words for what keeps a file from being written. Must not: know what the files hold.
 */
import { lstatSync, mkdirSync, realpathSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { errorReason, shownPath } from '../content/files.ts';

export interface NewFile {
  /** Absolute, and below the root. */
  readonly path: string;
  readonly text: string;
}

/** Why they could not be written, to end a sentence; undefined: they are. */
export function writeNew(root: string, files: readonly NewFile[]): string | undefined {
  const made: string[] = [];
  for (const { path, text } of files) {
    try {
      mkdirSync(root, { recursive: true });
      if (leavesBelow(root, path))
        return undo(made, `${shownPath(path)} leaves the repository by a symbolic link`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text, { flag: 'wx' });
      made.push(path);
    } catch (error) {
      return undo(made, `${shownPath(path)} ${reasonOf(error)}`);
    }
  }
  return undefined;
}

/** Folders that were made stay: git does not see empty ones. */
function undo(made: readonly string[], reason: string): string {
  for (const path of made) unlinkSync(path);
  return reason;
}

function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'EEXIST') return 'exists already';
  if (code === 'ENOTDIR') return 'lies below something that is no folder';
  return `cannot be written: ${errorReason(error)}`;
}

/** Whether the nearest folder that exists is really somewhere else. */
function leavesBelow(root: string, path: string): boolean {
  let nearest = dirname(path);
  while (lstatSync(nearest, { throwIfNoEntry: false }) === undefined && dirname(nearest) !== nearest)
    nearest = dirname(nearest);
  return relative(realpathSync(root), realpathSync(nearest)).split(sep)[0] === '..';
}
