/**
 * An app that lies in a folder, and a package that lies in a file: their bytes.
 *
 * Owns: the disk. No link is followed, so nothing outside the folder is read; sizes and numbers are limited. Must not:
 * know what belongs into an app.
 */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  type Stats,
} from 'node:fs';
import { basename, join } from 'node:path';
import { diagnose } from '../../base/catalogue.ts';
import { fail, type Result, succeed } from '../../base/result.ts';
import { errorReason, shownText } from '../../content/files.ts';
import type { AppEntry, AppFiles } from './app.ts';
import { DEEPEST, inMebibytes, LARGEST_APP, MOST_ENTRIES } from './limits.ts';

/** `path` is absolute; `shownAs` is what people are shown in its place. */
export function readFolder(path: string, shownAs: string): Result<AppFiles> {
  const entries: AppEntry[] = [];
  let total = 0;
  const refuse = (where: string, reason: string) => {
    const at = where === '' ? shownAs : `${shownAs}/${shownText(where)}`;
    return fail([diagnose('app-check/unreadable', at, { path: at, reason })]);
  };
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    let where = folder;
    try {
      for (const name of readdirSync(join(path, folder)).sort()) {
        where = folder === '' ? name : `${folder}/${name}`;
        const full = join(path, where);
        const stats = lstatSync(full);
        const kind = kindOf(stats);
        if (entries.length === MOST_ENTRIES) return refuse('', `it has more than ${MOST_ENTRIES} files`);
        if (kind === 'folder') {
          if (where.split('/').length > DEEPEST) return refuse(where, 'its folders are too deep');
          waiting.push(where);
        }
        const bytes = kind === 'file' ? readBytes(full, LARGEST_APP - total) : NOTHING;
        if (bytes === undefined) return refuse('', `it holds more than ${inMebibytes(LARGEST_APP)}`);
        total += bytes.length;
        const mode = process.platform === 'win32' ? undefined : stats.mode & 0o7777;
        entries.push({ path: where, kind, mode, bytes });
      }
    } catch (error) {
      return refuse(where, errorReason(error));
    }
  }
  return succeed({ name: basename(path), shownAs, entries, beside: [] });
}

const NOTHING = new Uint8Array();

function kindOf(stats: Stats): AppEntry['kind'] {
  if (stats.isSymbolicLink()) return 'link';
  if (stats.isDirectory()) return 'folder';
  return stats.isFile() ? 'file' : 'other';
}

/** The bytes of a file; undefined where it has more than `limit`. Throws the system's error. */
export function readBytes(path: string, limit: number): Uint8Array | undefined {
  // What was a file a moment ago may be a link or a pipe by now.
  const handle = openSync(
    path,
    constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
  );
  try {
    const { size } = fstatSync(handle);
    if (size > limit) return undefined;
    const bytes = Buffer.alloc(size);
    let length = 0;
    while (length < size) {
      const count = readSync(handle, bytes, length, size - length, null);
      if (count === 0) break;
      length += count;
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(handle);
  }
}
