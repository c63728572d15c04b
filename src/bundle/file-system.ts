/**
 * The few things that writing a bundle does to a disk, and reading one.
 *
 * Owns: the steps, each of which happens whole or not at all (`writeFile` aside), and the real disk. Tests put a step
 * counter around it and stop at each step in turn. Must not: decide anything. Every step throws the system's own error.
 */
import {
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
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
  /** An ordinary file and not a link to one. Without bytes where it is larger than `limit`. */
  readonly readBytes: (path: string, limit: number) => { readonly size: number; readonly bytes?: Uint8Array };
  /** The folder and those above it; one that exists is fine. */
  readonly makeFolder: (path: string) => void;
  /** A folder in one that is there; one that exists is an error. */
  readonly addFolder: (path: string) => void;
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
  readBytes,
  makeFolder: (path) => void mkdirSync(path, { recursive: true }),
  addFolder: (path) => mkdirSync(path),
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

function readBytes(path: string, limit: number): { readonly size: number; readonly bytes?: Uint8Array } {
  // Windows has neither: there a pipe has no path in a folder, and links need a privilege.
  const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Readonly<Record<string, number | undefined>>;
  const handle = openSync(path, constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const { size } = fstatSync(handle);
    if (size > limit) return { size };
    const bytes = Buffer.allocUnsafe(size);
    let length = 0;
    while (length < size) {
      const count = readSync(handle, bytes, length, size - length, null);
      if (count === 0) break;
      length += count;
    }
    return { size: length, bytes: bytes.subarray(0, length) };
  } finally {
    closeSync(handle);
  }
}

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
