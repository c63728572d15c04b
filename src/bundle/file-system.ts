/**
 * The few things that writing a bundle does to a disk.
 *
 * Owns: the steps, each of which happens whole or not at all (`writeFile` aside), and the real disk. Tests put a step
 * counter around it and stop at each step in turn. Must not: decide anything. Every step throws the system's own error.
 */
import {
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from 'node:fs';

export type EntryKind = 'nothing' | 'file' | 'folder' | 'link' | 'other';

/** Paths are absolute, in the spelling of the system. */
export interface FileSystem {
  /** What stands at the path itself; a link is not followed. */
  readonly kindOf: (path: string) => EntryKind;
  /** Names in a folder, sorted. */
  readonly list: (folder: string) => readonly string[];
  readonly readText: (path: string) => string;
  /** The folder and those above it; one that exists is fine. */
  readonly makeFolder: (path: string) => void;
  /** A new file; one that exists is an error. */
  readonly writeFile: (path: string, content: string | Uint8Array) => void;
  /** The same file under another path, on the same file system; one that exists there is an error. */
  readonly carryFile: (from: string, to: string) => void;
  readonly rename: (from: string, to: string) => void;
  readonly removeFile: (path: string) => void;
  /** An empty folder. */
  readonly removeFolder: (path: string) => void;
}

export const REAL_FILE_SYSTEM: FileSystem = {
  kindOf: (path) => {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats === undefined ? 'nothing' : kindOfStats(stats);
  },
  list: (folder) => readdirSync(folder).sort(),
  readText: (path) => readFileSync(path, 'utf8'),
  makeFolder: (path) => void mkdirSync(path, { recursive: true }),
  writeFile: (path, content) => writeFileSync(path, content, { flag: 'wx' }),
  carryFile: (from, to) => {
    try {
      // A second name for one file keeps its owner, times and mode, and costs nothing.
      linkSync(from, to);
    } catch {
      // Not every file system has hard links, and not every file may be given one.
      copyFileSync(from, to, constants.COPYFILE_EXCL);
    }
  },
  rename: renameSync,
  removeFile: unlinkSync,
  removeFolder: rmdirSync,
};

function kindOfStats(stats: Stats): EntryKind {
  if (stats.isSymbolicLink()) return 'link';
  if (stats.isDirectory()) return 'folder';
  return stats.isFile() ? 'file' : 'other';
}

/** What an entry is, in words that follow "is". */
export function kindInWords(kind: EntryKind): string {
  switch (kind) {
    case 'nothing':
      return 'missing';
    case 'file':
      return 'a file';
    case 'folder':
      return 'a folder';
    case 'link':
      return 'a symbolic link';
    case 'other':
      return 'a device, a pipe or a socket';
  }
}
