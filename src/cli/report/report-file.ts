/**
 * Reports that go to files: `--report FORMAT=FILE`.
 *
 * Owns: reading the option, and that a file is the old one or the new one, never a mixture and never at the end of a
 * link. Must not: know what a report says. Every fault is one of usage.
 */
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  renameSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { didYouMean } from '../../base/suggest.ts';
import { errorReason, shownPath } from '../../content/files.ts';
import { UsageError } from '../io.ts';
import { escapeForTerminal } from './terminal.ts';

export interface ReportRequest<F extends string> {
  readonly format: F;
  /** Absolute. */
  readonly path: string;
}

/** The reports that `--report` asks for, each to a file that can be one. Throws UsageError. */
export function readReports<F extends string>(
  values: readonly string[],
  formats: readonly F[],
  cwd: string,
): readonly ReportRequest<F>[] {
  const requests = values.map((value) => {
    const at = value.indexOf('=');
    const name = at === -1 ? value : value.slice(0, at);
    const format = formats.find((known) => known === name);
    if (format === undefined) {
      throw new UsageError(
        `"${escapeForTerminal(name)}" is no format of --report here.${didYouMean(name, formats)}`,
        `Write it as FORMAT=FILE, with one of: ${formats.join(', ')}.`,
      );
    }
    if (at === -1 || value.length === at + 1) {
      throw new UsageError(
        `--report ${format} names no file.`,
        `Write it as --report ${format}=FILE; without a file, use --format ${format}.`,
      );
    }
    return { format, path: resolve(cwd, value.slice(at + 1)) };
  });
  requests.forEach(({ path }, at) => {
    if (requests.findIndex((other) => other.path === path) !== at) {
      throw new UsageError(`two reports go to ${shownPath(path)}.`, 'Give each a file of its own.');
    }
    refuseWhatIsNoFile(path);
  });
  return requests;
}

function refuseWhatIsNoFile(path: string): void {
  const stats = statsAt(path);
  if (stats === undefined || stats.isFile()) return;
  if (stats.isSymbolicLink()) {
    throw new UsageError(
      `${shownPath(path)} is a symbolic link; a report is not written through one.`,
      'Name the file that it leads to, or remove the link.',
    );
  }
  throw new UsageError(
    `${shownPath(path)} is ${stats.isDirectory() ? 'a folder' : 'a device, a pipe or a socket'}; a report is a file.`,
    'Name a file, or use --format and redirect the output.',
  );
}

/** Of the entry itself, not of what a link leads to; undefined: nothing is there. */
function statsAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw notWritten(path, error);
  }
}

const notWritten = (path: string, error: unknown) =>
  new UsageError(
    `the report ${shownPath(path)} cannot be written: ${reasonOf(error)}.`,
    'Mend that, or name another file.',
  );

/**
 * Writes one report, making the folders above it. A path below `root` stays below it: a folder in the repository that is a
 * link to elsewhere is not followed. Throws UsageError.
 */
export function writeReport(path: string, text: string, root: string): void {
  const folder = dirname(path);
  // Any free name will do, since it must not exist; node:crypto would have to be loaded by every check and test.
  const temporary = join(folder, `.${basename(path)}.trailc-${Math.random().toString(36).slice(2)}`);
  refuseWhatIsNoFile(path);
  try {
    if (isBelow(path, root) && !isBelow(nearestReal(folder), realpathSync(root))) {
      throw new UsageError(
        `${shownPath(path)} leaves the repository by a symbolic link.`,
        'Name the folder that the link leads to, if the report belongs there.',
      );
    }
    mkdirSync(folder, { recursive: true });
    const before = lstatSync(path, { throwIfNoEntry: false });
    writeFileSync(temporary, text, { flag: 'wx' });
    if (before !== undefined) chmodSync(temporary, before.mode & 0o7777);
    // Renaming replaces what has the name; were it a link by now, the link and not what it leads to.
    renameSync(temporary, path);
  } catch (error) {
    try {
      unlinkSync(temporary);
    } catch {
      // It was not made, or its folder is gone; the first error is the one to tell.
    }
    if (error instanceof UsageError) throw error;
    throw notWritten(path, error);
  }
}

const isBelow = (path: string, folder: string) => {
  const way = relative(folder, path);
  return (
    way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === resolve(path) && !isRooted(way)
  );
};

/** On Windows the way to another drive is an absolute path. */
const isRooted = (way: string) => way !== '' && resolve(way) === way;

/** Where the nearest folder that exists really is. */
function nearestReal(folder: string): string {
  let nearest = folder;
  while (lstatSync(nearest, { throwIfNoEntry: false }) === undefined && dirname(nearest) !== nearest)
    nearest = dirname(nearest);
  return realpathSync(nearest);
}

const REASONS: Readonly<Partial<Record<string, string>>> = {
  ENOENT: 'a part of the path is not there, or a link that leads nowhere',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a part of the path is no folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
  EDQUOT: 'your quota is used up',
};

export function reasonOf(error: unknown): string {
  const code = (error as { readonly code?: unknown }).code;
  return (typeof code === 'string' ? REASONS[code] : undefined) ?? errorReason(error);
}
