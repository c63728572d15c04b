/** Everything below a folder. Owns: the walk, which follows no link. Must not: know whose a file is. */
import { join } from 'node:path';
import type { EntryKind, FileSystem } from './file-system.ts';

/** Paths are relative to the folder, with `/`, in code-unit order. */
export interface Walk {
  readonly files: readonly string[];
  /** Folders without anything in them. */
  readonly emptyFolders: readonly string[];
  /** Links, devices, pipes. */
  readonly others: readonly { readonly path: string; readonly kind: EntryKind }[];
}

export function walkFolder(root: string, fs: FileSystem): Walk {
  const files: string[] = [];
  const emptyFolders: string[] = [];
  const others: { path: string; kind: EntryKind }[] = [];
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const names = fs.list(join(root, folder));
    if (names.length === 0 && folder !== '') emptyFolders.push(folder);
    for (const name of names) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const kind = fs.kindOf(join(root, path));
      if (kind === 'folder') waiting.push(path);
      else if (kind === 'file') files.push(path);
      else others.push({ path, kind });
    }
  }
  return { files: files.sort(), emptyFolders: emptyFolders.sort(), others };
}
