/**
 * Paths inside a bundle: which are sound on every file system, and which cannot stand side by side.
 *
 * Owns: both questions. Must not: touch the disk. Paths are relative, with `/` between their parts.
 */

/** `manifest.json` at the top of a bundle is trailc's own. */
export const MANIFEST_PATH = 'manifest.json';

/** Bytes of UTF-8; NAME_MAX of Linux and macOS, less what a build puts around a name for a moment. */
const LONGEST_NAME = 200;

/** Characters that Windows forbids in names, and control characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\\:*?"<>|\u0000-\u001f\u007f-\u009f]/;
/** Names of devices, with any ending. learn.microsoft.com/windows/win32/fileio/naming-a-file */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?$/i;

/** Why a bundle cannot hold a file of this path, or undefined when it can. */
export function pathFault(path: string): string | undefined {
  if (foldPath(path) === MANIFEST_PATH) return "that name is the manifest's";
  for (const part of path.split('/')) {
    if (part === '') return 'a part of it is empty';
    if (part === '.' || part === '..') return `it holds the part "${part}"`;
    if (FORBIDDEN.test(part)) return 'it holds a character that Windows forbids in file names';
    if (part.endsWith('.') || part.endsWith(' ')) return 'a part of it ends with a dot or a blank';
    if (DEVICE.test(part)) return `"${part}" is the name of a device on Windows`;
    if (Buffer.byteLength(part) > LONGEST_NAME) return `a part of it is longer than ${LONGEST_NAME} bytes`;
  }
  return undefined;
}

/** Two paths that fold to one text are one file on a file system that ignores case and ways to write an accent. */
function foldPath(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** The folders above a path, from the top: `a`, `a/b` of `a/b/c`. */
export function foldersOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'));
}

/** The files and folders that a set of files makes, to be asked what stands in a path's way. */
export interface Occupied {
  /** The path already taken that `path` cannot stand beside, or undefined. `path` itself is no obstacle. */
  readonly obstacleOf: (path: string) => string | undefined;
  readonly add: (path: string) => void;
}

export function occupied(): Occupied {
  const files = new Map<string, string>();
  /** Folded folder → as written, and a file inside it to name. */
  const folders = new Map<string, { readonly written: string; readonly file: string }>();
  return {
    add: (path) => {
      files.set(foldPath(path), path);
      for (const folder of foldersOf(path)) {
        const folded = foldPath(folder);
        if (!folders.has(folded)) folders.set(folded, { written: folder, file: path });
      }
    },
    obstacleOf: (path) => {
      const file = files.get(foldPath(path));
      if (file !== undefined && file !== path) return file;
      const inside = folders.get(foldPath(path));
      if (inside !== undefined) return inside.file;
      for (const folder of foldersOf(path)) {
        const folded = foldPath(folder);
        const fileThere = files.get(folded);
        if (fileThere !== undefined) return fileThere;
        const known = folders.get(folded);
        if (known !== undefined && known.written !== folder) return known.file;
      }
      return undefined;
    },
  };
}
