/**
 * Putting a finished folder in the place of another, so that a whole one is there or can be put back at every moment.
 *
 * The steps, for the place `out` (each folder stands beside it, hence on the same file system):
 *   1  `.out.trailc-new-…`   is written by the caller, its manifest last
 *   2  out → `.out.trailc-old`
 *   3  `.out.trailc-new-…` → out
 *   4  `.out.trailc-old` → `.out.trailc-gone-…`, which is then removed
 * So `old` is always whole, and exists without `out` only between 2 and 3: putting it back undoes the interrupted run.
 * Only what carries `new` or `gone` in its name may be in pieces, and neither is ever moved to `out` by a later run.
 * This holds for a process that dies at any step; it is no promise about power cuts (nothing is forced to the disk).
 *
 * Owns: these names and steps, and the repair. Must not: know what a bundle holds, beyond its manifest's name.
 */
import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { FileSystem } from './file-system.ts';
import { MANIFEST_PATH } from './paths.ts';

export interface Places {
  readonly out: string;
  readonly parent: string;
  readonly old: string;
  /** A new name on each call: two builds at once never write into one folder. */
  readonly fresh: (purpose: 'new' | 'gone') => string;
  /** Whether a name in `parent` is that of a folder whose contents count for nothing. */
  readonly isDebris: (name: string) => boolean;
}

export function placesOf(out: string): Places {
  const parent = dirname(out);
  const prefix = `.${basename(out)}.trailc-`;
  return {
    out,
    parent,
    old: join(parent, `${prefix}old`),
    fresh: (purpose) => join(parent, `${prefix}${purpose}-${randomBytes(6).toString('hex')}`),
    isDebris: (name) => name.startsWith(`${prefix}new-`) || name.startsWith(`${prefix}gone-`),
  };
}

export type Repair = 'nothing' | 'restored' | 'unclear';

/** Undoes what an interrupted run left. `unclear`: something else stands at `out`; nothing was changed. */
export function repair(places: Places, fs: FileSystem): Repair {
  if (fs.kindOf(places.parent) !== 'folder') return 'nothing';
  let done: Repair = 'nothing';
  if (fs.kindOf(places.old) === 'folder') {
    const there = fs.kindOf(places.out);
    if (there === 'folder' && fs.kindOf(join(places.out, MANIFEST_PATH)) === 'file') {
      fs.rename(places.old, places.fresh('gone'));
    } else if (there === 'nothing' || (there === 'folder' && fs.list(places.out).length === 0)) {
      if (there === 'folder') fs.removeFolder(places.out);
      fs.rename(places.old, places.out);
      done = 'restored';
    } else {
      return 'unclear';
    }
  }
  for (const name of fs.list(places.parent).filter(places.isDebris))
    discard(join(places.parent, name), places, fs);
  return done;
}

/** Moves `made` to `out`. When the last move fails, what stood there is put back and the error thrown on. */
export function swap(made: string, places: Places, fs: FileSystem): void {
  const replaced = fs.kindOf(places.out) !== 'nothing';
  if (replaced) fs.rename(places.out, places.old);
  try {
    fs.rename(made, places.out);
  } catch (error) {
    if (replaced) fs.rename(places.old, places.out);
    throw error;
  }
}

/** Removes a folder and all in it. It first gets a name that no build writes to. */
export function discard(folder: string, places: Places, fs: FileSystem): void {
  if (fs.kindOf(folder) !== 'folder') return;
  const gone = places.fresh('gone');
  fs.rename(folder, gone);
  const folders = [gone];
  for (let at = 0; at < folders.length; at += 1) {
    const current = folders[at] ?? gone;
    for (const name of fs.list(current)) {
      const path = join(current, name);
      if (fs.kindOf(path) === 'folder') folders.push(path);
      else fs.removeFile(path);
    }
  }
  for (const empty of folders.reverse()) fs.removeFolder(empty);
}
