/**
 * What lies on the disk at one moment, and what differs between two.
 *
 * Owns: the walk over the watched places, and what makes a file another than before. Must not: read what is in a file,
 * or wait for anything. Two snapshots tell what changed whatever the operating system said or failed to say meanwhile.
 */
import { type BigIntStats, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

/** A file or folder relative to the root, and the endings of files in it that count; without any, all do. */
export interface Place {
  readonly path: string;
  readonly endings?: readonly string[];
}

export interface Places {
  /** Absolute. */
  readonly root: string;
  readonly places: readonly Place[];
}

export interface Snapshot {
  /** Path from the root with `/`, and what changes when the file does. */
  readonly files: ReadonlyMap<string, string>;
  /** Every folder in which something could happen: absolute path, and what changes when another takes its place. */
  readonly folders: ReadonlyMap<string, string>;
}

/** What editors and git leave beside a file while they write it. */
const LEAVINGS = /^\.|~$|^#.*#$|^4913$|\.(?:sw[a-z]|tmp|bak|orig|lock)$|___jb_(?:tmp|old)___$/i;

export function takeSnapshot({ root, places }: Places): Snapshot {
  const files = new Map<string, string>();
  const folders = new Map<string, string>();
  // By real path: a link back to a folder above would never end.
  const walked = new Set<string>();

  const watchFolder = (path: string): boolean => {
    const stats = statOf(path);
    if (stats === undefined || !stats.isDirectory()) return false;
    // The number of a folder is soon given to the next one; together with its birth it is not.
    folders.set(path, `${stats.dev} ${stats.ino} ${stats.birthtimeNs}`);
    return true;
  };
  const visit = (path: string, counts: (name: string) => boolean, isEntry = false): void => {
    const stats = statOf(path);
    if (stats === undefined) return;
    if (!stats.isDirectory()) {
      if (isEntry || counts(basename(path))) files.set(fromRoot(root, path), fingerprint(stats));
      return;
    }
    const real = realOf(path);
    if (real === undefined || walked.has(real)) return;
    walked.add(real);
    watchFolder(path);
    for (const entry of entriesOf(path)) {
      if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
      const child = join(path, entry.name);
      if (entry.isSymbolicLink()) {
        const to = realOf(child);
        // One that leads out of the repository is refused by whoever reads it.
        if (to === undefined || !isInside(to, realOf(root) ?? root)) continue;
        watchFolder(dirname(to));
      }
      visit(child, counts);
    }
  };

  for (const { path, endings } of places) {
    const entry = join(root, path);
    if (!isInside(entry, root)) continue;
    walked.clear();
    visit(
      entry,
      (name) =>
        endings === undefined
          ? !LEAVINGS.test(name)
          : endings.some((ending) => name.toLowerCase().endsWith(ending)),
      true,
    );
    for (const folder of ancestors(entry, root)) watchFolder(folder);
  }
  // Where the root itself is gone, it can come back.
  for (let folder = root; !watchFolder(folder) && dirname(folder) !== folder; ) folder = dirname(folder);
  return { files, folders };
}

/** Files that came, went or are others than before. */
export function differences(before: Snapshot['files'], after: Snapshot['files']): ReadonlySet<string> {
  const changed = [...after].filter(([path, state]) => before.get(path) !== state).map(([path]) => path);
  const gone = [...before.keys()].filter((path) => !after.has(path));
  return new Set([...changed, ...gone].sort());
}

/** The folders from that of `path` up to the root. */
function ancestors(path: string, root: string): readonly string[] {
  const found: string[] = [];
  for (let folder = dirname(path); isInside(folder, root); folder = dirname(folder)) {
    found.push(folder);
    if (folder === root) break;
  }
  return found;
}

const fingerprint = ({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats) =>
  `${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}`;

function statOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    // Gone between two calls, a link that leads nowhere, or not ours to see: reading it will say so.
    return undefined;
  }
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

const isInside = (path: string, top: string) =>
  path === top || path.startsWith(top.endsWith(sep) ? top : top + sep);
const fromRoot = (root: string, path: string) => relative(root, path).split(sep).join('/');
